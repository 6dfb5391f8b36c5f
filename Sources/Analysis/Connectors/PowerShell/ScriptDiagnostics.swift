import Diagnostics
import Microsoft
import PowerShellSyntax

/// About the folder of scripts, its files and what the plan says of them.
extension Diagnostic {
    static func scriptFolder(_ folder: Spanned<String>) -> Diagnostic {
        Diagnostic(
            .missingScript, "`\(folder.value)` is no folder below the plan",
            at: Label(folder.span), why: "The scripts are part of the plan: whoever has it has them.",
            help: [FixIt("write a path from the plan's folder, with /: scripts/badges")])
    }

    static func noScripts(_ folder: Spanned<String>, known: [String], isBesideOneFile: Bool) -> Diagnostic {
        let near = nearest(to: folder.value, among: known)
        var help: [FixIt] = []
        if let near {
            help.append(FixIt("did you mean `\(near)`?", replace: folder.span, with: near))
        } else if isBesideOneFile, known.isEmpty {
            help.append(FixIt("a plan that is one file has no scripts beside it: make it a folder with plan.yaml and \(folder.value)/schema.ps1, import.ps1 and export.ps1"))
        } else {
            help.append(FixIt("put schema.ps1, import.ps1 and export.ps1 there"))
        }
        return Diagnostic(.missingScript, "no scripts lie in `\(folder.value)`", at: Label(folder.span), help: help)
    }

    static func missingScript(_ script: ConnectorScript, _ folder: Spanned<String>, found: [String]) -> Diagnostic {
        let near = nearest(to: script.fileName, among: found.filter { name in !ConnectorScript.allCases.contains { $0.fileName == name.lowercased() } })
        let reason = switch script {
        case .schema: "It tells the wizard which attributes there are."
        case .import: "Without it the host can't find objects that are there already."
        case .partition: "The capability `partitions` is on."
        case .hierarchy: "The capability `hierarchy` is on."
        default: "Without it nothing is written."
        }
        let passed = script.passed.map { "$\($0.name)" }.joined(separator: ", ")
        return Diagnostic(
            .missingScript, "`\(folder.value)` has no `\(script.fileName)`",
            at: Label(folder.span), why: reason,
            help: [
                near.map { FixIt("rename `\($0)`") }
                    ?? FixIt("write it: it gets \(passed)" + (script.result.map { " and hands back one Microsoft.MetadirectoryServices.\($0)" } ?? ""))
            ])
    }

    static func severalModules(_ folder: Spanned<String>, _ names: [String]) -> Diagnostic {
        Diagnostic(
            .scriptModule, "`\(folder.value)` has \(names.count) modules: \(names.joined(separator: ", "))",
            at: Label(folder.span), why: "The connector carries one common module.",
            help: [FixIt("put them into one file, module.psm1")])
    }

    static func unreadableScript(_ name: String, _ span: Span, _ problem: String, help: String) -> Diagnostic {
        Diagnostic(
            .unreadableScript, "`\(name)` can't be used: \(problem)", at: Label(span),
            why: "The wizard's fields and its file hold plain text.", help: [FixIt(help)])
    }

    static func scriptSyntax(_ name: String, _ error: ScriptError) -> Diagnostic {
        let (message, label, help): (String, String, String) = switch error.problem {
        case .notClosed(let bracket, nil): ("`\(bracket)` is never closed in `\(name)`", "opened here", "close it")
        case .notClosed(let bracket, let other?): ("`\(bracket)` is not closed before `\(other)` in `\(name)`", "opened here", "close it, or remove it")
        case .nothingToClose(let bracket): ("`\(bracket)` closes nothing in `\(name)`", "", "remove it, or open what it closes")
        case .unterminatedString: ("a string never ends in `\(name)`", "begins here; typographic quotes count as quotes", "end it with the same kind of quote")
        case .unterminatedHereString: ("a here-string never ends in `\(name)`", "begins here", "end it with the quote and @ at the very start of a line")
        case .unterminatedComment: ("a comment never ends in `\(name)`", "begins here", "end it with #>")
        case .tooDeep: ("brackets are nested too deep in `\(name)`", "", "take the inner ones out into functions")
        }
        return Diagnostic(
            .scriptSyntax, message, at: Label(error.span, label), and: error.other.map { [Label($0, "not before this")] } ?? [],
            why: "PowerShell refuses the whole script when the host calls it.", help: [FixIt(help)])
    }

    static func parameterSuffix(_ name: Spanned<String>, _ short: String) -> Diagnostic {
        Diagnostic(
            .scriptParameterName, "`\(name.value)` has the ending that the connector adds itself",
            at: Label(name.span), why: "Scripts would have to read \(name.value)_Global.",
            help: [FixIt("write `\(short)`", replace: name.span, with: short)])
    }

    static func parameterName(_ name: Spanned<String>) -> Diagnostic {
        Diagnostic(
            .scriptParameterName, "`\(name.value)` can't name a parameter",
            at: Label(name.span), why: "The wizard takes all names in one field, with commas between them.",
            help: [FixIt("write letters and digits, for example BadgeServer")])
    }

    static func sameParameter(_ name: Spanned<String>, _ first: Span) -> Diagnostic {
        Diagnostic(
            .scriptParameterName, "two parameters are called `\(name.value)`",
            at: Label(name.span), and: [Label(first, "the first one")],
            why: "The wizard has one field for a name; upper and lower case make no other.", help: [FixIt("rename one of the two")])
    }

    static func needsLDAPStyle(_ key: String, _ span: Span, _ style: Span?) -> Diagnostic {
        Diagnostic(
            .scriptCapabilities, "`\(key)` needs distinguished names in LDAP's style",
            at: Label(span), and: style.map { [Label($0, "another style")] } ?? [],
            why: "The wizard says it beside the box: only LDAP style DN.",
            help: [FixIt("write dn-style: ldap, or remove `\(key)`")])
    }

    static func impersonation(_ span: Span, _ connector: String) -> Diagnostic {
        Diagnostic(
            .impersonation, "the scripts of `\(connector)` run as another account",
            at: Label(span),
            why: "The account then needs rights on the server itself: its registry and the connector's folders. A script that uses the credential it is passed needs none.",
            help: [FixIt("remove it, and use $Credential in the scripts"), acceptance("impersonation", connector)])
    }
}
