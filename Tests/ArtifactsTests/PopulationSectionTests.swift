import Analysis
import Diagnostics
import JSON
import Plan
import Testing
import TestSupport

@testable import Artifacts

/// Who leaves MIM, and whose source of authority moves, as checklists and requests say it.
@Suite struct PopulationSectionTests {
    private static let plan = """
        entrain: 1
        name: small
        tenant: {id: 11111111-2222-3333-4444-555555555555, domain: contoso.com, notify: identity@contoso.com, synchronization: {by: cloud-sync, version: 1.1.1370.0}}
        sources:
          hr:
            title: HR
            kind: sql
            server: hr01
            database: HR
            table: dbo.People
            key: Number
            attributes: {Number: string(16), Login: string(32), Name: string(64), Site: string(64)?, Kind: string(20), Status: string(20)}
        populations:
          temps:
            title: Temps
            from: hr
            scope: [{Kind: {in: [Temp, "O'Neil"]}, Site: {not: Oslo}}, {Kind: Guest, Site: {present: false}}]
            lives: cloud
          plant:
            from: hr
            scope: [{Kind: {not-matches: 'x'}}]
            lives: hybrid
        mappings:
          hr-to-entra:
            from: hr
            to: entra
            via: api-driven
            match: {Number: employeeId}
            attributes:
              displayName: Name
              mailNickname: Login
              userPrincipalName: '=Join("@", [Login], "contoso.com")'
        deprovisioning: {leavers: {when: {Status: Left}, at-most: 5}}
        legacy:
          agents:
            hr: {title: MIM's HR agent, kind: sql, database: HR, table: People, anchor: Number, object-types: [person], deprovisioning: disconnect}
          flows: {import: {person: {employeeID: [hr.Number]}}}
        accepts:
          - {finding: populations-overlap, at: plant, until: 2099-01-01, because: a pattern}
          - {finding: population-missing, at: hr-to-entra, until: 2099-01-01, because: a pattern}
        phases:
          - name: hr-direct
            converts: [{group: Finance & co}, plant]
            starts: [hr-to-entra]
            pilot: [{users: [ada@contoso.com, "o'neil@contoso.com"]}, everyone]
        """

    private static func checked(_ text: String = plan) throws -> (CheckedPlan, EmissionContext) {
        let result = FrontEnd(today: "2026-11-24").check([SourceFile(path: "plan.yaml", bytes: Array(text.utf8))])
        guard let plan = result.plans.first, !result.report.hasErrors else {
            throw Failure(TextRenderer().render(result.report, sources: result.sources))
        }
        return (plan, EmissionContext(plan: plan, sources: result.sources))
    }

    private static func checklist(_ text: String = plan) throws -> String {
        let (plan, context) = try checked(text)
        return ChecklistEmitter().markdown(try #require(plan.phases.first), in: context).text
    }

    @Test func saysWhoLeavesMIM() throws {
        let text = try Self.checklist()
        #expect(text.contains("`Kind` is `Temp` or `O'Neil`, and `Site` is something other than `Oslo`; or `Kind` is `Guest`, and `Site` has no value"))
        #expect(text.contains(
            #"`SELECT "Number" FROM dbo.People WHERE ("Kind" IN ('Temp', 'O''Neil') AND "Site" <> 'Oslo' AND "Site" <> '') OR ("Kind" = 'Guest' AND ("Site" IS NULL OR "Site" = ''))`"#))
        #expect(text.contains("`Kind` equals `Temp` and `Site` is present and `Site` does not equal `Oslo`; `Kind` equals `O'Neil` and"))
        #expect(text.contains("**mim/cloud.3.temps** Keep them out of `MIM's HR agent`"))
        // Frozen accounts leave it, too; MIM's filters know no patterns, and neither does SQL.
        #expect(text.contains("**mim/cloud.3.plant** Keep them out of `MIM's HR agent` by a view or a filter in code"))
    }

    @Test func convertsInMicrosoftsOrder() throws {
        let text = try Self.checklist()
        let ids = ["soa.version", "soa.ties.plant", "soa.groups", "soa.stop", "soa.quiet", "soa.scope", "soa.ou", "soa.first", "soa.audit", "soa.all.plant"]
        let places = ids.map { id in text.range(of: "**soa/\(id)**")?.lowerBound }
        #expect(places.allSatisfy { $0 != nil })
        #expect(places.compactMap { $0 } == places.compactMap { $0 }.sorted())
        #expect(text.contains("The agent of Cloud Sync is 1.1.1370.0 or newer"))
        #expect(text.contains("**back/soa.back**"))
        // What goes on being written is not frozen.
        let written = try Self.checklist(Self.plan.replacing("    lives: hybrid", with: "    lives: hybrid\n    ad-account: written"))
        #expect(written.contains("**soa/soa.written**") && !written.contains("**soa/soa.ou**") && !written.contains("cloud.3.plant"))
    }

    @Test func convertsOneObjectAtATime() throws {
        let (plan, context) = try Self.checked()
        let artifacts = GraphBundleEmitter().emit(try #require(plan.phases.first), in: context)
        func text(_ name: String) throws -> String {
            String(decoding: try #require(artifacts.first { $0.path == "1-hr-direct/graph/\(name).json" }).bytes, as: UTF8.self)
        }
        let convert = try text("convert")
        #expect(convert.contains(#""url": "/groups?$filter=displayName%20eq%20'Finance%20%26%20co'&$select=id,onPremisesSyncEnabled""#))
        #expect(convert.contains(#""url": "/users/o''neil%40contoso.com?$select=id,onPremisesSyncEnabled""#))
        let places = ["convert/group-1", "convert/user-1", "convert/user-2", "convert/read-group-1"].map { convert.range(of: "\"id\": \"\($0)\"")?.lowerBound }
        #expect(places.allSatisfy { $0 != nil } && places.compactMap { $0 } == places.compactMap { $0 }.sorted())
        #expect(convert.contains("User-OnPremisesSyncBehavior.ReadWrite.All") && convert.contains("Group-OnPremisesSyncBehavior.ReadWrite.All"))
        let back = try text("rollback")
        let order = ["hr-to-entra/pause", "convert/back-user-2", "convert/back-group-1"].map { back.range(of: "\"id\": \"\($0)\"")?.lowerBound }
        #expect(order.allSatisfy { $0 != nil } && order.compactMap { $0 } == order.compactMap { $0 }.sorted())
    }

    /// Nothing is asked where nothing is said.
    @Test func plansWithoutPopulationsKeepTheirList() throws {
        let (lines, _) = Self.plan.split(separator: "\n", omittingEmptySubsequences: false).reduce(into: ([Substring](), false)) { state, line in
            if !line.hasPrefix(" ") { state.1 = line.hasPrefix("populations:") || line.hasPrefix("accepts:") }
            if !state.1, !line.contains("converts:") { state.0.append(line) }
        }
        let text = try Self.checklist(lines.joined(separator: "\n"))
        #expect(text.contains("**mim/cloud.1** List the people without an AD account") && !text.contains("soa"))
    }
}
