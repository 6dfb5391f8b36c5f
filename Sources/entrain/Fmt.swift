import ArgumentParser
import Delivery
import Diagnostics
import Glibc
import YAMLSyntax

struct Fmt: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Format a plan's files without losing a comment.",
        discussion: """
            Two blanks an indent, one blank behind a colon, no blanks at the ends of lines. Values that stand in a column stay in it; \
            quotation marks, flow collections and comments stay as they are written. What a file says never changes.

            With - the text is read from standard input and written to standard output. With --check nothing is written; the command \
            names the files that would change.

            Exit status: 0 formatted; 1 a file is not formatted, with --check, or is no YAML; 2 could not run.
            """
    )

    @Argument(help: ArgumentHelp("Plans or files; - is standard input.", valueName: "plan"), completion: .file())
    var plans: [String]

    @Flag(help: "Write nothing; say which files would change.")
    var check = false

    func run() throws {
        if plans == ["-"] { return try formatInput() }
        var isFine = true
        var changed = 0
        for plan in plans {
            let files: [(path: String, bytes: [UInt8])]
            do {
                files = try PlanReader.paths(plan).map { ($0, try PlanReader.bytes(of: $0)) }
            } catch {
                Terminal.printError("entrain: \(error)\n")
                throw ExitCode(2)
            }
            for file in files {
                guard let text = YAMLFormatter.format(file.bytes) else {
                    Terminal.printError("entrain: \(file.path) is no YAML; `entrain check` says why\n")
                    isFine = false
                    continue
                }
                if text == file.bytes { continue }
                changed += 1
                if check {
                    Terminal.print("not formatted  \(file.path)\n")
                    continue
                }
                do {
                    try FileReplacement.write(text, to: file.path)
                } catch {
                    Terminal.printError("entrain: \(error)\n")
                    throw ExitCode(2)
                }
                Terminal.print("formatted  \(file.path)\n")
            }
        }
        if check, changed > 0 {
            Terminal.printError("entrain: \(count(changed, "file")) \(changed == 1 ? "is" : "are") not formatted; run `entrain fmt`\n")
            isFine = false
        }
        if !isFine { throw ExitCode(1) }
    }

    private func formatInput() throws {
        let bytes: [UInt8]
        do { bytes = try PlanReader.bytes(of: "/dev/stdin") } catch {
            Terminal.printError("entrain: \(error)\n")
            throw ExitCode(2)
        }
        guard let text = YAMLFormatter.format(bytes) else {
            Terminal.printError("entrain: standard input is no YAML\n")
            throw ExitCode(1)
        }
        if check, text != bytes { throw ExitCode(1) }
        if !check { Terminal.print(bytes: text) }
    }
}
