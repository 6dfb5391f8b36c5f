/// MIM's connector filter says who is out; Entra's scope says who is in.
///
/// `not (A and B or C)` is `(not A or not B) and not C`: one group for each choice of a condition from every alternative. A clause of
/// Entra's on an absent value is false, so where a value may be absent, `not equal` is two choices: another value, or none.
struct FilterNegation {
    struct Problem: Error {
        let reason: String
    }

    private static let mostGroups = 24
    let filter: ManagementAgent.ConnectorFilter
    let isOptional: (String) -> Bool
    let type: (String) -> SchemaType

    init(_ filter: ManagementAgent.ConnectorFilter, isOptional: @escaping (String) -> Bool, type: @escaping (String) -> SchemaType) {
        self.filter = filter
        self.isOptional = isOptional
        self.type = type
    }

    var scope: Result<[[YAMLEntry]], Problem> {
        var groups: [[YAMLEntry]] = [[]]
        for alternative in filter.alternatives {
            var choices: [YAMLEntry] = []
            for condition in alternative {
                switch negated(condition) {
                case .success(let clauses): choices += clauses
                case .failure(let problem): return .failure(problem)
                }
            }
            guard !choices.isEmpty else { return .failure(Problem(reason: "an alternative without a condition filters everybody")) }
            groups = groups.flatMap { group in choices.compactMap { FilterNegation.merged(group, [$0]) } }
            if groups.isEmpty { return .failure(Problem(reason: "one attribute would be tested twice in a group, which a scope does not say")) }
            if groups.count > FilterNegation.mostGroups { return .failure(Problem(reason: "turned round, it has more than \(FilterNegation.mostGroups) groups")) }
        }
        return .success(groups)
    }

    /// Two groups as one; nil where both test the same attribute in different ways, which a mapping of attributes can't say.
    static func merged(_ one: [YAMLEntry], _ other: [YAMLEntry]) -> [YAMLEntry]? {
        var result = one
        for clause in other {
            if let same = result.first(where: { $0.key == clause.key }) {
                if same == clause { continue }
                return nil
            }
            result.append(clause)
        }
        return result
    }

    private func negated(_ condition: ManagementAgent.FilterCondition) -> Result<[YAMLEntry], Problem> {
        let name = PlanText.clean(condition.attribute)
        guard !name.hasPrefix("<") else { return .failure(Problem(reason: "it tests \(name), which is no attribute")) }
        guard type(condition.attribute) == .string || condition.operator == "present" || condition.operator == "not-present" else {
            return .failure(Problem(reason: "`\(name)` is no text"))
        }
        func test(_ key: String, _ value: YAMLValue) -> YAMLEntry { YAMLEntry(PlanText.escaped(name), .inlineMap([YAMLEntry(key, value)])) }
        let value = PlanText.escaped(condition.value ?? "")
        let absent = isOptional(condition.attribute) ? [test("present", .word("false"))] : []
        switch condition.operator {
        case "equality": return .success([test("not", .text(value))] + absent)
        case "inequality": return .success([YAMLEntry(PlanText.escaped(name), .text(value))])
        case "present": return .success([test("present", .word("false"))])
        case "not-present": return .success([test("present", .word("true"))])
        case "substring-start":
            return .success([test("not-matches", .text("^" + PlanText.escaped(FilterNegation.pattern(condition.value ?? ""))))] + absent)
        default: return .failure(Problem(reason: "the operator `\(condition.operator)` is not known"))
        }
    }

    /// A text as a pattern that matches it and nothing else.
    static func pattern(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            if "\\^$.|?*+()[]{}".unicodeScalars.contains(scalar) { result += "\\" }
            result.unicodeScalars.append(scalar)
        }
        return result
    }
}
