import Foundation
import Testing
import TestSupport

/// Each fixture is a session: files, the commands behind `$`, what they printed, and how they ended.
@Suite struct SessionTests {
    static let fixtures = Fixture.all(in: "sessions")

    @Test(arguments: fixtures)
    func goesAsWritten(_ fixture: Fixture) throws {
        let folder = try Program.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        for file in fixture.files {
            let url = folder.appendingPathComponent(file.path)
            try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try file.text.write(to: url, atomically: false, encoding: .utf8)
        }
        var transcript = ""
        for line in fixture.expected.split(separator: "\n") where line.hasPrefix("$ ") {
            let result = try Program.run(String(line.dropFirst(2)), in: folder)
            transcript += line + "\n" + result.output.replacingOccurrences(of: folder.path, with: "FOLDER")
            if !transcript.hasSuffix("\n") { transcript += "\n" }
            if result.status != 0 { transcript += "exit \(result.status)\n" }
        }
        if Repository.acceptsSnapshots, transcript != fixture.expected { try fixture.accept(transcript) }
        #expect(transcript == fixture.expected || Repository.acceptsSnapshots)
    }

    @Test func thereAreSessions() {
        #expect(Self.fixtures.count >= 8)
    }

    /// The README's example is the one that works.
    @Test(arguments: ["contoso", "northwind"])
    func theExamplePlanCompilesIntoWhatIsCommitted(_ plan: String) throws {
        let result = try Program.run(
            "entrain compile plans/\(plan) --environment production --output generated/\(plan) --check", in: Repository.root)
        #expect(result.status == 0, "\(result.output)")
    }

    /// The thousand rows, through the command, are what is committed.
    @Test func theSampleRowsBecomeWhatIsCommitted() throws {
        let folder = try Program.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let result = try Program.run(
            "entrain bundle plans/contoso --environment production --mapping people-to-entra --today 2026-11-24 "
                + "--rows hr=Tests/Fixtures/simulate/hr.csv --rows contractors=Tests/Fixtures/hr/csv-with-1000-records.csv --output \(folder.path)/bulk "
                + "&& diff -r \(folder.path)/bulk generated/contoso-bulk",
            in: Repository.root)
        #expect(result.status == 0, "\(result.output)")
        #expect(result.output.contains("1338 rows: 365 sent in 8 requests, 842 rejected"))
    }
}
