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
    /// Whether a mapping or list without which its owner means nothing says nothing, which was reported then. From there on it is a key
    /// that is missing. A list that may be left out may be empty, too.
    mutating func isSilent(_ value: YAMLNode, _ key: KeySet.Key, owner: String) -> Bool {
        // MIM may be known by its policy alone.
        guard value.isBlank, key.isRequired, value.kind != .scalar, owner != Vocabulary.legacy.owner else { return false }
        report.add(.emptyValue(key, owner: owner, at: value.span))
        return true
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
        Diagnostic(.emptyValue, "\(what) is empty", at: Label(span, "nothing is said here"), help: [FixIt(help)])
    }
}
