import Analysis
@testable import Artifacts
import JSON
import Testing
import TestSupport

/// Every request of every plan against Microsoft Graph's own metadata.
@Suite struct GraphModelTests {
    private func requests(_ bundle: JSON) -> [JSON] {
        (bundle["requests"]?.items ?? []).flatMap { step in step["batch"]?.items ?? (step["manual"] == nil ? [step] : []) }
    }

    private static func bundles() throws -> [(path: String, json: JSON)] {
        var all: [(String, JSON)] = []
        for (name, environment, folder) in [
            ("contoso", "production", "plans"), ("contoso", "test", "plans"), ("northwind", "production", "plans"),
            ("workday", "", "Tests/Fixtures/plans"),
        ] {
            let (plan, sources) = try Plans.checked(name, environment: environment.isEmpty ? nil : environment, in: folder)
            for artifact in Generator.artifacts(of: plan, sources: sources) where artifact.path.contains("/graph/") {
                all.append(("\(name), \(environment): \(artifact.path)", try JSONReader.read(artifact.bytes)))
            }
            for mapping in plan.mappings where mapping.isInbound {
                all.append(("\(name), \(environment): \(mapping.name)", UploadSteps.bundle(for: mapping, in: plan, count: 1).json))
            }
        }
        return all
    }

    @Test func everyRequestIsOneOfGraphs() throws {
        let model = try GraphModel()
        var count = 0
        for (path, bundle) in try Self.bundles() {
            for request in requests(bundle) {
                count += 1
                #expect(request["version"] == "v1.0")
                #expect(model.problems(request) == [], "\(path), \(request["id"]?.text ?? "")")
            }
        }
        #expect(count > 300)
    }

    /// A request that is wrong in one place is found.
    @Test(arguments: broken)
    func whatIsWrongIsFound(_ request: String, _ problem: String) throws {
        #expect(try GraphModel().problems(try JSONReader.read(Array(request.utf8))) == [problem])
    }

    private static let broken: [(String, String)] = [
        (#"{"method": "POST", "url": "/applicationTemplates/x/instantiate", "body": {"displayname": "x"}}"#, "instantiate has no displayname"),
        (#"{"method": "POST", "url": "/applicationTemplates/x/instantiate", "body": {"displayName": 1}}"#, "instantiate.displayName is Edm.String"),
        (#"{"method": "POST", "url": "/applicationTemplates", "body": {"displayName": "x"}}"#, "nothing can be created at /applicationTemplates"),
        (#"{"method": "PATCH", "url": "/servicePrincipals/x/synchronization/jobs/y/schema", "body": {}}"#, "PATCH is no method of /servicePrincipals/x/synchronization/jobs/y/schema"),
        (#"{"method": "GET", "url": "/servicePrincipals/x/synchronization/jobs/y/start"}"#, "GET of an action"),
        (#"{"method": "GET", "url": "/servicePrincipals/x/synchronisation/jobs"}"#, "microsoft.graph.servicePrincipal has no synchronisation"),
        (#"{"method": "GET", "url": "/servicePrincipals?$filter=displayname%20eq%20'x'"}"#, "microsoft.graph.servicePrincipal has no displayname to filter by"),
        (#"{"method": "PUT", "url": "/servicePrincipals/x/synchronization/secrets", "body": {"value": [{"key": "secretToken", "value": "x"}]}}"#, "body.value.key: `secretToken` is no microsoft.graph.synchronizationSecret"),
        (#"{"method": "PUT", "url": "/servicePrincipals/x/synchronization/secrets", "body": {"credentials": []}}"#, "body has no credentials"),
        (#"{"method": "POST", "url": "/servicePrincipals/x/synchronization/jobs/y/restart", "body": {"criteria": {"resetScope": "Watermark, escrows"}}}"#, "restart.criteria.resetScope: `escrows` is no microsoft.graph.synchronizationJobRestartScope"),
        (#"{"method": "POST", "url": "/servicePrincipals/x/appRoleAssignedTo", "body": {"principalId": "ada"}}"#, "body.principalId is Edm.Guid"),
    ]

    /// The same inside a schema that was made from a plan.
    @Test func aMisspeltMappingIsFound() throws {
        func broken(_ value: JSON) -> JSON {
            switch value {
            case .object(let members):
                .object(members.map { member in
                    if member.key == "flowType", member.value == "Always" { return .init("flowType", "always") }
                    if member.key == "matchingPriority" { return .init("matchingPriority", "1") }
                    return .init(member.key, broken(member.value))
                })
            case .array(let items): .array(items.map(broken))
            default: value
            }
        }
        let bundle = try #require(try Self.bundles().first { $0.path.hasSuffix("1-hr-direct/graph/bundle.json") })
        let problems = try requests(broken(bundle.json)).flatMap(try GraphModel().problems)
        #expect(problems.contains("body.synchronizationRules.objectMappings.attributeMappings.flowType: `always` is no microsoft.graph.attributeFlowType"))
        #expect(problems.contains("body.synchronizationRules.objectMappings.attributeMappings.matchingPriority is Edm.Int32"))
    }
}
