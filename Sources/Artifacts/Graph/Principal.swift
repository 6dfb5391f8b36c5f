import JSON

/// Somebody who is put in an application's scope: a user or a group.
struct Principal {
    enum Kind { case user, group }

    /// Of the requests and variables that concern it.
    let key: String
    let kind: Kind
    /// A user principal name, or a group's display name.
    let name: String
    let application: ApplicationNames

    private func id(_ step: String) -> String { "\(application.mapping.name)/\(step)" }
    private var variable: String { application.variable(key) }
    private var assignment: String { "\(variable).assignment" }
    private var title: String { kind == .user ? name : "the group \(name)" }
    /// Of assignments that a phase made.
    private var record: String { "\(application.mapping.name) is assigned to \(title)" }

    /// - Parameter isOptional: on the way back, whoever is gone needs no taking away.
    func find(isOptional: Bool, when: [GraphBundle.Precondition] = []) -> GraphBundle.Request {
        switch kind {
        case .user:
            .init(
                id: id("find-\(key)"), title: "Find \(title)", method: .get, url: "/users/\(OData.literal(name))?$select=id",
                expect: isOptional ? [200, 404] : [200], take: [.init(variable: variable, pointer: "/id", isOptional: isOptional)],
                when: when, permission: "User.ReadBasic.All")
        case .group:
            .init(
                id: id("find-\(key)"), title: "Find \(title)", method: .get,
                url: "/groups?\(OData.filter("displayName", equals: name))&$select=id", expect: [200],
                take: [.hit(variable, optional: isOptional)], when: when, permission: "GroupMember.Read.All")
        }
    }

    func findAssignment(when: [GraphBundle.Precondition] = []) -> GraphBundle.Request {
        .init(
            id: id("find-assignment-of-\(key)"), title: "Look whether \(title) is assigned", method: .get,
            url: "/\(kind == .user ? "users" : "groups")/${\(variable)}/appRoleAssignments?"
                + "$filter=resourceId%20eq%20\(application.value("servicePrincipalId"))",
            expect: [200], take: [.hit(assignment)], when: when, permission: "AppRoleAssignment.ReadWrite.All")
    }

    var assign: GraphBundle.Request {
        .init(
            id: id("assign-\(key)"), title: "Put \(title) in scope", method: .post, url: "\(application.principalURL)/appRoleAssignedTo",
            body: [
                "principalId": .string("${\(variable)}"),
                "resourceId": .string(application.value("servicePrincipalId")),
                "appRoleId": .string(application.value("appRoleId")),
            ],
            expect: [201], take: [.init(variable: assignment, pointer: "/id")], unless: assignment, retry: .replicated,
            permission: "AppRoleAssignment.ReadWrite.All", record: record)
    }

    // MARK: The way back, for assignments that the phase made and no others

    var findIfMade: GraphBundle.Request {
        find(isOptional: true, when: [.wasRecorded(record), .hasValue(application.variable("servicePrincipalId"))])
    }

    var findAssignmentIfMade: GraphBundle.Request {
        findAssignment(when: [.wasRecorded(record), .hasValue(variable), .hasValue(application.variable("servicePrincipalId"))])
    }

    var removeIfMade: GraphBundle.Request {
        .init(
            id: id("remove-\(key)"), title: "Take \(title) out of scope", method: .delete,
            url: "\(application.principalURL)/appRoleAssignedTo/${\(assignment)}", expect: [204, 404],
            when: [.wasRecorded(record), .hasValue(assignment)], permission: "AppRoleAssignment.ReadWrite.All", forget: record)
    }
}
