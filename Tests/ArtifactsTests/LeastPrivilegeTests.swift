import Foundation
import JSON
import Testing
import TestSupport

/// What a bundle says it needs is what its requests need, and the least that Microsoft documents for each.
@Suite struct LeastPrivilegeTests {
    /// By method and path, `*` for one id (docs: api-reference, permissions of each call; graph.md, sections 2 to 11). Both lists of
    /// assignments are granted by AppRoleAssignment.ReadWrite.All, which assigning needs, so that Directory.Read.All is not asked for.
    /// That templates need Application.Read.All is our expectation: their page names nothing.
    static let least: [(method: String, path: String, permission: String)] = [
        ("GET", "/applicationTemplates", "Application.Read.All"),
        ("POST", "/applicationTemplates/*/instantiate", "Application.ReadWrite.OwnedBy"),
        ("GET", "/applications", "Application.Read.All"),
        ("POST", "/applications", "Application.ReadWrite.OwnedBy"),
        ("GET", "/applications/*/extensionProperties", "Application.Read.All"),
        ("POST", "/applications/*/extensionProperties", "Application.ReadWrite.OwnedBy"),
        ("GET", "/servicePrincipals", "Application.Read.All"),
        ("GET", "/servicePrincipals/*", "Application.Read.All"),
        ("POST", "/servicePrincipals/*/appRoleAssignedTo", "AppRoleAssignment.ReadWrite.All"),
        ("DELETE", "/servicePrincipals/*/appRoleAssignedTo/*", "AppRoleAssignment.ReadWrite.All"),
        ("POST", "/servicePrincipals/*/synchronization/jobs/*/bulkUpload", "SynchronizationData-User.Upload"),
        ("GET", "/servicePrincipals/*/synchronization/**", "Synchronization.Read.All"),
        ("*", "/servicePrincipals/*/synchronization/**", "Synchronization.ReadWrite.All"),
        ("GET", "/users/*", "User.ReadBasic.All"),
        ("*", "/users/*/onPremisesSyncBehavior", "User-OnPremisesSyncBehavior.ReadWrite.All"),
        ("*", "/groups/*/onPremisesSyncBehavior", "Group-OnPremisesSyncBehavior.ReadWrite.All"),
        ("GET", "/users/*/appRoleAssignments", "AppRoleAssignment.ReadWrite.All"),
        ("GET", "/groups", "GroupMember.Read.All"),
        ("GET", "/groups/*/appRoleAssignments", "AppRoleAssignment.ReadWrite.All"),
        ("GET", "/identityGovernance/entitlementManagement/**", "EntitlementManagement.Read.All"),
        ("*", "/identityGovernance/entitlementManagement/**", "EntitlementManagement.ReadWrite.All"),
        ("GET", "/identityGovernance/lifecycleWorkflows/**", "LifecycleWorkflows.Read.All"),
        ("*", "/identityGovernance/lifecycleWorkflows/**", "LifecycleWorkflows.ReadWrite.All"),
    ]

    private func matches(_ path: [Substring], _ pattern: String) -> Bool {
        let parts = pattern.split(separator: "/")
        for (index, part) in parts.enumerated() {
            if part == "**" { return true }
            guard index < path.count, part == "*" || part == path[index] else { return false }
        }
        return parts.count == path.count
    }

    private static func bundles() throws -> [(path: String, json: JSON)] {
        let folder = Repository.root.appendingPathComponent("generated")
        let files = (FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []).sorted()
        return try files.filter { $0.contains("/graph/") || $0.hasSuffix("/send.json") }.map {
            ($0, try JSONReader.read(Array(try Data(contentsOf: folder.appendingPathComponent($0)))))
        }
    }

    @Test func everyPermissionIsNeededAndTheLeast() throws {
        let bundles = try Self.bundles()
        #expect(bundles.count > 20)
        for (file, bundle) in bundles {
            var needed: Set<String> = []
            for request in (bundle["requests"]?.items ?? []).flatMap({ $0["batch"]?.items ?? ($0["manual"] == nil ? [$0] : []) }) {
                let method = request["method"]?.text ?? "", url = request["url"]?.text ?? ""
                let path = url.split(separator: "?")[0].split(separator: "/")
                var least = Self.least.first { ($0.method == method || $0.method == "*") && matches(path, $0.path) }
                #expect(least != nil, "\(file): nobody says what \(method) \(url) needs")
                // Whether somebody is synchronized, and the employee's number, are not among the basic properties.
                let isMore = url.contains("onPremisesSyncEnabled") || url.contains("employeeId")
                if least?.permission == "User.ReadBasic.All", isMore { least?.permission = "User.Read.All" }
                #expect(request["permission"]?.text == least?.permission, "\(file): \(request["id"]?.text ?? "")")
                if let least { needed.insert(least.permission) }
            }
            // Who may write a thing may read it.
            let all = needed.filter { name in
                !(name.hasSuffix(".Read.All") && needed.contains(name.replacing(".Read.All", with: ".ReadWrite.All")))
            }
            #expect((bundle["permissions"]?.items ?? []).compactMap(\.text) == all.sorted(), "\(file)")
        }
    }

    /// The checklist of a phase names the permissions of each of its files.
    @Test func theChecklistSaysThem() throws {
        for (file, bundle) in try Self.bundles() where file.contains("/graph/") {
            let parts = file.components(separatedBy: "/graph/")
            let checklist = try String(
                contentsOf: Repository.root.appendingPathComponent("generated/\(parts[0])/checklist.md"), encoding: .utf8)
            let line = try #require(checklist.split(separator: "\n").first { $0.contains("**before/permissions**") })
            let mine = try #require(line.split(separator: ";").first { $0.contains("`\(parts[1])`") }, "\(file)")
            for permission in bundle["permissions"]?.items ?? [] { #expect(mine.contains("`\(permission.text ?? "")`"), "\(file)") }
        }
    }
}
