import ArgumentParser
import Diagnostics
import Glibc

/// The way in: as the argument parser does it, but with our exit statuses and a word for a misspelt command.
@main
enum Main {
    static func main() {
        if let name = CommandLine.arguments.dropFirst().first, !name.hasPrefix("-"), name != "help" {
            let known = Entrain.configuration.subcommands.map { $0._commandName }
            if !known.contains(name) {
                let near = nearest(to: name, among: known)
                let hint = near.map { "did you mean `\($0)`?" } ?? "the commands are \(known.joined(separator: ", "))"
                Terminal.printError("entrain: there is no command `\(name)`; \(hint)\n")
                exit(2)
            }
        }
        do {
            var command = try Entrain.parseAsRoot()
            try command.run()
        } catch let code as ExitCode {
            exit(code.rawValue)
        } catch {
            let message = Entrain.fullMessage(for: error)
            if Entrain.exitCode(for: error) == .success {
                Terminal.print(message + "\n")
                exit(0)
            }
            Terminal.printError(message + "\n")
            exit(2)
        }
    }
}
