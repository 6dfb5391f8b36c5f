import Analysis
import Diagnostics
import Foundation
import JSON
import MIMImport
import TestSupport
import XML

/// The published exports, unpacked once for a run of the tests.
enum Exports {
    /// All that are MIM's and configure something.
    static let names = ["contoso", "tinyhr", "skype-single-agent", "mim-base-4.4.1459", "fim-r2-base", "synthetic-contoso-service"]

    static let folder: URL = {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("entrain-exports-\(ProcessInfo.processInfo.processIdentifier)")
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        _ = try? Program.run(
            "tar -xzf '\(Repository.fixtures.appendingPathComponent("mim/exports.tar.gz").path)' -C '\(folder.path)'", in: Repository.root)
        atexit {
            let folder = FileManager.default.temporaryDirectory.appendingPathComponent("entrain-exports-\(ProcessInfo.processInfo.processIdentifier)")
            try? FileManager.default.removeItem(at: folder)
        }
        return folder
    }()

    static func read(_ name: String) -> ExportReader.Result {
        read(files(name))
    }

    /// Paths below the export's folder, and what is in them.
    static func files(_ name: String) -> [(path: String, bytes: [UInt8])] {
        let root = folder.appendingPathComponent(name)
        let paths = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
        return paths.filter { $0.lowercased().hasSuffix(".xml") }.sorted().map { path in
            (path, (try? Data(contentsOf: root.appendingPathComponent(path))).map(Array.init) ?? [])
        }
    }

    static func read(_ files: [(path: String, bytes: [UInt8])]) -> ExportReader.Result {
        var reader = ExportReader()
        for file in files {
            var source = BytesInMemory(file.bytes)
            reader.add(file.path, &source)
        }
        return reader.finish()
    }

    static func json(_ path: String) throws -> JSON {
        try JSONReader.read(Array(try Data(contentsOf: folder.appendingPathComponent(path))))
    }

    /// The one front end.
    static func check(_ files: [DraftFile]) -> [Refusal] {
        let result = FrontEnd().check(files.map { SourceFile(path: $0.path, bytes: Array($0.text.utf8)) })
        return result.report.sorted().filter { $0.severity == .error }.map { diagnostic in
            Refusal(
                code: diagnostic.code, message: diagnostic.message,
                places: ([diagnostic.primary].compactMap { $0 } + diagnostic.others).map { (result.sources[$0.span.file].path, Int($0.span.start)) })
        }
    }
}

extension JSON {
    /// Two values without regard to the order of members.
    func isSame(as other: JSON) -> Bool { sorted == other.sorted }

    private var sorted: JSON {
        switch self {
        case .array(let items): .array(items.map(\.sorted))
        case .object(let members): .object(members.map { JSON.Member($0.key, $0.value.sorted) }.sorted { $0.key < $1.key })
        default: self
        }
    }

    /// Where two values differ, the first few places.
    func differences(from other: JSON, at path: String = "") -> [String] {
        switch (self, other) {
        case (.array(let a), .array(let b)) where a.count == b.count:
            return Array(zip(a, b).enumerated().flatMap { $1.0.differences(from: $1.1, at: "\(path)[\($0)]") }.prefix(10))
        case (.object(let a), .object):
            var found = a.flatMap { member -> [String] in
                guard let value = other[member.key] else { return ["\(path).\(member.key) is surplus"] }
                return member.value.differences(from: value, at: "\(path).\(member.key)")
            }
            if case .object(let b) = other { found += b.filter { self[$0.key] == nil }.map { "\(path).\($0.key) is missing" } }
            return Array(found.prefix(10))
        default: return self == other ? [] : ["\(path): \(String(compactText.prefix(80))) instead of \(String(other.compactText.prefix(80)))"]
        }
    }
}
