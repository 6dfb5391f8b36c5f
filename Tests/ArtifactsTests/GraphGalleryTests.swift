import Analysis
@testable import Artifacts
import Diagnostics
import Foundation
import JSON
import Testing
import TestSupport

/// Of which gallery item an application is made, and the requests of the other kinds of connectors.
@Suite struct GraphGalleryTests {
    private func requests(_ name: String, _ change: (String) -> String = { $0 }) throws -> [JSON] {
        let url = Repository.fixtures.appendingPathComponent("connectors/\(name)/plan.yaml")
        let text = change(try String(contentsOf: url, encoding: .utf8))
        let result = FrontEnd(today: "2026-11-24").check([SourceFile(path: "plan.yaml", bytes: Array(text.utf8))])
        #expect(!result.report.hasErrors, "\(TextRenderer().render(result.report, sources: result.sources))")
        let plan = try #require(result.plans.first)
        return try Generator.artifacts(of: plan, sources: result.sources).filter { $0.path.contains("/graph/") }.flatMap { artifact in
            let bundle = try JSONReader.read(artifact.bytes)
            return (bundle["requests"]?.items ?? []).flatMap { step in step["batch"]?.items ?? (step["manual"] == nil ? [step] : []) }
        }
    }

    @Test(arguments: ConnectorFixtureTests.names) func everyRequestIsOneOfGraphs(_ name: String) throws {
        let model = try GraphModel()
        let requests = try requests(name)
        #expect(requests.count > 20)
        for request in requests { #expect(model.problems(request) == [], "\(name), \(request["id"]?.text ?? "")") }
    }

    private func gallery(_ keys: String) throws -> [String: JSON] {
        let requests = try requests("scim-cloud") { $0.replacingOccurrences(of: "    to: travel\n", with: "    to: travel\n" + keys) }
        return Dictionary(requests.map { ($0["id"]?.text ?? "", $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Without either it is any SCIM application, whose id is documented.
    @Test func anyApplication() throws {
        let steps = try gallery("")
        #expect(steps["entra-to-travel/find-template"] == nil)
        #expect(steps["entra-to-travel/create-application"]?["url"] == "/applicationTemplates/8adf8e6e-67b2-4cf2-a259-e3dc5476c621/instantiate")
    }

    @Test func anItemIsFoundByItsName() throws {
        let steps = try gallery("    gallery: \"O'Travel & ${Co\"\n")
        let find = try #require(steps["entra-to-travel/find-template"])
        #expect(find["url"] == "/applicationTemplates?$filter=displayName%20eq%20'O''Travel%20%26%20%24%7BCo'&$select=id,displayName")
        #expect(find["title"] == "Find the gallery item O'Travel & $${Co")
        #expect(steps["entra-to-travel/create-application"]?["url"] == "/applicationTemplates/${entra-to-travel.templateId}/instantiate")
        #expect(try GraphModel().problems(find) == [])
    }

    @Test func anIdThatThePlanKnowsIsTaken() throws {
        let steps = try gallery("    gallery: Travel\n    template: 01234567-89AB-cdef-0123-456789abcdef\n")
        #expect(steps["entra-to-travel/find-template"] == nil)
        #expect(steps["entra-to-travel/create-application"]?["url"] == "/applicationTemplates/01234567-89ab-cdef-0123-456789abcdef/instantiate")
    }
}
