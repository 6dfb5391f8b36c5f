import Diagnostics

/// Gives every part of an expression its type, and finds what the service will refuse.
public struct ExpressionChecker {
    var context: ExpressionContext
    var findings: [ExpressionError] = []

    /// Parses and checks a text. nil where there is no tree to speak of; the findings say why.
    public static func check(_ text: String, in context: ExpressionContext) -> (typed: TypedExpression?, findings: [ExpressionError]) {
        let (tree, errors) = ExpressionParser.parse(text)
        guard let tree else { return (nil, errors) }
        let typed = check(tree, in: context)
        let all = (errors + typed.findings).enumerated()
            .sorted { ($0.element.range.lowerBound, $0.offset) < ($1.element.range.lowerBound, $1.offset) }.map(\.element)
        return (TypedExpression(type: typed.type, root: typed.root, findings: all), all)
    }

    public static func check(_ tree: Expression, in context: ExpressionContext) -> TypedExpression {
        var checker = ExpressionChecker(context: context)
        var root = checker.node(tree)
        if root.type.mayBeDropped {
            // Outside, a target that is left alone is one without a value.
            var type = root.type
            type.mayBeAbsent = true
            type.absenceAt = type.absenceAt ?? root.range
            root = TypedExpression.Node(text: root.text, range: root.range, type: type, children: root.children)
        }
        checker.checkPlace(tree)
        checker.checkTarget(root)
        return TypedExpression(type: root.type, root: root, findings: checker.findings)
    }

    // MARK: Parts

    mutating func node(_ tree: Expression) -> TypedExpression.Node {
        func leaf(_ type: Inferred) -> TypedExpression.Node {
            .init(text: tree.description, range: tree.range, type: type, children: [])
        }
        switch tree {
        case .string(let text, _): return leaf(.literal(text))
        case .number(let digits, _): return leaf(numberLiteral(digits))
        case .attribute(let name, let range): return leaf(attribute(name, range))
        case .keyword(let word, let range): return leaf(keyword(word, range))
        case .comparison(let left, let sign, let right, let range):
            let sides = [node(left), node(right)]
            checkComparison(sides, sign, range)
            var type = Inferred.boolean
            type.mayBeDropped = sides.contains(where: \.type.mayBeDropped)
            return .init(text: tree.description, range: range, type: type, children: sides)
        case .call(let call):
            let arguments = typedArguments(call)
            var type = FunctionTable.named(call.name).map { result(of: $0, call, arguments) } ?? Inferred(.string)
            type.mayBeDropped = type.mayBeDropped || arguments.contains { $0?.type.mayBeDropped == true }
            return .init(text: tree.description, range: call.range, type: type, children: arguments.compactMap { $0 })
        }
    }

    private func numberLiteral(_ digits: String) -> Inferred {
        // To the service a number is a constant like a text.
        let value = NumberText.value(digits).map(String.init) ?? digits
        var type = Inferred.literal(value)
        type.base = .number
        return type
    }

    private mutating func attribute(_ name: String, _ range: Range<Int>) -> Inferred {
        guard let known = context.attributes else {
            var type = Inferred(.string)
            type.mayBeAbsent = true
            type.absenceAt = range
            type.isMultiValued = name == "appRoleAssignments"
            return type
        }
        guard let type = known[name] else {
            if !name.isEmpty {
                let near = nearest(to: name, among: known.keys)
                add("unknown-attribute", range, "the source has no attribute `\(name)`", "",
                    help: near.map { "did you mean `\($0)`? Names are case-sensitive" }
                        ?? "the attributes are \(known.keys.sorted().prefix(12).joined(separator: ", "))",
                    replacement: near.map { "[\($0)]" })
            }
            var type = Inferred(.string)
            type.mayBeAbsent = true
            return type
        }
        var inferred = Inferred(type)
        if inferred.mayBeAbsent { inferred.absenceAt = range }
        return inferred
    }

    private mutating func keyword(_ word: String, _ range: Range<Int>) -> Inferred {
        if FunctionTable.keywords.contains(word) {
            var type = Inferred(.string)
            type.maxLength = 0
            type.values = []
            type.mayBeDropped = word.hasPrefix("Ignore")
            type.absenceAt = range
            return type
        }
        let isAttribute = context.attributes?[word] != nil
        switch word.lowercased() {
        case "true", "false":
            let text = word.lowercased() == "true" ? "\"True\"" : "\"False\""
            add("unknown-keyword", range, "`\(word)` stands alone", "neither in quotation marks nor called", help: "write \(text)", replacement: text)
        case "null", "nothing":
            add("unknown-keyword", range, "this language has no word for a missing value", "`\(word)`",
                help: "leave the slot empty, or drop the attribute with IgnoreAttributeFlow")
        default:
            if isAttribute {
                add("attribute-without-brackets", range, "the attribute `\(word)` stands in brackets", "", help: "write [\(word)]",
                    replacement: "[\(word)]")
            } else if let near = nearest(to: word, among: FunctionTable.keywords) {
                add("unknown-keyword", range, "`\(word)` is no word of this language", "", help: "did you mean `\(near)`?", replacement: near)
            } else {
                add("unknown-keyword", range, "`\(word)` is no word of this language", "",
                    help: "an attribute stands in brackets: [\(word)]; a text in quotation marks: \"\(word)\"")
            }
        }
        return Inferred(.string)
    }

    private mutating func checkComparison(_ sides: [TypedExpression.Node], _ sign: Expression.Comparison, _ range: Range<Int>) {
        if sides.contains(where: { $0.type.isMultiValued }) {
            add("type-mismatch", range, "a comparison takes single values", "one side has many", help: "compare Item(…, 1) or Count(…)")
        }
        // `[a] = ""` is one of the tests that the functions page lists as unsupported.
        if sides.contains(where: { $0.type.values == [""] && $0.type.isLiteral }), sides.contains(where: { !$0.type.isLiteral }) {
            addNullTest(range)
        }
        guard sign != .equal, sign != .notEqual else { return }
        for (side, other) in zip(sides, sides.reversed()) {
            if let digits = literal(side), NumberText.isTooLarge(digits) {
                warn("out-of-range", side.range, "`\(sign.rawValue)` compares numbers of 64 bits", "this is larger, and compared as text")
            }
            // Without a schema every attribute may be absent, which says nothing.
            if side.type.mayBeAbsent, context.attributes != nil || !side.children.isEmpty, isNumeric(other.type) {
                warn("type-mismatch", side.range, "an absent value is compared as an empty text", "this may be absent",
                     help: "say which number stands for it: Switch(\(side.text), \(side.text), \"\", \"0\")")
            }
        }
        for side in sides where side.type.base == .string {
            if let values = side.type.values, !values.isEmpty, !values.allSatisfy({ NumberText.value($0) != nil }) {
                warn("type-mismatch", side.range, "`\(sign.rawValue)` compares numbers", "this is text",
                     help: "the order of texts is not documented; compare a number, such as DateDiff or InStr gives")
            }
        }
    }

    private func isNumeric(_ type: Inferred) -> Bool {
        type.base == .number || type.values.map { !$0.isEmpty && $0.allSatisfy { NumberText.value($0) != nil } } ?? false
    }

    mutating func addNullTest(_ range: Range<Int>) {
        warn("iif-null-test", range, "IIF is not documented to test for missing values", "this test",
             help: "write Switch([a], [a], \"\", \"Other\"), or Coalesce",
             why: "Microsoft's functions page lists this test as unsupported, although other pages use it.")
    }

    // MARK: Findings

    mutating func add(
        _ kind: String, _ range: Range<Int>, _ message: String, _ label: String, help: String? = nil, replacement: String? = nil,
        why: String? = nil
    ) {
        findings.append(.init(kind: kind, range: range, message: message, label: label, help: help, replacement: replacement, why: why))
    }

    mutating func warn(
        _ kind: String, _ range: Range<Int>, _ message: String, _ label: String, help: String? = nil, why: String? = nil
    ) {
        findings.append(.init(kind: kind, range: range, message: message, label: label, help: help, isWarning: true, why: why))
    }
}

/// Numbers as the language writes them: decimal, perhaps negative, or `&H` and hexadecimal digits. 64 bits.
enum NumberText {
    static func value(_ text: String) -> Int? {
        if text.hasPrefix("&H") || text.hasPrefix("&h") { return Int(text.dropFirst(2), radix: 16) }
        // `+5` and ` 5` are texts.
        guard let first = text.utf8.first, first == UInt8(ascii: "-") || (first >= 0x30 && first <= 0x39) else { return nil }
        return Int(text)
    }

    /// Whether a text reads as a whole number that 64 bits don't hold.
    static func isTooLarge(_ text: String) -> Bool {
        guard value(text) == nil else { return false }
        if text.hasPrefix("&H") || text.hasPrefix("&h") { return text.utf8.count > 2 && text.utf8.dropFirst(2).allSatisfy { Character(UnicodeScalar($0)).isHexDigit } }
        let digits = text.hasPrefix("-") ? text.utf8.dropFirst() : text.utf8[...]
        return !digits.isEmpty && digits.allSatisfy { 0x30...0x39 ~= $0 }
    }
}
