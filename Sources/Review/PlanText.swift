import Analysis
import Expressions
import Plan

/// Scopes in one canonical line, as a plan would write them: clauses and groups in an order of their own.
enum ScopeText {
    /// - Parameter name: what an attribute is called.
    static func of(_ groups: [ScopeGroup], attribute name: (String) -> String = { $0 }) -> String? {
        if groups.isEmpty { return nil }
        let texts = groups.map { group in
            "{" + Set(group.clauses.map { "\(name($0.attribute.value)): \(text($0.test))" }).sorted().joined(separator: ", ") + "}"
        }
        return Set(texts).sorted().joined(separator: " or ")
    }

    static func text(_ test: Clause.Test) -> String {
        switch test {
        case .equals(let text): PlainText.of(text)
        case .isOneOf(let texts):
            Set(texts).count == 1 ? PlainText.of(texts[0]) : "{in: [" + Set(texts).sorted().map(PlainText.of).joined(separator: ", ") + "]}"
        case .isNot(let text): "{not: \(PlainText.of(text))}"
        case .matches(let text): "{matches: \(PlainText.of(text))}"
        case .matchesNot(let text): "{not-matches: \(PlainText.of(text))}"
        case .isPresent(let flag): "{present: \(flag)}"
        case .isTrue(let flag): "\(flag)"
        case .includes(let text): "{includes: \(PlainText.of(text))}"
        case .endsWith(let text): "{ends-with: \(PlainText.of(text))}"
        case .isAbove(let number): "{above: \(number)}"
        case .isAtLeast(let number): "{at-least: \(number)}"
        case .isPast(let flag): "{past: \(flag)}"
        }
    }
}

/// What an attribute gets, as a plan writes it.
enum ValueText {
    static func of(_ value: CheckedAttributeMapping.Value, attribute name: (String) -> String = { $0 }) -> String {
        switch value {
        case .direct(let attribute): name(attribute.name)
        case .constant(let text): "{constant: \(PlainText.of(text))}"
        case .expression(let tree): "=" + tree.printed(renaming: name)
        }
    }
}

/// A text as YAML takes it inside braces: in single quotation marks where it could be read as something else.
enum PlainText {
    static func of(_ text: String) -> String {
        let isPlain = !text.isEmpty && text.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte >= 0x80
                || byte == 0x20 || byte == 0x2D || byte == 0x2E || byte == 0x5F || byte == 0x40 || byte == 0x2F
        } && text.first != " " && text.last != " " && text.first != "-" && text.first != "@" && text != "true" && text != "false"
        return isPlain ? text : "'" + text.map { $0 == "'" ? "''" : String($0) }.joined() + "'"
    }
}
