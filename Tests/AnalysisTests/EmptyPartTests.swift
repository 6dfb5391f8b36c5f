import Analysis
import Diagnostics
import Foundation
import JSON
@testable import Plan
import Testing
import TestSupport
import YAMLSyntax

/// Whoever empties a part of a plan is told, or everything else that is written still counts: no construct is given up in silence
/// because a mapping or a list in it holds nothing.
@Suite struct EmptyPartTests {
    static let plans: [(name: String, folder: String)] = [("contoso", "plans"), ("northwind", "plans")]
        + ["agency", "consolidated", "every-key", "interim", "workday"].map { ($0, "Tests/Fixtures/plans") }
        + ["lds", "rest", "sap-ecc", "scim-on-premises"].map { ($0, "Tests/Fixtures/connectors") }

    @Test(arguments: plans)
    func nothingIsDroppedInSilence(_ name: String, _ folder: String) throws {
        let files = try Plans.files(name, in: folder)
        let roots = try files.map { try Self.isPlan($0) ? #require(Self.root(of: $0)).json : .null }
        let known = Set(Self.findings(files))
        var tried: Set<[String]> = []
        for (index, file) in files.enumerated() {
            for path in Self.parts(of: roots[index]) where tried.insert(path.map { Self.keys.contains($0) ? $0 : "*" }).inserted {
                var changed = roots
                changed[index] = Self.emptied(roots[index], path[...])
                var texts = files
                texts[index] = SourceFile(path: file.path, bytes: Array(changed[index].compactText.utf8))
                let result = FrontEnd(today: DiagnosticFixtureTests.today).check(texts)
                if result.report.sorted().contains(where: { !known.contains(Self.words($0)) }) { continue }
                let place = "\(name)/\(file.path): `\(path.joined(separator: "/"))` empty"
                let plan = try #require(result.plans.first, "\(place) leaves no plan")
                let written = Counts(written: changed)
                #expect(Counts(plan) == written, "\(place) drops something")
            }
        }
        #expect(tried.count > 5)
    }

    // MARK: Files

    private static func isPlan(_ file: SourceFile) -> Bool {
        file.path.hasSuffix(".yaml") && !file.path.hasPrefix("environments/") && !file.path.hasPrefix("tests/")
    }

    private static func root(of file: SourceFile) -> YAMLNode? {
        var sources = SourceMap()
        var report = Report()
        let id = sources.add(file)
        return YAMLParser().parse(id, of: sources, into: &report)?.root
    }

    private static func findings(_ files: [SourceFile]) -> [String] {
        FrontEnd(today: DiagnosticFixtureTests.today).check(files).report.sorted().map(words)
    }

    private static func words(_ finding: Diagnostic) -> String { "\(finding.code) \(finding.message)" }

    // MARK: Edits

    /// The mappings and lists that hold something, the document itself not.
    private static func parts(of json: JSON, _ path: [String] = []) -> [[String]] {
        let own = path.isEmpty ? [] : [path]
        return switch json {
        case .object(let members) where !members.isEmpty: own + members.flatMap { parts(of: $0.value, path + [$0.key]) }
        case .array(let items) where !items.isEmpty: own + items.enumerated().flatMap { parts(of: $1, path + [String($0)]) }
        default: []
        }
    }

    private static func emptied(_ json: JSON, _ path: ArraySlice<String>) -> JSON {
        guard let first = path.first else { if case .array = json { return .array([]) } else { return .object([]) } }
        return switch json {
        case .object(let members):
            .object(members.map { $0.key == first ? .init($0.key, emptied($0.value, path.dropFirst())) : $0 })
        case .array(let items):
            .array(items.enumerated().map { String($0) == first ? emptied($1, path.dropFirst()) : $1 })
        default: json
        }
    }

    /// Every key of the language.
    private static let keys: Set<String> = {
        var keys: Set<String> = []
        func walk(_ json: JSON) {
            switch json {
            case .object(let members):
                for member in members {
                    if member.key == "properties", case .object(let properties) = member.value { keys.formUnion(properties.map(\.key)) }
                    walk(member.value)
                }
            case .array(let items): items.forEach(walk)
            default: break
            }
        }
        walk(PlanSchema.json)
        return keys
    }()
}

/// How many there are of what a plan is made of.
private struct Counts: Equatable, CustomStringConvertible {
    private var counts: [String: Int] = [:]

    var description: String { counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ") }

    init(_ plan: CheckedPlan) {
        counts = [
            "systems": plan.sources.count, "populations": plan.populations.count, "extensions": plan.extensions.count,
            "agents": plan.agents.count, "connectors": plan.connectors.count, "mappings": plan.mappings.count, "phases": plan.phases.count,
            "rules": plan.plan.deprovisioning.count, "packages": plan.plan.accessPackages.count, "workflows": plan.plan.workflows.count,
            "acceptances": plan.acceptances.count, "legacy agents": plan.legacy?.agents.count ?? 0,
            "mapped": plan.plan.mappings.reduce(0) { $0 + $1.attributes.count },
            "matches": plan.plan.mappings.reduce(0) { $0 + $1.match.count },
            "declared": plan.plan.sources.reduce(0) { $0 + $1.attributes.count },
            "parts": plan.sources.reduce(0) { $0 + ($1.consolidation?.parts.count ?? 0) },
            "steps": plan.plan.phases.reduce(0) { $0 + $1.pilot.count },
            "starts": plan.plan.phases.reduce(0) { $0 + $1.starts.count },
            "conversions": plan.plan.phases.reduce(0) { $0 + $1.converts.count },
            "tasks": plan.plan.workflows.reduce(0) { $0 + $1.tasks.count },
            "imports": plan.legacy?.imports.count ?? 0,
        ]
    }

    init(written roots: [JSON]) {
        func section(_ key: String) -> [JSON] { roots.compactMap { $0[key] } }
        func inner(_ key: String) -> [JSON] { section(key).flatMap(Counts.values) }
        func sum(_ parts: [JSON]) -> Int { parts.reduce(0) { $0 + Counts.values($1).count } }
        func sum(_ key: String, of parts: [JSON]) -> Int { sum(parts.compactMap { $0[key] }) }
        let flows = section("legacy").compactMap { $0["flows"]?["import"] }.flatMap(Counts.values).flatMap(Counts.values)
        counts = [
            "systems": sum(section("sources")) + sum(section("consolidation")), "populations": sum(section("populations")),
            "extensions": sum(section("extensions")), "agents": sum(section("agents")), "connectors": sum(section("connectors")),
            "mappings": sum(section("mappings")), "phases": sum(section("phases")), "rules": sum(section("deprovisioning")),
            "packages": sum("packages", of: section("access")), "workflows": sum(section("workflows")),
            "acceptances": sum(section("accepts")), "legacy agents": sum("agents", of: section("legacy")),
            "mapped": sum("attributes", of: inner("mappings")), "matches": sum("match", of: inner("mappings")),
            "declared": sum("attributes", of: inner("sources")), "parts": sum("from", of: inner("consolidation")),
            "steps": sum("pilot", of: inner("phases")), "starts": sum("starts", of: inner("phases")),
            "conversions": sum("converts", of: inner("phases")), "tasks": sum("tasks", of: inner("workflows")),
            "imports": flows.reduce(0) { $0 + Counts.flows($1) },
        ]
    }

    /// A text alone is a list of one.
    private static func values(_ json: JSON) -> [JSON] {
        switch json {
        case .object(let members): members.map(\.value)
        case .array(let items): items
        case .null: []
        default: [json]
        }
    }

    /// `[a.b, c.d]`, `{equal: […]}` or one flow.
    private static func flows(_ json: JSON) -> Int {
        if let equal = json["equal"] { return values(equal).count }
        if case .object = json { return 1 }
        return values(json).count
    }
}
