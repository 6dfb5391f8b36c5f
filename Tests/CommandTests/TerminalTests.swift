import Foundation
import Testing
import TestSupport

/// What a person sees at a terminal: colours, widths, completions, the manual page.
@Suite struct TerminalTests {
    private static let plan = "Tests/Fixtures/plans/consolidated"

    /// On a pseudo-terminal, as a person has it.
    private func onTerminal(_ command: String, columns: Int = 80, environment: [String: String] = [:]) throws -> String {
        let typed = "stty cols \(columns) 2>/dev/null; \(command)"
        var variables = ["NO_COLOR": "", "TERM": "xterm"]
        variables.merge(environment) { $1 }
        return try Program.run("script -qec '\(typed)' /dev/null", in: Repository.root, environment: variables).output
    }

    private static let change = """
        f=$(mktemp -d); sed s/50/500/ \(plan)/plan.yaml > $f/plan.yaml; entrain diff \(plan) $f; rm -r $f
        """

    @Test func coloursAreForTerminals() throws {
        #expect(try onTerminal(Self.change).contains("\u{1B}[1;31m"))
        #expect(try !onTerminal(Self.change, environment: ["NO_COLOR": "1"]).contains("\u{1B}"))
        #expect(try !onTerminal(Self.change, environment: ["TERM": "dumb"]).contains("\u{1B}"))
        #expect(try !Program.run(Self.change, in: Repository.root, environment: ["NO_COLOR": ""]).output.contains("\u{1B}"))
    }

    @Test(arguments: [60, 132])
    func linesAreAsWideAsTheTerminal(_ columns: Int) throws {
        let text = try onTerminal(Self.change, columns: columns, environment: ["NO_COLOR": "1"])
        // Below the heading, which is one line of a change.
        let widest = text.split(whereSeparator: \.isNewline).filter { $0.hasPrefix(" ") }.map(\.count).max() ?? 0
        #expect(text.contains("threshold-raised"))
        #expect(widest > columns / 2 && widest <= columns, "\(text)")
    }

    @Test func theManualIsUpToDate() throws {
        let url = Repository.root.appendingPathComponent("docs/entrain.1")
        let printed = try Program.run("entrain manual", in: Repository.root).output
        let committed = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
        if Repository.acceptsSnapshots, printed != committed { try printed.write(to: url, atomically: true, encoding: .utf8) }
        #expect(printed == committed || Repository.acceptsSnapshots)
        for command in ["check", "compile", "diff", "import", "manual"] { #expect(printed.contains(".SS entrain \(command)\n")) }
    }

    /// In bash, as the script is loaded by a person: commands, options and the words of an option.
    @Test(arguments: [
        ("entrain di", "diff"), ("entrain diff --fail", "--fail-on"), ("entrain diff --fail-on de", "destructive"), ("entrain check --format sa", "sarif"),
        ("entrain fmt pla", "plans"), ("entrain explain --he", "--help"),
    ])
    func bashCompletes(_ typed: String, _ wanted: String) throws {
        let script = """
            set -u; . <(entrain --generate-completion-script bash)
            read -ra COMP_WORDS <<< '\(typed)'; COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMP_LINE='\(typed)'; COMP_POINT=${#COMP_LINE}; COMP_TYPE=9; COMPREPLY=()
            $(complete -p entrain | sed 's/.*-F \\([^ ]*\\).*/\\1/') entrain "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
            printf '%s\\n' "${COMPREPLY[@]}"
            """
        let folder = try Program.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try script.write(to: folder.appendingPathComponent("complete.sh"), atomically: true, encoding: .utf8)
        let result = try Program.run("bash \(folder.path)/complete.sh", in: Repository.root)
        let offered = result.output.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        #expect(offered.contains(wanted), "\(result.output)")
    }

    /// Scripts for the other shells are made, too.
    @Test(arguments: ["zsh", "fish"])
    func otherShells(_ shell: String) throws {
        let result = try Program.run("entrain --generate-completion-script \(shell)", in: Repository.root)
        #expect(result.status == 0)
        #expect(result.output.contains("diff") && result.output.contains("fail-on"))
    }
}
