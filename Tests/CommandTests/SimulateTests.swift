import Foundation
import JSON
import Testing
import TestSupport

@Suite struct SimulateTests {
    static let rows = "--rows hr=Tests/Fixtures/simulate/hr.csv --rows contractors=Tests/Fixtures/hr/csv-with-1000-records.csv --today 2026-11-24"
    static let simulate = "entrain simulate plans/contoso --environment production \(rows)"

    private func inFolder(_ command: (String) -> String) throws -> (result: Program.Result, folder: URL) {
        let folder = try Program.temporaryFolder()
        return (try Program.run(command(folder.path), in: Repository.root), folder)
    }

    /// Contoso's mappings written a second time, in SQL, give every person the same values in every system.
    @Test func everybodyGetsTheValuesThatSQLGives() throws {
        let (result, folder) = try inFolder { folder in
            "set -e; root=$PWD; Tests/Support/with-postgres Tests/Support/simulated-people $root/Tests/Fixtures/simulate/hr.csv "
                + "$root/Tests/Fixtures/hr/csv-with-1000-records.csv > \(folder)/sql.csv; \(Self.simulate) --format json > \(folder)/lines.jsonl"
        }
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(result.status == 0, "\(result.output)")
        var values: Set<String> = []
        func text(_ json: JSON?) -> String { if case .string(let text)? = json { text } else { "" } }
        for line in try String(contentsOf: folder.appendingPathComponent("lines.jsonl"), encoding: .utf8).split(separator: "\n") {
            let object = try JSONReader.read(Array(line.utf8))
            guard text(object["outcome"]) == "created", case .array(let changes)? = object["changes"] else { continue }
            for change in changes {
                let fields = [object["target"], object["key"], change["attribute"], change["to"]].map(text)
                values.insert(fields.map { field in
                    field.contains { ",\"\n".contains($0) } ? "\"" + field.replacingOccurrences(of: "\"", with: "\"\"") + "\"" : field
                }.joined(separator: ","))
            }
        }
        let expected = Set(try String(contentsOf: folder.appendingPathComponent("sql.csv"), encoding: .utf8).split(separator: "\n").map(String.init))
        #expect(expected.count == 15_716)
        #expect(values.subtracting(expected).sorted().prefix(5).isEmpty, "\(values.subtracting(expected).sorted().prefix(5))")
        #expect(expected.subtracting(values).sorted().prefix(5).isEmpty, "\(expected.subtracting(values).sorted().prefix(5))")
    }

    @Test func theSumsAreThoseOfTheSnapshot() throws {
        let result = try Program.run(Self.simulate, in: Repository.root)
        #expect(result.status == 0)
        let file = Repository.fixtures.appendingPathComponent("simulate/contoso.txt")
        if Repository.acceptsSnapshots { try result.output.write(to: file, atomically: true, encoding: .utf8) }
        #expect(result.output == (try? String(contentsOf: file, encoding: .utf8)))
    }

    @Test func statuses() throws {
        func status(_ arguments: String) throws -> (Int32, String) {
            let result = try Program.run("entrain simulate plans/contoso \(arguments)", in: Repository.root)
            return (result.status, result.output)
        }
        let nobody = "--rows contractors=Tests/Fixtures/simulate/no-contractors.csv"
        let hr = "-e production --rows hr=Tests/Fixtures/simulate/hr.csv \(nobody)"
        #expect(try status("\(hr) --strict").0 == 3)
        #expect(try status("\(hr) --person 4711").0 == 1)
        #expect(try status("\(hr) --person 9006").0 == 0)
        #expect(try status("\(hr) --phase hr-direkt").1.contains("did you mean `hr-direct`?"))
        #expect(try status("--rows hr=x").0 == 2)
        #expect(try status("-e production").1.contains("there are no rows: --rows"))
        #expect(try status("-e production --rows hrr=x").1.contains("did you mean `hr`?"))
        #expect(try status("\(hr) --existing entra=Tests/Fixtures/hr/employeeData.csv").1.contains("everybody would look new"))
        #expect(try status("-e production --rows hr=Tests/Fixtures/hr/employeeData.csv \(nobody)").0 == 1)
    }

    /// People's data is not written where plans or generated files are, and a page says what it holds.
    @Test func thePageStaysOutOfWhatIsReviewed() throws {
        for place in ["plans/contoso/page.html", "generated/contoso/page.html", "generated/contoso/1-hr-direct/page.html", "nowhere/page.html"] {
            let result = try Program.run("\(Self.simulate) --html \(place)", in: Repository.root)
            #expect(result.status == 2, "\(place): \(result.output)")
            #expect(!FileManager.default.fileExists(atPath: Repository.root.appendingPathComponent(place).path))
        }
        let (result, folder) = try inFolder { "\(Self.simulate) --html \($0)/page.html" }
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(result.status == 0)
        #expect(result.output.contains("holds personal data"))
        let page = try String(contentsOf: folder.appendingPathComponent("page.html"), encoding: .utf8)
        #expect(page.contains("Personal data."))
        #expect(!page.contains("http://") && !page.contains("https://"), "it loads nothing")
    }

    // MARK: entrain test

    @Test(arguments: ["contoso", "northwind"])
    func thePlansTestsPassAndReachEverything(_ plan: String) throws {
        let result = try Program.run("entrain test plans/\(plan) -e production --today 2026-11-24 --complete-coverage", in: Repository.root)
        #expect(result.status == 0, "\(result.output)")
        let coverage = try #require(result.output.split(separator: "\n").first { $0.hasPrefix("coverage: ") })
        let readme = try String(contentsOf: Repository.root.appendingPathComponent("README.md"), encoding: .utf8)
        let line = "\(plan): \(coverage.dropFirst("coverage: ".count))"
        #expect(readme.contains(line), "the README does not say \(line)")
    }

    @Test func aTestThatFailsSaysWhatAndWhere() throws {
        let (result, folder) = try inFolder { folder in
            "cp -r plans/contoso \(folder)/plan; sed -i 's/displayName: Ada B. Lovelace$/displayName: Ada Lovelace \\& <Co>/' \(folder)/plan/tests/joiners.yaml; "
                + "sed -i 's/, \"UK\", \"GB\")/, \"UK\", \"GB\", \"IN\", \"XX\")/' \(folder)/plan/mappings/people-to-entra.yaml; "
                + "entrain test \(folder)/plan -e production --junit \(folder)/junit.xml"
        }
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(result.status == 1)
        #expect(result.output.contains("FAIL joiner-of-hr"))
        #expect(result.output.contains("- expected Ada Lovelace & <Co>\n         + actual   Ada B. Lovelace\n"))
        #expect(result.output.contains("contoso: 8 tests, 1 failed"))
        #expect(result.output.contains("not reached: Switch of `usageLocation` in people-to-entra: \"IN\"   mappings/people-to-entra.yaml:"))
        let data = try Data(contentsOf: folder.appendingPathComponent("junit.xml"))
        let junit = String(decoding: data, as: UTF8.self)
        #expect(junit.contains("<testsuite name=\"contoso\" tests=\"8\" failures=\"1\" errors=\"0\" skipped=\"0\">"))
        #expect(junit.contains("expected Ada Lovelace &amp; &lt;Co&gt;"))
    }

    @Test func aTestOfWhatThePlanDoesNotHaveIsAnError() throws {
        let (result, folder) = try inFolder { folder in
            "cp -r plans/contoso \(folder)/plan; sed -i 's/^      hr-direct:/      hr-direkt:/' \(folder)/plan/tests/leavers-and-movers.yaml; "
                + "entrain check \(folder)/plan -e production"
        }
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(result.status == 1)
        #expect(result.output.contains("there is no phase named `hr-direkt`"))
    }
}
