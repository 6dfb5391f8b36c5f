import Analysis
import JSON
import Plan

/// The source of authority of a phase's groups and of its first people moves to the cloud, one object at a time.
///
/// Source: Microsoft Graph, onpremisessyncbehavior-update; the order (groups first) is that of entra-docs, user-source-of-authority-guidance.
struct ConversionSteps {
    let phase: CheckedPhase
    let plan: CheckedPlan

    private enum Kind: String {
        case group, user

        var permission: String { self == .group ? "Group-OnPremisesSyncBehavior.ReadWrite.All" : "User-OnPremisesSyncBehavior.ReadWrite.All" }
    }

    private struct Object {
        let kind: Kind
        let name: String
        let number: Int

        var key: String { "\(kind.rawValue)-\(number)" }
        var variable: String { "convert.\(key)" }
        var synchronized: String { "convert.\(key).synchronized" }
        var title: String { kind == .user ? name : "the group \(name)" }
        var record: String { "\(title) is converted" }
        var url: String { "/\(kind.rawValue)s/${\(variable)}/onPremisesSyncBehavior" }
    }

    private var objects: [Object] {
        let groups = phase.convertsGroups.enumerated().map { Object(kind: .group, name: $1, number: $0 + 1) }
        let users = PopulationSections(phase: phase, plan: plan).pilotUsers.enumerated().map { Object(kind: .user, name: $1, number: $0 + 1) }
        return groups + users
    }

    var isEmpty: Bool { objects.isEmpty }

    var steps: [GraphBundle.Step] {
        let objects = objects
        return GraphBundle.Step.together("convert/find", "Find what is converted", objects.map { find($0, isOptional: false) })
            + objects.map { object in
                .request(.init(
                    id: "convert/\(object.key)", title: "Move the source of authority of \(object.title) to the cloud", method: .patch, url: object.url,
                    body: ["isCloudManaged": true], expect: [200, 204], when: [.hasValue(object.synchronized)], permission: object.kind.permission,
                    record: object.record))
            }
            + objects.map { object in
                .request(.init(
                    id: "convert/read-\(object.key)", title: "Read whether \(object.title) is managed by the cloud", method: .get, url: object.url,
                    expect: [200], require: [.init(pointer: "/isCloudManaged", equals: true)], permission: object.kind.permission))
            }
    }

    /// What the phase has converted goes back to Active Directory; the next synchronization takes AD's values.
    var back: [GraphBundle.Step] {
        let objects = Array(objects.reversed())
        return GraphBundle.Step.together("convert/find-again", "Find what was converted", objects.map { find($0, isOptional: true) })
            + objects.map { object in
                .request(.init(
                    id: "convert/back-\(object.key)", title: "Give the source of authority of \(object.title) back to Active Directory", method: .patch,
                    url: object.url, body: ["isCloudManaged": false], expect: [200, 204], when: [.wasRecorded(object.record), .hasValue(object.variable)],
                    permission: object.kind.permission, forget: object.record))
            }
    }

    private func find(_ object: Object, isOptional: Bool) -> GraphBundle.Request {
        let when: [GraphBundle.Precondition] = isOptional ? [.wasRecorded(object.record)] : []
        switch object.kind {
        case .user:
            return .init(
                id: "convert/find-\(object.key)", title: "Find \(object.title)", method: .get,
                url: "/users/\(OData.literal(object.name))?$select=id,onPremisesSyncEnabled", expect: isOptional ? [200, 404] : [200],
                take: [
                    .init(variable: object.variable, pointer: "/id", isOptional: isOptional),
                    .init(variable: object.synchronized, pointer: "/onPremisesSyncEnabled", isOptional: true),
                ],
                when: when, permission: "User.Read.All")
        case .group:
            return .init(
                id: "convert/find-\(object.key)", title: "Find \(object.title)", method: .get,
                url: "/groups?\(OData.filter("displayName", equals: object.name))&$select=id,onPremisesSyncEnabled", expect: [200],
                take: [
                    .hit(object.variable, optional: isOptional), .hit(object.synchronized, "/onPremisesSyncEnabled", optional: true),
                ],
                when: when, permission: "GroupMember.Read.All")
        }
    }
}
