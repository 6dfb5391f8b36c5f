import ArgumentParser
import Diagnostics

struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tell the longer story of a diagnostic's code.",
        discussion: "Without a code, lists all codes with the law that each stands for."
    )

    @Argument(help: ArgumentHelp("A code such as literal-secret.", valueName: "code"))
    var code: String?

    func run() throws {
        guard let code else {
            let width = Rule.all.map(\.code.count).max() ?? 0
            for rule in Rule.all {
                Terminal.print(rule.code + String(repeating: " ", count: width - rule.code.count + 2) + rule.law + "\n")
            }
            return
        }
        guard let rule = Rule.named(code) else {
            let near = nearest(to: code, among: Rule.all.map(\.code))
            Terminal.printError("entrain: there is no code `\(code)`" + (near.map { "; did you mean `\($0)`?" } ?? "; `entrain explain` lists them") + "\n")
            throw ExitCode(2)
        }
        Terminal.print(rule.explanation)
    }
}
