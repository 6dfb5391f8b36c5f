import ArgumentParser
import Diagnostics

struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tell the longer story of a diagnostic's or a change's code.",
        discussion: "Without a code, lists all codes with the law that each stands for."
    )

    @Argument(help: ArgumentHelp("A code such as literal-secret.", valueName: "code"))
    var code: String?

    func run() throws {
        guard let code else {
            let lines = Rule.all.map { ($0.code, $0.law) } + ChangeRule.all.map { ($0.code, $0.change) }
            let width = lines.map(\.0.count).max() ?? 0
            for (code, law) in lines {
                Terminal.print(code + String(repeating: " ", count: width - code.count + 2) + law + "\n")
            }
            return
        }
        if let change = ChangeRule.named(code) {
            Terminal.print(change.explanation)
            return
        }
        guard let rule = Rule.named(code) else {
            let near = nearest(to: code, among: Rule.all.map(\.code) + ChangeRule.all.map(\.code))
            Terminal.printError("entrain: there is no code `\(code)`" + (near.map { "; did you mean `\($0)`?" } ?? "; `entrain explain` lists them") + "\n")
            throw ExitCode(2)
        }
        Terminal.print(rule.explanation)
    }
}
