/// Who has an access package without asking: a rule of dynamic membership groups.
///
/// Source: entra-docs, groups-dynamic-membership; entitlement-management-access-package-auto-assignment-policy, which takes the same properties and
/// extension properties. Operators stand with or without their hyphen, in small or capital letters.
public enum MembershipRule {
    /// Characters of a whole rule.
    public static let longest = 3_072

    /// The first thing that the service does not take; nil where there is none.
    public static func problem(in text: String) -> RuleProblem? {
        guard text.utf16.count <= longest else {
            return RuleProblem(
                "the rule has \(text.utf16.count) characters, and \(longest) at most are taken", 0..<text.utf8.count,
                help: "let an extension attribute hold what the rule asks, or compare with -in")
        }
        do throws(RuleProblem) {
            var parser = try Parser(text)
            try parser.anyOf(depth: 0)
            try parser.tokens.expectEnd(joiners: "-and or -or")
            return nil
        } catch {
            return error
        }
    }

    private static let texts: Set<String> = Set([
        "city", "country", "companyName", "department", "displayName", "employeeId", "facsimileTelephoneNumber", "givenName", "jobTitle", "mail",
        "mailNickName", "mobile", "objectId", "onPremisesDistinguishedName", "onPremisesSecurityIdentifier", "passwordPolicies",
        "physicalDeliveryOfficeName", "postalCode", "preferredLanguage", "sipProxyAddress", "state", "streetAddress", "surname", "telephoneNumber",
        "usageLocation", "userPrincipalName", "userType", "otherMails", "proxyAddresses",
    ] + (1...15).map { "extensionAttribute\($0)" })
    private static let booleans: Set<String> = ["accountEnabled", "dirSyncEnabled"]
    private static let dates: Set<String> = ["employeeHireDate"]
    private static let collections: Set<String> = ["assignedPlans", "memberOf", "otherMails", "proxyAddresses"]

    static var names: [String] { texts.union(booleans).union(dates).union(collections).sorted() }

    private static let operators: Set<String> = [
        "eq", "ne", "startswith", "notstartswith", "endswith", "notendswith", "contains", "notcontains", "match", "notmatch", "in", "notin", "le", "ge",
    ]

    enum Kind {
        case text, boolean, date, collection, own
    }

    /// Names are written as the service has them, but for their capital letters; what the organisation added has its whole name.
    static func kind(of name: String) -> Kind? {
        let lower = name.lowercased()
        func has(_ names: Set<String>) -> Bool { names.contains { $0.lowercased() == lower } }
        if has(booleans) { return .boolean }
        if has(dates) { return .date }
        if has(texts) { return .text }
        if has(collections) { return .collection }
        let words = name.split(separator: "_", maxSplits: 2, omittingEmptySubsequences: false)
        return words.count == 3 && words[0].lowercased() == "extension" && !words[2].isEmpty ? .own : nil
    }

    struct Parser {
        var tokens: RuleTokens

        init(_ text: String) throws(RuleProblem) {
            tokens = try RuleTokens(text, escape: UInt8(ascii: "`"))
        }

        /// The next word as an operator: without its hyphen, in small letters. A dash that an editor made of the hyphen is one.
        private var sign: String? {
            guard let word = tokens.word?.lowercased() else { return nil }
            for hyphen in ["-", "\u{2013}"] where word.hasPrefix(hyphen) { return String(word.dropFirst()) }
            return word
        }

        mutating func anyOf(depth: Int) throws(RuleProblem) {
            try allOf(depth: depth)
            while sign == "or" {
                _ = tokens.take()
                try allOf(depth: depth)
            }
        }

        private mutating func allOf(depth: Int) throws(RuleProblem) {
            try one(depth: depth)
            while sign == "and" {
                _ = tokens.take()
                try one(depth: depth)
            }
        }

        private mutating func one(depth: Int) throws(RuleProblem) {
            guard depth < RuleTokens.deepest else {
                throw RuleProblem("the rule is nested too deeply", tokens.next.range, help: "write it with fewer brackets")
            }
            if sign == "not" {
                _ = tokens.take()
                return try one(depth: depth + 1)
            }
            let token = tokens.take()
            switch token.kind {
            case .sign(UInt8(ascii: "(")):
                try anyOf(depth: depth + 1)
                try tokens.expect(")", opened: token.range)
            case .word(let word): try comparison(word, token.range, depth: depth)
            case .text, .sign:
                throw RuleProblem("a property comes first, and its value behind it", token.range, why: MembershipRule.language, help: "write user.department -eq \"Finance\"")
            case .end:
                throw RuleProblem("the rule ends where a comparison is wanted", token.range, why: MembershipRule.language, help: "write user.department -eq \"Finance\"")
            }
        }

        private mutating func comparison(_ word: String, _ range: Range<Int>, depth: Int) throws(RuleProblem) {
            // Inside -any the value itself, a plan of somebody's or a group that they are in.
            let isItem = word == "_" || ["assignedplan.", "group."].contains { word.lowercased().hasPrefix($0) }
            var kind = Kind.text
            if !isItem {
                guard word.lowercased().hasPrefix("user.") else {
                    let near = MembershipRule.kind(of: word) == nil ? nil : "user.\(word)"
                    throw RuleProblem(
                        "`\(word)` does not say that it is of a user", range, why: MembershipRule.language,
                        help: near.map { "write `\($0)`" } ?? "write user.department -eq \"Finance\"", replacement: near)
                }
                let name = String(word.dropFirst(5))
                guard let found = MembershipRule.kind(of: name) else {
                    throw RuleProblem(
                        "membership rules know no property `\(name)` of users", range, why: "The service takes a list of properties, by names of its own; an extension has its whole name, user.extension_APPLICATION_name.",
                        help: "compare user.department, user.companyName, user.country, user.extensionAttribute1 or another of the list", known: MembershipRule.names.map { "user.\($0)" })
                }
                kind = found
            }
            let place = tokens.next.range
            let written = tokens.word ?? ""
            switch sign {
            case "any", "all":
                _ = tokens.take()
                let opened = tokens.next.range
                try tokens.expect("(")
                try anyOf(depth: depth + 1)
                try tokens.expect(")", opened: opened)
            case "in", "notin":
                _ = tokens.take()
                let opened = tokens.next.range
                guard tokens.skip("[") else {
                    throw RuleProblem("what `\(written)` lists stands in square brackets", tokens.next.range, help: "write [\"Sales\", \"Marketing\"]")
                }
                repeat { try value(of: word, kind) } while tokens.skip(",")
                try tokens.expect("]", opened: opened)
            case let sign? where MembershipRule.operators.contains(sign):
                _ = tokens.take()
                if (sign == "le" || sign == "ge") && kind != .date {
                    throw RuleProblem("`\(written)` compares days only", place, help: "compare texts with -eq, -ne, -in or -startsWith")
                }
                try value(of: word, kind)
            default:
                let near = ["==": "-eq", "=": "-eq", "equals": "-eq", "!=": "-ne", "<>": "-ne", "like": "-startsWith"][sign ?? ""]
                throw RuleProblem(
                    written.isEmpty ? "nothing is compared here" : "`\(written)` is no comparison of membership rules", place, why: MembershipRule.language,
                    help: near.map { "write `\($0)`" } ?? "write -eq, -ne, -in, -startsWith, -endsWith, -contains or -match", replacement: written.isEmpty ? nil : near)
            }
        }

        private mutating func value(of name: String, _ kind: Kind) throws(RuleProblem) {
            let token = tokens.take()
            switch (token.kind, kind) {
            case (.text, .text), (.text, .own), (.text, .collection), (.text, .date), (.word("null"), _), (.word("$null"), _): return
            case (.word("true"), .boolean), (.word("false"), .boolean), (.word("true"), .own), (.word("false"), .own): return
            case (.text, .boolean), (.word, .boolean):
                throw RuleProblem("`\(name)` is true or false", token.range, help: "write true or false, without quotation marks")
            case (.word, .date):
                // A time holds colons; `system.now -plus p1d` goes on.
                while tokens.skip(":") { _ = tokens.take() }
                if sign == "plus" || sign == "minus" {
                    _ = tokens.take()
                    _ = tokens.take()
                }
            case (.word(let word), .own) where Int(word) != nil: return
            case (.word(let word), _):
                throw RuleProblem("`\(word)` is no text", token.range, why: MembershipRule.language, help: "write \"\(word)\"", replacement: "\"\(word)\"")
            default:
                throw RuleProblem("a value is missing here", token.range, help: "write \(name) -eq \"…\"")
            }
        }
    }

    private static let language = "The service reads rules of dynamic groups: user.PROPERTY, an operator such as -eq, and a value; joined with -and, -or and -not."
}
