import Analysis
import Diagnostics
import Testing
import TestSupport

@testable import Artifacts

/// A checklist is worked off from above: what a step needs stands before it, and nothing that a step forbids comes later.
@Suite struct ChecklistOrderTests {
    private func checklist(_ name: String, _ folder: String, environment: String? = nil, phase: Int = 1, _ edit: (String) -> String = { $0 }) throws -> String {
        let files = try Plans.files(name, in: folder).map { file in
            file.path.hasSuffix(".yaml") ? SourceFile(path: file.path, bytes: Array(edit(String(decoding: file.bytes, as: UTF8.self)).utf8)) : file
        }
        let result = FrontEnd(today: "2026-11-24").check(files, environments: environment.map { .one($0) } ?? .all)
        guard let plan = result.plans.first, !result.report.hasErrors else { throw Failure(TextRenderer().render(result.report, sources: result.sources)) }
        return ChecklistEmitter().markdown(plan.phases[phase - 1], in: EmissionContext(plan: plan, sources: result.sources)).text
    }

    private func expectOrder(_ ids: [String], in text: String, sourceLocation: SourceLocation = #_sourceLocation) {
        let places = ids.map { id in text.firstRange(of: "/\(id)** ")?.lowerBound }
        for (id, place) in zip(ids, places) where place == nil { Issue.record("\(id) is missing", sourceLocation: sourceLocation) }
        let found = places.compactMap { $0 }
        #expect(found == found.sorted(), "\(ids)", sourceLocation: sourceLocation)
    }

    private func step(_ id: String, in text: String) throws -> String {
        String(try #require(text.split(separator: "\n").first { $0.contains("/\(id)** ") }, "\(id)"))
    }

    // MARK: The sender of a consolidation

    @Test func theSenderComesBehindTheApplicationAndBeforeTheTestPerson() throws {
        let logicApp = try checklist("contoso", "plans", environment: "production")
        expectOrder(["who.1", "data.1", "in.1", "in.6", "la.3", "la.4", "la.5", "rows.1", "rows.2", "rows.3", "rows.4", "rows.5", "la.7"], in: logicApp)
        let factory = try checklist("consolidated", "Tests/Fixtures/plans")
        expectOrder(["who.1", "data.1", "in.1", "in.6", "df.2", "df.3", "df.5", "rows.1", "rows.2", "rows.3", "rows.4", "rows.5", "df.7"], in: factory)
        let mim = try checklist("interim", "Tests/Fixtures/plans")
        expectOrder(["who.1", "in.1", "in.6", "bulk.1", "bulk.3", "bulk.4", "rows.1", "rows.5", "bulk.6", "move.1", "move.7", "move.6"], in: mim)
        // Nobody runs by itself before everybody was sent once.
        for text in [logicApp, factory] { #expect(!text.contains("near today's sums")) }
    }

    /// The guards have three values, one after the other: nothing is sent, the pilot is, everybody is.
    @Test func eachRunHasItsGuards() throws {
        // A table holds everybody; where all sources are files, the sender itself reads the pilot's.
        let text = try checklist("consolidated", "Tests/Fixtures/plans") { plan in
            plan.replacing(
                "    kind: sql\n    server: hr.contoso.com\n    database: HR\n    table: dbo.Interns\n", with: "    kind: csv\n    file: interns.csv\n")
        }
        #expect(try step("df.2", in: text).contains("`minimumPeople` 1000000, `maximumInactive` 0 and `maximumSetAside` 0: until the pilot nothing can be sent"))
        #expect(try step("rows.1", in: text).contains("`minimumPeople` 1, `maximumInactive` as many leavers as the files hold, and `maximumSetAside` 0"))
        #expect(try step("rows.5", in: text).contains("`minimumPeople` a little below `people` of today's `summary.json`"))
        #expect(!text.contains("/in.5**"))
        let byHand = try checklist("contoso", "plans", environment: "production")
        #expect(try step("rows.1", in: byHand).contains("entrain bundle PLAN --environment production --mapping people-to-entra --rows hr=HR.csv"))
        #expect(try step("in.5", in: byHand).contains("whoever posts the pilot's requests"))
        #expect(try step("rows.5", in: byHand).contains("`maximumInactive` at its `inactive`, and 50 more"))
    }

    // MARK: Who leaves MIM

    @Test func whomMIMSendsStaysInMIM() throws {
        let text = try checklist("interim", "Tests/Fixtures/plans")
        #expect(text.contains("## MIM: cloud-only people stay in it, as long as it sends them"))
        #expect(try step("cloud.3", in: text).contains("No filter of an import keeps them out: MIM sends them."))
        #expect(!text.contains("out of the HR import"))
        let populations = "\npopulations:\n  everyone: {from: people, lives: cloud}\n"
        let named = try checklist("interim", "Tests/Fixtures/plans") { $0 + populations }
        #expect(try step("cloud.3.everyone", in: named).contains("No filter of an import keeps everyone out: MIM sends them."))
        // When Azure sends, they leave.
        let moved = try checklist("interim", "Tests/Fixtures/plans") {
            $0.replacing("runs-on: mim", with: "runs-on: data-factory") + populations
        }
        #expect(moved.contains("## MIM: cloud-only people leave it") && !moved.contains("MIM sends"))
    }

    @Test func whatMIMWritesBesideDirectoriesKeepsPeopleInIt() throws {
        let text = try checklist("northwind", "plans", environment: "production")
        #expect(text.contains("MIM writes no Active Directory, and keeps their accounts of `Linux accounts`, `Badges`"))
        #expect(!text.contains("Keep them out of"))
        #expect(try step("soa.stop", in: text).contains("out of every job that writes AD; nobody"))
    }

    /// A filter of MIM asks for columns that the agent reads; a person's other values are of other sources.
    @Test func filtersAskForTheAgentsOwnColumns() throws {
        let contoso = try checklist("contoso", "plans", environment: "production")
        #expect(try step("cloud.1.agency-workers", in: contoso).contains("No row of `Contoso HR System` is one of them, because each has `EmployeeType`. Look for Agency workers in the metaverse all the same"))
        #expect(!contoso.contains("/cloud.3"))

        func text(_ scope: String) throws -> String {
            let plan = Self.twoSources.replacing("SCOPE", with: scope)
            let result = FrontEnd(today: "2026-11-24").check([SourceFile(path: "plan.yaml", bytes: Array(plan.utf8))])
            let checked = try #require(result.plans.first, "\(TextRenderer().render(result.report, sources: result.sources))")
            #expect(!result.report.hasErrors, "\(TextRenderer().render(result.report, sources: result.sources))")
            return ChecklistEmitter().markdown(checked.phases[0], in: EmissionContext(plan: checked, sources: result.sources)).text
        }
        // Its own column, by its own name.
        let told = try step("cloud.3.temps", in: text("{Sort: Temp}"))
        #expect(told.contains("Keep them out of `People` by connector filters, one for each of: `Kind` equals `Temp`. No flow reads `Kind`: select it in the agent first."))
        // One that it has, and one that only the agency's file has.
        let untold = try step("cloud.3.temps", in: text("{Sort: Temp, Agency: Woodgrove}"))
        #expect(untold.contains("does not read `Agency`, which other sources say of them"))
        #expect(untold.contains("without them, of rows of which `Kind` is `Temp`: `WHERE \"Number\" NOT IN (SELECT \"Number\" FROM cloud_people)`"))
        // Where two sources may give a value, no row of one says which it is.
        #expect(try step("cloud.3.temps", in: text("{Phone: \"1\"}")).contains("does not read `Phone`"))
    }

    private static let twoSources = """
        entrain: 1
        name: small
        tenant: {id: 11111111-2222-3333-4444-555555555555, domain: contoso.com, notify: identity@contoso.com}
        sources:
          hr:
            kind: sql
            server: hr01
            database: HR
            table: dbo.People
            key: Number
            attributes: {Number: string(16), Login: string(32), Name: string(64), Kind: string(20)?, Phone: string(20)?, Status: string(20)}
          agency:
            kind: csv
            file: agency.csv
            key: Badge
            attributes: {Badge: string(16), Login: string(32), Name: string(64), Agency: string(20), Phone: string(20)?, Status: string(20)}
        consolidation:
          people:
            from: [hr, agency]
            same-person: {hr: Number, agency: Badge}
            precedence: [hr, agency]
            attributes: {Sort: hr.Kind}
            runs-on: data-factory
        populations:
          temps: {from: people, scope: SCOPE, lives: cloud}
        mappings:
          people-to-entra:
            from: people
            to: entra
            match: {Number: employeeId}
            scope: SCOPE
            attributes:
              displayName: Name
              mailNickname: Login
              userPrincipalName: '=Join("@", [Login], "contoso.com")'
        deprovisioning: {leavers: {when: {hr: {Status: Left}, agency: {Status: Left}}, at-most: 5}}
        legacy:
          agents:
            people: {title: People, kind: sql, database: HR, table: People, anchor: Number, object-types: [person], deprovisioning: disconnect}
            ad: {kind: active-directory, object-types: [user], deprovisioning: delete}
          flows:
            import: {person: {employeeID: [people.Number], login: [people.Login]}}
            export: {ad: {user: {from: person, attributes: {employeeID: employeeID}}}}
        phases:
          - name: hr-direct
            starts: [people-to-entra]
            pilot: [{users: [ada@contoso.com]}, everyone]
        """

    // MARK: Active Directory

    @Test func theDirectorysOwnStepsStandBesideThePilot() throws {
        let text = try checklist("workday", "Tests/Fixtures/plans", phase: 2)
        expectOrder(["in.6", "ad.0", "ad.1", "rows.1", "rows.3", "rows.4", "ad.4", "ad.5", "ad.6", "rows.5"], in: text)
        // Each thing is said once; the plan has no MIM, and its container is one.
        #expect(!text.contains("MIM") && !text.contains("ad.2") && !text.contains("ad.7"))
        #expect(try step("ad.6", in: text).contains("The leaver's account is disabled. _("))
        let contoso = try checklist("contoso", "plans", environment: "production", phase: 3)
        expectOrder(["ad.0", "ad.2", "rows.1", "rows.4", "ad.4", "ad.6", "ad.7", "rows.5", "send.1", "send.2"], in: contoso)
        #expect(try step("ad.6", in: contoso).contains("disabled, and stands in `OU=Terminated,OU=People,OU=FIM_Managed,"))
    }

    // MARK: Addresses

    @Test func addressesAreReadable() throws {
        let text = try checklist("workday", "Tests/Fixtures/plans")
        #expect(text.contains("the URL of Workday's web services `https://wd3-impl-services1.workday.com/ccx/service/fabrikam/Human_Resources/v34.0`, the integration"))
        #expect(!text.contains("\\:"))
    }
}
