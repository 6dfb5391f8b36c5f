import Foundation
import JSON
import TestSupport

/// The test server (Tests/Support/graph-server) on a loopback port of its own, and `deploy.sh` driven against it.
final class GraphServer {
    /// Where runs remember what they did.
    let state: URL
    private let process = Process()
    private let input = Pipe()
    private let base: String

    struct Failure: Error { let why: String }

    /// - Parameter hosts: the compiled output whose settings sheets the connectors' hosts were set up by.
    init(hosts: URL, arguments: String...) throws {
        state = try Program.temporaryFolder()
        let output = Pipe()
        process.executableURL = Repository.root.appendingPathComponent("Tests/Support/graph-server")
        process.arguments = ["--hosts", hosts.path] + arguments
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        var line = Data()
        while !line.contains(UInt8(ascii: "\n")) {
            let more = output.fileHandleForReading.availableData
            if more.isEmpty { throw Failure(why: "the test server did not begin: python3 is needed") }
            line += more
        }
        base = "http://127.0.0.1:" + String(decoding: line, as: UTF8.self).trimmingCharacters(in: .newlines)
    }

    deinit {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
        try? FileManager.default.removeItem(at: state)
        try? FileManager.default.removeItem(atPath: state.path + "-part")
    }

    /// Runs a bundle; waits take a thousandth of their time.
    func deploy(_ bundle: URL, _ options: String = "", environment: [String: String] = [:]) throws -> Program.Result {
        // The script of the output folder, or the one beside the bundle.
        var folder = bundle.deletingLastPathComponent()
        while !FileManager.default.fileExists(atPath: folder.appendingPathComponent("deploy.sh").path), folder.path != "/" { folder.deleteLastPathComponent() }
        var variables = [
            "GRAPH_TOKEN": "good-token", "ENTRAIN_WAIT_SCALE": "0.001", "ECMA_TOKEN_HR_STAGING": GraphServer.secret,
            "ECMA_TOKEN_MIM_PORTAL": GraphServer.secret, "ECMA_TOKEN_LDS": GraphServer.secret,
        ]
        variables.merge(environment) { $1 }
        return try Program.run("'\(folder.path)/deploy.sh' '\(bundle.path)' --state '\(state.path)' --base \(base) \(options)", in: folder, environment: variables)
    }

    /// A bundle with the steps of one mapping only, and what they share: as much of Graph in less time.
    func part(of bundle: URL, for mapping: String) throws -> URL { try part(of: bundle, beginning: mapping + "/", "extensions/") }

    /// The requests whose ids begin so.
    func part(of bundle: URL, beginning prefixes: String...) throws -> URL {
        let json = try JSONReader.read(Array(try Data(contentsOf: bundle)))
        func keeps(_ request: JSON) -> Bool { request["id"]?.text.map { id in prefixes.contains { id.hasPrefix($0) } } ?? false }
        guard case .object(let members) = json else { throw Failure(why: "no bundle") }
        let kept = JSON.object(members.map { member in
            guard member.key == "requests" else { return member }
            return .init("requests", .array(member.value.values.compactMap { step in
                guard case .object(let parts) = step, let batch = step["batch"], !keeps(step) else { return keeps(step) ? step : nil }
                let some = batch.values.filter(keeps)
                return some.isEmpty ? nil : .object(parts.map { $0.key == "batch" ? .init("batch", .array(some)) : $0 })
            }))
        })
        let folder = state.deletingLastPathComponent().appendingPathComponent(state.lastPathComponent + "-part")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let script = folder.appendingPathComponent("deploy.sh")
        if !FileManager.default.fileExists(atPath: script.path) {
            try FileManager.default.copyItem(at: Repository.root.appendingPathComponent("generated/contoso/deploy.sh"), to: script)
        }
        let file = folder.appendingPathComponent(bundle.lastPathComponent)
        try Data(kept.prettyText.utf8).write(to: file)
        return file
    }

    static let secret = "not-to-be-seen-anywhere"

    /// Runs a bundle and does what its manual steps say, until it ends otherwise.
    func deployByHand(_ bundle: URL) throws -> Program.Result {
        var result = try deploy(bundle)
        while result.status == 4, let step = result.output.firstMatch(of: /--done (\S+)/)?.1 {
            result = try deploy(bundle, "--done \(step)")
        }
        return result
    }

    /// What the next requests meet; see the server.
    func set(_ options: JSON) throws {
        let result = try Program.run("curl -sS --fail --data-binary '\(options.compactText)' \(base)/_options", in: state)
        if result.status != 0 { throw Failure(why: result.output) }
    }

    /// The tenant and the log of requests.
    func tenant() throws -> JSON {
        let result = try Program.run("curl -sS --fail \(base)/_state", in: state)
        return try JSONReader.read(Array(result.output.utf8))
    }

    /// A file that a run kept.
    func kept(_ name: String) throws -> JSON {
        try JSONReader.read(Array(try Data(contentsOf: state.appendingPathComponent(name))))
    }
}

extension JSON {
    /// The values of an object, or the items of a list.
    var values: [JSON] {
        switch self {
        case .object(let members): members.map(\.value)
        case .array(let items): items
        default: []
        }
    }

    var text: String? { if case .string(let text) = self { text } else { nil } }

    /// Without the members of that name, wherever they are; for comparing what a service adds of its own.
    func without(_ suffix: String) -> JSON {
        switch self {
        case .object(let members): .object(members.filter { !$0.key.hasSuffix(suffix) }.map { .init($0.key, $0.value.without(suffix)) }.sorted { $0.key < $1.key })
        case .array(let items): .array(items.map { $0.without(suffix) })
        default: self
        }
    }
}
