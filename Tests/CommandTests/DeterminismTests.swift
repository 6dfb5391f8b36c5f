import Foundation
import Testing
import TestSupport

/// The bytes of `generated/` come out of another process, wherever and whenever it runs: each has hash seeds of its own, and these an environment that
/// changes how text is compared, days are written and files are listed.
@Suite struct DeterminismTests {
    @Test(arguments: [
        "LC_ALL=tr_TR.UTF-8 LANG=tr_TR.UTF-8 TZ=Pacific/Kiritimati",
        "-i LC_ALL=C TZ=America/St_Johns",
        "LC_ALL=ja_JP.eucJP TZ=Asia/Kathmandu HOME=/nowhere USER=nobody COLUMNS=17 TERM=dumb",
    ])
    func theEnvironmentDoesNotShow(_ environment: String) throws {
        let folder = try Program.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        // Another working directory, and files that were made in another order.
        let copy = "for f in $(find \(Repository.root.path)/plans/contoso -type f -printf '%P\\n' | sort -r); do mkdir -p \"plan/$(dirname $f)\"; "
            + "cp \(Repository.root.path)/plans/contoso/$f plan/$f; done"
        let copied = try Program.run("cd \(folder.path) && \(copy)", in: Repository.root)
        #expect(copied.status == 0, "\(copied.output)")
        let result = try Program.run(
            "program=$(command -v entrain); cd \(folder.path) && env \(environment) \"$program\" compile plan --environment production --output out "
                + "&& diff -r out \(Repository.root.path)/generated/contoso", in: Repository.root)
        #expect(result.status == 0, "\(result.output)")
    }
}
