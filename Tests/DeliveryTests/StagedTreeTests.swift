import Delivery
import Foundation
import Testing

@Suite struct StagedTreeTests {
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("entrain-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    private var output: String { folder.appendingPathComponent("out").path }

    private func deliver(_ files: [String: String]) throws -> StagedTree.Outcome {
        let tree = try StagedTree(output: output)
        var entries: [Manifest.Entry] = []
        for (path, text) in files.sorted(by: { $0.key < $1.key }) {
            try tree.write(path, Array(text.utf8))
            entries.append(.init(path: path, bytes: Array(text.utf8), summary: "a \"file\"", from: ["plan.yaml:1"]))
        }
        return try tree.commit(Manifest(command: "compile", plan: "test", environment: nil, entries: entries))
    }

    private func text(_ path: String) -> String? { try? String(contentsOfFile: output + "/" + path, encoding: .utf8) }
    private func put(_ path: String, _ text: String) throws {
        let url = URL(fileURLWithPath: output + "/" + path)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: url, atomically: false, encoding: .utf8)
    }
    private var leftovers: [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?.filter { $0 != "out" } ?? []
    }

    @Test func writesAndReplaces() throws {
        _ = try deliver(["a.txt": "1", "b/c.txt": "2"])
        let outcome = try deliver(["a.txt": "3", "b/d.txt": "4"])
        #expect(text("a.txt") == "3")
        #expect(text("b/c.txt") == nil)
        #expect(text("b/d.txt") == "4")
        #expect(outcome.removed == ["b/c.txt"])
        #expect(leftovers == [])
    }

    @Test func keepsWhatOthersMade() throws {
        _ = try deliver(["a.txt": "1"])
        try put("notes/mine.txt", "mine")
        try put("b.txt", "also mine")
        try FileManager.default.createSymbolicLink(atPath: output + "/link", withDestinationPath: "/nowhere")
        let outcome = try deliver(["c.txt": "2"])
        #expect(text("notes/mine.txt") == "mine")
        #expect(text("b.txt") == "also mine")
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: output + "/link") == "/nowhere")
        #expect(text("a.txt") == nil)
        #expect(outcome.kept == ["b.txt", "link", "notes/mine.txt"])
    }

    @Test func keepsEmptyFoldersAndRights() throws {
        _ = try deliver(["a.txt": "1"])
        let manager = FileManager.default
        try manager.createDirectory(atPath: output + "/empty/inside", withIntermediateDirectories: true)
        try put("mine/notes.txt", "mine")
        try manager.setAttributes([.posixPermissions: 0o700], ofItemAtPath: output + "/mine")
        try manager.setAttributes([.posixPermissions: 0o750], ofItemAtPath: output)
        _ = try deliver(["a.txt": "2"])
        #expect(manager.fileExists(atPath: output + "/empty/inside"))
        #expect(try manager.attributesOfItem(atPath: output + "/mine")[.posixPermissions] as? Int == 0o700)
        #expect(try manager.attributesOfItem(atPath: output)[.posixPermissions] as? Int == 0o750)
    }

    @Test(arguments: [".git/HEAD", "sub/.git/HEAD", "sub/.git"])
    func refusesARepository(_ path: String) throws {
        _ = try deliver(["a.txt": "1"])
        try put(path, "ref: refs/heads/main")
        #expect(throws: FileError.self) { try deliver(["a.txt": "2"]) }
        #expect(text("a.txt") == "1")
        #expect(leftovers == [])
    }

    @Test func refusesAPipeInTheFolder() throws {
        _ = try deliver(["a.txt": "1"])
        #expect(mkfifo(output + "/pipe", 0o600) == 0)
        #expect(throws: FileError.self) { try deliver(["a.txt": "2"]) }
        #expect(text("a.txt") == "1")
    }

    @Test func aPipeInPlaceOfTheManifestDoesNotHang() throws {
        try put("b.txt", "mine")
        #expect(mkfifo(output + "/manifest.json", 0o600) == 0)
        #expect(throws: FileError.self) { try deliver(["a.txt": "2"]) }
    }

    @Test func whatSomebodyWroteInAFileThatIsNoLongerMadeStays() throws {
        _ = try deliver(["a.txt": "1", "b.txt": "1"])
        try put("b.txt", "1, and my notes")
        let outcome = try deliver(["a.txt": "1"])
        #expect(text("b.txt") == "1, and my notes")
        #expect(outcome.kept == ["b.txt"])
    }

    @Test func oneCommandDoesNotReplaceWhatAnotherMade() throws {
        _ = try deliver(["a.txt": "1"])
        let tree = try StagedTree(output: output)
        #expect(throws: FileError.self) { try tree.commit(Manifest(command: "bundle", plan: "test", environment: nil, entries: [])) }
        #expect(text("a.txt") == "1")
    }

    @Test func clearsWhatAnEndedRunLeft() throws {
        let manager = FileManager.default
        // No process has this number: it is above what Linux gives out.
        try manager.createDirectory(atPath: folder.path + "/.out.entrain-4194999", withIntermediateDirectories: true)
        try manager.createDirectory(atPath: folder.path + "/.out.entrain-1", withIntermediateDirectories: true)
        _ = try deliver(["a.txt": "1"])
        #expect(leftovers == [".out.entrain-1"])
    }

    @Test func refusesToOverwriteWhatOthersMade() throws {
        _ = try deliver(["a.txt": "1"])
        try put("b.txt", "mine")
        #expect(throws: StagedTree.Conflict.self) { try deliver(["a.txt": "2", "b.txt": "3"]) }
        #expect(text("a.txt") == "1")
        #expect(text("b.txt") == "mine")
        #expect(leftovers == [])
    }

    @Test func refusesAFolderWhereAFileOfOthersIs() throws {
        _ = try deliver(["a.txt": "1"])
        try put("b", "mine")
        #expect(throws: StagedTree.Conflict.self) { try deliver(["b/c.txt": "3"]) }
        #expect(text("b") == "mine")
        #expect(text("a.txt") == "1")
    }

    @Test func anotherManifestIsNotOurs() throws {
        try put("manifest.json", "{\"name\": \"a web app\"}")
        #expect(throws: StagedTree.Conflict.self) { try deliver(["a.txt": "1"]) }
        #expect(text("manifest.json") == "{\"name\": \"a web app\"}")
    }

    @Test func abandonedWorkLeavesNothing() throws {
        _ = try deliver(["a.txt": "1"])
        do {
            let tree = try StagedTree(output: output)
            try tree.write("a.txt", Array("2".utf8))
        }
        #expect(text("a.txt") == "1")
        #expect(leftovers == [])
    }

    @Test(arguments: ["../out.txt", "/etc/x", "a/../../b", "", "a//b", ".", "a/."])
    func pathsStayInside(_ path: String) throws {
        let tree = try StagedTree(output: output)
        #expect(throws: FileError.self) { try tree.write(path, [1]) }
    }

    @Test func aFileIsNoFolder() throws {
        try "x".write(toFile: output, atomically: false, encoding: .utf8)
        #expect(throws: FileError.self) { try StagedTree(output: output) }
        #expect(try String(contentsOfFile: output, encoding: .utf8) == "x")
    }

    @Test func tellsOfHandEdits() throws {
        _ = try deliver(["a.txt": "1", "b.txt": "1"])
        try put("a.txt", "edited")
        #expect(try deliver(["a.txt": "1", "b.txt": "1"]).overwrittenEdits == ["a.txt"])
    }

    @Test func throughALinkTheFolderBehindIsReplaced() throws {
        _ = try deliver(["a.txt": "1"])
        let link = folder.appendingPathComponent("link").path
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: output)
        let tree = try StagedTree(output: link + "/")
        try tree.write("a.txt", Array("2".utf8))
        _ = try tree.commit(Manifest(command: "compile", plan: "test", environment: nil, entries: []))
        #expect(text("a.txt") == "2")
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == output)
    }
}
