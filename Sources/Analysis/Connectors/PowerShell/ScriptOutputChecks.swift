import Diagnostics
import Microsoft
import PowerShellSyntax

/// A script's output is its result, and nothing else may get in there.
extension ConnectorScriptChecks {
    mutating func checkOutput(_ file: ScriptFile, _ script: ConnectorScript) {
        let literals = ScriptLiterals(file.tree)
        var found: [Diagnostic] = []
        stray(in: file.tree.body, file, literals, isFunction: false, &found)
        for function in file.tree.body.functions { stray(in: function.body, file, literals, isFunction: true, &found) }
        for diagnostic in found { add(diagnostic) }
        if let result = script.result, !names(result, in: file, isSchema: script == .schema), !hasForeignCode(file),
            target.module.map({ names(result, in: $0, isSchema: script == .schema) || hasForeignCode($0) }) != true
        {
            add(.noResult(result, file.name, lastPlace(of: file)))
        }
    }

    private func lastPlace(of file: ScriptFile) -> Span {
        file.tree.body.statements.last?.elements.first.map { element in
            // The first line of the last statement is enough to be shown.
            let bytes = Array(file.text.utf8)
            let start = Int(element.span.start)
            let end = bytes[start...].firstIndex { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") } ?? bytes.count
            return Span(file: file.file, start: Int32(start), end: min(Int32(end), max(element.span.end, Int32(start))))
        } ?? start(file)
    }

    /// Whether the type stands anywhere outside the parameters: as a type, in a string, or as an argument.
    private func names(_ type: String, in file: ScriptFile, isSchema: Bool) -> Bool {
        var found = false
        let parameters = file.tree.body.parameterBlock?.span
        let suffix = "." + type.lowercased()
        file.tree.body.walk { row in
            guard let first = row.first, parameters.map({ !($0.start <= first.span.start && first.span.end <= $0.end) }) ?? true else { return }
            for element in row {
                switch element.kind {
                case .type(let name):
                    found = found || name.lowercased().hasSuffix(suffix) || name.lowercased() == type.lowercased()
                case .string, .word:
                    guard let text = element.text?.lowercased() else { continue }
                    found = found || text.hasSuffix(suffix) || (!isSchema && text == type.lowercased())
                case .command(let command):
                    // Helper modules of the samples make a schema by a command.
                    found = found || (isSchema && command.name?.lowercased().hasSuffix("schema") == true)
                default: break
                }
            }
        }
        return found
    }

    private func stray(in block: Block, _ file: ScriptFile, _ literals: ScriptLiterals, isFunction: Bool, _ found: inout [Diagnostic]) {
        for statement in block.statements {
            let elements = statement.elements
            guard let first = elements.first else { continue }
            if case .keyword(let word) = first.kind {
                if word == "return" || word == "using" || word == "throw" || word == "exit" {
                    // A text is no result of a script.
                    if word == "return", !isFunction, elements.count > 1, isText(Array(elements[1...])) { found.append(.strayOutput(elements[1].span, file.name)) }
                    continue
                }
                for element in elements {
                    if case .scriptBlock(let inner) = element.kind { stray(in: inner, file, literals, isFunction: isFunction, &found) }
                }
                continue
            }
            // Piped, assigned and redirected output goes elsewhere.
            let goesElsewhere = elements.contains { element in
                guard case .symbol(let symbol) = element.kind else { return false }
                return [">", ">>", "|"].contains(symbol) || symbol.hasSuffix("=")
            }
            guard !goesElsewhere else { continue }
            if case .command(let command) = first.kind {
                guard !command.arguments.contains(where: { $0.isSymbol(">") }) else { continue }
                switch command.name?.lowercased() {
                case "write-output", "echo", "write":
                    if !isFunction, isText(command.arguments.filter { if case .parameter = $0.kind { false } else { true } }) {
                        found.append(.strayOutput(command.nameSpan, file.name))
                    }
                case "new-item", "mkdir", "md":
                    found.append(.strayObject(command.nameSpan, command.name ?? "", file.name, isFunction: isFunction))
                default: break
                }
            } else if !isFunction, isText(elements) {
                found.append(.strayOutput(first.span, file.name))
            } else if let (method, span) = talkative(elements, literals) {
                found.append(.strayObject(span, method, file.name, isFunction: isFunction))
            }
        }
    }

    /// Whether an expression is a text, whatever it holds.
    private func isText(_ elements: [Element]) -> Bool {
        guard let first = elements.first, case .string = first.kind else { return false }
        return elements.count == 1 || elements[1].isSymbol("-f") || elements[1].isSymbol("+")
    }

    /// A method that hands something back where nobody takes it: `$list.Add($x)` of an ArrayList gives its index.
    private func talkative(_ elements: [Element], _ literals: ScriptLiterals) -> (String, Span)? {
        guard elements.count == 3, let variable = elements[0].variable, case .member(let method) = elements[1].kind, case .call = elements[2].kind
        else { return nil }
        let sources = literals.sources(of: variable).flatMap { $0 }
        guard !sources.isEmpty else { return nil }
        func mentions(_ type: String) -> Bool {
            sources.contains { element in
                switch element.kind {
                case .type(let name): return name.lowercased().contains(type)
                case .command(let command): return command.arguments.contains { $0.text?.lowercased().contains(type) == true }
                default: return false
                }
            }
        }
        let talkers: [(type: String, methods: Set<String>)] = [
            ("collections.arraylist", ["add"]), ("generic.hashset", ["add", "remove"]), ("text.stringbuilder", ["append", "appendline", "insert"]),
            ("generic.list[", ["remove"]), ("generic.dictionary[", ["remove"]),
        ]
        guard talkers.contains(where: { $0.methods.contains(method.lowercased()) && mentions($0.type) }) else { return nil }
        return (method, elements[0].span.union(elements[1].span))
    }
}

extension Diagnostic {
    fileprivate static func strayOutput(_ span: Span, _ file: String) -> Diagnostic {
        Diagnostic(
            .strayOutput, "`\(file)` writes a text among its results",
            at: Label(span, "goes to the host"),
            why: "The host takes everything on the output stream for the script's result, and a text is none.",
            help: [FixIt("write messages with Write-Verbose, or remove it")])
    }

    fileprivate static func strayObject(_ span: Span, _ what: String, _ file: String, isFunction: Bool) -> Diagnostic {
        Diagnostic(
            .strayOutput, "what `\(what)` hands back gets into the \(isFunction ? "function's result" : "results") in `\(file)`",
            at: Label(span, "its output is not taken"),
            why: "The host takes everything on the output stream for the script's result.",
            help: [FixIt("write `$null = ` before it", replace: span.startPoint, with: "$null = ")])
    }

    fileprivate static func noResult(_ type: String, _ file: String, _ span: Span) -> Diagnostic {
        Diagnostic(
            .scriptResult, "`\(file)` makes no \(type)",
            at: Label(span, "the script ends without one"),
            why: "It is the one thing that the host takes from this script.",
            help: [
                FixIt(
                    type == "Schema"
                        ? "begin with $schema = [Microsoft.MetadirectoryServices.Schema]::Create(), add the type, and end with $schema"
                        : "end with one, for example New-Object -TypeName 'Microsoft.MetadirectoryServices.\(type)'")
            ])
    }
}
