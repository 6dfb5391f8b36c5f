import Analysis
@testable import Artifacts
import Diagnostics
import Foundation
import JSON
import Simulation
import Testing
import TestSupport

/// The generated data flow, read back and run: the people and the requests are those of the local engine.
@Suite struct DataFactoryTests {
    private typealias Interpreter = DataFlowInterpreter

    private func plan(_ text: String) throws -> CheckedPlan {
        let result = FrontEnd().check([SourceFile(path: "plan.yaml", bytes: Array(text.utf8))])
        return try #require(result.plans.first, "\(TextRenderer().render(result.report, sources: result.sources))")
    }

    private func records(_ bytes: [UInt8]) -> [[String]] {
        var csv = CSVReader(bytes)
        var result: [[String]] = []
        while let record = csv.next() { result.append(record.fields) }
        return result
    }

    private func template(_ plan: CheckedPlan, _ sources: SourceMap = SourceMap()) throws -> JSON {
        let mapping = try #require(plan.mappings.first)
        guard case .source(let source) = mapping.from else { throw Failure("no source") }
        let rules = try #require(source.consolidation)
        let layout = try #require(InboundLayout(mapping, customURN: plan.customURN))
        return DataFactoryTemplate(
            name: mapping.name, title: source.title, flow: ConsolidationFlow(rules, layout: layout, mapsEnabled: false), header: ["test"]).json
    }

    private func resources(_ template: JSON, _ kind: String) -> [JSON] {
        guard case .array(let all)? = template["resources"] else { return [] }
        return all.filter { $0["type"] == .string("Microsoft.DataFactory/factories/\(kind)") }
    }

    private func text(_ json: JSON?) -> String { if case .string(let text)? = json { text } else { "" } }
    private func texts(_ json: JSON?) -> [String] { if case .array(let items)? = json { items.map(text) } else { [] } }
    private func names(_ json: JSON?) -> [String] { if case .array(let items)? = json { items.map { text($0["name"]) } } else { [] } }

    private func script(_ template: JSON) throws -> String {
        let flow = try #require(resources(template, "dataflows").first?["properties"]?["typeProperties"])
        return texts(flow["scriptLines"]).joined(separator: "\n")
    }

    /// The value without regard to the order of an object's members.
    private func sorted(_ json: JSON) -> JSON {
        switch json {
        case .array(let items): .array(items.map(sorted))
        case .object(let members): .object(members.map { .init($0.key, sorted($0.value)) }.sorted { $0.key < $1.key })
        default: json
        }
    }

    private func operations(_ bodies: [[UInt8]]) throws -> [String: JSON] {
        var result: [String: JSON] = [:]
        for body in bodies {
            let request = try JSONReader.read(body)
            #expect(request["failOnErrors"] == .null)
            #expect(request["schemas"] == ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"])
            guard case .array(let items)? = request["Operations"] else { throw Failure("no operations") }
            #expect((1...50).contains(items.count))
            for item in items { #expect(result.updateValue(sorted(item), forKey: text(item["bulkId"])) == nil) }
        }
        return result
    }

    /// Runs the rules in both engines, and compares the people, who is set aside, the sums and the requests.
    private func compare(_ plan: CheckedPlan, _ files: [String: [UInt8]]) throws -> Int {
        let mapping = try #require(plan.mappings.first)
        guard case .source(let source) = mapping.from else { throw Failure("no source") }
        let rules = try #require(source.consolidation)
        let today = try #require(Day(year: 2026, month: 11, day: 24))
        var people: [[String]] = []
        var aside: Set<String> = []
        let summary = try Consolidator(rules, today: today).run(files) { people.append(PeopleFile.record($0)) } setAside: { item in
            if let key = item.key { aside.insert(key) }
        }
        let bundle = FilesInMemory()
        _ = try BulkBundle(mapping, in: plan, today: today).run(consolidating: files, to: bundle)
        let bodies = bundle.files.filter { $0.key.hasPrefix("bulk") }.sorted { $0.key < $1.key }.map(\.value)

        let layout = try #require(InboundLayout(mapping, customURN: plan.customURN))
        let flow = ConsolidationFlow(rules, layout: layout, mapsEnabled: false)
        let bySource = Dictionary(uniqueKeysWithValues: flow.parts.map { ($0.name, records(files[$0.part.name] ?? [])) })
        let run = try Interpreter(try script(try template(plan)), files: bySource, today: today)

        let table = try #require(run.sinks[ConsolidationFlow.people])
        #expect(table.columns == PeopleFile.header(rules))
        let found = table.rows.map { row in
            table.columns.map { name -> String in if case .text(let text)? = row[name] { text } else { "" } }
        }
        #expect(Set(found) == Set(people))
        #expect(found.count == people.count)
        let asideRows = try #require(run.sinks[ConsolidationFlow.setAside]).rows
        #expect(Set(asideRows.filter { $0["source"] == .null }.compactMap { if case .text(let key)? = $0["key"] { key } else { nil } }) == aside)
        let sums = try #require(run.sinks[ConsolidationFlow.sums]?.rows.first)
        #expect(sums["people"] == .integer(summary.people))
        #expect(sums["inactive"] == .integer(summary.inactive))
        #expect(sums["setAside"] == .integer(aside.count))

        let requests = try #require(run.sinks[ConsolidationFlow.requests]).rows
        #expect(Set(requests.compactMap { $0["file"] }).count == requests.count)
        let own = try operations(requests.map { if case .text(let body)? = $0["body"] { Array(body.utf8) } else { [] } })
        let local = try operations(bodies)
        #expect(own.keys.sorted() == local.keys.sorted())
        for (key, operation) in local { #expect(own[key] == operation, "\(key)") }
        return people.count
    }

    // MARK: The same people

    @Test func theSampleFilesBecomeTheSamePeople() throws {
        let (plan, _) = try Plans.checked("consolidated", environment: nil, in: "Tests/Fixtures/plans")
        var files: [String: [UInt8]] = [:]
        for (name, file) in [("employees", "employeeData"), ("contractors", "contractorData"), ("interns", "internData")] {
            files[name] = Array(try Data(contentsOf: Repository.fixtures.appendingPathComponent("hr/\(file).csv")))
        }
        #expect(try compare(plan, files) == 532)
    }

    /// Several identifiers, references, unlike date formats, every test of a clause, and names that must be quoted.
    private static let hard = """
        entrain: 1
        name: hard
        tenant: {id: 11111111-2222-3333-4444-555555555555, domain: contoso.com, notify: identity@contoso.com}
        sources:
          hr:
            kind: csv
            file: in/hr.csv
            key: ID
            attributes: {ID: string(16), Tax: string(16)?, "Name, 'full'": string(30), Phone: string(20)?, Since: 'date("dd/MM/yyyy")', Status: string(10), Rank: integer?, Remote: boolean?, Boss: reference(hr)?, Score: integer, Note: string(9), Flag: boolean}
          agency-workers:
            kind: csv
            file: agency.csv
            key: Contract
            attributes: {Contract: string(16), Badge: string(16), Tax: string(16)?, "Name, 'full'": string(20), Phone: string(20)?, Since: date, Status: string(10), Ends: date?, Rank: integer?, Boss: reference(agency-workers)?, Score: integer}
          guests:
            kind: csv
            file: guests.csv
            key: Mail
            attributes: {Mail: string(16), Tax: string(16)?, "Name, 'full'": string(64), Since: date, Level: integer, Phone: string(20)?}
        consolidation:
          people:
            from: [hr, agency-workers, guests]
            same-person: {hr: [ID, Tax], agency-workers: [Badge, Tax], guests: [Mail, Tax]}
            precedence: [hr, agency-workers, guests]
            several-rows: {agency-workers: {newest-by: Since}, guests: {newest-by: Level}}
            leavers-last: true
            attributes:
              Phone: {from: [agency-workers.Phone, hr.Phone, guests.Phone], on-conflict: {newest-by: Since}}
              Rank: {from: [hr.Rank, agency-workers.Rank], on-conflict: reject}
            runs-on: data-factory
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

    @Test func hardRulesBecomeTheSamePeople() throws {
        let names = "\"Name, 'full'\""
        let hr = """
            ID,Tax,\(names),Phone,Since,Status,Rank,Remote,Boss,Score,Note,Flag
            1,T1,"Ada ""Countess"" \\\\ {x} $1",111,01/02/2020,Works,1,TRUE,2,5,x,FALSE
            2,T2,"O'Neil
            Zoë 😀",,31/12/2021,Left,,,1,5,x,FALSE
            3,T9,Cy,,01/02/2020,Works,,,,95,x,false
            4,T9,Di,,01/02/2020,Away,,true,,5,x,true
            5,,Ed,12#,01/02/2020,Works,,false,1,5,x,FALSE
            6,,Flo,,31/02/2020,Works,,,,5,x,FALSE
            7,,Gus,,01/02/2020,left ,,,,5,x,FALSE
            8,,Hal,,01/02/2020,Works,x,,,5,x,FALSE
            9,,Ivy,,01/02/2020,Works,3,maybe,,5,x,FALSE
            A1,,Jo,9,01/02/2020,Gone,95,,a1,5,x,FALSE
            a1,,Jo,9,01/02/2020,Gone,95,,a1,5,x,FALSE
            ,,Nobody,,01/02/2020,Works,,,,5,x,FALSE
             x,,Blank,,01/02/2020,Works,,,,5,x,FALSE
            10,,Twice,,01/02/2020,Works,,,,5,x,FALSE
            10,,Twice,,01/02/2020,Works,,,,5,x,FALSE
            20,,Spelt,,01/02/2020,gone,,,,5,x,FALSE
            21,,Spelt,,01/02/2020,GONE,,,,5,x,FALSE
            22,,Spelt,,01/02/2020,Gone,,,,5,x,FALSE
            23,,Spelt,,01/02/2020,lEFT,,,,5,x,FALSE
            24,,Spelt,,01/02/2020,LEFT,,,,5,x,FALSE
            25,,Spelt,,01/02/2020,Left,,,,5,x,FALSE
            26,,Spelt,,01/02/2020, gone,,,,5,x,FALSE
            27,,Spelt,,01/02/2020,g one,,,,5,x,FALSE
            11,T11,Leo,,01/02/2020,Works,2,,99,5,x#,false
            """
        let agency = """
            Contract,Badge,Tax,\(names),Phone,Since,Status,Ends,Rank,Boss,Score
            K1,B7,t1,Ada,555,2021-03-04,ok,,1,K3,1
            K2,2,T1,Zoe,,2021-03-04,ok,2026-11-23,,,1
            K3,B8,,Eve,,2021-03-04,ok,2026-11-24,,K1,1
            K4,B9,T9,Cy?,,2021-03-04,ok,,,,1
            K5,B5,,New,1,2022-01-01,ok,,60,,1
            K6,B5,,New,2,2023-01-01,"a\\\\'b",,60,K1,50
            K7,B6,,Tie,1,2023-01-01,ok,,,,1
            K8,B6,,Tie,2,2023-01-01,ok,,,,1
            K9,11,,Leo L,77,2024-01-01,ok,,3,,1
            K10,B10,T2,Zed,,2021-03-04,ok,,55,K9,50
            """
        let guests = """
            Mail,Tax,\(names),Since,Level,Phone
            g@x.com,T11,Gee,2019-01-01,1,
            G@x.com,,Gee,2019-01-01,3,5
            h@x.com,T9,Huh,2019-01-01,1,
            b8,,Eve,2029-01-01,8,808
            i@x.com,,"\t\\\\t",2019-01-01,1,
            """
        let plan = try plan(Self.hard)
        let files = ["hr": hr, "agency-workers": agency, "guests": guests].mapValues { Array($0.utf8) }
        let count = try compare(plan, files)
        #expect(count > 5, "\(count)")
        // Rows in another order are the same rows.
        let turned = files.mapValues { bytes -> [UInt8] in
            var records = records(bytes)
            records = [records[0]] + records.dropFirst().reversed()
            var csv = CSVWriter()
            for record in records { csv.write(record) }
            return csv.bytes
        }
        #expect(try compare(plan, turned) == compare(plan, files))
    }

    // MARK: The JSON around it

    @Test func theScriptAndItsJSONNameTheSame() throws {
        for plan in [try Plans.checked("consolidated", environment: nil, in: "Tests/Fixtures/plans").plan, try plan(Self.hard)] {
            let template = try template(plan)
            let flow = try #require(resources(template, "dataflows").first?["properties"]?["typeProperties"])
            let statements = try DataFlowParser.statements(texts(flow["scriptLines"]).joined(separator: "\n"))
            #expect(names(flow["sources"]) == statements.filter { $0.name == "source" }.map(\.output))
            #expect(names(flow["sinks"]) == statements.filter { $0.name == "sink" }.map(\.output))
            #expect(names(flow["transformations"]) == statements.filter { $0.name != "source" && $0.name != "sink" }.map(\.output))
            let outputs = statements.map { $0.output.lowercased() }
            #expect(Set(outputs).count == outputs.count)
            // Every stream but the sinks' is read.
            let read = Set(statements.flatMap(\.inputs))
            for statement in statements where statement.name != "sink" { #expect(read.contains(statement.output), "\(statement.output)") }
        }
    }

    @Test func everyReferenceIsMade() throws {
        let template = try template(try Plans.checked("consolidated", environment: nil, in: "Tests/Fixtures/plans").plan)
        func made(_ kind: String) -> Set<String> {
            Set(resources(template, kind).map { String(text($0["name"]).split(separator: "/").last?.dropLast(3) ?? "") })
        }
        var references: [(String, String)] = []
        func walk(_ json: JSON) {
            switch json {
            case .array(let items): items.forEach(walk)
            case .object(let members):
                if let name = json["referenceName"] { references.append((text(name), text(json["type"]))) }
                members.forEach { walk($0.value) }
            default: break
            }
        }
        walk(template)
        let kinds = [
            "LinkedServiceReference": "linkedservices", "DatasetReference": "datasets", "DataFlowReference": "dataflows",
            "PipelineReference": "pipelines", "IntegrationRuntimeReference": "integrationRuntimes",
        ]
        #expect(references.count > 10)
        for (name, type) in references { #expect(made(kinds[type] ?? "").contains(name), "\(type) \(name)") }
    }

    @Test func secretsAreNamedAndNothingElse() throws {
        let text = try template(try Plans.checked("consolidated", environment: nil, in: "Tests/Fixtures/plans").plan).compactText
        #expect(text.contains("AzureKeyVaultSecret"))
        for word in ["SecureString", "accountKey", "sharedAccessKey", "\"password\""] { #expect(!text.contains(word)) }
    }

    /// Ten beside each other, two seconds each at least: 25 calls in 5 seconds, and 40 are allowed.
    @Test func theRateIsKept() {
        #expect(DataFactoryPipeline.parallel * 5 / DataFactoryPipeline.pause <= 40)
    }

    // MARK: Quoting

    @Test(arguments: ["plain", "O'Neil", "a\\b", "\\'", "line\nbreak", "tab\tcr\r", "{x}", "$1", "\"double\"", "`back`", "😀é", "", "'", "~> x", "// no"])
    func textsComeBack(_ text: String) throws {
        #expect(try DataFlowParser.expression(DataFlowExpression.text(text).text) == .text(text))
    }

    @Test(arguments: ["Plain", "Name, 'full'", "a-b", "a.b:c", "1st", "é", "a b", "a@b", "$a", "#a"])
    func columnsComeBack(_ name: String) throws {
        #expect(try DataFlowParser.expression(DataFlowExpression.column(name).text) == .column(name))
    }

    @Test func whatATemplateWouldReadIsPlainText() {
        #expect(ARMText.plain("[concat('a')]") == "[[concat('a')]")
        #expect(ARMText.plain("@pipeline()") == "@@pipeline()")
        #expect(ARMText.plain("a@{item()}") == "a@@{item()}")
        #expect(ARMText.plain("dbo") == "dbo")
        #expect(ARMText.literal("O'Neil") == "'O''Neil'")
    }
}
