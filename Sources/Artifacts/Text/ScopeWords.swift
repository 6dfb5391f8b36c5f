import Analysis
import Expressions
import Plan

/// A scope for people and for the systems that know no scopes of Entra's: in words, as a condition of SQL, as filters of MIM.
struct ScopeWords {
    let groups: [ScopeGroup]
    /// By attribute.
    let types: [String: AttributeType]

    init(_ groups: [ScopeGroup], of source: CheckedSource) {
        self.groups = groups
        types = Dictionary(source.attributes.map { ($0.name, $0.type) }, uniquingKeysWith: { first, _ in first })
    }

    /// `WorkerType is Contractor or Intern, and Country is NO; or …`
    var sentence: Prose {
        if groups.isEmpty { return "everyone" }
        var pieces: Prose = ""
        for (index, group) in groups.enumerated() {
            if index > 0 { pieces = "\(pieces); or " }
            for (place, clause) in group.clauses.enumerated() {
                pieces = "\(pieces)\(place > 0 ? ", and " : "")\(code: clause.attribute.value) \(ScopeWords.words(clause.test))"
            }
        }
        return pieces
    }

    private static func words(_ test: Clause.Test) -> Prose {
        switch test {
        case .equals(let text): "is \(code: text)"
        case .isOneOf(let texts): "is \(list(texts))"
        case .isNot(let text): "is something other than \(code: text)"
        case .matches(let pattern): "matches \(code: pattern)"
        case .matchesNot(let pattern): "has a value that does not match \(code: pattern)"
        case .isPresent(let flag): flag ? "has a value" : "has no value"
        case .isTrue(let flag): flag ? "is true" : "is false"
        case .includes(let text): "has \(code: text) in it"
        case .endsWith(let text): "ends with \(code: text)"
        case .isAbove(let number): "is above \(code: String(number))"
        case .isAtLeast(let number): "is at least \(code: String(number))"
        case .isPast(let flag): flag ? "is over" : "is not over"
        }
    }

    private static func list(_ texts: [String]) -> Prose {
        var pieces: Prose = ""
        for (index, text) in texts.enumerated() {
            pieces = "\(pieces)\(index == 0 ? "" : index == texts.count - 1 ? " or " : ", ")\(code: text)"
        }
        return pieces
    }

    // MARK: SQL

    /// A condition of standard SQL that holds for whom the scope means; nil where SQL has no such test.
    var sql: String? {
        if groups.isEmpty { return "1 = 1" }
        var parts: [String] = []
        for group in groups {
            let clauses = group.clauses.map(sql)
            guard clauses.allSatisfy({ $0 != nil }) else { return nil }
            parts.append(clauses.compactMap { $0 }.joined(separator: " AND "))
        }
        return parts.count == 1 ? parts[0] : parts.map { "(\($0))" }.joined(separator: " OR ")
    }

    private func sql(_ clause: Clause) -> String? {
        let name = "\"" + clause.attribute.value.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
        func text(_ value: String) -> String { "'" + value.map { $0 == "'" ? "''" : String($0) }.joined() + "'" }
        /// `_` and `%` mean themselves.
        func pattern(_ value: String) -> String { value.map { "%_!".contains($0) ? "!\($0)" : String($0) }.joined() }
        let isText = if case .string? = types[clause.attribute.value]?.base { true } else { false }
        return switch clause.test {
        case .equals(let value): "\(name) = \(text(value))"
        case .isOneOf(let values): values.isEmpty ? nil : "\(name) IN (\(values.map(text).joined(separator: ", ")))"
        case .isNot(let value): isText ? "\(name) <> \(text(value)) AND \(name) <> ''" : "\(name) <> \(text(value))"
        case .isPresent(true): isText ? "\(name) IS NOT NULL AND \(name) <> ''" : "\(name) IS NOT NULL"
        case .isPresent(false): isText ? "(\(name) IS NULL OR \(name) = '')" : "\(name) IS NULL"
        case .includes(let value): "\(name) LIKE \(text("%" + pattern(value) + "%")) ESCAPE '!'"
        case .endsWith(let value): "\(name) LIKE \(text("%" + pattern(value))) ESCAPE '!'"
        case .isAbove(let number): "\(name) > \(number)"
        case .isAtLeast(let number): "\(name) >= \(number)"
        case .isTrue(let flag): "\(name) = \(flag ? 1 : 0)"
        case .matches, .matchesNot, .isPast: nil
        }
    }

    // MARK: MIM

    /// Connector filters of a management agent that keep out whom the scope means, each a list of conditions that must all hold; nil where
    /// MIM's filters have no such condition, or none is needed to tell anybody apart.
    ///
    /// The console's conditions, as far as they are known: equals, does not equal, is present, is not present, contains, ends with.
    /// "Does not equal" is asked of those who have a value only, so that presence stands beside it.
    var mimFilters: [Prose]? {
        guard !groups.isEmpty else { return nil }
        var filters: [Prose] = []
        for group in groups {
            var alternatives: [Prose] = [""]
            for clause in group.clauses {
                guard let ways = ScopeWords.conditions(clause) else { return nil }
                alternatives = alternatives.flatMap { before in
                    ways.map { way in before.plain.isEmpty ? way : "\(before) and \(way)" }
                }
                if alternatives.count > 50 { return nil }
            }
            filters += alternatives
        }
        return filters
    }

    private static func conditions(_ clause: Clause) -> [Prose]? {
        let name: Prose = "\(code: clause.attribute.value)"
        return switch clause.test {
        case .equals(let text): ["\(name) equals \(code: text)"]
        case .isOneOf(let texts): texts.isEmpty ? nil : texts.map { "\(name) equals \(code: $0)" }
        case .isNot(let text): ["\(name) is present and \(name) does not equal \(code: text)"]
        case .isPresent(let flag): [flag ? "\(name) is present" : "\(name) is not present"]
        case .includes(let text): ["\(name) contains \(code: text)"]
        case .endsWith(let text): ["\(name) ends with \(code: text)"]
        case .isTrue(let flag): ["\(name) equals \(code: flag ? "true" : "false")"]
        case .matches, .matchesNot, .isAbove, .isAtLeast, .isPast: nil
        }
    }
}
