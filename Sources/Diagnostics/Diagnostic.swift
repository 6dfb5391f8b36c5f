/// How much a finding weighs. Errors stop artifacts from being written.
public enum Severity: String, Sendable, Comparable {
    case error, warning, note

    private var rank: Int {
        switch self {
        case .error: 0
        case .warning: 1
        case .note: 2
        }
    }

    public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }
}

/// A place and what is to be said of it, as a fragment.
public struct Label: Sendable, Hashable {
    public let span: Span
    public let text: String

    public init(_ span: Span, _ text: String = "") {
        self.span = span
        self.text = text
    }
}

/// What to type instead. With edits it is exact, and an editor can apply it; without, it is advice.
public struct FixIt: Sendable, Hashable {
    public struct Edit: Sendable, Hashable {
        public let span: Span
        public let replacement: String

        public init(_ span: Span, _ replacement: String) {
            self.span = span
            self.replacement = replacement
        }
    }

    public let title: String
    public let edits: [Edit]

    public init(_ title: String, edits: [Edit] = []) {
        self.title = title
        self.edits = edits
    }

    /// An exact replacement of one place.
    public init(_ title: String, replace span: Span, with text: String) {
        self.init(title, edits: [Edit(span, text)])
    }
}

/// One finding about what a person wrote.
///
/// The title is one clause, lower case, without a full stop, and makes sense alone in an annotation. `why` speaks of
/// Microsoft's side or of people, never of the compiler's insides.
public struct Diagnostic: Sendable, Hashable {
    public let rule: Rule
    public let message: String
    public let primary: Label?
    public let others: [Label]
    public let why: String?
    public let help: [FixIt]

    public init(
        _ rule: Rule,
        _ message: String,
        at primary: Label?,
        and others: [Label] = [],
        why: String? = nil,
        help: [FixIt] = []
    ) {
        self.rule = rule
        self.message = message
        self.primary = primary
        self.others = others
        self.why = why
        self.help = help
    }

    public var code: String { rule.code }
    public var severity: Severity { rule.severity }
}

/// Everything one run has to say. Each stage adds to it; nothing is printed before the run ends.
public struct Report: Sendable {
    public private(set) var diagnostics: [Diagnostic] = []

    public init() {}

    public mutating func add(_ diagnostic: Diagnostic) {
        diagnostics.append(diagnostic)
    }

    public mutating func add(contentsOf other: Report) {
        diagnostics.append(contentsOf: other.diagnostics)
    }

    public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

    public func count(_ severity: Severity) -> Int {
        diagnostics.count { $0.severity == severity }
    }

    /// In the order of the files, then of the places in a file; the same finding only once.
    public func sorted() -> [Diagnostic] {
        var seen = Set<Diagnostic>()
        return diagnostics
            .filter { seen.insert($0).inserted }
            .enumerated()
            .sorted { left, right in
                let a = left.element.primary?.span
                let b = right.element.primary?.span
                switch (a, b) {
                case (nil, nil): return left.offset < right.offset
                case (nil, _): return true
                case (_, nil): return false
                case (let a?, let b?):
                    if a.file != b.file { return a.file < b.file }
                    if a.start != b.start { return a.start < b.start }
                    return left.offset < right.offset
                }
            }
            .map(\.element)
    }
}
