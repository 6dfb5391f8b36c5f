import Diagnostics
import Expressions
import YAMLSyntax

extension YAMLNode {
    fileprivate var shape: String {
        switch kind {
        case .mapping: "a mapping"
        case .sequence: "a list"
        case .scalar: isNull ? "nothing" : "a text"
        }
    }
}

extension Diagnostic {
    static func wrongShape(_ what: String, wanted: String, found: YAMLNode) -> Diagnostic {
        Diagnostic(
            .wrongShape, "\(what) is written as \(wanted)",
            at: Label(found.span, "this is \(found.shape)"), help: [FixIt(example(of: wanted))])
    }

    private static func example(of wanted: String) -> String {
        switch wanted {
        case _ where wanted.hasPrefix("a list"): "write [one, two], or each item on a line of its own behind `- `"
        case _ where wanted.hasPrefix("a mapping"): "write `key: value`, each on a line of its own, indented by two"
        case _ where wanted.hasPrefix("clauses"): "write {EmployeeStatus: Active}, or {EmployeeStatus: {in: [Active, Leave]}}"
        case _ where wanted.hasPrefix("users"): "write {users: [ada@contoso.com]}, {group: Pilot} or everyone"
        case _ where wanted.hasPrefix("an attribute"): "write `department: Department`, or `=Join(…)` in quotation marks"
        default: "write one value on one line; quotation marks where it begins with [ or {"
        }
    }

    static func unknownKey(_ key: String, _ span: Span, owner: String, known: [String], elsewhere: String?) -> Diagnostic {
        let near = elsewhere == nil ? nearest(to: key, among: known) : nil
        return Diagnostic(
            .unknownKey, "\(owner) has no key `\(key)`",
            at: Label(span, elsewhere.map { "a key of connectors of kind `\($0)`" } ?? (near == nil ? "not a word of the plan language here" : "")),
            help: [
                near.map { FixIt("did you mean `\($0)`?", replace: span, with: $0) }
                    ?? FixIt("its keys are \(known.joined(separator: ", "))")
            ])
    }

    static func missingKey(_ key: KeySet.Key, owner: String, at node: YAMLNode) -> Diagnostic {
        Diagnostic(
            .missingKey, "\(owner) needs `\(key.name)`",
            at: Label(node.kind == .mapping ? node.entries.first?.key.span ?? node.span : node.span, "missing in what begins here"),
            help: [FixIt("add `\(key.name):` (\(key.summary))")])
    }

    static func badName(_ name: String, _ span: Span) -> Diagnostic {
        var kebab = ""
        var before: Character?
        for character in name {
            // A capital begins a word when a small letter stands before it: hrSystem, but not HR.
            if character.isUppercase, let before, before.isLowercase { kebab += "-" }
            before = character
            if character.isASCII, character.isLetter || character.isNumber {
                kebab += character.lowercased()
            } else if kebab.last != "-", !kebab.isEmpty {
                kebab += "-"
            }
        }
        while kebab.hasSuffix("-") { kebab.removeLast() }
        let isUsable = kebab.first?.isLetter == true
        return Diagnostic(
            .badName, "`\(name)` is not a name of the plan language",
            at: Label(span, "lower-case letters, digits and hyphens, a letter first"),
            why: "Names become folder names, step ids and parts of addresses; these are the characters that all of them take.",
            help: isUsable ? [FixIt("write `\(kebab)`; the name that people use goes into `title`", replace: span, with: kebab)] : [])
    }

    static func badText(_ scalar: Unicode.Scalar, _ span: Span) -> Diagnostic {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let name = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        let isBreak = scalar == "\n" || scalar == "\r"
        return Diagnostic(
            .badText, isBreak ? "a line break stands in this text" : "the character \(name) stands in this text",
            at: Label(span, isBreak ? "only `because` has lines" : "it can't be seen"),
            why: "Names and addresses become lines of scripts and settings; a reviewer must see what is deployed.",
            help: [FixIt(isBreak ? "write it on one line" : "type the text again, without it")])
    }

    static func unknownParameter(_ name: String, _ span: Span, known: [String]) -> Diagnostic {
        let near = nearest(to: name, among: known)
        return Diagnostic(
            .unknownParameter, "no parameter `\(name)` is declared",
            at: Label(span),
            help: [
                near.map { FixIt("did you mean `${\($0)}`?", replace: span, with: "${\($0)}") }
                    ?? FixIt("declare it: parameters: {\(name): text}; or write $${ for a plain ${")
            ])
    }

    static func parameterInKey(_ name: String, _ span: Span) -> Diagnostic {
        Diagnostic(
            .unknownParameter, "`\(name)` is a key, and in keys no parameter is filled in",
            at: Label(span),
            why: "What things are called is the same in every environment; what they hold may differ.",
            help: [FixIt("write the name itself; a plain ${ is written $${")])
    }

    static func undeclaredParameter(_ name: String, _ span: Span, known: [String]) -> Diagnostic {
        let near = nearest(to: name, among: known)
        return Diagnostic(
            .unknownParameter, "the plan declares no parameter `\(name)`",
            at: Label(span, "a value for nothing"),
            help: [
                near.map { FixIt("did you mean `\($0)`?", replace: span, with: $0) }
                    ?? FixIt("declare it in the plan: parameters: {\(name): text}")
            ])
    }

    static func missingValue(_ declaration: Parameters.Declaration, environment: Parameters.Environment?) -> Diagnostic {
        let name = declaration.name.value
        let place = environment.map { "environment `\($0.name)`" } ?? "the plan, which has no environment,"
        return Diagnostic(
            .missingParameter, "\(place) gives `\(name)` no value",
            at: Label(environment?.span ?? declaration.name.span, environment == nil ? "declared without a default" : "missing in this file"),
            and: environment == nil ? [] : [Label(declaration.name.span, "declared here, without a default")],
            help: [
                FixIt(environment == nil
                    ? "add environments/production.yaml with `\(name): …`, or give it a default: \(name): {type: \(declaration.kind.rawValue), default: …}"
                    : "add `\(name): …` (\(declaration.kind.rawValue))")
            ])
    }

    static func badParameter(_ name: String, _ kind: Parameters.Kind, _ span: Span, _ problem: String) -> Diagnostic {
        Diagnostic(
            .badParameter, "this value of `\(name)` is no \(kind.rawValue)",
            at: Label(span, problem), help: [FixIt("write a value of type \(kind.rawValue), or change the parameter's type")])
    }

    static func badNumber(_ text: String, _ span: Span, range: ClosedRange<Int>) -> Diagnostic {
        let bounds = range.upperBound == .max ? "a whole number" : "a whole number from \(range.lowerBound) to \(range.upperBound)"
        return Diagnostic(.badNumber, "`\(text)` is not \(bounds)", at: Label(span), help: [FixIt("write digits only")])
    }

    static func badBoolean(_ text: String, _ span: Span) -> Diagnostic {
        let meant: String? = switch text.lowercased() {
        case "yes", "on", "true", "1", "y": "true"
        case "no", "off", "false", "0", "n": "false"
        default: nil
        }
        return Diagnostic(
            .badBoolean, "`\(text)` is neither `true` nor `false`",
            at: Label(span),
            why: meant == nil ? nil : "YAML readers disagree about what else means yes and no, so the plan language takes these two words only.",
            help: meant.map { [FixIt("write `\($0)`", replace: span, with: $0)] } ?? [FixIt("write `true` or `false`")])
    }

    static func badWord(_ text: String, _ span: Span, what: String, known: [String]) -> Diagnostic {
        let near = nearest(to: text, among: known)
        return Diagnostic(
            .badWord, "`\(text)` is no \(what)",
            at: Label(span),
            help: [
                near.map { FixIt("did you mean `\($0)`?", replace: span, with: $0) } ?? FixIt("write one of \(known.joined(separator: ", "))")
            ])
    }

    static func badType(_ text: String, _ span: Span, _ error: AttributeTypeError) -> Diagnostic {
        Diagnostic(
            .badType, "`\(text)` is no type",
            at: Label(span, error.problem),
            help: [
                error.suggestion.map { FixIt("write `\($0)`", replace: span, with: $0) }
                    ?? FixIt("write string(64), integer, boolean, date, datetime, binary or reference(system); ? for optional, [] for many")
            ])
    }

    public static func literalSecret(_ span: Span) -> Diagnostic {
        Diagnostic(
            .literalSecret, "a secret is written into the plan",
            at: Label(span, "this would be in git for ever"),
            why: "A plan is committed, reviewed and mailed. Whoever reads it could sign in as this account.",
            help: [FixIt("name it, {secret: SOME_NAME}, and leave it out of addresses. The value stays in the vault and is asked for where it is needed; change this one if it is real, it was seen")])
    }

    static func badSecretName(_ name: String, _ span: Span) -> Diagnostic {
        let meant = String(name.uppercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
        // Only a name in small letters is surely a name; what has capitals and signs too may be the secret itself.
        let isName = name.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "_" || $0 == "-") } && name.first?.isLetter == true
        return Diagnostic(
            .badSecretName, "this is not the name of a secret",
            at: Label(span, "capital letters, digits and underscores, a letter first"),
            why: "It becomes the name of an environment variable; and a value typed here by mistake rarely looks like one.",
            help: [isName ? FixIt("write `\(meant)`", replace: span, with: meant) : FixIt("write a name such as ECMA_SQL_PASSWORD")])
    }

    static func duplicateName(_ name: String, _ span: Span, first: Span, _ what: String) -> Diagnostic {
        Diagnostic(
            .duplicateName, "`\(name)` names two things of the plan",
            at: Label(span, "\(what), again"),
            and: [Label(first, "first declared here")],
            help: [FixIt("rename one of the two")])
    }

    static func reservedName(_ span: Span) -> Diagnostic {
        Diagnostic(
            .duplicateName, "`entra` names the tenant itself",
            at: Label(span, "declared again"),
            help: [FixIt("rename this one")])
    }

    static func languageVersion(_ text: String, _ span: Span) -> Diagnostic {
        Diagnostic(
            .languageVersion, "this compiler speaks version 1 of the plan language",
            at: Label(span, "version `\(text)`"),
            help: [FixIt("write `entrain: 1`, or use a newer compiler", replace: span, with: "1")])
    }

    static func badVersion(_ text: String, _ span: Span) -> Diagnostic {
        Diagnostic(
            .badVersion, "`\(text)` is no version", at: Label(span), help: [FixIt("write numbers with dots between them, for example 1.1.2334.0")])
    }

    /// nil where the calendar has the day.
    static func badDay(_ text: Spanned<String>) -> Diagnostic? {
        CalendarDay.problem(with: text.value).map {
            Diagnostic(.badDate, "`\(text.value)` is no day", at: Label(text.span, $0), help: [FixIt($0.isEmpty ? "write it as 2027-03-01" : "write a day that the calendar has, as 2027-03-01")])
        }
    }

    static func badDelay(_ text: String, _ span: Span) -> Diagnostic {
        Diagnostic(
            .badDelay, "`\(text)` does not say when", at: Label(span),
            help: [FixIt("write `at once`, `after 30 days` or `never`")])
    }

    static func longDelay(_ text: String, _ span: Span, most: Int) -> Diagnostic {
        Diagnostic(
            .badDelay, "`\(text)` is longer than ten years", at: Label(span, "\(most) days at most"),
            why: "No job waits so long, and no one who leaves today is meant by it.",
            help: [FixIt("write the days that are meant, or `never`")])
    }

    static func listAsAttribute(_ items: [String], _ span: Span) -> Diagnostic {
        let name = items.count == 1 ? items[0] : nil
        return Diagnostic(
            .listAsAttribute, "a list stands where one value is wanted",
            at: Label(span, "to YAML, brackets make a list"),
            help: [
                name.map { FixIt("for a direct mapping write `\($0)`", replace: span, with: $0) }
                    ?? FixIt("for an expression write '=Join(\" \", [\(items.joined(separator: "], ["))])'")
            ])
    }

    static func listAsClause(_ attribute: String, _ span: Span) -> Diagnostic {
        Diagnostic(
            .wrongShape, "a clause compares with one value",
            at: Label(span, "this is a list"),
            help: [FixIt("write {in: […]}", edits: [.init(span.startPoint, "{in: "), .init(span.endPoint, "}")])])
    }

    static func expressionWithoutSign(_ span: Span, insertion: Span) -> Diagnostic {
        Diagnostic(
            .expressionWithoutSign, "this looks like an expression, but no `=` stands before it",
            at: Label(span, "without `=` it is the name of an attribute"),
            help: [FixIt("write `=` before it", replace: insertion, with: "=")])
    }

    static func oneValue(_ given: [String], _ span: Span) -> Diagnostic {
        Diagnostic(
            .oneValue, given.isEmpty ? "this says no value" : "this says \(given.count) values: \(given.joined(separator: " and "))",
            at: Label(span, "one of from, constant and expression"),
            help: [FixIt("write {from: Attribute}, {constant: text} or {expression: '…'}")])
    }

    static func oneTest(_ span: Span) -> Diagnostic {
        Diagnostic(
            .oneTest, "a clause makes one test",
            at: Label(span),
            help: [FixIt("write several clauses, or a second group: {in: […]}, {not: …}, {matches: '…'}, {present: true}")])
    }

    static func badLegacySource(_ text: String, _ span: Span) -> Diagnostic {
        Diagnostic(
            .badLegacySource, "`\(text)` does not say from which agent",
            at: Label(span),
            help: [FixIt("write AGENT.Attribute, for example hr-system.\(text)")])
    }

    public static func badExpression(
        _ error: ExpressionError, _ span: Span, exact: Bool, commentLost: Bool = false
    ) -> Diagnostic {
        var help: [FixIt] = []
        if commentLost {
            help.append(FixIt("a blank and a number sign start a comment in YAML: put the whole expression into single quotation marks"))
        }
        if let text = error.help {
            help.append(error.replacement.flatMap { exact ? FixIt(text, replace: span, with: $0) : nil } ?? FixIt(text))
        }
        return Diagnostic(
            error.isWarning ? .questionableExpression : .badExpression, error.message, at: Label(span, error.label), why: error.why, help: help)
    }
}

extension Diagnostic {
    static func badOrigin(_ text: Spanned<String>) -> Diagnostic {
        Diagnostic(
            .badOrigin, "`\(text.value)` does not say of which source it is",
            at: Label(text.span),
            help: [FixIt("write the source, a dot and its attribute: hr.\(text.value.isEmpty ? "FirstName" : text.value)")])
    }
}
