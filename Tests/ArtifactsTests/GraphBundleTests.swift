@testable import Artifacts
import Analysis
import Diagnostics
import Foundation
import Testing
import TestSupport

@Suite struct GraphBundleTests {
    private typealias Object = [String: Any]

    private func bundles(_ name: String = "") throws -> [(path: String, json: [String: Any])] {
        let (plan, sources) = try Plans.checked("contoso", environment: "production")
        return try Generator.artifacts(of: plan, sources: sources).filter { $0.path.contains("/graph/\(name)") }.map { artifact in
            (artifact.path, try #require(try JSONSerialization.jsonObject(with: Data(artifact.bytes)) as? Object))
        }
    }

    /// The requests in order, those of a batch one by one.
    private func requests(_ json: [String: Any]) throws -> [[String: Any]] {
        try #require(json["requests"] as? [Object]).flatMap { step in step["batch"] as? [Object] ?? [step] }
    }

    private func variables(in value: Any) -> Set<String> {
        switch value {
        case let text as String:
            Set(text.matches(of: /\$\{([^}]+)\}/).map { String($0.1) }.filter { !$0.hasPrefix("secret:") })
        case let list as [Any]: list.reduce(into: []) { $0.formUnion(variables(in: $1)) }
        case let object as Object: object.values.reduce(into: []) { $0.formUnion(variables(in: $1)) }
        default: []
        }
    }

    @Test func onePerPhase() throws {
        for name in ["bundle.json", "rollback.json"] {
            #expect(try bundles(name).map(\.path) == ["1-hr-direct", "2-replace-hr-agents", "3-retire-mim"].map { "\($0)/graph/\(name)" })
        }
    }

    /// A request uses only what earlier answers gave: a bundle can be run from its first request to its last.
    @Test func variablesAreTakenBeforeTheyAreUsed() throws {
        for (path, json) in try bundles() {
            var known: Set<String> = []
            for request in try requests(json) where request["manual"] == nil {
                let id = request["id"] as? String ?? ""
                for name in variables(in: request["url"] ?? "").union(variables(in: request["body"] ?? "")) {
                    #expect(known.contains(name), "\(path) \(id): ${\(name)} is not known yet")
                }
                if let name = request["unless"] as? String { #expect(known.contains(name) || name.contains("."), "\(path) \(id)") }
                for take in request["take"] as? [Object] ?? [] { known.insert(take["variable"] as? String ?? "") }
            }
        }
    }

    /// What creates something asks first whether it is there: running a bundle twice makes one application.
    @Test func creationsAreGuarded() throws {
        for (path, json) in try bundles() {
            for request in try requests(json) where request["expect"] as? [Int] == [201] {
                // Roles go into a package that this run made, and into no other.
                let isRecorded = (request["when"] as? [Object] ?? []).contains { $0["record"] is String }
                #expect(request["unless"] is String || isRecorded, "\(path) \(request["id"] ?? "")")
            }
        }
    }

    /// A package that a task names is looked up once, in the phase that makes it, too.
    @Test func aPackageIsFoundOnce() throws {
        let fixture = try Fixture(Repository.fixtures.appendingPathComponent("diagnostics/phase-order-package.txt"))
        let text = fixture.files[0].text.replacing("workflows.last-day]", with: "access.ledger, workflows.last-day]")
            .replacing("tasks: [{remove-package: ledger}]", with: "tasks: [{remove-package: ledger}, cancel-requests]")
        let result = FrontEnd().check([SourceFile(path: "plan.yaml", bytes: Array(text.utf8))])
        let plan = try #require(result.plans.first, "\(TextRenderer().render(result.report, sources: result.sources))")
        let bundle = try #require(Generator.artifacts(of: plan, sources: result.sources).first { $0.path.hasSuffix("graph/bundle.json") })
        let json = try #require(try JSONSerialization.jsonObject(with: Data(bundle.bytes)) as? Object)
        let ids = try requests(json).compactMap { $0["id"] as? String }
        #expect(ids.count { $0 == "workflows.last-day/find-package-ledger" } == 1)
        #expect(Set(ids).count == ids.count)
    }

    @Test func stepsHaveNamesOfTheirOwn() throws {
        for (path, json) in try bundles() {
            // A JSON batch takes ids that differ in case only for the same.
            let ids = try requests(json).compactMap { ($0["id"] as? String)?.lowercased() }
            #expect(Set(ids).count == ids.count, "\(path)")
        }
    }

    /// Every secret of a body is announced, so that a runner can ask before it begins.
    @Test func secretsAreAnnounced() throws {
        for (path, json) in try bundles() {
            let text = String(decoding: try JSONSerialization.data(withJSONObject: json["requests"] ?? [], options: .withoutEscapingSlashes), as: UTF8.self)
            let used = Set(text.matches(of: /\$\{secret:([^}]+)\}/).map { String($0.1) })
            #expect(Set(json["secrets"] as? [String] ?? []) == used, "\(path)")
        }
        #expect(try bundles("bundle.json")[1].json["secrets"] as? [String] == ["ECMA_TOKEN_HR_STAGING", "ECMA_TOKEN_MIM_PORTAL"])
    }

    /// The schema is read, kept and written whole; it is never patched.
    @Test func schemasAreNeverPatched() throws {
        for (path, json) in try bundles() {
            for request in try requests(json) {
                let isSchema = (request["url"] as? String)?.contains("/synchronization/") == true
                #expect(!isSchema || request["method"] as? String != "PATCH", "\(path)")
                if path.hasSuffix("/bundle.json"), (request["id"] as? String)?.hasSuffix("/read-schema") == true { #expect(request["keepAs"] is String) }
            }
        }
    }

    /// No value passes between the parts of a batch (json-batching): what one takes, none of them uses.
    @Test func batchesAreLegal() throws {
        var count = 0
        for (path, json) in try bundles() {
            for step in try #require(json["requests"] as? [Object]) {
                guard let parts = step["batch"] as? [Object] else { continue }
                count += 1
                #expect((2...20).contains(parts.count), "\(path)")
                let taken = Set(parts.flatMap { $0["take"] as? [Object] ?? [] }.compactMap { $0["variable"] as? String })
                for part in parts {
                    #expect(variables(in: part["url"] ?? "").union(variables(in: part["body"] ?? "")).isDisjoint(with: taken), "\(path)")
                    #expect(part["version"] as? String == step["version"] as? String && part["wait"] == nil && part["keepAs"] == nil, "\(path)")
                }
            }
        }
        #expect(count >= 10)
    }

    /// The way back asks for nothing that a phase that was never begun would lack, and deletes neither applications nor people.
    @Test func theWayBackWorksFromAnywhere() throws {
        for (path, json) in try bundles("rollback.json") {
            #expect(json["rollback"] as? Bool == true)
            var known: Set<String> = []
            for request in try requests(json) {
                let sure = Set((request["when"] as? [Object] ?? []).compactMap { $0["variable"] as? String })
                for name in variables(in: request["url"] ?? "") where !sure.contains(name) {
                    // A status was read of a job that was found under an application that was found.
                    #expect(!sure.isDisjoint(with: known) || known.contains(name), "\(path) \(request["id"] ?? "")")
                }
                for take in request["take"] as? [Object] ?? [] { known.insert(take["variable"] as? String ?? "") }
                if request["method"] as? String == "DELETE" {
                    #expect((request["url"] as? String)?.contains("/appRoleAssignedTo/") == true)
                    #expect((request["when"] as? [Object])?.contains { $0["record"] is String } == true)
                }
            }
        }
    }

    /// Whatever is waited for is a condition that a program decides.
    @Test func waitsAreConditions() throws {
        func isCondition(_ value: Object) -> Bool {
            if let any = value["anyOf"] as? [Object] { return value.count == 1 && any.allSatisfy(isCondition) }
            return value["status"] is [Int] || value["find"] is Object || (value["pointer"] is String && value["equals"] != nil)
        }
        for (path, json) in try bundles() {
            for wait in try requests(json).compactMap({ $0["wait"] as? Object }) {
                #expect(isCondition(try #require(wait["until"] as? Object)), "\(path)")
            }
        }
    }

    @Test func textInURLsIsEncoded() {
        #expect(OData.filter("displayName", equals: "O'Neil & Söhne?") == "$filter=displayName%20eq%20'O''Neil%20%26%20S%C3%B6hne%3F'")
    }
}
