import Analysis
import Delivery
import Diagnostics
import Foundation
import Review
import Testing
import TestSupport

/// A real repository, made for the test, diffed across its commits.
@Suite struct GitPlanTests {
    private func repository(_ script: String) throws -> URL {
        let folder = try Program.temporaryFolder()
        try FileManager.default.createDirectory(at: folder.appendingPathComponent("plans/small"), withIntermediateDirectories: true)
        try DiffFixtureTests.base.write(to: folder.appendingPathComponent("plans/small/plan.yaml"), atomically: false, encoding: .utf8)
        let result = try Program.run("set -e; git init -q -b main .; git add -A; git commit -q -m first; \(script)", in: folder, environment: Self.identity)
        guard result.status == 0 else { throw Failure(result.output) }
        return folder
    }

    private static let identity = [
        "GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@contoso.com", "GIT_COMMITTER_NAME": "Ada", "GIT_COMMITTER_EMAIL": "ada@contoso.com",
        "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null",
    ]

    @Test func filesThatMoveAreNoChange() throws {
        let folder = try repository("""
            cd plans/small
            sed -n '/^sources:/,/^extensions:/p' plan.yaml | sed '$d' > 'häm hr.yaml'
            sed -i '/^sources:/,/^extensions:/{/^extensions:/!d}' plan.yaml
            git mv plan.yaml main.yml; git add -A; git commit -q -m 'split and renamed'; git tag split
            sed -i 's/at-most: 50/at-most: 500/' main.yml; git commit -q -a -m raised
            """)
        defer { try? FileManager.default.removeItem(at: folder) }
        let moved = try Program.run("entrain diff split~1:plans/small split:plans/small", in: folder)
        #expect(moved.output == "small: nothing changes\n")
        #expect(moved.status == 0)

        let raised = try Program.run("entrain diff --base split plans/small --today 2026-11-24 --fail-on destructive", in: folder)
        #expect(raised.output.contains("destructive[threshold-raised]: `leavers` lets more deletions through"))
        #expect(raised.output.contains("main.yml:"))
        #expect(raised.status == 3)

        // From within the plan's folder, against the commit before.
        let inside = try Program.run("entrain diff --base HEAD~1 .", in: folder.appendingPathComponent("plans/small"))
        #expect(inside.output.contains("1 destructive change"))
        // A single file at a revision.
        let file = try Program.run("entrain diff main~2:plans/small/plan.yaml plans/small --format json", in: folder)
        #expect(file.output.contains("\"destructive\": 1"))
    }

    @Test func whatGitDoesNotKnowIsSaid() throws {
        let folder = try repository("true")
        defer { try? FileManager.default.removeItem(at: folder) }
        for command in ["entrain diff --base nowhere plans/small", "entrain diff HEAD:plans/other plans/small", "entrain diff HEAD plans/small"] {
            let result = try Program.run(command, in: folder)
            #expect(result.status == 2, "\(command): \(result.output)")
            #expect(result.output.hasPrefix("entrain: "), "\(result.output)")
        }
    }

    /// An argument is an argument, whatever it looks like: no option of git's, no shell.
    @Test(arguments: ["--output=x:plan", "$(touch hacked):plans/small", "; touch hacked;:plans/small", "--upload-pack=touch hacked:y"])
    func argumentsStayArguments(_ revision: String) throws {
        let folder = try repository("true")
        defer { try? FileManager.default.removeItem(at: folder) }
        let quoted = "'" + revision + "'"
        let result = try Program.run("entrain diff -- \(quoted) plans/small; test ! -e hacked && test ! -e x", in: folder)
        #expect(result.status == 0, "\(result.output)")
    }

    @Test func filesOfARevisionAreThoseOfTheDisk() throws {
        let folder = try repository("mkdir plans/small/.hidden; cp plans/small/plan.yaml plans/small/.hidden/x.yaml; echo text > plans/small/notes.txt; mkdir plans/small/scripts; echo exit > plans/small/scripts/Export.PS1; git add -A -f; git commit -q -m more")
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent("plans/small").path
        let disk = try PlanReader.read(path), git = try GitPlan.read(path, at: "HEAD")
        #expect(git.map(\.path) == disk.map(\.path))
        #expect(git.map(\.path) == ["plan.yaml", "scripts/Export.PS1"])
        #expect(git.map(\.bytes) == disk.map(\.bytes))
    }
}
