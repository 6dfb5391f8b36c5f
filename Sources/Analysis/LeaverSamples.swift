import Expressions
import Microsoft
import Plan

/// A few people as a mapping reads them, of whom rules say whether they left. What is not in a row is not known of anybody.
struct LeaverSamples: Sendable {
    typealias Row = [String: Value]

    /// Nobody where it is not known who they are.
    var leavers: [Row] = []
    var workers: [Row] = []

    /// What Entra ID says of everyone: two kinds of people.
    static let ofEntra: LeaverSamples = {
        func row(_ left: Bool) -> Row { ["IsSoftDeleted": .boolean(left), "isSoftDeleted": .boolean(left), "accountEnabled": .boolean(!left)] }
        return LeaverSamples(leavers: [row(true)], workers: [row(false)])
    }()

    /// Whatever somebody is: for what is the same for all.
    static let anybody = LeaverSamples(leavers: [[:]], workers: [[:]])

    init(leavers: [Row] = [], workers: [Row] = []) {
        self.leavers = leavers
        self.workers = workers
    }

    /// How many rows are looked at; beyond that nothing is known.
    private static let limit = 500

    /// Rows of a source, as far as rules look at them.
    ///
    /// - Parameters:
    ///   - rule: the clauses of one rule; its leavers are the samples' leavers.
    ///   - all: those of every rule; whoever none of them holds for works.
    ///   - tree: the expression that is held against them: the texts that it compares with are tried, too.
    init(rule: [ScopeGroup], all: [ScopeGroup], of source: CheckedSource, scope: [ScopeGroup], reading tree: Expression?) {
        let keys = ComparedTexts(tree)
        var columns: [(name: String, type: AttributeType?, texts: [String?], fresh: String?)] = []
        for name in (rule + all).flatMap(\.clauses).map(\.attribute.value) where !columns.contains(where: { $0.name == name }) {
            let type = source.attribute(name)?.type
            var texts: [String?] = []
            func add(_ text: String?) {
                if let text, text.isEmpty || text.utf16.count > type?.textLength ?? .max { return }
                if !texts.contains(text) { texts.append(text) }
            }
            if type?.base == .boolean {
                ["True", "False"].forEach(add)
            } else {
                for clause in (rule + all + scope).flatMap(\.clauses) where clause.attribute.value == name {
                    switch clause.test {
                    case .equals(let text), .isNot(let text): add(text)
                    case .isOneOf(let list): list.prefix(50).forEach(add)
                    case .isTrue(let flag): add(flag ? "True" : "False")
                    default: break
                    }
                }
                keys.texts[name]?.forEach(add)
                for group in rule {
                    if case .possible(let witness?) = ScopeSatisfiability.canHold(group.clauses, types: source.types) {
                        if let text = witness[name] { add(text) }
                    }
                }
            }
            if type?.isOptional ?? true { add(nil) }
            var fresh: String?
            if type?.base != .boolean {
                let tries = type?.base == .integer ? (0...60).map(String.init) : "abcdefghijklmnopqrstuvwxyz".map(String.init)
                fresh = tries.first { !texts.contains($0) }
                if let fresh { add(fresh) }
            }
            columns.append((name, type, texts, fresh))
        }
        guard columns.reduce(1, { min($0, Self.limit + 1) * max($1.texts.count, 1) }) <= Self.limit else { return }

        var rows: [[String?]] = [[]]
        for column in columns { rows = rows.flatMap { row in column.texts.map { row + [$0] } } }
        let places = Dictionary(uniqueKeysWithValues: columns.indices.map { (columns[$0].name, $0) })
        let left = Self.groups(rule), anyLeft = Self.groups(all), scopes = Self.groups(scope)
        // What is looked at otherwise than by comparing it may be anything.
        let isPlain = columns.allSatisfy { $0.type?.base == .boolean || !keys.opaque.contains($0.name) }
        var invented: [Row] = []
        for texts in rows {
            func holds(_ groups: [Tested]) -> Bool? { Self.holds(groups) { places[$0].map { texts[$0] } } }
            if !scopes.isEmpty, holds(scopes) == false { continue }
            let row = Dictionary(uniqueKeysWithValues: zip(columns, texts).map { ($0.name, Self.value($1, $0.type)) })
            if holds(left) == true {
                if zip(columns, texts).contains(where: { $0.fresh != nil && $0.fresh == $1 }) { invented.append(row) } else { leavers.append(row) }
            } else if isPlain, holds(anyLeft) == false {
                workers.append(row)
            }
        }
        if leavers.isEmpty { leavers = invented }
    }

    private typealias Tested = [(attribute: String, test: ClauseEvaluator)]

    private static func groups(_ groups: [ScopeGroup]) -> [Tested] {
        groups.map { $0.clauses.map { ($0.attribute.value, ClauseEvaluator($0.test)) } }
    }

    /// Whether one of the groups holds; nil where nobody can say.
    ///
    /// - Parameter text: nil for an attribute that nothing is known of.
    private static func holds(_ groups: [Tested], text: (String) -> String??) -> Bool? {
        var isOpen = false
        for group in groups {
            let answers = group.map { clause -> Bool? in text(clause.attribute).flatMap { clause.test.holds(for: $0) } }
            if answers.contains(false) { continue }
            if answers.contains(where: { $0 == nil }) { isOpen = true } else { return true }
        }
        return isOpen ? nil : false
    }

    private static func value(_ text: String?, _ type: AttributeType?) -> Value {
        guard let text else { return .absent }
        return switch type?.base {
        case .integer: Int(text).map(Value.integer) ?? .text(text)
        case .boolean: .boolean(text.lowercased() == "true")
        default: .text(text)
        }
    }
}

/// With which texts an expression compares its attributes.
private struct ComparedTexts {
    var texts: [String: [String]] = [:]
    /// Attributes that it takes apart, or compares with what is no constant.
    var opaque: Set<String> = []

    init(_ tree: Expression?) {
        if let tree { result(tree) }
    }

    /// An expression whose value is given as it is.
    private mutating func result(_ tree: Expression) {
        switch tree {
        case .attribute, .string, .number, .keyword: break
        case .comparison: condition(tree)
        case .call(let call):
            switch call.name {
            case "IIF":
                if let test = call.arguments.first ?? nil { condition(test) }
                for case let branch? in call.arguments.dropFirst() { result(branch) }
            case "Switch":
                guard let selector = call.arguments.first ?? nil else { return }
                for slot in call.arguments.indices.dropFirst() {
                    guard let argument = call.arguments[slot] else { continue }
                    if slot % 2 == 1 { result(argument) } else { compare(selector, argument) }
                }
            default: condition(tree)
            }
        }
    }

    private mutating func condition(_ tree: Expression) {
        switch tree {
        case .attribute, .string, .number, .keyword: break
        case .comparison(let left, let sign, let right, _):
            guard sign == .equal || sign == .notEqual else {
                opaque.formUnion(tree.attributes.map(\.name))
                return
            }
            if case .attribute = left { compare(left, right) } else { compare(right, left) }
        case .call(let call) where ["Not", "IsNull", "IsNullOrEmpty", "IsPresent"].contains(call.name):
            for case let argument? in call.arguments { condition(argument) }
        case .call: opaque.formUnion(tree.attributes.map(\.name))
        }
    }

    private mutating func compare(_ selector: Expression, _ key: Expression) {
        switch (selector, key) {
        case (.attribute(let name, _), .string(let text, _)), (.attribute(let name, _), .number(let text, _)): texts[name, default: []].append(text)
        case (.attribute(let name, _), _): opaque.formUnion([name] + key.attributes.map(\.name))
        default: opaque.formUnion(selector.attributes.map(\.name) + key.attributes.map(\.name))
        }
    }
}
