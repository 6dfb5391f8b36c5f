import Analysis
@testable import Artifacts
import Diagnostics
import Foundation
import JSON
import Simulation
import Testing
import TestSupport

/// The generated workflow, read back and run: the people and the requests are those of the local engine.
@Suite struct LogicAppTests {
    private func plan(_ text: String) throws -> CheckedPlan {
        let result = FrontEnd().check([SourceFile(path: "plan.yaml", bytes: Array(text.utf8))])
        return try #require(result.plans.first, "\(TextRenderer().render(result.report, sources: result.sources))")
    }

    private func consolidated() throws -> CheckedPlan {
        let file = Repository.fixtures.appendingPathComponent("plans/consolidated/plan.yaml")
        return try plan(String(decoding: try Data(contentsOf: file), as: UTF8.self).replacingOccurrences(of: "runs-on: data-factory", with: "runs-on: logic-apps"))
    }

    private func records(_ bytes: [UInt8]) -> [[String]] {
        var csv = CSVReader(bytes)
        var result: [[String]] = []
        while let record = csv.next() { result.append(record.fields) }
        return result
    }

    private func workflow(_ plan: CheckedPlan) throws -> (ConsolidationWorkflow, CheckedConsolidation, CheckedMapping) {
        let mapping = try #require(plan.mappings.first)
        guard case .source(let source) = mapping.from else { throw Failure("no source") }
        let rules = try #require(source.consolidation)
        let layout = try #require(InboundLayout(mapping, customURN: plan.customURN))
        return (ConsolidationWorkflow(rules, layout: layout, mapsEnabled: false), rules, mapping)
    }

    private func template(_ plan: CheckedPlan) throws -> JSON {
        LogicAppTemplate(name: "people", title: "People", workflow: try workflow(plan).0, header: ["test"]).json
    }

    private func app(_ plan: CheckedPlan) throws -> JSON {
        guard case .array(let all)? = try template(plan)["resources"] else { throw Failure("no resources") }
        return try #require(all.first { $0["type"] == "Microsoft.Logic/workflows" }?["properties"])
    }

    private func sorted(_ json: JSON) -> JSON {
        switch json {
        case .array(let items): .array(items.map(sorted))
        case .object(let members): .object(members.map { .init($0.key, sorted($0.value)) }.sorted { $0.key < $1.key })
        default: json
        }
    }

    private func text(_ json: JSON?) -> String { if case .string(let text)? = json { text } else { "" } }
    private func list(_ json: JSON?) -> [JSON] { if case .array(let items)? = json { items } else { [] } }

    private func operations(_ requests: [JSON]) throws -> [String: JSON] {
        var result: [String: JSON] = [:]
        for request in requests {
            #expect(request["failOnErrors"] == .null)
            #expect(request["schemas"] == ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"])
            #expect((1...50).contains(list(request["Operations"]).count))
            for item in list(request["Operations"]) { #expect(result.updateValue(sorted(item), forKey: text(item["bulkId"])) == nil) }
        }
        return result
    }

    private let today = Day(year: 2026, month: 11, day: 24)

    private func run(_ plan: CheckedPlan, _ files: [String: [UInt8]], type: String = "text/plain; charset=utf-8", minimum: Int = 0) throws -> WorkflowInterpreter {
        let (workflow, _, _) = try workflow(plan)
        var answers: [String: JSON] = ["Read_the_failures": ["headers": .object([]), "body": ["value": []]]]
        for part in workflow.parts {
            let bytes = files[part.part.name] ?? []
            if part.isTable {
                // The connector's answer: an absent value is null, and each column has its own type.
                let rows = records(bytes)
                answers["Read_\(part.name)"] = ["headers": .object([]), "body": ["value": .array(rows.dropFirst().map { row in
                    .object(zip(rows.first ?? [], row).map { .init($0, $1.isEmpty ? .null : .string($1)) })
                })]]
            } else {
                answers["Read_\(part.name)"] = [
                    "headers": ["Content-Type": .string(type)], "body": .string(String(decoding: bytes, as: UTF8.self)),
                ]
            }
        }
        return try WorkflowInterpreter(
            try #require(try app(plan)["definition"]),
            parameters: [
                "$connections": .object(workflow.parts.map { .init("sql_\($0.name)", ["connectionId": "c"]) }), "storageUrl": "https://x.blob.core.windows.net/", "inbox": "inbox", "servicePrincipalId": "s", "jobId": "API2AAD.1", "minimumPeople": .integer(minimum),
                "maximumInactive": 10_000, "maximumSetAside": 10_000, "maximumRequests": 2_000, "maximumFailures": 0,
            ], answers: answers, today: try #require(today))
    }

    /// Runs the rules in both engines, and compares the people, who is set aside, the sums and the requests.
    private func compare(_ plan: CheckedPlan, _ files: [String: [UInt8]]) throws -> Int {
        let (workflow, rules, mapping) = try workflow(plan)
        let today = try #require(today)
        var people: [[String]] = []
        var aside: Set<String> = []
        var nobody = 0
        let summary = try Consolidator(rules, today: today).run(files) { people.append(PeopleFile.record($0)) } setAside: { item in
            if let key = item.key { aside.insert(key.lowercased()) } else { nobody += 1 }
        }
        let bundle = FilesInMemory()
        _ = try BulkBundle(mapping, in: plan, today: today).run(consolidating: files, to: bundle)
        let bodies = try bundle.files.filter { $0.key.hasPrefix("bulk") }.sorted { $0.key < $1.key }.map { try JSONReader.read($0.value) }

        let run = try run(plan, files)
        let own = list(run.results["People"]?["body"]).map { person in
            rules.attributes.map { text(person["v"]?[workflow.columns[$0.attribute.name] ?? ""]) } + [text(person["active"])]
        }
        #expect(Set(own) == Set(people))
        #expect(own.count == people.count)
        let ownAside = list(run.results["SetAside"]?["body"]).map { text($0["v"]?[workflow.columns[rules.key] ?? ""]).lowercased() }
        #expect(Set(ownAside) == aside)
        let sums = run.results["Sums"]?["body"]
        #expect(sums?["people"] == .integer(summary.people))
        #expect(sums?["inactive"] == .integer(summary.inactive))
        #expect(sums?["setAside"] == .integer(aside.count))
        #expect(sums?["rowsOfNobody"] == .integer(nobody))

        let (sent, local) = (try operations(run.posted), try operations(bodies))
        #expect(sent.keys.sorted() == local.keys.sorted())
        for (key, operation) in local { #expect(sent[key] == operation, "\(key)") }
        return people.count
    }

    // MARK: The same people

    @Test func theSampleFilesBecomeTheSamePeople() throws {
        var files: [String: [UInt8]] = [:]
        for (name, file) in [("employees", "employeeData"), ("contractors", "contractorData"), ("interns", "internData")] {
            files[name] = Array(try Data(contentsOf: Repository.fixtures.appendingPathComponent("hr/\(file).csv")))
        }
        #expect(try compare(try consolidated(), files) == 532)
    }

    /// References, unlike date formats, every test of a clause, and names that must be quoted.
    private static let hard = """
        entrain: 1
        name: hard
        tenant: {id: 11111111-2222-3333-4444-555555555555, domain: contoso.com, notify: identity@contoso.com}
        sources:
          hr:
            kind: csv
            file: in/hr.csv
            key: ID
            attributes: {ID: string(16), "Name, 'full'": string(30), Phone: string(20)?, Since: 'date("dd/MM/yyyy")', Status: string(10), Rank: integer?, Remote: boolean?, Boss: reference(hr)?, Score: integer, Note: string(9), Flag: boolean}
          agency-workers:
            kind: rest
            file: agency.csv
            key: Badge
            attributes: {Badge: string(16), "Name, 'full'": string(20), Phone: string(20)?, Since: 'date("yyMMdd")', Status: string(10), Ends: date?, Rank: integer?, Boss: reference(agency-workers)?, Score: integer}
          guests:
            kind: sql
            server: s
            database: d
            table: dbo.Guests
            key: Mail
            attributes: {Mail: string(16), "Name, 'full'": string(64), Since: date, Level: integer, Phone: string(20)?}
        consolidation:
          people:
            from: [hr, agency-workers, guests]
            same-person: {hr: ID, agency-workers: Badge, guests: Mail}
            precedence: [hr, agency-workers, guests]
            several-rows: {agency-workers: {newest-by: Since}, guests: {newest-by: Level}}
            leavers-last: true
            attributes:
              Phone: {from: [agency-workers.Phone, hr.Phone, guests.Phone], on-conflict: {newest-by: Since}}
              Rank: {from: [hr.Rank, agency-workers.Rank], on-conflict: reject}
            runs-on: logic-apps
        mappings:
          people-to-entra:
            from: people
            to: entra
            match: {ID: employeeId}
            attributes:
              displayName: "Name, 'full'"
              mailNickname: {expression: 'Left([ID], 10)', apply: on-create}
              userPrincipalName: {constant: a@contoso.com}
              mobilePhone: Phone
              manager: Boss
              employeeType: {expression: 'Switch([Remote], "Office", "true", "Home")'}
              extensionAttribute1: {expression: 'Switch([Rank], "none", "1", "first")'}
        deprovisioning:
          leavers:
            at-most: 10
            when:
              hr: [{Status: {in: [Left, Gone, gone]}}, {Status: Away, Flag: true}, {Score: {above: 90}}, {Note: {ends-with: "#"}}]
              agency-workers: [{Ends: {past: true}}, {Status: {includes: "\\\\'"}}, {Score: {at-least: 50}, Phone: {present: false}}]
              guests: {Level: {above: 7}}
          again:
            when:
              hr: [{Status: lEFT}, {Status: Left}]
              agency-workers: {Status: Away}
              guests: {Level: {above: 9}}
        phases: [{name: hr-direct, starts: [people-to-entra], pilot: [{users: [ada@contoso.com]}, everyone]}]
        """

    private static let rows: [String: [UInt8]] = {
        let names = "\"Name, 'full'\""
        let hr = """
            \u{FEFF}ID,\(names),Phone,Since,Status,Rank,Remote,Boss,Score,Note,Flag\r
            1,"Ada ""Countess"" \\\\ {x} $1",111,01/02/2020,Works,1,TRUE,2,5,x,FALSE
            2,"O'Neil
            Zoë 😀, ""A""\",,31/12/2021,Left,,,1,5,x,FALSE
            3,Cy,,01/02/2020,Works,,,,95,x,false
            4,Di,,01/02/2020,Away,,true,,5,x,true
            5,Ed,12#,01/02/2020,Works,,false,1,5,x,FALSE
            6,Flo,,31/02/2020,Works,,,,5,x,FALSE
            7,Gus,,01/02/2020,left ,,,,5,x,FALSE
            8,Hal,,01/02/2020,Works,x,,,5,x,FALSE

            9,Ivy,,01/02/2020,Works,3,maybe,,5,x,FALSE
            A1,Jo,9,01/02/2020,Gone,95,,a1,5,x,FALSE
            A1,Jo,9,01/02/2020,Gone,95,,a1,5,x,FALSE
            ,Nobody,,01/02/2020,Works,,,,5,x,FALSE
             x,Blank,,01/02/2020,Works,,,,5,x,FALSE
            é,Accent,,01/02/2020,Works,,,,5,x,FALSE
            a"b
            10,Twice,,01/02/2020,Works,,,,5,x,FALSE
            10,Twice,,01/02/2020,Works,,,,5,x,FALSE
            11,Leo,,29/02/2020,Works,+02,,99,-5,x#,false
            20,Spelt,,01/02/2020,gone,,,,5,x,FALSE
            21,Spelt,,01/02/2020,GONE,,,,5,x,FALSE
            22,Spelt,,01/02/2020,Gone,,,,5,x,FALSE
            23,Spelt,,01/02/2020,lEFT,,,,5,x,FALSE
            24,Spelt,,01/02/2020,LEFT,,,,5,x,FALSE
            25,Spelt,,01/02/2020,Left,,,,5,x,FALSE
            26,Spelt,,01/02/2020, gone,,,,5,x,FALSE
            27,Spelt,,01/02/2020,g one,,,,5,x,FALSE
            12,Mia,,29/02/2021,Works,2,,99,5,x,false
            13,Nia,,1/02/2021,Works,2,,99,5,x,false
            14,Oda,,01/13/2021,Works,2,,99,5,x,false
            15,Pia,,01/12/2021,Works,2,,,5,,false
            16,Quin,,01/12/2021,Works,2,,,5,x,false
            16,Other,,01/12/2021,Works,2,,,5,x,false
            x#y,"Ray",,01/12/2021,Works,2,,,5,"x,",false
            short,row
            1234567890123456,"Sue ""Q"" \u{2028}",,01/12/2021,Works,-0,,,91,"x,",false
            """.replacingOccurrences(of: "a\"b\n", with: "")
        let agency = """
            Score,Badge,\(names),Phone,Since,Status,Ends,Rank,Boss
            1,1,Ada,555,210304,ok,,1,3
            1,2,Zoe,,210304,ok,2026-11-23,,
            1,B8,Eve,,210304,ok,2026-11-24,,1
            1,3,Cy?,,210304,ok,,,
            1,B5,New,1,220101,ok,,60,
            50,B5,New,2,230101,"a\\\\'b",,60,1
            1,B6,Tie,1,230101,ok,,,
            1,B6,Tie,2,230101,ok,,,
            1,11,Leo L,77,240101,ok,,3,
            50,B10,Zed,,210304,ok,,55,9
            1,B11,Odd,,210304,ok,,55,9
            x,B11,Odd,,200304,ok,,55,9
            1,12345678901234567,Long,,200304,ok,,55,9
            """
        let guests = """
            Mail,\(names),Since,Level,Phone
            b10,Gee,2019-01-01,1,
            B10,Gee,2019-01-01T00:00:00,3,5
            h@x.com,Huh,2019-01-01,1,
            b8,Eve,2029-01-01,8,808
            i@x.com,"\t\\\\t",2019-01-01,1,
            """
        return ["hr": hr, "agency-workers": agency, "guests": guests].mapValues { Array($0.utf8) }
    }()

    @Test func hardRulesBecomeTheSamePeople() throws {
        let plan = try plan(Self.hard)
        var files = Self.rows
        // What a table's connector writes of a day is not what a file has.
        var local = files
        local["guests"] = Array(String(decoding: files["guests"] ?? [], as: UTF8.self).replacingOccurrences(of: "T00:00:00", with: "").utf8)
        files = local
        #expect(try compare(plan, files) > 10)
        let turned = files.mapValues { bytes -> [UInt8] in
            var records = records(bytes)
            records = [records[0]] + records.dropFirst().reversed()
            var csv = CSVWriter()
            for record in records { csv.write(record) }
            return csv.bytes
        }
        #expect(try compare(plan, turned) == compare(plan, files))
    }

    @Test func aDayOfATableIsADay() throws {
        let run = try run(try plan(Self.hard), Self.rows)
        let formed = list(run.results["Formed_guests"]?["body"])
        #expect(Set(formed.map { text($0["Since"]) }) == ["2019-01-01", "2029-01-01"])
    }

    // MARK: What stops it

    private func stop(_ files: [String: [UInt8]], type: String = "text/plain; charset=utf-8", minimum: Int = 0) -> String {
        do {
            let run = try run(try plan(Self.hard), files, type: type, minimum: minimum)
            return "posted \(run.posted.count)"
        } catch let stopped as WorkflowInterpreter.Stopped {
            return stopped.code
        } catch {
            return "\(error)"
        }
    }

    @Test func halfAFileSendsNothing() {
        func hr(_ text: String) -> [String: [UInt8]] {
            var files = Self.rows
            files["hr"] = Array(text.utf8)
            return files
        }
        let header = "ID,\"Name, 'full'\",Phone,Since,Status,Rank,Remote,Boss,Score,Note,Flag"
        #expect(stop(Self.rows) == "posted 1")
        #expect(stop(Self.rows, type: "application/octet-stream") == "type_hr")
        #expect(stop(Self.rows, minimum: 100) == "sums")
        #expect(stop(hr("")) == "csv_hr")
        #expect(stop(hr(header + "\n1,\"Ada,,,,,,,,,")) == "csv_hr")
        #expect(stop(hr(header + "\n1,A\"d\"a,,,,,,,,,")) == "csv_hr")
        #expect(stop(hr(header + "\n1,\"Ad\"a,,,,,,,,,")) == "csv_hr")
        #expect(stop(hr(header + "\n1,\u{1F},,,,,,,,,")) == "csv_hr")
        #expect(stop(hr(header.replacingOccurrences(of: "Boss", with: "boss"))) == "columns_hr")
        #expect(stop(hr(header + ",Boss")) == "columns_hr")
    }

    // MARK: The definition

    private func walk(_ json: JSON, _ visit: (JSON) throws -> Void) rethrows {
        try visit(json)
        switch json {
        case .array(let items): for item in items { try walk(item, visit) }
        case .object(let members): for member in members { try walk(member.value, visit) }
        default: break
        }
    }

    @Test func everyExpressionIsReadAndIsWithinTheLimit() throws {
        for plan in [try consolidated(), try plan(Self.hard)] {
            var count = 0
            let definition = try #require(try app(plan)["definition"])
            try walk(definition) { value in
                guard case .string(let text) = value, text.hasPrefix("@"), !text.hasPrefix("@@") else { return }
                count += 1
                _ = try WorkflowParser.expression(text)
                #expect(text.utf16.count <= 8_192)
            }
            #expect(count > 100)
        }
    }

    /// The shapes of azure-docs, logic-apps-workflow-actions-triggers: for each type of action the members that it must have.
    @Test func everyActionHasItsShape() throws {
        let needed: [String: [String]] = [
            "Compose": ["inputs"], "Select": ["inputs.from", "inputs.select"], "Query": ["inputs.from", "inputs.where"],
            "Http": ["inputs.method", "inputs.uri", "inputs.authentication.type", "inputs.authentication.audience", "inputs.retryPolicy.type"],
            "ApiConnection": ["inputs.host.connection.name", "inputs.method", "inputs.path"], "If": ["expression", "actions"],
            "Terminate": ["inputs.runStatus", "inputs.runError.code"], "Foreach": ["foreach", "actions"], "Wait": ["inputs.interval.count", "inputs.interval.unit"],
        ]
        for plan in [try consolidated(), try plan(Self.hard)] {
            let definition = try #require(try app(plan)["definition"])
            var names: [String] = []
            func check(_ actions: JSON?, depth: Int) throws {
                guard case .object(let members)? = actions else { throw Failure("no actions") }
                #expect(depth <= 8)
                for member in members {
                    names.append(member.key)
                    #expect(member.key.count <= 80)
                    #expect(member.key.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" })
                    for path in try #require(needed[text(member.value["type"])], "\(member.key)") {
                        let found = path.split(separator: ".").reduce(JSON?.some(member.value)) { $0?[String($1)] }
                        #expect(found != nil, "\(member.key) has no \(path)")
                    }
                    guard case .object(let after)? = member.value["runAfter"] else { throw Failure("\(member.key) has no runAfter") }
                    for before in after { #expect(members.contains { $0.key == before.key }) }
                    if member.value["actions"] != nil { try check(member.value["actions"], depth: depth + 1) }
                }
            }
            try check(definition["actions"], depth: 1)
            #expect(Set(names.map { $0.lowercased() }).count == names.count)
            #expect(names.count <= 500)
            // No variable is written, so nothing that runs side by side can disturb it.
            let all = definition.compactText
            for word in ["Variable", "password", "SecureString"] { #expect(!all.contains(word)) }
        }
    }

    @Test func whatIsUsedIsDeclared() throws {
        for plan in [try consolidated(), try plan(Self.hard)] {
            let template = try template(plan)
            let app = try app(plan)
            guard case .object(let declared)? = app["definition"]?["parameters"], case .object(let given)? = app["parameters"],
                case .object(let outer)? = template["parameters"]
            else { throw Failure("no parameters") }
            #expect(declared.map(\.key) == given.map(\.key))
            let text = template.compactText
            for parameter in outer { #expect(text.contains("parameters('\(parameter.key)')"), "\(parameter.key)") }
            // A password has no default: the parameters' file names a secret of a key vault.
            for parameter in outer where parameter.value["type"] == "securestring" { #expect(parameter.value["defaultValue"] == nil) }
            #expect(app["state"] == "Disabled")
        }
    }

    /// Five beside each other, a second each at least: 25 calls in 5 seconds, and 40 are allowed.
    @Test func theRateIsKept() throws {
        #expect(ConsolidationWorkflow.parallel * 5 / ConsolidationWorkflow.pause <= 40)
        let send = try app(try consolidated())["definition"]?["actions"]?["Send_the_requests"]
        #expect(send?["runtimeConfiguration"]?["concurrency"]?["repetitions"] == .integer(ConsolidationWorkflow.parallel))
        #expect(send?["actions"]?["Post_it_to_bulkUpload"]?["operationOptions"] == "DisableAsyncPattern")
    }

    // MARK: Quoting

    @Test(arguments: ["plain", "O'Neil", "a\\b", "''", "line\nbreak", "tab\tcr\r", "@{x}", "@@", "\"double\"", "😀é", "", "'", "\u{1F}", "[a]", "\u{7F}x"])
    func textsComeBack(_ text: String) throws {
        let node = try WorkflowParser.expression("@" + WorkflowExpression.text(text).text)
        func spelled(_ node: WorkflowParser.Node) -> String? {
            switch node {
            case .text(let text): text
            case .call("decodeUriComponent", let inner): inner.first.flatMap(spelled).flatMap(WorkflowInterpreter.decoded)
            case .call("concat", let parts): parts.reduce("") { ($0 ?? "") + (spelled($1) ?? "?") }
            default: nil
            }
        }
        #expect(spelled(node) == text)
    }
}
