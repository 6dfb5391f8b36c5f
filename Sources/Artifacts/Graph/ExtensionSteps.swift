import Analysis
import JSON
import Plan

/// The application that owns the plan's directory extensions, and the extensions themselves.
struct ExtensionSteps {
    let plan: CheckedPlan

    func areUsed(by mapping: CheckedMapping) -> Bool {
        JobSchema(mapping: mapping, plan: plan, layout: nil).addedAttributes != nil
    }

    var steps: [GraphBundle.Step] {
        let name = "Entrain \(plan.name): directory extensions"
        var steps: [GraphBundle.Step] = [
            .request(.init(
                id: "extensions/find-application", title: "Look for the application that owns the extensions", method: .get,
                url: "/applications?\(OData.filter("displayName", equals: name))&$select=id,appId", expect: [200],
                take: [.hit("extensionApplicationId"), .hit("extensionAppId", "/appId", transform: "without-hyphens")],
                permission: "Application.Read.All")),
            .request(.init(
                id: "extensions/create-application", title: "Create the application that owns the extensions", method: .post, url: "/applications",
                body: ["displayName": .string(name), "signInAudience": "AzureADMyOrg"], expect: [201],
                take: [
                    .init(variable: "extensionApplicationId", pointer: "/id"),
                    .init(variable: "extensionAppId", pointer: "/appId", transform: "without-hyphens"),
                ],
                unless: "extensionApplicationId", permission: "Application.ReadWrite.OwnedBy")),
        ]
        steps += GraphBundle.Step.together("extensions/find", "Look for the extensions", plan.extensions.map { item in
            .init(
                id: "extensions/find-\(item.name)", title: "Look for the extension \(item.name)", method: .get,
                url: "/applications/${extensionApplicationId}/extensionProperties?"
                    + "$filter=name%20eq%20'extension_${extensionAppId}_\(OData.literal(item.name))'",
                expect: [200], take: [.hit("extension.\(item.name)", "/name")], retry: .replicated, permission: "Application.Read.All")
        })
        steps += GraphBundle.Step.together("extensions/create", "Create those that are missing", plan.extensions.map { item in
            .init(
                id: "extensions/create-\(item.name)", title: "Create the extension \(item.name)", method: .post,
                url: "/applications/${extensionApplicationId}/extensionProperties",
                body: ["name": .string(item.name), "dataType": .string(dataType(item)), "targetObjects": ["User"]],
                expect: [201], take: [.init(variable: "extension.\(item.name)", pointer: "/name")],
                unless: "extension.\(item.name)", retry: .replicated, permission: "Application.ReadWrite.OwnedBy")
        })
        return steps
    }

    /// `extensionProperty.dataType` of Graph.
    private func dataType(_ item: CheckedAttribute) -> String {
        switch item.type.base {
        case .integer: "Integer"
        case .boolean: "Boolean"
        case .datetime, .date: "DateTime"
        default: "String"
        }
    }
}
