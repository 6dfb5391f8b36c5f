import Diagnostics
import YAMLSyntax

extension YAMLNode {
    /// Nothing but blanks, or a mapping or list of nothing. What was left out (`key:`) is no value at all.
    var isBlank: Bool {
        switch kind {
        case .mapping: entries.isEmpty
        case .sequence: items.isEmpty
        case .scalar: !isNull && (text?.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 } ?? false)
        }
    }
}

extension Decoder {
    /// Where an empty text is a value: it is written, compared with, or stands for none.
    private static let mayBeBlank: Set<String> = [
        "constant", "default", "title", "because", "expression", "value",
        // It has a finding of its own.
        "gallery",
    ]

    /// MIM without an agent is one that nobody has set up; a mapping writes what it matches, and says itself what else must be written.
    private static let mayBeNothing: Set<String> = ["\(Vocabulary.legacy.owner)/agents", "\(Vocabulary.mapping.owner)/attributes"]

    /// Whether a value says nothing, which was reported then. A list that may be left out may be empty, too.
    mutating func isSilent(_ value: YAMLNode, _ key: KeySet.Key, owner: String) -> Bool {
        // Whether a clause with an empty text can hold is told where its attribute's type is known.
        guard value.isBlank, key.isRequired || value.kind == .scalar, !Decoder.mayBeBlank.contains(key.name), owner != Vocabulary.clause.owner,
            !Decoder.mayBeNothing.contains("\(owner)/\(key.name)")
        else { return false }
        report.add(.emptyValue(key, owner: owner, at: value.span))
        return true
    }

    /// Texts that name things: none is empty, and none stands twice.
    ///
    /// - Parameter ignoringCase: names of groups, people and domains are the same in capital letters.
    mutating func names(_ node: YAMLNode?, _ what: String, ignoringCase: Bool = false) -> [Spanned<String>] {
        guard let node, !node.isNull else { return [] }
        var seen: [String: Span] = [:]
        return texts(node).filter { text in
            if text.value.allSatisfy({ $0 == " " || $0 == "\t" }) {
                report.add(.emptyName(text.span, what))
                return false
            }
            let key = ignoringCase ? text.value.lowercased() : text.value
            if let first = seen[key] {
                report.add(.namedTwice(text, first, what))
                return false
            }
            seen[key] = text.span
            return true
        }
    }
}

extension Diagnostic {
    static func emptyValue(_ key: KeySet.Key, owner: String, at span: Span) -> Diagnostic {
        Diagnostic(
            .emptyValue, "`\(key.name)` of \(owner) is empty", at: Label(span, "nothing is said here"),
            help: [FixIt(key.isRequired ? "write \(key.summary)" : "write \(key.summary); or leave `\(key.name)` out")])
    }

    /// A mapping that may have any of its keys, and has none.
    static func emptyMapping(_ what: String, at span: Span, help: String) -> Diagnostic {
        nothingSaid("\(what) is empty", at: span, help: help)
    }

    /// What may have any of its keys or words, and has none.
    static func nothingSaid(_ title: String, at span: Span, help: String) -> Diagnostic {
        Diagnostic(.emptyValue, title, at: Label(span, "nothing is said here"), help: [FixIt(help)])
    }

    static func emptyName(_ span: Span, _ what: String) -> Diagnostic {
        Diagnostic(
            .emptyValue, "\(what) has no name", at: Label(span, "an empty text"), help: [FixIt("write its name, or take it out of the list")])
    }

    public static func namedTwice(_ text: Spanned<String>, _ first: Span, _ what: String) -> Diagnostic {
        Diagnostic(
            .namedTwice, "`\(text.value)` stands twice in one list", at: Label(text.span, what), and: [Label(first, "here first")],
            help: [FixIt("remove one of the two, or correct it: another may be meant")])
    }

    static func emptyScope(_ span: Span, of owner: String?) -> Diagnostic {
        guard let owner else {
            return Diagnostic(
                .emptyScope, "by this rule everybody is a leaver", at: Label(span, "no clause"),
                why: "Clauses that hold for all their number hold for everyone where there are none: everybody would be disabled.",
                help: [FixIt("say who has left: {EmployeeStatus: Terminated}")])
        }
        return Diagnostic(
            .emptyScope, "the scope of \(owner) is empty", at: Label(span, "no clause"),
            why: "Nobody can tell whether everyone is meant or no one. Without clauses Entra's filter lets everyone in.",
            help: [FixIt("write whom it is for, as {EmployeeType: Employee}; or leave `scope` out, for everyone")])
    }
}
