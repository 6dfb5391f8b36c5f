import ArgumentParser
import JSON

struct Manual: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print the manual page, for man.",
        discussion: """
            It is made of what --help says of each command. Put it where man looks:

              entrain manual > ~/.local/share/man/man1/entrain.1

            Exit status: 0 printed; 2 could not run.
            """
    )

    func run() throws {
        // The argument parser's own description of every command.
        guard let command = try JSONReader.read(Array(Entrain._dumpHelp().utf8))["command"] else { throw ExitCode(2) }
        Terminal.print(ManualPage(command).text)
    }
}

/// The command line as a page of man(7).
struct ManualPage {
    private(set) var text = ""

    init(_ command: JSON) {
        let name = string(command, "commandName")
        text = ".\\\" Made by `entrain manual` from the command line's own definition.\n"
        text += ".TH \(name.uppercased()) 1 \"\" Entrain \"User Commands\"\n"
        section("NAME")
        line("\(name) \\- \(escaped(string(command, "abstract").lowercasedFirst.withoutStop))")
        section("SYNOPSIS")
        line(".B \(name)\n.I command\n[\\fIoptions\\fR]")
        section("DESCRIPTION")
        discussion(command)
        section("COMMANDS")
        let commands = items(command, "subcommands").filter { string($0, "commandName") != "help" }
        for command in commands { add(command) }
        section("ENVIRONMENT")
        term("NO_COLOR", "Where it is set and not empty, nothing is coloured. Colours are for terminals only.")
        term("TERM", "With dumb, nothing is coloured.")
        section("SEE ALSO")
        line("git(1). What the plan language is, and how plans are reviewed, stands in docs/ of the sources.")
    }

    private mutating func add(_ command: JSON) {
        let name = string(command, "commandName")
        let arguments = items(command, "arguments").filter { $0["shouldDisplay"] == true && !["help", "version"].contains(preferred($0)) }
        line(".SS \(escaped("entrain " + name))")
        line(escaped(string(command, "abstract")))
        line(".PP")
        line(".B \(escaped("entrain \(name)"))\n" + arguments.map(synopsis).joined(separator: "\n"))
        if !string(command, "discussion").isEmpty { line(".PP") }
        discussion(command)
        for argument in arguments {
            line(".TP\n" + label(argument))
            var about = string(argument, "abstract")
            let fallback = string(argument, "defaultValue")
            if !fallback.isEmpty { about += " Left out: \(fallback)." }
            line(escaped(about))
        }
    }

    // MARK: Arguments

    private func preferred(_ argument: JSON) -> String {
        argument["preferredName"].map { string($0, "name") } ?? ""
    }

    private func names(_ argument: JSON) -> [String] {
        items(argument, "names").map { (string($0, "kind") == "short" ? "-" : "--") + string($0, "name") }
    }

    private func value(_ argument: JSON) -> String { "\\fI\(escaped(string(argument, "valueName")))\\fR" }

    private func label(_ argument: JSON) -> String {
        switch string(argument, "kind") {
        case "positional": value(argument)
        case "flag": names(argument).map { "\\fB\(escaped($0))\\fR" }.joined(separator: ", ")
        default: names(argument).map { "\\fB\(escaped($0))\\fR" }.joined(separator: ", ") + " " + value(argument)
        }
    }

    private func synopsis(_ argument: JSON) -> String {
        let name = names(argument).last.map { "\\fB\(escaped($0))\\fR" }
        let core = switch string(argument, "kind") {
        case "positional": value(argument)
        case "flag": name ?? ""
        default: (name ?? "") + "\\ " + value(argument)
        }
        let more = argument["isRepeating"] == true ? " ..." : ""
        return argument["isOptional"] == true ? "[\(core)]\(more)" : core + more
    }

    // MARK: Text

    private mutating func section(_ title: String) { text += ".SH \(title.contains(" ") ? "\"\(title)\"" : title)\n" }

    private mutating func term(_ name: String, _ about: String) { line(".TP\n.B \(name)\n\(escaped(about))") }

    private mutating func line(_ content: String) { text += content + "\n" }

    /// Paragraphs, and indented lines as they stand.
    private mutating func discussion(_ command: JSON) {
        var isFirst = true
        for paragraph in paragraphs(string(command, "discussion")) {
            if paragraph.allSatisfy({ $0.hasPrefix("  ") }) {
                line(".PP\n.RS\n.nf\n" + paragraph.map { escaped(String($0.dropFirst(2))) }.joined(separator: "\n") + "\n.fi\n.RE")
            } else {
                line((isFirst ? "" : ".PP\n") + escaped(paragraph.joined(separator: "\n")))
            }
            isFirst = false
        }
    }

    private func paragraphs(_ text: String) -> [[Substring]] {
        text.split(separator: "\n", omittingEmptySubsequences: false).split { $0.isEmpty }.map(Array.init)
    }

    /// No text becomes a request or an escape; hyphens stay those that one types.
    private func escaped(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            var result = ""
            for character in line {
                switch character {
                case "\\": result += "\\e"
                case "-": result += "\\-"
                case "`": result += "\\`"
                case "'": result += "\\(aq"
                default: result.append(character)
                }
            }
            return result.hasPrefix(".") ? "\\&" + result : result
        }.joined(separator: "\n")
    }

    private func string(_ json: JSON, _ key: String) -> String {
        if case .string(let text)? = json[key] { text } else { "" }
    }

    private func items(_ json: JSON, _ key: String) -> [JSON] {
        if case .array(let items)? = json[key] { items } else { [] }
    }
}

extension String {
    fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }

    fileprivate var withoutStop: String { hasSuffix(".") ? String(dropLast()) : self }
}
