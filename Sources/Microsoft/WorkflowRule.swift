/// For whom a lifecycle workflow runs: OData's `$filter`, as far as the service takes it.
///
/// Source: Microsoft Graph, ruleBasedSubjectSet (supported user properties and query parameters): `eq`, `ne`, `in` and `startsWith`, joined with
/// `and`, `or` and `not`; directory extensions and custom security attributes beside the properties of the list.
public enum WorkflowRule {
    /// The first thing that the service does not take; nil where there is none.
    public static func problem(in text: String) -> RuleProblem? {
        do throws(RuleProblem) {
            var parser = try Parser(text)
            try parser.anyOf(depth: 0)
            try parser.tokens.expectEnd(joiners: "`and` or `or`")
            return nil
        } catch {
            return error
        }
    }

    enum Kind {
        case text, boolean
    }

    struct Property {
        let kind: Kind
        let startsWith: Bool
    }

    /// Texts by which people may begin, and those that are only compared as a whole.
    private static let openTexts: Set<String> = [
        "city", "companyName", "country", "department", "displayName", "faxNumber", "givenName", "jobTitle", "mail", "mailNickname", "mobilePhone",
        "officeLocation", "postalCode", "preferredLanguage", "state", "streetAddress", "surname", "usageLocation", "userPrincipalName",
    ]
    private static let wholeTexts: Set<String> = Set(
        ["employeeId", "employeeOrgData/costCenter", "employeeOrgData/division", "employeeType", "onPremisesSecurityIdentifier", "userType"]
            + (1...15).map { "onPremisesExtensionAttributes/extensionAttribute\($0)" })
    private static let booleans: Set<String> = ["accountEnabled", "onPremisesSyncEnabled"]
    /// What `any` asks of each: the path behind the variable; empty, the value itself.
    private static let collections: [String: Set<String>] = [
        "assignedPlans": ["capabilityStatus", "service", "servicePlanId"], "otherMails": [""], "proxyAddresses": [""],
    ]

    static var names: [String] { (openTexts.union(wholeTexts).union(booleans)).sorted() }

    static func property(_ name: String) -> Property? {
        if openTexts.contains(name) { return Property(kind: .text, startsWith: true) }
        if wholeTexts.contains(name) { return Property(kind: .text, startsWith: false) }
        if booleans.contains(name) { return Property(kind: .boolean, startsWith: false) }
        return nil
    }

    /// What the organisation added to its users, which the service takes by its whole name.
    static func isOwn(_ name: String) -> Bool {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        if parts.first == "customSecurityAttributes" { return parts.count == 3 && parts.allSatisfy { !$0.isEmpty } }
        let words = name.split(separator: "_", maxSplits: 2, omittingEmptySubsequences: false)
        return words.count == 3 && words[0] == "extension" && words[1].count == 32 && words[1].allSatisfy(\.isHexDigit) && !words[2].isEmpty
    }

    struct Parser {
        var tokens: RuleTokens
        /// Of an `any`: its variable, and what may stand behind it.
        private var variable: (name: String, paths: Set<String>)?

        init(_ text: String) throws(RuleProblem) {
            tokens = try RuleTokens(text, escape: nil)
        }

        mutating func anyOf(depth: Int) throws(RuleProblem) {
            try allOf(depth: depth)
            while tokens.word == "or" {
                _ = tokens.take()
                try allOf(depth: depth)
            }
        }

        private mutating func allOf(depth: Int) throws(RuleProblem) {
            try one(depth: depth)
            while tokens.word == "and" {
                _ = tokens.take()
                try one(depth: depth)
            }
            if let word = tokens.word, word != "or", ["and", "or", "&&", "||", "-and", "-or"].contains(word.lowercased()) {
                let meant = word.lowercased().contains("a") || word == "&&" ? "and" : "or"
                throw RuleProblem("`\(word)` joins nothing", tokens.next.range, why: WorkflowRule.language, help: "write `\(meant)`", replacement: meant)
            }
        }

        private mutating func one(depth: Int) throws(RuleProblem) {
            guard depth < RuleTokens.deepest else {
                throw RuleProblem("the rule is nested too deeply", tokens.next.range, help: "write it with fewer brackets")
            }
            let token = tokens.take()
            switch token.kind {
            case .sign(UInt8(ascii: "(")):
                try anyOf(depth: depth + 1)
                try tokens.expect(")", opened: token.range)
            case .word("not"): try one(depth: depth + 1)
            case .word(let word): try comparison(word, token.range, depth: depth)
            case .text:
                throw RuleProblem("a property comes first, and the text behind it", token.range, why: WorkflowRule.language, help: "write (department eq 'Sales')")
            case .sign:
                throw RuleProblem("a comparison is missing here", token.range, why: WorkflowRule.language, help: "write (department eq 'Sales'), or take the bracket out")
            case .end:
                throw RuleProblem("the rule ends where a comparison is wanted", token.range, why: WorkflowRule.language, help: "write (department eq 'Sales')")
            }
        }

        private mutating func comparison(_ word: String, _ range: Range<Int>, depth: Int) throws(RuleProblem) {
            if tokens.isSign("(") {
                if word.lowercased() == "startswith" { return try startsWith(range) }
                if word.hasSuffix("/any") { return try quantified(String(word.dropLast(4)), range, depth: depth) }
                throw RuleProblem("`\(word)` is no function of such a rule", range, why: WorkflowRule.language, help: "write startsWith(department, 'Sal'), or compare with eq, ne or in")
            }
            let property = try self.property(word, range)
            guard let sign = tokens.word, ["eq", "ne", "in"].contains(sign) else {
                let found = tokens.word.map { "`\($0)`" } ?? "nothing"
                let near = ["-eq": "eq", "==": "eq", "=": "eq", "equals": "eq", "-ne": "ne", "!=": "ne", "<>": "ne", "-in": "in"][tokens.word?.lowercased() ?? ""]
                    ?? tokens.word.flatMap { ["eq", "ne", "in"].contains($0.lowercased()) ? $0.lowercased() : nil }
                throw RuleProblem(
                    "\(found) is no comparison of such a rule", tokens.next.range, why: WorkflowRule.language,
                    help: near.map { "write `\($0)`" } ?? "write eq, ne or in, as in (department eq 'Sales')", replacement: near)
            }
            _ = tokens.take()
            guard sign == "in" else { return try literal(of: word, property) }
            let opened = tokens.next.range
            guard tokens.skip("(") else {
                throw RuleProblem("what `in` lists stands in brackets", tokens.next.range, help: "write \(word) in ('Sales', 'Marketing')")
            }
            repeat { try literal(of: word, property) } while tokens.skip(",")
            try tokens.expect(")", opened: opened)
        }

        private mutating func property(_ word: String, _ range: Range<Int>) throws(RuleProblem) -> Property? {
            if let variable {
                let parts = word.split(separator: "/", maxSplits: 1)
                if parts.first.map(String.init) == variable.name, variable.paths.contains(parts.count == 2 ? String(parts[1]) : "") {
                    return Property(kind: .text, startsWith: variable.paths == [""])
                }
            }
            if let property = WorkflowRule.property(word) { return property }
            if WorkflowRule.isOwn(word) { return nil }
            if WorkflowRule.collections[word] != nil {
                throw RuleProblem("`\(word)` has many values", range, help: "ask each of them: \(word)/any(p:startsWith(p, 'ada'))")
            }
            let bare = word.hasPrefix("user.") ? String(word.dropFirst(5)) : word
            let near = WorkflowRule.names.first { $0.lowercased() == bare.lowercased() }
            throw RuleProblem(
                "workflows can't be limited by `\(word)`", range,
                why: "The service takes a list of a user's properties, by Graph's names; an extension has its whole name, extension_APPLICATION_name.",
                help: near.map { "did you mean `\($0)`?" } ?? "compare department, employeeType, country, userType or another of the list; or name a group: people: {group: …}",
                replacement: near, known: WorkflowRule.names)
        }

        private mutating func literal(of name: String, _ property: Property?) throws(RuleProblem) {
            let token = tokens.take()
            switch (token.kind, property?.kind) {
            case (.text(_, UInt8(ascii: "'")), .text?), (.text(_, UInt8(ascii: "'")), nil), (.word("null"), _): return
            case (.text(let text, UInt8(ascii: "\"")), .text?), (.text(let text, UInt8(ascii: "\"")), nil):
                let right = "'\(text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''"))'"
                throw RuleProblem("a text of such a rule stands in single quotation marks", token.range, why: WorkflowRule.language, help: "write \(right)", replacement: right)
            case (.word("true"), .boolean?), (.word("false"), .boolean?): return
            case (.text, .boolean?), (.word, .boolean?):
                throw RuleProblem("`\(name)` is true or false", token.range, help: "write true or false, without quotation marks")
            case (.word(let word), nil) where word == "true" || word == "false" || Int(word) != nil: return
            case (.word(let word), _):
                throw RuleProblem("`\(word)` is no text", token.range, why: WorkflowRule.language, help: "write '\(word)'", replacement: "'\(word)'")
            default:
                throw RuleProblem("a value is missing here", token.range, help: "write \(name) eq '…'")
            }
        }

        private mutating func startsWith(_ range: Range<Int>) throws(RuleProblem) {
            let opened = tokens.next.range
            _ = tokens.skip("(")
            let name = tokens.take()
            guard case .word(let word) = name.kind else {
                throw RuleProblem("a property is missing here", name.range, help: "write startsWith(department, 'Sal')")
            }
            let property = try self.property(word, name.range)
            if let property, !property.startsWith {
                throw RuleProblem("`\(word)` is compared as a whole only", name.range, why: "The service takes startsWith for some properties, and not for this one.", help: "write \(word) eq '…', or \(word) in ('…', '…')")
            }
            try tokens.expect(",")
            try literal(of: word, property)
            try tokens.expect(")", opened: opened)
        }

        private mutating func quantified(_ collection: String, _ range: Range<Int>, depth: Int) throws(RuleProblem) {
            guard let paths = WorkflowRule.collections[collection] else {
                throw RuleProblem("`\(collection)` has no values to go through", range, help: "write otherMails/any(p:startsWith(p, 'ada'))")
            }
            let opened = tokens.next.range
            _ = tokens.skip("(")
            let name = tokens.take()
            guard case .word(let word) = name.kind else {
                throw RuleProblem("`any` has a name for each value", name.range, help: "write \(collection)/any(p:startsWith(p, 'ada'))")
            }
            try tokens.expect(":")
            let outer = variable
            variable = (word, paths)
            try anyOf(depth: depth + 1)
            variable = outer
            try tokens.expect(")", opened: opened)
        }
    }

    private static let language = "The service reads OData's filter language, and no other: eq, ne, in and startsWith, joined with and, or, not, all in small letters."
}
