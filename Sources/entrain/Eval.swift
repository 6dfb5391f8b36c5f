import Analysis
import ArgumentParser
import Delivery
import Diagnostics
import Expressions
import Glibc
import JSON
import Microsoft

extension ExpressionContext.Road: ExpressibleByArgument {}
extension ExpressionContext.Destination: ExpressibleByArgument {}

struct Eval: ParsableCommand {
    enum Applies: String, ExpressibleByArgument, CaseIterable {
        case always
        case onCreate = "on-create"
    }

    enum Assignment: String, ExpressibleByArgument, CaseIterable {
        case all, assigned
    }

    static let configuration = CommandConfiguration(
        abstract: "Check and evaluate one expression of Entra's mapping language.",
        discussion: """
            The expression is checked against the schema, or, without one, with every attribute as text that may be absent; then \
            it is evaluated for the input.

              entrain eval 'Join(" ", [givenName], [surname])' --input person.json

            --input is a JSON object of attribute values: text, number, true, false, null or a list. --schema is an object of \
            attribute names and types, as a plan writes them: {"mail": "string(64)?", "proxyAddresses": "string[]"}; the input is held \
            against it, and without an input only the type is told. --target with --to, or --target-type, say where the value goes.

            --structure prints the form that the synchronization schema of Microsoft Graph holds; such a JSON object in place of the             expression is read back.

            Exit status: 0 evaluated; 1 the expression has errors, or fails for this input; 2 could not run.
            """
    )

    @Argument(help: "The expression, with or without the `=` of a plan, or its structural form.")
    var expression: String

    @Option(help: ArgumentHelp("Attribute values, a JSON object.", valueName: "file"), completion: .file())
    var input: String?

    @Option(help: ArgumentHelp("The source's attributes and their types, a JSON object.", valueName: "file"), completion: .file())
    var schema: String?

    @Option(help: ArgumentHelp("The instant that Now() gives, in ISO 8601.", valueName: "instant"))
    var now: String?

    @Option(help: ArgumentHelp("Values that the target has already, a JSON list or a text a line.", valueName: "file"), completion: .file())
    var existing: String?

    @Option(help: ArgumentHelp("What DefaultDomain() gives.", valueName: "domain"))
    var defaultDomain = "contoso.onmicrosoft.com"

    @Option(help: "The road: workday, successfactors, api-driven, scim, ecma-host or mim.")
    var via: ExpressionContext.Road?

    @Option(help: "Where it leads: entra, active-directory or application.")
    var to: ExpressionContext.Destination?

    @Option(help: ArgumentHelp("The target attribute.", valueName: "attribute"))
    var target: String?

    @Option(help: ArgumentHelp("The target's type, as a plan writes it.", valueName: "type"))
    var targetType: String?

    @Option(help: "When the mapping applies: always or on-create.")
    var apply: Applies?

    @Flag(help: "The mapping matches people.")
    var match = false

    @Option(help: "The scope: all users and groups, or assigned ones.")
    var assignment: Assignment?

    @Flag(help: "Show each part with its type, absence, length and values.")
    var explain = false

    @Flag(help: "Print the structural form that the synchronization schema holds, as JSON, and evaluate nothing.")
    var structure = false

    @Option(help: "How the answer is printed: text or json.")
    var format: Format = .text

    func run() throws {
        var context = ExpressionContext(attributes: try readSchema())
        context.via = via
        context.to = to
        context.target = target
        context.targetType = try targetType.map(type) ?? typeOfTarget
        context.onCreate = apply.map { $0 == .onCreate }
        context.isMatch = match
        context.isForAll = assignment == .all
        let text = try expressionText()
        let (typed, findings) = ExpressionChecker.check(text, in: context)
        if structure, let tree = ExpressionParser.parse(text).expression, typed?.hasErrors == false {
            Terminal.print(MappingSource(tree).json.prettyText)
            return
        }
        var outcome: Outcome?
        // A schema without values: the type is all that can be said.
        let isTypeOnly = input == nil && context.attributes?.isEmpty == false && typed?.hasErrors == false
        if let typed, !isTypeOnly, !typed.hasErrors, let tree = ExpressionParser.parse(text).expression {
            let names = tree.attributes.map(\.name)
            let values = try readInput(context.attributes, used: Set(names))
            let row = names.map { values[$0] ?? .absent }
            outcome = Evaluator(tree) { name in names.firstIndex(of: name) }.evaluate(row, try environment())
        }
        let answer = EvalAnswer(text: text, typed: typed, findings: findings, outcome: outcome, isTypeOnly: isTypeOnly)
        switch format {
        case .json: Terminal.print(answer.json.prettyText)
        case .text: Terminal.print(answer.text(color: Terminal.wantsColor(1), explain: explain))
        }
        if answer.isFailure { throw ExitCode(1) }
    }

    /// The expression itself, or what a structural form says.
    private func expressionText() throws -> String {
        if expression.first == "=" { return String(expression.dropFirst()) }
        guard expression.first == "{" else { return expression }
        do {
            return try MappingSource(json: try JSONReader.read(Array(expression.utf8))).expression().description
        } catch {
            throw refuse("this is no structural form of an expression: \(error)")
        }
    }

    private func refuse(_ message: String) -> ExitCode {
        Terminal.printError("entrain: \(message)\n")
        return ExitCode(2)
    }

    private func read(_ path: String) throws -> JSON {
        do {
            return try JSONReader.read(try PlanReader.bytes(of: path, limit: .max))
        } catch let error as JSONError {
            throw refuse("\(path) is no JSON: \(error)")
        } catch {
            throw refuse("\(error)")
        }
    }

    private func type(_ text: String) throws -> AttributeType {
        switch AttributeType.parse(text, bareReference: true) {
        case .success(let type): return type
        case .failure(let error): throw refuse("`\(text)` can't be read as a type: \(error.problem)" + (error.suggestion.map { "; did you mean `\($0)`?" } ?? ""))
        }
    }

    private func readSchema() throws -> [String: AttributeType]? {
        guard let schema else { return nil }
        guard case .object(let members) = try read(schema) else { throw refuse("\(schema) is no object of names and types") }
        var attributes: [String: AttributeType] = [:]
        for member in members {
            guard case .string(let text) = member.value else { throw refuse("the type of `\(member.key)` in \(schema) is no text") }
            attributes[member.key] = try type(text)
        }
        return attributes
    }

    private func readInput(_ schema: [String: AttributeType]?, used: Set<String>) throws -> [String: Value] {
        guard let input else { return [:] }
        guard case .object(let members) = try read(input) else { throw refuse("\(input) is no object of attribute values") }
        var values: [String: Value] = [:]
        for member in members {
            let value = value(member.value)
            if let type = schema?[member.key], let problem = problem(value, type) {
                throw refuse("`\(member.key)` in \(input) \(problem); the schema says \(type)")
            }
            values[member.key] = value
        }
        for (name, type) in (schema ?? [:]).sorted(by: { $0.key < $1.key })
        where !type.isOptional && !type.isMultiValued && used.contains(name) && (values[name] ?? .absent).isAbsentOrEmpty {
            throw refuse("`\(name)` is missing in \(input); the schema says \(type), which may not be absent")
        }
        return values
    }

    /// Why a value is none of the type; nil when it is one.
    private func problem(_ value: Value, _ type: AttributeType) -> String? {
        switch value {
        case .absent: return nil
        case .list(let values):
            if !type.isMultiValued { return "is a list" }
            var item = type
            item.isMultiValued = false
            return values.lazy.compactMap { problem($0, item) }.first
        default: break
        }
        let text = value.text ?? ""
        switch type.base {
        case .string(let limit?) where text.utf16.count > limit: return "has \(text.utf16.count) characters"
        case .integer where Int(text) == nil: return "is no integer"
        case .boolean where !["true", "false"].contains(text.lowercased()): return "is neither true nor false"
        default: return nil
        }
    }

    private func value(_ json: JSON) -> Value {
        switch json {
        case .null: .absent
        case .bool(let flag): .boolean(flag)
        case .integer(let number): .integer(number)
        case .decimal(let text), .string(let text): .text(text)
        case .array(let items): .list(items.map(value))
        case .object: .text(json.compactText)
        }
    }

    /// What Microsoft's side takes, where the target is one of its attributes.
    private var typeOfTarget: AttributeType? {
        guard let target else { return nil }
        switch to {
        case .entra: return EntraUserAttribute.named(target)?.type
        case .activeDirectory: return ActiveDirectoryAttribute.named(target)?.type
        default: return nil
        }
    }

    private func environment() throws -> EvaluationEnvironment {
        var taken: Set<String> = []
        if let existing {
            let bytes: [UInt8]
            do { bytes = try PlanReader.bytes(of: existing, limit: .max) } catch { throw refuse("\(error)") }
            switch try? JSONReader.read(bytes) {
            case .array(let items)?:
                for item in items {
                    guard case .string(let text) = item else { throw refuse("\(existing) holds something else than texts: \(item.compactText)") }
                    taken.insert(text.lowercased())
                }
            case .object?: throw refuse("\(existing) is a JSON object; write a list of texts, or a text a line")
            default:
                for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline) { taken.insert(line.lowercased()) }
            }
        }
        let known = taken
        let instant: Instant
        if let now {
            guard let parsed = Instant.parseISO(now) else { throw refuse("`\(now)` is no instant; write it as 2027-03-01T08:00:00Z") }
            instant = parsed
        } else {
            // 1601 to 1970 in seconds, as Active Directory counts.
            guard let clock = Instant(fileTime: (Int64(time(nil)) + 11_644_473_600) * 10_000_000) else { throw refuse("the computer's clock is out of range") }
            instant = clock
        }
        return EvaluationEnvironment(
            now: instant, defaultDomain: defaultDomain, isTaken: { known.contains($0.lowercased()) },
            random: { UInt64.random(in: .min ... .max) })
    }
}

/// What `eval` says.
struct EvalAnswer {
    let text: String
    let typed: TypedExpression?
    let findings: [ExpressionError]
    let outcome: Outcome?
    /// There were no values to evaluate it for.
    let isTypeOnly: Bool

    var isFailure: Bool {
        if findings.contains(where: { !$0.isWarning }) { return true }
        if case .failure? = outcome { return true }
        return outcome == nil && !isTypeOnly
    }

    var json: JSON {
        var diagnostics = findings.map { finding in
            JSON.compact([
                "kind": .string(finding.kind),
                "severity": finding.isWarning ? "warning" : "error",
                "message": .string(finding.message),
                "label": .string(finding.label),
                "range": ["start": .integer(finding.range.lowerBound), "end": .integer(finding.range.upperBound)],
                "why": finding.why.map { .string($0) },
                "help": finding.help.map { .string($0) },
                "replacement": finding.replacement.map { .string($0) },
            ])
        }
        if case .failure(let reason)? = outcome {
            diagnostics.append(["kind": "evaluation", "severity": "error", "message": .string(reason)])
        }
        return .compact([
            "value": outcome.map(value) ?? .null,
            "type": typed.map { .string($0.type.description) },
            "diagnostics": .array(diagnostics),
        ])
    }

    private func value(_ outcome: Outcome) -> JSON {
        switch outcome {
        case .value(let value): json(value)
        case .ignoreAttribute: ["ignore": "attribute"]
        case .ignoreObject: ["ignore": "object"]
        case .escrow: ["escrow": true]
        case .failure: .null
        }
    }

    /// Scalars are texts: numbers in decimal, True and False, dates in the engine's form.
    private func json(_ value: Value) -> JSON {
        switch value {
        case .absent: .null
        case .list(let values): .array(values.map(json))
        case .roles(let names, let key):
            .array(names.map { name in
                .object([
                    .init("primary", false), .init("type", "WindowsAzureActiveDirectoryRole"), .init(key, .string(name)),
                    .init("value", .string(name)),
                ])
            })
        default: value.text.map(JSON.string) ?? .null
        }
    }

    func text(color: Bool, explain: Bool) -> String {
        var result = ""
        if let outcome, !findings.contains(where: { !$0.isWarning }) {
            switch outcome {
            case .value(.absent): result += "(absent)\n"
            case .value(let value):
                result += (value.text ?? json(value).compactText) + "\n"
            case .ignoreAttribute: result += "(the target is left alone)\n"
            case .ignoreObject: result += "(the person is left alone)\n"
            case .escrow: result += "(no candidate is free; the person waits)\n"
            case .failure(let reason): result += "fails: \(reason)\n"
            }
        }
        if let typed, !typed.hasErrors { result += "\(typed.type)\n" }
        if explain, let typed { result += "\n" + tree(typed.root, indent: "") }
        if !findings.isEmpty { result += "\n" + rendered(color: color) }
        return result
    }

    private func tree(_ node: TypedExpression.Node, indent: String) -> String {
        var line = indent + node.text
        if line.count > 60 { line = String(line.prefix(59)) + "…" }
        let type = node.type
        var facts = ["\(type)"]
        facts.append(type.mayBeAbsent ? "may be absent" : "always there")
        facts.append("length \(type.minLength)" + (type.maxLength.map { $0 == type.minLength ? "" : " to \($0)" } ?? " and more"))
        if let values = type.values, !values.isEmpty, !type.isLiteral {
            facts.append("one of " + values.prefix(6).map { "\"\($0)\"" }.joined(separator: ", ") + (values.count > 6 ? ", …" : ""))
        }
        var result = line + String(repeating: " ", count: max(2, 62 - line.count)) + facts.joined(separator: " · ") + "\n"
        for child in node.children { result += tree(child, indent: indent + "  ") }
        return result
    }

    private func rendered(color: Bool) -> String {
        var sources = SourceMap()
        let file = sources.add(SourceFile(path: "expression", bytes: Array(text.utf8)))
        var report = Report()
        for finding in findings {
            let span = Span(file: file, start: Int32(finding.range.lowerBound), end: Int32(finding.range.upperBound))
            report.add(Diagnostic(
                finding.isWarning ? .questionableExpression : .badExpression, finding.message, at: Label(span, finding.label), why: finding.why,
                help: finding.help.map { [FixIt($0)] } ?? []))
        }
        return TextRenderer(color: color).render(report, sources: sources)
    }
}
