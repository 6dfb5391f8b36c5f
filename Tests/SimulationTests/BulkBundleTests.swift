import Analysis
import Foundation
import Simulation
import Testing
import TestSupport

@Suite struct BulkBundleTests {
    private typealias Object = [String: Any]

    private struct Run {
        var summary: BulkBundle.Summary
        var requests: [[String: Any]]
        var rejected: [[String: Any]]
        var files: [String: [UInt8]]
    }

    private func run(
        _ rows: [UInt8], form: RowForm = .csv, threads: Int = 1, chunk: Int = RowBytesLimits.chunk, today: Day? = Day(year: 2026, month: 11, day: 24)
    ) throws -> Run {
        let (plan, _) = try Plans.checked("agency", environment: nil, in: "Tests/Fixtures/plans")
        let mapping = try #require(plan.mapping("contractors-to-entra"))
        let sink = FilesInMemory()
        let summary = try BulkBundle(mapping, in: plan, today: try #require(today))
            .run(BytesInMemory(rows), form: form, threads: threads, chunk: chunk, to: sink)
        let files = sink.files
        let requests = try files.keys.filter { $0.hasPrefix("bulk-") }.sorted().map {
            try #require(try JSONSerialization.jsonObject(with: Data(files[$0] ?? [])) as? Object)
        }
        let rejected = try String(decoding: files["rejected.jsonl"] ?? [], as: UTF8.self).split(separator: "\n").map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? Object)
        }
        return Run(summary: summary, requests: requests, rejected: rejected, files: files)
    }

    private func thousand() throws -> [UInt8] {
        Array(try Data(contentsOf: Repository.fixtures.appendingPathComponent("hr/csv-with-1000-records.csv")))
    }

    private func operations(_ run: Run) -> [[String: Any]] { run.requests.flatMap { $0["Operations"] as? [Object] ?? [] } }

    /// The file has 624 keys: 359 stand once, 265 stand in 641 rows that name different people.
    @Test func everyRowOfTheSampleIsSentOrRejected() throws {
        let run = try run(try thousand())
        #expect(run.summary.rows == 1_000)
        #expect(run.summary.sent == 359)
        #expect(run.summary.rejected == 641)
        #expect(run.summary.reasons == ["duplicate-key": 641])
        #expect(run.summary.sent == operations(run).count)
        #expect(run.summary.rejected == run.rejected.count)
        #expect(run.summary.active + run.summary.inactive == run.summary.sent)
        #expect(run.requests.count == 8)
        #expect(Set(run.rejected.compactMap { $0["line"] as? Int }).count == 641)
    }

    /// SCIM 2.0 (RFC 7643, 7644) and the limits of bulkUpload.
    @Test func requestsAreValid() throws {
        let run = try run(try thousand())
        for request in run.requests {
            #expect(request["schemas"] as? [String] == ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"])
            let operations = try #require(request["Operations"] as? [Object])
            #expect((1...50).contains(operations.count))
            #expect(Set(operations.compactMap { $0["bulkId"] as? String }).count == operations.count)
            for operation in operations {
                #expect(operation["method"] as? String == "POST")
                #expect(operation["path"] as? String == "/Users")
                let user = try #require(operation["data"] as? Object)
                #expect(user["externalId"] as? String == operation["bulkId"] as? String)
                #expect((user["userName"] as? String)?.isEmpty == false)
                #expect(user["active"] is Bool)
                let schemas = Set(user["schemas"] as? [String] ?? [])
                let extensions = Set(user.keys.filter { $0.hasPrefix("urn:") })
                #expect(extensions.union(["urn:ietf:params:scim:schemas:core:2.0:User"]) == schemas)
                for address in user["addresses"] as? [Object] ?? [] { #expect(address["type"] as? String == "work") }
                #expect(!anyEmpty(user))
            }
        }
    }

    private func anyEmpty(_ value: Any) -> Bool {
        switch value {
        case let text as String: text.isEmpty
        case let list as [Any]: list.isEmpty || list.contains(where: anyEmpty)
        case let object as Object: object.isEmpty || object.values.contains(where: anyEmpty)
        default: false
        }
    }

    @Test func valuesStandWhereEntraReadsThem() throws {
        let header = "WorkerID,WorkerStatus,WorkerType,UserID,FirstName,LastName,FullName,ManagerID,HireDate,Department,Division,CostCenter,Company,Location,JobTitle,StreetAddress,City,CountryCode,OfficePhone,ZipCode"
        let row = "7,Active,Contractor,EMP7,Zoë,O'Neil,\"O'Neil, Zoë\",9,2026-01-31,Sales,Food,CC1,Woodgrove,Europe,Engineer,1 Main St,Paris,FR,555,75001"
        let user = try #require(operations(try run(Array("\(header)\n\(row)\n".utf8))).first?["data"] as? Object)
        #expect(user["externalId"] as? String == "7")
        #expect(user["userName"] as? String == "7")
        #expect(user["displayName"] as? String == "O'Neil, Zoë")
        #expect(user["nickName"] as? String == "EMP7")
        #expect(user["title"] as? String == "Engineer")
        #expect(user["active"] as? Bool == true)
        #expect(user["name"] as? [String: String] == ["givenName": "Zoë", "familyName": "O'Neil"])
        #expect((user["phoneNumbers"] as? [[String: String]])?.first == ["type": "work", "value": "555"])
        let address = try #require((user["addresses"] as? [[String: String]])?.first)
        #expect(address == ["type": "work", "streetAddress": "1 Main St", "locality": "Paris", "postalCode": "75001", "country": "FR"])
        let enterprise = try #require(user["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"] as? Object)
        #expect(enterprise["department"] as? String == "Sales")
        #expect(enterprise["organization"] as? String == "Woodgrove")
        #expect((enterprise["manager"] as? [String: String]) == ["value": "9"])
        let own = try #require(user["urn:ietf:params:scim:schemas:extension:contoso:1.0:User"] as? [String: String])
        #expect(own == ["UserID": "EMP7", "CountryCode": "FR", "Location": "Europe", "HireDate": "2026-01-31", "WorkerType": "Contractor"])
    }

    private let short = "WorkerID,WorkerStatus,WorkerType,UserID,FirstName,LastName,FullName,ManagerID,HireDate,Department,Division,CostCenter,Company,Location,JobTitle,StreetAddress,City,CountryCode,OfficePhone,ZipCode\n"
    private func row(_ id: String, status: String = "Active", user: String = "EMP", date: String = "", country: String = "") -> String {
        "\(id),\(status),Intern,\(user),A,B,A B,,\(date),,,,,,,,,\(country),,\n"
    }

    @Test(arguments: [
        ("", "missing-key", "WorkerID"),
        ("12345678901234567", "too-long", "WorkerID"),
    ])
    func badKeysAreKeptBack(_ id: String, _ code: String, _ column: String) throws {
        let run = try run(Array((short + row(id) + row("2")).utf8))
        #expect(run.summary.sent == 1)
        #expect(run.rejected.first?["code"] as? String == code)
        #expect(run.rejected.first?["column"] as? String == column)
        #expect(run.rejected.first?["line"] as? Int == 2)
    }

    @Test func eachBadRowSaysWhyAndStopsNothing() throws {
        let text = short + row("1", date: "31.01.2026") + row("2", country: "FRA") + "3,Active\n" + "4,Active,Intern,\"EMP\"x\n" + row("5")
            + row("6", user: "") + row("7") + row("7") + row("8") + row("8", user: "EMPX")
        let run = try run(Array(text.utf8))
        #expect(run.rejected.compactMap { $0["code"] as? String } == [
            "bad-date", "too-long", "column-count", "bad-csv", "missing-value", "repeated-row", "duplicate-key", "duplicate-key",
        ])
        #expect(run.summary.rows == 10)
        #expect(run.summary.sent == 2)
        #expect(operations(run).compactMap { $0["bulkId"] as? String } == ["5", "7"])
    }

    @Test func leaversAreSentAsInactive() throws {
        let run = try run(Array((short + row("1", status: "Inactive") + row("2")).utf8))
        #expect(operations(run).compactMap { ($0["data"] as? Object)?["active"] as? Bool } == [false, true])
        #expect(run.summary.inactive == 1)
    }

    @Test func aMissingColumnIsNamed() throws {
        #expect(throws: HeaderError.self) { try run(Array("WorkerID,WorkerStatus\n1,Active\n".utf8)) }
        #expect(throws: HeaderError.self) { try run(Array(("WorkerID," + short).utf8)) }
    }

    @Test func sameRowsSameBytes() throws {
        #expect(try run(try thousand()).files == run(try thousand()).files)
    }

    /// Neither threads nor the size of the parts show in the files; rows that cross parts, quoted line breaks and bad rows included.
    @Test(arguments: [64, 300, 5_000])
    func partsDoNotShow(_ chunk: Int) throws {
        var rows = Array(short.utf8)
        for number in 0..<400 {
            let id = number % 37 == 0 ? "7" : "\(number + 1000)"
            rows += Array((number % 11 == 0 ? "\(id),Active,Intern,EMP,\"A\nA\",B,\"A \"\"B\"\"\n\n\",,,,,,,,,,,,,\r\n"
                : number % 53 == 0 ? "\"open,Active\n" : number % 17 == 0 ? "\n\n" : row(id, user: "E\(number)")).utf8)
        }
        let one = try run(rows)
        #expect(one.summary.sent > 300 && one.summary.rejected > 15)
        let other = try run(rows, threads: 3, chunk: chunk)
        #expect(other.files == one.files)
        #expect(other.summary.reasons == one.summary.reasons)
        #expect(other.summary.rows == one.summary.rows && other.summary.requests == one.summary.requests)
    }

    @Test func keysAreComparedWithoutRegardToCase() throws {
        let run = try run(Array((short + row("ä1") + row("Ä1", user: "X") + row("k2") + row("\u{212A}2", user: "Y") + row("abc") + row("ABC", user: "Z")).utf8))
        #expect(run.summary.reasons == ["duplicate-key": 6])
    }

    @Test func jsonLinesSayTheSameAsCSV() throws {
        let names = short.trimmingCharacters(in: .newlines).split(separator: ",").map(String.init)
        let texts = [row("1", status: "Inactive", date: "2026-01-31"), row("2", user: "Zoë \\ \u{2028}"), row("3", date: "31.01.2026"), row("4", country: "FR"), row("")]
        let lines = texts.map { text -> String in
            let fields = text.dropLast().split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            let members = zip(names, fields).map { name, value in
                let value = value.replacingOccurrences(of: "\\", with: "\\\\")
                return "\"\(name)\": " + (value.isEmpty ? "null" : "\"\(value)\"")
            }
            return "{" + (members + ["\"Nobody asks\": [1]"]).joined(separator: ", ") + "}\r\n"
        }
        let csv = try run(Array((short + texts.joined()).utf8))
        let json = try run(Array(("\u{FEFF}" + lines.joined() + "\n").utf8), form: .jsonLines, threads: 2, chunk: 200)
        #expect(json.files["bulk-00001.json"] == csv.files["bulk-00001.json"])
        #expect(json.summary.reasons == csv.summary.reasons)
        #expect(json.rejected.compactMap { $0["line"] as? Int } == [3, 5])
    }

    @Test func badJSONLinesAreKeptBack() throws {
        let names = short.trimmingCharacters(in: .newlines).split(separator: ",")
        let all = "{" + names.map { "\"\($0)\": null" }.joined(separator: ", ") + "}"
        let lines = [
            all, "{", "[1]", "{\"WorkerID\": \"1\", \"WorkerID\": \"2\"}", "{\"WorkerID\": {\"a\": 1}}",
            "{\"WorkerID\": 12, \"WorkerStatus\": \"Active\", \"UserID\": \"E\"}",
        ]
        let run = try run(Array(lines.joined(separator: "\n").utf8), form: .jsonLines)
        #expect(run.rejected.compactMap { $0["code"] as? String } == ["missing-key", "bad-json", "bad-json", "bad-json", "bad-json", "missing-value"])
        #expect(run.rejected.last?["key"] as? String == "12")
    }

    /// A name that no line has is misspelt.
    @Test func aMemberThatNoLineHasIsNamed() throws {
        let error = #expect(throws: HeaderError.self) { try run(Array("{\"workerid\": \"1\"}\n".utf8), form: .jsonLines) }
        #expect(error?.name == "WorkerID")
    }

    /// UTF-16 without a mark, and what a broken export leaves.
    @Test func aNULIsNoText() throws {
        let run = try run(Array((short + row("1\0") + row("2")).utf8))
        #expect(run.rejected.compactMap { $0["code"] as? String } == ["bad-csv"])
        #expect(run.summary.sent == 1)
        #expect(throws: BulkBundle.Problem.self) { try self.run(Array(self.short.utf8.flatMap { [$0, 0] })) }
    }

    @Test func whenNoLineCanBeReadEachSaysWhy() throws {
        let run = try run(Array("{\"WorkerID\"\n[".utf8), form: .jsonLines)
        #expect(run.rejected.compactMap { $0["code"] as? String } == ["bad-json", "bad-json"])
    }

    @Test func textsAreEscapedAsEverywhere() throws {
        let text = "\u{1}\u{7F}\u{2028}\u{20AC}\t/\\é\u{1F600}"
        let run = try run(Array((short + row("1", user: text)).utf8))
        let user = try #require(operations(run).first?["data"] as? Object)
        #expect(user["nickName"] as? String == text)
        #expect(String(decoding: run.files["bulk-00001.json"] ?? [], as: UTF8.self).contains(#"\u0001\u007f\u2028€\t/\\é😀"#))
    }
}
