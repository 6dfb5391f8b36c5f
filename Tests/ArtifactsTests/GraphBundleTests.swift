@testable import Artifacts
import Analysis
import Foundation
import Testing
import TestSupport

@Suite struct GraphBundleTests {
    private typealias Object = [String: Any]

    private func bundles() throws -> [(path: String, json: [String: Any])] {
        let (plan, sources) = try Plans.checked("contoso", environment: "production")
        return try Generator.artifacts(of: plan, sources: sources).filter { $0.path.hasSuffix("graph/bundle.json") }.map { artifact in
            (artifact.path, try #require(try JSONSerialization.jsonObject(with: Data(artifact.bytes)) as? Object))
        }
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
        #expect(try bundles().map(\.path) == [
            "1-hr-direct/graph/bundle.json", "2-replace-hr-agents/graph/bundle.json", "3-retire-mim/graph/bundle.json",
        ])
    }

    /// A request uses only what earlier answers gave: a bundle can be run from its first request to its last.
    @Test func variablesAreTakenBeforeTheyAreUsed() throws {
        for (path, json) in try bundles() {
            var known: Set<String> = []
            for request in try #require(json["requests"] as? [Object]) where request["manual"] == nil {
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
            for request in try #require(json["requests"] as? [Object]) where request["expect"] as? [Int] == [201] {
                #expect(request["unless"] is String, "\(path) \(request["id"] ?? "")")
            }
        }
    }

    @Test func stepsHaveNamesOfTheirOwn() throws {
        for (path, json) in try bundles() {
            let ids = try #require(json["requests"] as? [Object]).compactMap { $0["id"] as? String }
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
        #expect(try bundles()[1].json["secrets"] as? [String] == ["ECMA_TOKEN_HR_STAGING", "ECMA_TOKEN_MIM_PORTAL"])
    }

    /// The schema is read, kept and written whole; it is never patched.
    @Test func schemasAreNeverPatched() throws {
        for (path, json) in try bundles() {
            for request in try #require(json["requests"] as? [Object]) {
                #expect(request["method"] as? String != "PATCH", "\(path)")
                if (request["id"] as? String)?.hasSuffix("/read-schema") == true { #expect(request["keepAs"] is String) }
            }
        }
    }

    @Test func textInURLsIsEncoded() {
        #expect(OData.filter("displayName", equals: "O'Neil & Söhne?") == "$filter=displayName%20eq%20'O''Neil%20%26%20S%C3%B6hne%3F'")
    }
}
