import Analysis
import Diagnostics
import Foundation
import Simulation
import Testing
import TestSupport

@Suite struct ConsolidatorTests {
    private struct Run {
        var people: [String: ConsolidatedPerson] = [:]
        var order: [String] = []
        var aside: [SetAside] = []
        var summary = Consolidator.Summary()
        var names: [String] = []

        func value(_ key: String, _ name: String) -> ConsolidatedPerson.Value? {
            names.firstIndex(of: name).flatMap { people[key]?.values[$0] }
        }
    }

    private static let today = Day(year: 2026, month: 11, day: 24)

    private func run(_ rules: CheckedConsolidation, _ files: [String: String]) throws -> Run {
        var run = Run()
        run.names = rules.attributes.map(\.attribute.name)
        run.summary = try Consolidator(rules, today: try #require(Self.today)).run(files.mapValues { Array($0.utf8) }) { person in
            run.people[person.key] = person
            run.order.append(person.key)
        } setAside: { run.aside.append($0) }
        return run
    }

    /// Two small sources; `consolidation` is what the plan says of them, `hr` and `badges` are columns beside the fixed ones.
    private func rules(_ consolidation: String, same: String = "{hr: ID, badges: Badge}", when: String = "{Status: Left}") throws -> CheckedConsolidation {
        let plan = """
            entrain: 1
            name: small
            tenant: {id: 11111111-2222-3333-4444-555555555555, domain: contoso.com, notify: identity@contoso.com}
            sources:
              hr:
                kind: csv
                key: ID
                attributes: {ID: string(16), Tax: string(16)?, Name: string(64), Phone: string(20)?, Since: 'date("dd/MM/yyyy")', Status: string(10), Boss: reference(hr)?}
              badges:
                kind: csv
                key: Badge
                attributes: {Badge: string(16), Tax: string(16)?, Name: string(64), Phone: string(20)?, Since: date, Status: string(10), Boss: reference(badges)?}
            consolidation:
              people:
                from: [hr, badges]
                same-person: \(same)
                precedence: [hr, badges]
                runs-on: data-factory
            \(consolidation.split(separator: "\n").map { "    " + $0 }.joined(separator: "\n"))
            deprovisioning: {leavers: {when: \(when), at-most: 10}}
            mappings:
              people-to-entra:
                from: people
                to: entra
                match: {ID: employeeId}
                attributes: {displayName: {constant: A}, mailNickname: {constant: a}, userPrincipalName: {constant: a@contoso.com}}
            phases: [{name: hr-direct, starts: [people-to-entra], pilot: [{users: [ada@contoso.com]}, everyone]}]
            """
        let result = FrontEnd().check([SourceFile(path: "plan.yaml", bytes: Array(plan.utf8))])
        let found = result.plans.first?.sources.compactMap(\.consolidation).first
        return try #require(found, "\(TextRenderer().render(result.report, sources: result.sources))")
    }

    private let hr = "ID,Tax,Name,Phone,Since,Status,Boss\n"
    private let badges = "Badge,Tax,Name,Phone,Since,Status,Boss\n"

    @Test func theFirstSourceThatHasAValueCounts() throws {
        let run = try run(try rules(""), [
            "hr": hr + "1,,Ada,,01/02/2020,Works,\n",
            "badges": badges + "1,,Ada L,555,2021-03-04,Works,\n2,,Bob,666,2021-03-04,Left,\n",
        ])
        #expect(run.order == ["1", "2"])
        #expect(run.value("1", "Name")?.text == "Ada")
        #expect(run.value("1", "Name")?.reason == .first)
        #expect(run.value("1", "Name")?.others.map(\.text) == ["Ada L"])
        #expect(run.value("1", "Phone")?.text == "555")
        #expect(run.value("1", "Phone")?.reason == .only)
        #expect(run.value("1", "Phone")?.row == SourceRow(source: "badges", line: 2))
        #expect(run.value("1", "Since")?.text == "2020-02-01")
        #expect(run.people["1"]?.isActive == true)
        #expect(run.people["2"]?.isActive == false)
        #expect(run.summary.merged == 1)
    }

    @Test func anAttributeHasItsOwnOrderAndName() throws {
        let run = try run(try rules("attributes: {Number: [badges.Phone, hr.Phone], Name: hr.Name}"), [
            "hr": hr + "1,,Ada,111,01/02/2020,Works,\n",
            "badges": badges + "1,,Ada L,555,2021-03-04,Works,\n2,,Bob,,2021-03-04,Works,\n",
        ])
        #expect(run.names == ["ID", "Tax", "Name", "Since", "Status", "Boss", "Number"])
        #expect(run.value("1", "Number")?.text == "555")
        #expect(run.value("2", "Name") == nil)
    }

    @Test func sourcesMayDisagreeOrMayNot() throws {
        let files = [
            "hr": hr + "1,,Ada,111,01/02/2020,Works,\n2,,Bob,222,01/02/2020,Works,\n",
            "badges": badges + "1,,Eve,111,2021-03-04,Works,\n2,,Bob,333,2021-03-04,Works,\n",
        ]
        let strict = try run(try rules("attributes: {Name: {from: [hr.Name, badges.Name], on-conflict: reject}}"), files)
        #expect(strict.order == ["2"])
        #expect(strict.aside.map(\.code) == ["sources-disagree"])
        #expect(strict.aside.first?.column == "Name")
        #expect(strict.aside.first?.rows.count == 2)
        let newest = try run(try rules("on-conflict: {newest-by: Since}"), files)
        #expect(newest.value("1", "Name")?.text == "Eve")
        #expect(newest.value("1", "Name")?.reason == .newest)
        #expect(newest.value("1", "Phone")?.reason == .agreed)
        #expect(newest.value("2", "Phone")?.text == "333")
    }

    @Test func severalRowsOfOneSource() throws {
        let files = [
            "hr": hr + "1,,Ada,111,01/02/2020,Left,\n1,,Ada,112,05/02/2021,Works,\n2,,Bob,,01/02/2020,Works,\n2,,Bob,,01/02/2020,Works,\n",
            "badges": badges + "1,,Ada,113,2021-03-04,Works,\n",
        ]
        let strict = try run(try rules(""), files)
        #expect(strict.order == ["2"], "rows that say the same are one")
        #expect(strict.aside.map(\.code) == ["several-rows"])
        #expect(strict.aside.first?.rows.count == 3, "the badge alone must not become the person")
        let newest = try run(try rules("several-rows: {newest-by: Since}"), files)
        #expect(newest.value("1", "Phone")?.text == "112")
        #expect(newest.people["1"]?.isActive == true)
        let tie = try run(try rules("several-rows: {hr: {newest-by: Since}}"), [
            "hr": hr + "1,,Ada,111,01/02/2020,Works,\n1,,Eve,112,01/02/2020,Works,\n", "badges": badges,
        ])
        #expect(tie.aside.map(\.code) == ["same-newest"])
    }

    /// A conversion: the employment ended, the contract goes on.
    @Test func whereAPersonWorksCountsFirst() throws {
        let files = [
            "hr": hr + "1,,Ada,111,01/02/2020,Left,\n",
            "badges": badges + "1,,Ada L,555,2021-03-04,Works,\n",
        ]
        let plain = try run(try rules(""), files)
        #expect(plain.value("1", "Phone")?.text == "111")
        #expect(plain.people["1"]?.isActive == true, "who works somewhere has not left")
        let last = try run(try rules("leavers-last: true"), files)
        #expect(last.value("1", "Phone")?.text == "555")
        #expect(last.value("1", "Phone")?.reason == .working)
        #expect(last.value("1", "ID")?.text == "1")
        let people = try run(try rules("", when: "{people: {Status: Left}}"), files)
        #expect(people.people["1"]?.isActive == false, "a rule for the people looks at what counts")
    }

    @Test func peopleAreFoundBySeveralIdentifiers() throws {
        let rules = try rules("", same: "{hr: [ID, Tax], badges: [Badge, Tax]}")
        let run = try run(rules, [
            "hr": hr + "1,T1,Ada,,01/02/2020,Works,2\n2,T2,Bob,,01/02/2020,Works,\n3,T9,Cy,,01/02/2020,Works,\n4,T9,Di,,01/02/2020,Works,\n",
            "badges": badges
                + "B7,t1,Ada,555,2021-03-04,Works,B8\n2,T1,Bob,,2021-03-04,Works,\nB8,,Eve,,2021-03-04,Works,B7\nB9,T9,Cy?,,2021-03-04,Works,\n",
        ])
        #expect(run.order == ["1", "2", "3", "4", "B8"])
        #expect(run.value("1", "Phone")?.text == "555", "found by the second identifier, whatever its case")
        #expect(run.value("2", "Name")?.others.isEmpty == true, "the first identifier comes first")
        #expect(run.value("1", "Boss")?.text == "2")
        #expect(run.value("B8", "Boss")?.text == "1", "a boss is named by the person's key")
        #expect(run.aside.map(\.code) == ["ambiguous-person"])
        #expect(run.aside.first?.key == "B9")
    }

    @Test func whatCantBeTrustedSetsTheWholePersonAside() throws {
        let run = try run(try rules(""), [
            "hr": hr + "1,,Ada,,31/02/2020,Works,\n2,,,,01/02/2020,Works,\n3,,Cy,,01/02/2020,left,\n,,Di,,01/02/2020,Works,\n é,,Ed,,01/02/2020,Works,\n",
            "badges": badges + "1,,Ada,,2021-03-04,Works,\n2,,Bob,,2021-03-04,Works,\n3,,Cy,,2021-03-04,Works,\n9,,Flo,,2021-03-04,Works,\n7,x\n",
        ])
        #expect(run.order == ["9"])
        #expect(run.aside.map(\.code) == ["missing-key", "bad-key", "column-count", "bad-date", "missing-value", "doubtful-status"])
    }

    @Test func theOrderOfRowsDoesNotMatter() throws {
        let (plan, _) = try Plans.checked("consolidated", environment: nil, in: "Tests/Fixtures/plans")
        let rules = try #require(plan.sources.compactMap(\.consolidation).first)
        var files: [String: String] = [:]
        for (name, file) in [("employees", "employeeData"), ("contractors", "contractorData"), ("interns", "internData")] {
            files[name] = try String(contentsOf: Repository.fixtures.appendingPathComponent("hr/\(file).csv"), encoding: .utf8)
        }
        func people(_ run: Run) -> [[String]] { run.order.compactMap { run.people[$0].map(PeopleFile.record) } }
        let straight = try run(rules, files)
        let turned = try run(rules, files.mapValues { text in
            let lines = text.split(whereSeparator: \.isNewline)
            return ([lines[0]] + lines.dropFirst().reversed()).joined(separator: "\n")
        })
        #expect(people(straight) == people(turned))
        #expect(straight.summary.setAside == turned.summary.setAside)
        let keys: [String] = straight.order + straight.aside.compactMap(\.key)
        #expect(keys.count == 624, "everybody is somewhere, once")
        #expect(Set(keys).count == 624)
        #expect(straight.summary.people == 532)
    }

    @Test func aSourceWithoutRowsStopsTheRun() throws {
        let rules = try rules("")
        #expect(throws: Consolidator.Problem.self) { try run(rules, ["hr": hr]) }
        #expect(throws: Consolidator.PartHeaderError.self) { try run(rules, ["hr": hr, "badges": "Badge\n1\n"]) }
    }
}
