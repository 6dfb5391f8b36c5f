import Analysis
import Diagnostics
import Foundation

/// The repository, as the tests see it.
public enum Repository {
    public static let root: URL = {
        // Tests/TestSupport/Fixture.swift
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    }()

    public static var fixtures: URL { root.appendingPathComponent("Tests/Fixtures") }

    /// Set `UPDATE_SNAPSHOTS=1` to accept what is found; then review the difference like code.
    public static var acceptsSnapshots: Bool { ProcessInfo.processInfo.environment["UPDATE_SNAPSHOTS"] == "1" }
}

/// A case as one text: files behind `-- name --` lines, the last of them what is expected.
public struct Fixture: Sendable, CustomStringConvertible {
    public let name: String
    public let url: URL
    public let files: [(path: String, text: String)]
    public let expected: String

    public var description: String { name }

    public init(_ url: URL) throws {
        self.url = url
        name = url.deletingPathExtension().lastPathComponent
        var files: [(path: String, text: String)] = []
        for line in try String(contentsOf: url, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("-- "), line.hasSuffix(" --"), line.count > 6 {
                files.append((String(line.dropFirst(3).dropLast(3)), ""))
            } else if !files.isEmpty {
                files[files.count - 1].text += line + "\n"
            }
        }
        if let last = files.indices.last { files[last].text.removeLast() }
        expected = files.last?.path == "expected" ? files.removeLast().text : ""
        self.files = files
    }

    /// All fixtures of a folder, by name.
    public static func all(in folder: String) -> [Fixture] {
        let url = Repository.fixtures.appendingPathComponent(folder)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
        return names.filter { $0.hasSuffix(".txt") }.sorted().compactMap { try? Fixture(url.appendingPathComponent($0)) }
    }

    public func accept(_ found: String) throws {
        var text = ""
        for file in files { text += "-- \(file.path) --\n" + file.text }
        try (text + "-- expected --\n" + found).write(to: url, atomically: true, encoding: .utf8)
    }

    public var sources: [SourceFile] {
        files.map { SourceFile(path: $0.path, bytes: Array($0.text.utf8)) }
    }
}


/// The plan of `plans/`, from the disk.
public enum Plans {
    /// - Parameter folder: where the plan is, from the repository's root.
    public static func files(_ name: String, in folder: String = "plans") throws -> [SourceFile] {
        let folder = Repository.root.appendingPathComponent("\(folder)/\(name)")
        let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        return try paths.filter { path in [".yaml", ".ps1", ".psm1"].contains(where: path.hasSuffix) }.sorted().map { path in
            SourceFile(path: path, bytes: Array(try Data(contentsOf: folder.appendingPathComponent(path))))
        }
    }

    /// - Parameter environment: nil for a plan without environments.
    public static func checked(
        _ name: String, environment: String?, in folder: String = "plans"
    ) throws -> (plan: CheckedPlan, sources: SourceMap) {
        let result = FrontEnd().check(try files(name, in: folder), environments: environment.map { .one($0) } ?? .all)
        guard let plan = result.plans.first else {
            throw Failure(TextRenderer().render(result.report, sources: result.sources))
        }
        return (plan, result.sources)
    }

    /// Contoso with a job for each of its two sources, instead of one for the people that they make: rows as they are, in one phase
    /// with another source's.
    public static func twoJobs() throws -> (plan: CheckedPlan, sources: SourceMap) {
        let folder = Repository.fixtures.appendingPathComponent("simulate/two-jobs")
        var files = try files("contoso").filter { $0.path != "mappings/people-to-entra.yaml" && $0.path != "populations.yaml" && !$0.path.hasPrefix("tests/") }
        files = files.map { file in
            var text = String(decoding: file.bytes, as: UTF8.self)
            switch file.path {
            case "phases.yaml": text = text.replacingOccurrences(of: "people-to-entra,", with: "hr-to-entra, contractors-to-entra,")
            case "sources.yaml":
                text = text.components(separatedBy: "\n# One office gives out")[0] + "\n"
                text = text.replacingOccurrences(of: "    key: WorkerID\n", with: "    key: WorkerID\n    apart-from: [hr]\n")
            default: return file
            }
            return SourceFile(path: file.path, bytes: Array(text.utf8))
        }
        for name in ["contractors-to-entra.yaml", "hr-to-entra.yaml"] {
            files.append(SourceFile(path: "mappings/\(name)", bytes: Array(try Data(contentsOf: folder.appendingPathComponent(name)))))
        }
        files.append(SourceFile(path: "populations.yaml", bytes: Array(try Data(contentsOf: folder.appendingPathComponent("populations.yaml")))))
        let result = FrontEnd().check(files, environments: .one("production"))
        guard let plan = result.plans.first else { throw Failure(TextRenderer().render(result.report, sources: result.sources)) }
        return (plan, result.sources)
    }
}

public struct Failure: Error, CustomStringConvertible {
    public let description: String

    public init(_ description: String) {
        self.description = description
    }
}
