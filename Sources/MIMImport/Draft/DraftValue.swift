/// Values of a plan, from MIM's texts.
enum DraftValue {
    static func direct(_ source: String, _ apply: [YAMLEntry] = []) -> YAMLValue {
        let text = PlanText.escaped(source)
        // What looks like an expression is said to be a name.
        if apply.isEmpty, !text.hasPrefix("="), !text.contains("(") { return .text(text) }
        return .inlineMap([YAMLEntry("from", .text(text))] + apply)
    }

    /// - Parameter domain: the estate's own, which is a parameter in a plan.
    static func expression(_ text: String, _ apply: [YAMLEntry] = [], domain: String? = nil) -> YAMLValue {
        var text = PlanText.escaped(text)
        if let domain { text = text.split(separator: "\"@\(domain)\"", omittingEmptySubsequences: false).joined(separator: "\"@${domain}\"") }
        if apply.isEmpty { return .text("=" + text) }
        return .map([YAMLEntry("expression", .text(text))] + apply)
    }

    static func unresolved(_ rule: String, _ reads: [String], _ place: String?, _ because: String) -> YAMLValue {
        .map([YAMLEntry("unresolved", .text(PlanText.escaped(rule)))] + details(reads, place, because))
    }

    static func openRule(_ rule: String, _ reads: [String], _ place: String?, _ because: String) -> YAMLValue {
        .map([YAMLEntry("rule", .text(PlanText.escaped(rule)))] + details(reads, place, because))
    }

    private static func details(_ reads: [String], _ place: String?, _ because: String) -> [YAMLEntry] {
        var entries: [YAMLEntry] = []
        var names: [String] = []
        for name in reads where !names.contains(name) { names.append(name) }
        if !names.isEmpty { entries.append(YAMLEntry("reads", .inlineList(names.map { .text(PlanText.escaped($0)) }))) }
        if let place { entries.append(YAMLEntry("at", .text(PlanText.escaped(place)))) }
        if !because.isEmpty { entries.append(YAMLEntry("because", .text(PlanText.escaped(because)))) }
        return entries
    }

    /// A clause of the portal's scoping filter; nil for an operator that has no equal.
    static func clause(_ attribute: String, _ operator: String, _ value: String) -> YAMLEntry? {
        let name = PlanText.clean(attribute)
        func test(_ key: String, _ value: YAMLValue) -> YAMLEntry { YAMLEntry(PlanText.escaped(name), .inlineMap([YAMLEntry(key, value)])) }
        switch `operator`.uppercased() {
        case "EQUAL": return YAMLEntry(PlanText.escaped(name), .text(PlanText.escaped(value)))
        case "NOTEQUAL": return test("not", .text(PlanText.escaped(value)))
        case "ISNULL": return test("present", .word("false"))
        case "ISNOTNULL": return test("present", .word("true"))
        case "STARTSWITH": return test("matches", .text(PlanText.escaped("^" + FilterNegation.pattern(value))))
        case "NOTSTARTSWITH": return test("not-matches", .text(PlanText.escaped("^" + FilterNegation.pattern(value))))
        case "ENDSWITH": return test("ends-with", .text(PlanText.escaped(value)))
        case "CONTAINS": return test("includes", .text(PlanText.escaped(value)))
        default: return nil
        }
    }
}
