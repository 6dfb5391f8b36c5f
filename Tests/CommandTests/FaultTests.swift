import Foundation
import Testing
import TestSupport

/// A compile that is killed, or refused by the file system, at each call that changes files: what was there is whole, or what comes is.
@Suite struct FaultTests {
    private let folder: URL
    private let library: URL

    init() throws {
        folder = try Program.temporaryFolder()
        library = folder.appendingPathComponent("faults.so")
        let source = Repository.root.appendingPathComponent("Tests/Support/faults.c")
        let result = try Program.run("clang -shared -fPIC -O1 -o \(library.path) \(source.path) -ldl", in: folder)
        guard result.status == 0 else { throw Failure(result.output) }
    }

    /// Every file below the output, with its bytes.
    private func tree(_ name: String) throws -> [String: Data] {
        let root = folder.appendingPathComponent(name)
        let paths = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
        var tree: [String: Data] = [:]
        for path in paths {
            let url = root.appendingPathComponent(path)
            var isFolder: ObjCBool = false
            if FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder), !isFolder.boolValue { tree[path] = try Data(contentsOf: url) }
        }
        return tree
    }

    private func compile(_ plan: String, to output: String, _ environment: [String: String] = [:]) throws -> Program.Result {
        try Program.run("entrain compile \(plan) --output \(output)", in: folder, environment: environment)
    }

    @Test(arguments: ["kill", "kill-after", "\(ENOSPC)", "\(EROFS)", "\(EIO)", "\(EACCES)"])
    func theOldOrTheNewIsWhole(_ fault: String) throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        // Two plans: files change, one is new, one goes.
        let example = Repository.fixtures.appendingPathComponent("plans/consolidated").path
        _ = try Program.run("cp -r \(example) old; cp -r \(example) new; sed -i 's/runs-on: data-factory/runs-on: logic-apps/' new/plan.yaml", in: folder)
        #expect(try compile("old", to: "before").status == 0)
        #expect(try compile("new", to: "after").status == 0)
        let before = try tree("before"), after = try tree("after")
        #expect(before != after && before.keys != after.keys)

        _ = try Program.run("cp -a before out", in: folder)
        let counted = try compile("new", to: "out", ["LD_PRELOAD": library.path, "FAULT_COUNT": folder.appendingPathComponent("count").path])
        #expect(counted.status == 0, "\(counted.output)")
        #expect(try tree("out") == after)
        let count = Int(try String(contentsOf: folder.appendingPathComponent("count"), encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0
        #expect(count > 20)

        for number in 1...max(1, count) {
            _ = try Program.run("rm -rf out; cp -a before out", in: folder)
            let result = try compile("new", to: "out", ["LD_PRELOAD": library.path, "FAULT": fault, "FAULT_AT": String(number)])
            let found = try tree("out")
            #expect(found == before || found == after, "call \(number) of \(count): \(result.output)")
            if fault.hasPrefix("kill") {
                #expect(result.status == 137, "call \(number)")
            } else if result.status == 0 {
                #expect(found == after, "call \(number): success, and the old is there")
            } else {
                #expect(result.status == 2 && result.output.contains("entrain: "), "call \(number): \(result.output)")
                if result.output.contains("was changed") { #expect(found == before, "call \(number): \(result.output)") }
            }
            // The next run clears what this one left.
            if number == count / 2 {
                #expect(try compile("new", to: "out").status == 0)
                #expect(try tree("out") == after)
                let left = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.contains("entrain-") }
                #expect(left == [], "call \(number)")
            }
        }
    }
}
