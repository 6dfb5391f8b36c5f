import Analysis
import Diagnostics
import Foundation
import JSON
@testable import Plan
import Review
import Testing
import TestSupport
import YAMLSyntax

/// Whatever is taken out of a plan or written otherwise is told, or means nothing for a reason that stands here.
@Suite struct SilenceTests {
    /// Plans that together have every key of the language.
    static let plans: [(name: String, folder: String)] = [
        ("northwind", "plans"), ("consolidated", "Tests/Fixtures/plans"), ("every-key", "Tests/Fixtures/plans"),
        ("workday", "Tests/Fixtures/plans"),
    ] + ["badges", "ecma2", "lds", "openldap", "rest", "sap-ecc", "scim-cloud", "scim-on-premises"].map { ($0, "Tests/Fixtures/connectors") }

    /// Keys, from the plan's root, whose change may be silent, and why.
    static let silent: [(pattern: String, because: String)] = [
        ("^entrain$", "the language has one version"),
        ("/was$", "a name that the old version does not have renames nothing"),
    ]
    /// Keys that say what is taken anyway: they may go.
    static let defaults = [
        "^tenant/kind$", "^legacy/flows/export$", "^legacy/agents/doors/file-based$", "^agents/headquarters/debug$",
        "^connectors/staging/connector-name$", "^connectors/tickets/(authentication|attributes)$", "^connectors/fleet/(protocol|authentication)$", "^connectors/(posix|linux|portal)/object-type$",
        "^connectors/linux/(security|classes/contosoPerson/superior)$", "^connectors/(badges|parking)/capabilities(/export-type)?$",
        "^connectors/doors/capabilities/(dn-style|export-type|delta-import|partitions|hierarchy|dn-as-anchor|impersonate)$",
        "^mappings/[^/]+/via$", "^consolidation/people/several-rows(/interns)?$",
    ]

    @Test(arguments: plans)
    func everythingIsTold(_ name: String, _ folder: String) throws {
        let files = try Self.files(name, folder)
        let old = try DiffFixtureTests.version(files)
        for (index, file) in files.enumerated() where file.path.hasSuffix(".yaml") && !file.path.hasPrefix("environments/") && !file.path.hasPrefix("tests/") {
            let root = try #require(Self.root(of: file))
            // Northwind has what the small plans have, and takes long: every fifth edit of it, unless all are asked for.
            let step = name == "northwind" && ProcessInfo.processInfo.environment["ENTRAIN_EDITS"] != "all" ? 5 : 1
            let edits = Edit.all(of: root).enumerated().filter { ($0.offset + index) % step == 0 }.map(\.element)
            for edit in edits where edit.path.first != "parameters" {
                var changed = files
                changed[index] = SourceFile(path: file.path, bytes: Array(Rendering(edit: edit).text(root, []).utf8))
                let result = FrontEnd(today: DiffFixtureTests.today).check(changed)
                if result.plans.count != old.count { continue }
                let new = result.plans.map { Version(plan: $0, sources: result.sources) }
                let isTold = !Comparison(from: old, to: new, today: DiffFixtureTests.today).isEmpty
                let place = edit.path.joined(separator: "/")
                let excuses = Self.silent.map(\.pattern) + (edit.text == nil ? Self.defaults : [])
                let isExcused = excuses.contains { place.range(of: $0, options: .regularExpression) != nil }
                #expect(isTold || isExcused, "\(name): \(edit) is not told")
            }
        }
    }

    /// No key is left out above.
    @Test func everyKeyIsTried() throws {
        var tried: Set<String> = []
        for (name, folder) in Self.plans {
            for file in try Self.files(name, folder) {
                guard file.path.hasSuffix(".yaml"), let root = Self.root(of: file) else { continue }
                for edit in Edit.all(of: root) { tried.formUnion(edit.path) }
            }
        }
        #expect(Edit.words.keys.filter { !tried.contains($0) }.sorted() == [])
    }

    private static func files(_ name: String, _ folder: String) throws -> [SourceFile] {
        let url = Repository.root.appendingPathComponent("\(folder)/\(name)")
        let paths = (FileManager.default.enumerator(atPath: url.path)?.compactMap { $0 as? String } ?? []).sorted()
        return try paths.filter { path in [".yaml", ".ps1", ".psm1"].contains { path.hasSuffix($0) } }.map { path in
            SourceFile(path: path, bytes: Array(try Data(contentsOf: url.appendingPathComponent(path))))
        }
    }

    private static func root(of file: SourceFile) -> YAMLNode? {
        var sources = SourceMap()
        var report = Report()
        let id = sources.add(file)
        return YAMLParser().parse(id, of: sources, into: &report)?.root
    }
}

/// One thing that is taken out of a file, or written otherwise.
private struct Edit: CustomStringConvertible {
    let path: [String]
    /// nil: taken out.
    let text: String?

    var description: String { "`\(path.joined(separator: "/"))` " + (text.map { "now `\($0)`" } ?? "taken out") }

    static func all(of node: YAMLNode, _ path: [String] = []) -> [Edit] {
        switch node.kind {
        case .mapping:
            node.entries.flatMap { entry in
                let inner = path + [entry.key.text ?? ""]
                return [Edit(path: inner, text: nil)] + all(of: entry.value, inner)
            }
        case .sequence:
            node.items.enumerated().flatMap { index, item in
                let inner = path + [String(index)]
                return [Edit(path: inner, text: nil)] + all(of: item, inner)
            }
        case .scalar: others(node.text ?? "", key: path.last { Int($0) == nil } ?? "").map { Edit(path: path, text: $0) }
        }
    }

    private static func others(_ text: String, key: String) -> [String] {
        if text == "true" || text == "false" { return [text == "true" ? "false" : "true"] }
        if let number = Int(text) { return [String(number + 1)] }
        return (words[key] ?? []).filter { $0 != text } + [text + "x"]
    }

    /// By key, the words that the schema lets stand there; every key of the language has an entry.
    static let words: [String: [String]] = {
        var words: [String: [String]] = [:]
        func walk(_ json: JSON) {
            switch json {
            case .object(let members):
                for member in members {
                    if member.key == "properties", case .object(let keys) = member.value {
                        for key in keys { words[key.key, default: []] += texts(key.value) }
                    }
                    walk(member.value)
                }
            case .array(let items): items.forEach(walk)
            default: break
            }
        }
        func texts(_ json: JSON) -> [String] {
            switch json {
            case .object(let members):
                members.flatMap { member -> [String] in
                    if member.key == "enum", case .array(let items) = member.value {
                        return items.compactMap { if case .string(let text) = $0 { text } else { nil } }
                    }
                    return member.key == "properties" ? [] : texts(member.value)
                }
            case .array(let items): items.flatMap(texts)
            default: []
            }
        }
        walk(PlanSchema.json)
        return words.mapValues { Array(Set($0)).sorted() }
    }()
}

/// A file with one edit, as one line of YAML.
private struct Rendering {
    let edit: Edit

    func text(_ node: YAMLNode, _ path: [String]) -> String {
        switch node.kind {
        case .mapping:
            "{" + node.entries.compactMap { entry in
                let inner = path + [entry.key.text ?? ""]
                return inner == edit.path && edit.text == nil ? nil : "\(quoted(entry.key.text ?? "")): \(text(entry.value, inner))"
            }.joined(separator: ", ") + "}"
        case .sequence:
            "[" + node.items.enumerated().compactMap { index, item in
                let inner = path + [String(index)]
                return inner == edit.path && edit.text == nil ? nil : text(item, inner)
            }.joined(separator: ", ") + "]"
        case .scalar: node.isNull ? "~" : quoted(path == edit.path ? edit.text ?? "" : node.text ?? "")
        }
    }

    /// Plain where a word, a number or a Boolean may be meant.
    private func quoted(_ text: String) -> String {
        if !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x2D }) { return text }
        return JSON.string(text).compactText
    }
}
