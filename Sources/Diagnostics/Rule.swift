/// A law of the plan language, as a value: `explain`, the reference page and the tests are made from these.
public struct Rule: Sendable {
    /// Words in kebab-case; stable, because people write it into `accepts` and search for it.
    public let code: String
    public let severity: Severity
    /// What holds in a right plan, as one sentence.
    public let law: String
    /// Why it is a law, on Microsoft's side or for people.
    public let reason: String
    /// A plan, or a part of one, that breaks it.
    public let wrong: String
    /// The same, right.
    public let right: String
    /// Where the fact comes from; `Entrain` for what the language itself decides.
    public let source: String

    public init(
        _ code: String,
        _ severity: Severity = .error,
        law: String,
        reason: String,
        wrong: String,
        right: String,
        source: String = "Entrain"
    ) {
        self.code = code
        self.severity = severity
        self.law = law
        self.reason = reason
        self.wrong = wrong
        self.right = right
        self.source = source
    }
}

extension Rule: Hashable {
    public static func == (left: Rule, right: Rule) -> Bool { left.code == right.code }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(code)
    }
}

extension Rule {
    /// Every rule, by code.
    public static let all: [Rule] = (yamlRules + languageRules + nameRules + consolidationRules + mappingRules + nativeRoadRules + agentRules + connectorRules
        + migrationRules + phaseRules + accessRules + populationRules + activeDirectoryRules + promiseRules + flowRules + rowRules + importRules)
        .sorted { $0.code < $1.code }

    public static func named(_ code: String) -> Rule? {
        all.first { $0.code == code }
    }

    /// The text of `entrain explain CODE`.
    public var explanation: String {
        """
        \(severity.rawValue)[\(code)]

        \(law)

        \(reason)

        Wrong:

        \(Rule.indented(wrong))

        Right:

        \(Rule.indented(right))

        Source: \(source)

        """
    }

    private static func indented(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.isEmpty ? "" : "    \($0)" }
            .joined(separator: "\n")
    }
}
