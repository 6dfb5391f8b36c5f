import Foundation
import Testing
import TestSupport

/// A file is read as a stream: memory follows what is kept of it.
@Suite struct LargeExportTests {
    /// Of mebibytes; the compiler itself takes about 30.
    private static let bound = 120

    @Test func threeHundredMegabytesFit() throws {
        let folder = try Program.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let support = Repository.root.appendingPathComponent("Tests/Support").path
        let made = try Program.run("'\(support)/large-export' export 300 && du -sm export | cut -f1", in: folder)
        #expect(Int(made.output.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0 >= 300, "\(made.output)")
        let result = try Program.run("'\(support)/peak-memory' entrain import export --output plan", in: folder)
        #expect(result.status == 0, "\(result.output)")
        let peak = result.output.split(separator: "\n").last.flatMap { Int($0.drop { !$0.isNumber }) } ?? .max
        #expect(peak < Self.bound, "\(peak) MiB")
        // What counts stood between what does not.
        let inventory = try String(contentsOf: folder.appendingPathComponent("plan/inventory.json"), encoding: .utf8)
        #expect(inventory.contains("\"members\": 3000"))
        let plan = try Program.run("entrain check plan", in: folder)
        #expect(plan.status == 0, "\(plan.output)")
    }
}
