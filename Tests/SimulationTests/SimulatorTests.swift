import Analysis
import Diagnostics
import Foundation
import Simulation
import Testing
import TestSupport

@Suite struct SimulatorTests {
    private struct Run {
        var stories: [PersonStory] = []
        let summary: SimulationSummary
        let places: PlanPlaces

        /// Every outcome as a line that does not name lines.
        var outcomes: [String] {
            stories.flatMap { story in
                story.steps.flatMap { step in
                    step.fates.map { fate in
                        let changes = fate.changes.map { "\($0.attribute)=\($0.before ?? "∅")>\($0.after ?? "∅")" }.joined(separator: ",")
                        return "\(step.phase) \(story.source) \(story.key ?? "-") \(fate.mapping) \(fate.kind) \(fate.findings.map(\.code)) \(changes)"
                    }
                }
            }
        }

        func fate(_ key: String, _ mapping: String, phase: Int = 1) -> Fate? {
            stories.filter { $0.key == key }.flatMap(\.steps).filter { $0.phase == phase }.flatMap(\.fates).first { $0.mapping == mapping }
        }
    }

    private func contoso(_ rows: [String: String], existing: [String: String] = [:], tracing: Simulator.Tracing = .nobody, threads: Int = 1) throws -> Run {
        let (plan, sources) = try Plans.twoJobs()
        var simulator = try Simulator(
            plan, rows: rows.mapValues { Array($0.utf8) }, existing: existing.mapValues { Array($0.utf8) },
            today: try #require(Day(year: 2026, month: 11, day: 24)))
        simulator.tracing = tracing
        simulator.threads = threads
        var stories: [PersonStory] = []
        let summary = try simulator.run { stories.append($0) }
        return Run(stories: stories, summary: summary, places: PlanPlaces(sources))
    }

    private func samples() throws -> [String: String] {
        try ["hr": "simulate/hr.csv", "contractors": "hr/csv-with-1000-records.csv"].mapValues {
            try String(contentsOf: Repository.fixtures.appendingPathComponent($0), encoding: .utf8)
        }
    }

    private static let header =
        "EmployeeID,Firstname,LastName,MiddleName,EmployeeType,EmployeeStatus,JobTitle,Department,Manager,CostCenter,OfficePhone,MobilePhone,OfficeLocation,Address,City,State,Postcode,Country\n"

    private func row(
        _ id: String, _ first: String = "Ada", _ last: String? = nil, type: String = "Full", status: String = "Active", manager: String = "", postcode: String = ""
    ) -> String {
        "\(id),\(first),\(last ?? "L\(id)"),,\(type),\(status),,,\(manager),,,,,,,,\(postcode),\n"
    }

    // MARK: The numbers add up

    /// Every row of the samples is in exactly one story; in every phase each mapping from a source has one outcome for each row, and each
    /// mapping from Entra ID one for each user.
    @Test func everyRowIsInExactlyOneOutcome() throws {
        let rows = try samples()
        let run = try contoso(rows)
        for (source, text) in rows {
            let count = text.split(separator: "\n").count - 1
            let told = run.stories.flatMap(\.rows).filter { $0.source == source }
            #expect(told.count == count)
            #expect(Set(told).count == count)
            for line in run.summary.lines where line.source == source { #expect(line.total == count, "\(line.mapping) in phase \(line.phase)") }
        }
        #expect(run.summary.lines.count == 10)
        for phase in 1...3 {
            let users = run.summary.lines.filter { $0.phase == phase && $0.target == "entra" }.reduce(0) { sum, line in
                sum + [Fate.Kind.created, .updated, .unchanged, .disabled].reduce(0) { $0 + (line.outcomes[$1] ?? 0) }
            }
            for line in run.summary.lines where line.phase == phase && line.source == "entra" { #expect(line.total == users) }
            #expect(users > 400)
        }
        for story in run.stories {
            for step in story.steps { #expect(Set(step.fates.map(\.mapping)).count == step.fates.count) }
        }
    }

    /// Whom the plan's populations have, and whom they have not.
    @Test func everybodyLivesSomewhere() throws {
        let run = try contoso(try samples())
        var counts: [String: Int] = [:]
        for story in run.stories where story.source == "contractors" {
            guard let fate = story.steps.first?.fates.first else { continue }
            if let population = story.population {
                counts[population, default: 0] += 1
                #expect(fate.kind != .outOfScope)
            } else {
                // Out of the mapping's scope, or nobody: a row that was set aside.
                #expect(fate.kind == .outOfScope || fate.kind == .refused)
            }
        }
        let sums = try #require(run.summary.homes.first { $0.source == "contractors" })
        #expect(counts == ["agency-workers": 228])
        #expect(sums.populations.map(\.count) == [228, 131])
        #expect(sums.populations.map(\.name) == ["agency-workers", nil])
        #expect(run.stories.first { $0.population == "employees" }?.text(run.summary, run.places).contains(", one of employees\n") == true)
    }

    /// What a directory refuses as a name is refused here, too.
    @Test(arguments: [
        ("ada.lovelace", nil), ("o'neil_2-x", nil), ("ada lovelace", "bad-name"), ("adä", "bad-name"), (".ada", "bad-name"), ("ada@x", "bad-name"), ("", "bad-name"),
    ] as [(String, String?)])
    func namesHoldWhatTheyMay(_ name: String, _ code: String?) throws {
        let rows = "WorkerID,WorkerStatus,WorkerType,UserID,FirstName,LastName,FullName,GenderPronoun,ManagerID,HireDate,OnLeave,Department,Division,CostCenter,Company,Location,JobTitle,StreetAddress,City,CountryCode,OfficePhone,Custom01,Custom02,ZipCode\n"
            + "1,Active,Contractor,\(name),Ada,Lovelace,Ada Lovelace,,,,,,,,,,,,,NO,,,,\n"
        let fate = try #require(try contoso(["contractors": rows]).fate("1", "contractors-to-entra"))
        #expect(fate.findings.first { $0.attribute == "userPrincipalName" }?.code == code || (name.isEmpty && fate.kind == .refused))
        #expect((fate.kind == .refused) == (code != nil))
    }

    /// A phase changes nothing that an earlier one has done already.
    @Test func aPhaseRepeatsNothing() throws {
        let run = try contoso(try samples())
        for line in run.summary.lines where line.phase > 1 && line.target == "entra" { #expect(line.outcomes[.created] == nil && line.outcomes[.updated] == nil) }
    }

    /// People of a consolidation are those that `entrain consolidate` makes, and those that it sets aside are refused.
    @Test func consolidatedPeopleAreAllThere() throws {
        let (plan, _) = try Plans.checked("consolidated", environment: nil, in: "Tests/Fixtures/plans")
        let today = try #require(Day(year: 2026, month: 11, day: 24))
        let files = try ["employees": "employeeData", "contractors": "contractorData", "interns": "internData"].mapValues {
            Array(try Data(contentsOf: Repository.fixtures.appendingPathComponent("hr/\($0).csv")))
        }
        let rules = try #require(plan.sources.compactMap(\.consolidation).first)
        var people: Set<String> = [], aside = 0
        _ = try Consolidator(rules, today: today).run(files) { people.insert($0.key) } setAside: { _ in aside += 1 }
        var created: Set<String> = [], refused = 0
        let summary = try Simulator(plan, rows: files, today: today).run { story in
            for fate in story.steps.flatMap(\.fates) {
                if fate.kind == .created, let key = story.key { created.insert(key) }
                if fate.kind == .refused { refused += 1 }
            }
        }
        #expect(created == people && people.count == 532)
        #expect(refused == aside && aside == 92)
        #expect(summary.lines.map(\.total) == [624])
        #expect(throws: (any Error).self) { _ = try Simulator(plan, rows: ["employees": files["employees"] ?? []], today: today) }
    }

    // MARK: Order

    /// The same stories in the same order, whoever read the rows; what a visitor throws ends the run.
    @Test(arguments: [2, 5]) func theNumberOfThreadsDoesNotShow(_ threads: Int) throws {
        let rows = try samples()
        func told(_ run: Run) -> [String] { run.stories.flatMap { $0.json(run.summary, run.places) }.map(\.compactText) + [run.summary.json.compactText] }
        #expect(try told(contoso(rows, threads: threads)) == told(contoso(rows)))
        let (plan, _) = try Plans.twoJobs()
        var simulator = try Simulator(plan, rows: rows.mapValues { Array($0.utf8) }, today: try #require(Day(year: 2026, month: 11, day: 24)))
        simulator.threads = threads
        var count = 0
        struct Enough: Error {}
        #expect(throws: Enough.self) {
            _ = try simulator.run { _ in
                count += 1
                if count == 300 { throw Enough() }
            }
        }
        #expect(count == 300)
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func theOrderOfRowsDoesNotMatter(_ seed: UInt64) throws {
        let rows = try samples()
        let existing = "employeeId,userPrincipalName,displayName,accountEnabled\n9001,x@contoso.com,X,True\n9009,JGarciaLopez@contoso.com,Y,True\n"
        let before = try contoso(rows, existing: ["entra": existing])
        var generator = Generator(state: seed)
        let shuffled = rows.mapValues { text -> String in
            var lines = text.split(separator: "\n").map(String.init)
            let header = lines.removeFirst()
            lines.shuffle(using: &generator)
            return ([header] + lines).joined(separator: "\n") + "\n"
        }
        let after = try contoso(shuffled, existing: ["entra": existing])
        // Rows that are nobody come in the order of their lines; everybody else in the order of keys.
        #expect(before.outcomes.sorted() == after.outcomes.sorted())
        #expect(before.outcomes.filter { !$0.contains("refused") } == after.outcomes.filter { !$0.contains("refused") })
    }

    private struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 29)
        }
    }

    // MARK: What exists

    @Test func whoIsThereIsUpdatedAttributeByAttribute() throws {
        let existing = """
            {"value": [
              {"id": "a", "employeeId": "1", "userPrincipalName": "old@contoso.com", "displayName": "Old", "givenName": "Ada", "surname": "L1",
               "employeeType": "Full", "companyName": "Contoso", "accountEnabled": true, "jobTitle": "Kept", "extension_0123456789abcdef0123456789abcdef_middleName": "M"},
              {"id": "b", "employeeId": "2", "userPrincipalName": "b@contoso.com", "accountEnabled": true},
              {"id": "c", "employeeId": "77", "userPrincipalName": "c@contoso.com", "accountEnabled": true}
            ]}
            """
        let run = try contoso(
            ["hr": Self.header + row("1") + row("2", status: "Terminated") + row("3")], existing: ["entra": existing])
        let ada = try #require(run.fate("1", "hr-to-entra"))
        #expect(ada.kind == .updated)
        #expect(ada.changes.map(\.attribute) == ["displayName"])
        #expect(ada.changes.first?.before == "Old" && ada.changes.first?.after == "Ada L1")
        #expect(ada.findings.map(\.code) == ["old-value-stays", "old-value-stays"], "the middle name and the title are empty in HR")
        #expect(run.fate("2", "hr-to-entra")?.kind == .disabled)
        #expect(run.fate("3", "hr-to-entra")?.kind == .created)
        // Somebody whom only Entra ID knows is provisioned behind it all the same.
        #expect(run.fate("77", "entra-to-hr-staging", phase: 2)?.kind == .outOfScope, "without an employeeType, `not: Agency` does not hold")
        #expect(run.fate("1", "entra-to-hr-staging", phase: 2)?.changes.contains { $0.attribute == "EntraObjectId" && $0.after == "a" } == true)
    }

    @Test func theSecondOfANameGetsTheNextCandidate() throws {
        let run = try contoso(
            ["hr": Self.header + row("1", "Ada", "Love") + row("2", "Ada", "Love") + row("3", "Ada", "Love")],
            existing: ["ad": "employeeID,sAMAccountName,userPrincipalName\n50,ALove,x@contoso.com\n"])
        func name(_ key: String) -> String? { run.fate(key, "hr-to-ad", phase: 3)?.changes.first { $0.attribute == "sAMAccountName" }?.after }
        #expect(name("1") == "AdaLove")
        #expect(name("2") == "E2")
        #expect(name("3") == "E3")
        #expect(run.fate("2", "hr-to-entra")?.findings.first?.code == "not-unique")
        #expect(run.fate("2", "hr-to-entra")?.findings.first?.reason.contains("hr 1") == true)
    }

    @Test func tooManyLeaversGoOverTheThreshold() throws {
        let people = (1...60).map { row("\($0)", status: "Terminated") }.joined()
        let users = "employeeId,userPrincipalName,accountEnabled\n" + (1...60).map { "\($0),u\($0)@contoso.com,true\n" }.joined()
        let line = try #require(try contoso(["hr": Self.header + people], existing: ["entra": users]).summary.line(1, "hr-to-entra"))
        #expect(line.outcomes == [.disabled: 60])
        #expect(line.threshold == 50 && line.isOverThreshold)
    }

    /// A row that a mapping does not mean takes nobody's account.
    @Test func whoIsOutOfScopeClaimsNothing() throws {
        let agency = "WorkerID,WorkerStatus,WorkerType,UserID,FirstName,LastName,FullName,GenderPronoun,ManagerID,HireDate,OnLeave,Department,Division,CostCenter,"
            + "Company,Location,JobTitle,StreetAddress,City,CountryCode,OfficePhone,Custom01,Custom02,ZipCode\n1,Active,Employee,U1,A,B,A B,,,,,,,,,,,,,,,,,\n"
        let run = try contoso(
            ["hr": Self.header + row("1"), "contractors": agency], existing: ["entra": "employeeId,userPrincipalName,accountEnabled\n1,a@contoso.com,true\n"])
        #expect(run.fate("1", "contractors-to-entra")?.kind == .outOfScope)
        #expect(run.fate("1", "contractors-to-entra")?.findings.map(\.code) == ["left-scope"])
        #expect(run.fate("1", "hr-to-entra")?.kind == .updated)
    }

    @Test func anExportWithoutTheMatchingAttributeIsRefused() throws {
        #expect(throws: Simulator.Problem.self) {
            _ = try contoso(["hr": Self.header + row("1")], existing: ["entra": "userPrincipalName\nx@contoso.com\n"])
        }
        // An empty system is one.
        #expect(try contoso(["hr": Self.header + row("1")], existing: ["entra": "[]"]).fate("1", "hr-to-entra")?.kind == .created)
        #expect(throws: Simulator.RowsHeaderError.self) { _ = try contoso(["hr": "EmployeeID\n1\n"]) }
    }

    @Test func MIMsValueStandsBesideTheNewOne() throws {
        let run = try contoso(["hr": Self.header + row("1", postcode: String(repeating: "1", count: 45))])
        let changes = try #require(run.fate("1", "hr-to-ad", phase: 3)).changes
        #expect(changes.first { $0.attribute == "givenName" }?.mim == .value("Ada"))
        #expect(changes.first { $0.attribute == "company" }?.mim == .value("Contoso"))
        #expect(changes.first { $0.attribute == "mobile" }?.mim == nil, "the portal comes first there")
        #expect(changes.first { $0.attribute == "postalCode" }?.mim == .value(String(repeating: "1", count: 45)))
        #expect(run.summary.line(3, "hr-to-ad")?.differentFromMIM == ["postalCode": 1])
    }

    // MARK: Faults

    /// Twenty faults, each found with its row and its column.
    @Test func seededFaultsAreFound() throws {
        struct Fault {
            let code: String
            let source: String
            let line: Int
            let column: String?
            var phase = 1
        }
        var hr = [UInt8](Self.header.utf8), agency = [UInt8]("""
            WorkerID,WorkerStatus,WorkerType,UserID,FirstName,LastName,FullName,GenderPronoun,ManagerID,HireDate,OnLeave,Department,Division,CostCenter,Company,Location,JobTitle,StreetAddress,City,CountryCode,OfficePhone,Custom01,Custom02,ZipCode

            """.utf8)
        var line = 1, agencyLine = 1
        var faults: [Fault] = []
        func add(_ text: String, _ code: String? = nil, _ column: String? = nil, phase: Int = 1) {
            hr += Array(text.utf8)
            line += 1
            if let code { faults.append(Fault(code: code, source: "hr", line: line, column: column, phase: phase)) }
        }
        func addAgency(_ id: String, hired: String = "2026-01-01", country: String = "DE", status: String = "Active", manager: String = "", _ code: String? = nil, _ column: String? = nil) {
            agency += Array("\(id),\(status),Contractor,U\(id),A,B,A B,,\(manager),\(hired),,,,,,,,,,\(country),,,,\n".utf8)
            agencyLine += 1
            if let code { faults.append(Fault(code: code, source: "contractors", line: agencyLine, column: column)) }
        }
        for number in 100..<130 { add(row("\(number)")) }
        add(row(""), "missing-key", "EmployeeID")
        add(row("200", "One"), "duplicate-key", "EmployeeID")
        add(row("200", "Two"), "duplicate-key", "EmployeeID")
        add(row("201"))
        add(row("201"), "repeated-row", "EmployeeID")
        add("202,Ada,L202\n", "column-count")
        add("203,A\"da,L203,,Full,Active,,,,,,,,,,,,\n", "bad-csv")
        hr += Array("204,Ad".utf8) + [0xFF] + Array("a,L204,,Full,Active,,,,,,,,,,,,\n".utf8)
        line += 1
        faults.append(Fault(code: "bad-csv", source: "hr", line: line, column: nil))
        add(row("12345678901234567"), "too-long", "EmployeeID")
        add(row("205", String(repeating: "A", count: 51)), "too-long", "Firstname")
        add(row("206", "Ada", ""), "missing-value", "LastName")
        add(row("207", type: ""), "missing-value", "EmployeeType")
        add(row("208", status: ""), "missing-status", "EmployeeStatus")
        add(row("209", status: "terminated"), "doubtful-status", "EmployeeStatus")
        add(row("210", manager: "999"), "missing-manager", "Manager")
        add(row("211", manager: "211"), "manager-circle", "Manager")
        add(row("212", manager: "213"), "manager-circle", "Manager")
        add(row("213", manager: "212"), "manager-circle", "Manager")
        add(row("214", manager: "205"), "manager-not-provisioned", "Manager")
        add(row("215", "Ada", "L100"), "not-unique")
        add(row("216"), "several-matches", "EmployeeID")
        add(row("217", "Taken", "Name"), "no-free-value", phase: 3)
        addAgency("300", hired: "2026-02-30", "bad-date", "HireDate")
        addAgency("301", country: "DEU", "too-long", "CountryCode")
        addAgency("302", status: "inactive", "doubtful-status", "WorkerStatus")
        #expect(faults.count >= 20)

        let (plan, _) = try Plans.twoJobs()
        let simulator = try Simulator(
            plan, rows: ["hr": hr, "contractors": agency],
            existing: [
                "entra": Array("employeeId,userPrincipalName\n216,a@contoso.com\n216,b@contoso.com\n".utf8),
                "ad": Array("employeeID,sAMAccountName,userPrincipalName\n1,TakenName,a@contoso.com\n2,TName,b@contoso.com\n3,E217,c@contoso.com\n".utf8),
            ], today: try #require(Day(year: 2026, month: 11, day: 24)))
        var stories: [PersonStory] = []
        _ = try simulator.run { stories.append($0) }
        for fault in faults {
            let found = stories.flatMap(\.steps).filter { $0.phase == fault.phase }.flatMap(\.fates).flatMap(\.findings).filter {
                $0.code == fault.code && $0.row == SourceRow(source: fault.source, line: fault.line)
            }
            #expect(!found.isEmpty, "\(fault.code) in line \(fault.line) of \(fault.source)")
            if let column = fault.column { #expect(found.contains { $0.column == column }, "\(fault.code) in line \(fault.line): \(found)") }
        }
        // Whoever has no fault is created.
        for number in 100..<130 {
            let fate = stories.first { $0.key == "\(number)" }?.steps.first?.fates.first
            #expect(fate?.kind == .created && fate?.findings.isEmpty == true)
        }
        // A refusal says where in the plan, where the plan says something of it.
        let tooLong = stories.first { $0.key == "205" }?.steps.first?.fates.first?.findings.first
        #expect(tooLong?.place != nil)
    }

    // MARK: The page

    /// Names that are markup stay text: nothing of a row is in the page outside its block of data, and nothing in there ends the block.
    @Test func hostileNamesStayText() throws {
        let names = ["</script><script>alert(1)</script>", "<!--", "]]>", "<img src=x onerror=alert(1)>", "&lt;b&gt;", "'\"><svg/onload=alert(1)>", "\u{2028}\u{202E}"]
        let rows = names.enumerated().map { index, name in
            row("\(index + 1)", "\"\(name.replacingOccurrences(of: "\"", with: "\"\""))\"")
        }.joined()
        // Their names for sign-in are given on creation, and would be refused.
        let run = try contoso(["hr": Self.header + rows], existing: ["entra": "employeeId\n" + names.indices.map { "\($0 + 1)\n" }.joined()])
        var page = SimulationPage(title: "A & <B>", places: run.places)
        for story in run.stories { page.add(story, run.summary) }
        let html = String(decoding: page.render(run.summary), as: UTF8.self)
        #expect(html.contains("<title>A &amp; &lt;B&gt;</title>"))
        #expect(html.components(separatedBy: "</script>").count == 3, "the data's and the script's own end")
        for name in names.prefix(6) { #expect(!html.contains(name), "\(name)") }
        let start = try #require(html.range(of: "id=\"data\">"))
        let end = try #require(html.range(of: "</script>", range: start.upperBound..<html.endIndex))
        let data = html[start.upperBound..<end.lowerBound]
        #expect(!data.contains("<") && !data.contains(">"))
        let objects = try #require(try JSONSerialization.jsonObject(with: Data(data.utf8)) as? [[String: Any]])
        let shown = objects.flatMap { ($0["changes"] as? [[String: Any]] ?? []).filter { $0["attribute"] as? String == "givenName" }.compactMap { $0["to"] as? String } }
        for name in names.prefix(6) { #expect(shown.contains(name), "\(name)") }
    }

    @Test func aPersonsStoryHasEveryPartOfAnExpression() throws {
        let run = try contoso(["hr": Self.header + row("1") + row("2")], tracing: .person("1"))
        let story = try #require(run.stories.first { $0.key == "1" })
        let text = story.text(run.summary, run.places)
        #expect(text.contains("1 of hr (hr, line 2)"))
        #expect(text.contains("    displayName: nothing → \"Ada L1\""))
        #expect(text.contains("        Join(\" \", [Firstname], [LastName]) = \"Ada L1\""))
        #expect(text.contains("          [Firstname] = \"Ada\""))
        #expect(!text.contains("Left([MiddleName], 1) ="), "a branch that is not taken is not shown")
        #expect(run.stories.first { $0.key == "2" }?.steps[0].fates[0].values.isEmpty == true)
    }
}
