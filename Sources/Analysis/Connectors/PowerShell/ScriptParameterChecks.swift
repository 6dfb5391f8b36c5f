import Diagnostics
import Microsoft
import PowerShellSyntax

/// The `param` block: what the host passes must have a name there.
extension ConnectorScriptChecks {
    mutating func checkParameters(_ file: ScriptFile, _ script: ConnectorScript) {
        guard let block = file.tree.body.parameterBlock else {
            add(.noParameters(file.name, script, start(file)))
            return
        }
        // One [Parameter()] makes a script as strict as [CmdletBinding()].
        let strictness = block.attributes.contains { $0.isNamed("CmdletBinding") } || block.parameters.contains { parameter in
            parameter.decorations.contains { if case .attribute(let attribute) = $0.kind { attribute.isNamed("Parameter") } else { false } }
        }
        func names(_ parameter: ParameterDeclaration) -> [String] { ([parameter.name] + parameter.aliases).map { $0.lowercased() } }
        let taken = Set(block.parameters.flatMap(names))
        var standIns: Set<String> = []
        for passed in script.passed where !taken.contains(passed.name.lowercased()) {
            if let documented = passed.documented?.lowercased(),
                let other = block.parameters.first(where: { $0.name.lowercased() == documented })
            {
                standIns.insert(documented)
                add(.missingAlias(passed, other, file.name))
            } else if strictness {
                add(.undeclaredParameter(passed, file.name, block.span))
            } else if let use = firstUse(of: passed, in: file), nearest(to: passed.name, among: block.parameters.map(\.name)) == nil {
                add(.unboundVariable(passed, file.name, use, block.span))
            }
        }
        // A parameter that is misspelt is told below.
        let passedNames = Set(script.passed.map { $0.name.lowercased() })
        for parameter in block.parameters where !names(parameter).contains(where: passedNames.contains) {
            guard !standIns.contains(parameter.name.lowercased()), !parameter.hasDefault else { continue }
            let near = nearest(to: parameter.name, among: script.passed.map(\.name).filter { !taken.contains($0.lowercased()) })
            if near != nil || parameter.isMandatory { add(.neverPassed(parameter, file.name, script, near: near)) }
        }
    }

    private func firstUse(of passed: ConnectorScript.PassedParameter, in file: ScriptFile) -> Span? {
        let wanted = passed.name.lowercased()
        // A variable that the script sets itself is its own.
        guard ScriptLiterals(file.tree).sources(of: wanted).isEmpty else { return nil }
        var found: Span?
        file.tree.body.walk(intoFunctions: false) { row in
            for element in row where found == nil && element.variable == wanted { found = element.span }
        }
        return found
    }
}

extension Diagnostic {
    fileprivate static func noParameters(_ file: String, _ script: ConnectorScript, _ span: Span) -> Diagnostic {
        let block = script.passed.map { passed in
            let alias = passed.documented == "Credential" ? "[Alias('PSCredential')] $Credential" : "$\(passed.name)"
            return "    \(alias)"
        }.joined(separator: ",\n")
        return Diagnostic(
            .scriptParameters, "`\(file)` declares no parameters",
            at: Label(span, "a `param` block is missing"),
            why: "The host passes everything by name: its configuration, the schema and the account. Without parameters the script sees nothing of it.",
            help: [FixIt("begin it with:\nparam(\n\(block)\n)")])
    }

    fileprivate static func missingAlias(
        _ passed: ConnectorScript.PassedParameter, _ parameter: ParameterDeclaration, _ file: String
    ) -> Diagnostic {
        Diagnostic(
            .scriptParameters, "`$\(parameter.name)` of `\(file)` never gets a value",
            at: Label(parameter.nameSpan, "the host passes it as `\(passed.name)`"),
            why: "The documentation calls it \(parameter.name); the connector's own samples are called with \(passed.name).",
            help: [FixIt(
                "give it the other name as well: [Alias('\(passed.name)')]", replace: parameter.span.startPoint,
                with: "[Alias('\(passed.name)')] ")])
    }

    fileprivate static func undeclaredParameter(_ passed: ConnectorScript.PassedParameter, _ file: String, _ span: Span) -> Diagnostic {
        Diagnostic(
            .scriptParameters, "`\(file)` does not declare `$\(passed.name)`, which the host passes",
            at: Label(Span(file: span.file, start: span.start, end: span.start + 5), "not among these"),
            why: "With [CmdletBinding()] or [Parameter()] a script refuses a call that names a parameter it does not have.",
            help: [FixIt("declare it: [\(passed.type)] $\(passed.name)")])
    }

    fileprivate static func unboundVariable(
        _ passed: ConnectorScript.PassedParameter, _ file: String, _ use: Span, _ block: Span
    ) -> Diagnostic {
        Diagnostic(
            .scriptParameters, "`\(file)` reads `$\(passed.name)` and does not declare it",
            at: Label(use, "empty here"), and: [Label(Span(file: block.file, start: block.start, end: block.start + 5), "missing in these parameters")],
            why: "The host passes it by name; without a parameter of that name the value goes into $args.",
            help: [FixIt("declare it: [\(passed.type)] $\(passed.name)")])
    }

    fileprivate static func neverPassed(
        _ parameter: ParameterDeclaration, _ file: String, _ script: ConnectorScript, near: String?
    ) -> Diagnostic {
        Diagnostic(
            .scriptParameters, "the host passes no `\(parameter.name)` to `\(file)`",
            at: Label(parameter.nameSpan, parameter.isMandatory ? "mandatory" : ""),
            why: parameter.isMandatory ? "Nobody is there to be asked for it: the call fails." : nil,
            help: [
                near.map { FixIt("did you mean `$\($0)`?", replace: parameter.nameSpan, with: "$\($0)") }
                    ?? FixIt("it passes \(script.passed.map(\.name).joined(separator: ", "))")
            ])
    }
}
