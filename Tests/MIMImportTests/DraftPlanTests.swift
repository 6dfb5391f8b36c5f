import Analysis
import Artifacts
import Diagnostics
import Foundation
import MIMImport
import Plan
import Testing
import TestSupport
import YAMLSyntax

@Suite struct DraftPlanTests {
    /// Every draft passes its check: warnings of what is open, and no error.
    @Test(arguments: Exports.names)
    func passesItsCheck(_ name: String) {
        let draft = DraftPlan.settled(MIMEstate(Exports.read(name).export), check: Exports.check)
        #expect(draft.left.map(\.message) == [])
        #expect(Exports.check(draft.files).map(\.message) == [])
    }

    /// Contoso with the portal's policy beside it.
    @Test func passesItsCheckWithThePolicy() {
        let files = Exports.files("contoso") + Exports.files("synthetic-contoso-service").map { ("Policy/" + $0.path, $0.bytes) }
        let draft = DraftPlan.settled(MIMEstate(Exports.read(files).export), check: Exports.check)
        #expect(draft.left.map(\.message) == [])
    }

    /// What the draft says of MIM is what was written down by hand from the same export.
    @Test func theLegacyOfContosoIsTheOneWrittenByHand() throws {
        let draft = DraftPlan.settled(MIMEstate(Exports.read("contoso").export), check: Exports.check)
        let made = try #require(checked(draft.files).legacy)
        let plan = try Plans.checked("contoso", environment: "production").plan
        let written = try #require(plan.legacy)
        let titles = Dictionary(uniqueKeysWithValues: written.agents.map { ($0.name.value, $0.notes.title ?? "") })
        let slugs = Dictionary(uniqueKeysWithValues: made.agents.map { ($0.name.value, $0.notes.title ?? "") })
        #expect(Set(titles.values) == Set(slugs.values))
        func imports(_ legacy: Legacy, _ names: [String: String]) -> Set<String> {
            Set(legacy.imports.map { flow in
                "\(flow.metaverseType).\(flow.metaverseAttribute.value) \(flow.rank) \(names[flow.agent.value] ?? "") \(describe(flow.value))"
            })
        }
        func exports(_ legacy: Legacy, _ names: [String: String]) -> Set<String> {
            Set(legacy.exports.map { flow in
                "\(names[flow.agent.value] ?? "").\(flow.objectType).\(flow.attribute.value) \(flow.onCreate) \(flow.metaverseType) \(describe(flow.value))"
            })
        }
        #expect(made.imports.count == written.imports.count)
        #expect(imports(made, slugs).symmetricDifference(imports(written, titles)).sorted() == [])
        #expect(made.exports.count == written.exports.count)
        #expect(exports(made, slugs).symmetricDifference(exports(written, titles)).sorted() == [])
    }

    private func describe(_ value: Legacy.Value) -> String {
        switch value {
        case .direct(let name): name
        case .rule(let text, let reads): text + " of " + reads.joined(separator: ",")
        case .constant(let text): "\"\(text)\""
        // Named by a person in one, by its place in the other.
        case .secret: "secret"
        case .script(let name, let reads): "code \(name) of " + reads.joined(separator: ",")
        }
    }

    private func checked(_ files: [DraftFile]) throws -> CheckedPlan {
        let result = FrontEnd().check(files.map { SourceFile(path: $0.path, bytes: Array($0.text.utf8)) })
        return try #require(result.plans.first, "\(TextRenderer().render(result.report, sources: result.sources))")
    }

    /// What a person has to decide, decided: then it compiles.
    @Test func theDraftOfContosoCompletedCompiles() throws {
        var files = DraftPlan.settled(MIMEstate(Exports.read("contoso").export), check: Exports.check).files
        let phases = try #require(files.firstIndex { $0.path == "phases.yaml" })
        var isOpen = false
        var lines: [String] = []
        for line in files[phases].text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            if line == "    unresolved:" { isOpen = true; continue }
            if isOpen, line.hasPrefix("      - rule:") { continue }
            isOpen = false
            lines.append(line)
            if line.hasPrefix("    stops:") { lines.append("    hands-over: {group: Cloud Sync, organization: nobody, password-sync: single-sign-on, roles: nobody}") }
        }
        files[phases].text = lines.joined(separator: "\n") + "accepts:\n" + [
            ("write-back-ends", "contoso-hr-system.MobilePhone"), ("write-back-ends", "contoso-hr-system.email"),
            ("lost-export", "bhold-fimemployee"), ("lost-export", "bhold-authorizations"), ("lost-export", "active-directory-lds.manager"),
            ("lost-export", "active-directory-lds.unicodePwd"), ("lost-export", "contoso-active-directory.unicodePwd"),
            ("lost-export", "contoso-active-directory.homeMDB"), ("lost-export", "contoso-active-directory.mailNickname"),
            ("lost-export", "contoso-active-directory.msExchHomeServerName"), ("lost-export", "contoso-active-directory.thumbnailPhoto"),
        ].map { "  - {finding: \($0.0), at: \($0.1), until: 2027-06-30, because: decided}\n" }.joined()
        let result = FrontEnd().check(files.map { SourceFile(path: $0.path, bytes: Array($0.text.utf8)) })
        let plan = try #require(result.plans.first, "\(TextRenderer().render(result.report, sources: result.sources))")
        #expect(plan.obstacles.isEmpty)
        #expect(result.report.sorted().filter { $0.severity == .error }.map(\.message) == [])
        #expect(Generator.artifacts(of: plan, sources: result.sources).count > 20)
    }

    private func uses(_ files: [(path: String, bytes: [UInt8])]) throws -> [String] {
        let draft = DraftPlan.settled(MIMEstate(Exports.read(files).export), check: Exports.check)
        return try #require(checked(draft.files).legacy).uses.map(\.value.rawValue)
    }

    /// What MIM does beside its flows is written as far as it is seen: in agents, and in the portal's policy where that is at hand.
    @Test func usesAreWhatTheExportShows() throws {
        #expect(try uses(Exports.files("contoso")) == ["password-sync", "roles"])
        #expect(try uses(Exports.files("tinyhr")) == ["password-sync"])
        // As it is installed, MIM does nothing for anybody.
        let base = Exports.files("mim-base-4.4.1459")
        #expect(try uses(base) == [])
        func policy(_ files: [(path: String, bytes: [UInt8])], _ edit: (String) -> String) -> [(path: String, bytes: [UInt8])] {
            files.map { file in file.path.hasSuffix("policy.xml") ? (file.path, Array(edit(String(decoding: file.bytes, as: UTF8.self)).utf8)) : file }
        }
        // The objects of an export stand in no order that matters: whatever is disabled becomes enabled.
        let all = policy(base) { text in
            text.replacing(/(<AttributeName>Disabled<\/AttributeName>\s*<HasReference>false<\/HasReference>\s*<IsMultiValue>false<\/IsMultiValue>\s*<Value>)True</) { match in
                "\(match.1)False<"
            }
        }
        #expect(try uses(all) == ["self-service-reset", "self-service-groups", "distribution-lists"])
        // Rules that start synchronization rules are provisioning; those that ask somebody are not.
        let synthetic = Exports.files("contoso") + Exports.files("synthetic-contoso-service").map { ("Policy/" + $0.path, $0.bytes) }
        #expect(try uses(synthetic) == ["password-sync", "roles"])
        let asking = policy(synthetic) { $0.replacing("SynchronizationRuleActivity", with: "ApprovalActivity") }
        #expect(try uses(asking) == ["password-sync", "roles", "requests"])
    }

    /// The same export, the same bytes.
    @Test func isTheSameEveryTime() {
        let one = DraftPlan.settled(MIMEstate(Exports.read("contoso").export), check: Exports.check).files
        let other = DraftPlan.settled(MIMEstate(Exports.read("contoso").export), check: Exports.check).files
        #expect(one.map(\.text) == other.map(\.text))
    }

    /// A filter says who is out; the scope says who is in.
    @Test func filtersAreTurnedRound() throws {
        let draft = DraftPlan.settled(MIMEstate(Exports.read("tinyhr").export), check: Exports.check)
        let plan = try checked(draft.files)
        let mapping = try #require(plan.mapping("tinyhr-to-entra"))
        #expect(!mapping.scope.isEmpty)
        func isIn(_ row: [String: String]) -> Bool {
            mapping.scope.contains { group in
                group.clauses.allSatisfy { clause in
                    let value = row[clause.attribute.value]
                    return switch clause.test {
                    case .isPresent(let wanted): (value != nil) == wanted
                    case .equals(let text): value == text
                    case .isNot(let text): value != nil && value != text
                    default: false
                    }
                }
            }
        }
        #expect(!isIn(["FirstName": "Dave", "Initial": "Queue"]))
        #expect(isIn(["FirstName": "Mary"]))
        #expect(isIn(["Initial": "X"]))
        #expect(isIn(["FirstName": "Joe", "Initial": "Queue", "Title": "Mr"]))
        #expect(isIn(["FirstName": "Joe", "Initial": "X"]))
        #expect(!isIn(["FirstName": "Joe", "Initial": "X", "Title": "Mr"]))
    }
}
