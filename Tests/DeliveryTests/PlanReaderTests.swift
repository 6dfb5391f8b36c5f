import Foundation
import Testing

@testable import Delivery

/// Folders and files that are no ordinary ones.
@Suite struct PlanReaderTests: ~Copyable {
    private let folder: String

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("entrain-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder + "/sub", withIntermediateDirectories: true)
        try "a: 1".write(toFile: folder + "/plan.yaml", atomically: false, encoding: .utf8)
        try "b: 1".write(toFile: folder + "/sub/more.YML", atomically: false, encoding: .utf8)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    private func link(_ name: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(atPath: folder + "/" + name, withDestinationPath: target)
    }

    @Test func linksInACircleEnd() throws {
        try link("sub/up", to: "..")
        try link("again", to: ".")
        try link("other", to: ".")
        #expect(try PlanReader.read(folder).map(\.path) == ["plan.yaml", "sub/more.YML"])
    }

    @Test func scriptsBelongToThePlan() throws {
        for name in ["sub/import.ps1", "sub/Module.PSM1", "sub/notes.txt"] {
            try "x".write(toFile: folder + "/" + name, atomically: false, encoding: .utf8)
        }
        try String(repeating: "x", count: 3 << 20).write(toFile: folder + "/large.ps1", atomically: false, encoding: .utf8)
        let files = try PlanReader.read(folder)
        #expect(files.map(\.path) == ["large.ps1", "plan.yaml", "sub/Module.PSM1", "sub/import.ps1", "sub/more.YML"])
        // Enough to be refused, wherever a connector uses it, and no more than another chunk.
        #expect((PlanReader.scriptLimit...PlanReader.scriptLimit + 1 << 16).contains(files[0].bytes.count))
    }

    @Test func aLinkToNowhereMattersWhereAPlanShouldBe() throws {
        try link("notes.txt", to: "nowhere")
        #expect(try PlanReader.read(folder).count == 2)
        try link("lost.yaml", to: "nowhere")
        #expect(throws: FileError.self) { try PlanReader.read(folder) }
    }

    @Test func tooDeepIsRefusedNotIgnored() throws {
        let deep = folder + "/" + (0..<20).map { "d\($0)" }.joined(separator: "/")
        try FileManager.default.createDirectory(atPath: deep, withIntermediateDirectories: true)
        #expect(throws: FileError.self) { try PlanReader.read(folder) }
    }

    @Test func aPipeWithoutWriterIsEmpty() throws {
        #expect(mkfifo(folder + "/pipe", 0o600) == 0)
        #expect(try PlanReader.bytes(of: folder + "/pipe") == [])
    }

    @Test(arguments: ["/dev/zero", "/"]) func devicesAndFoldersAreNoFiles(_ path: String) {
        #expect(throws: FileError.self) { try PlanReader.bytes(of: path) }
    }
}
