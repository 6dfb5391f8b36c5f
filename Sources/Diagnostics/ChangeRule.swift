/// A kind of change between two versions of a plan, and how much it weighs: `diff`, `explain` and the reference page are made
/// from these.
public struct ChangeRule: Sendable {
    /// Words in kebab-case; stable, because people write it into `accepts`.
    public let code: String
    public let risk: Risk
    /// What changed, as one sentence.
    public let change: String
    /// What it does to people or systems, and so why it has its class.
    public let reason: String
    /// Where the fact comes from; `Entrain` for what follows from how artifacts are generated.
    public let source: String

    public init(_ code: String, _ risk: Risk, _ change: String, reason: String, source: String = "Entrain") {
        self.code = code
        self.risk = risk
        self.change = change
        self.reason = reason
        self.source = source
    }

    public static func named(_ code: String) -> ChangeRule? {
        all.first { $0.code == code }
    }

    /// The text of `entrain explain CODE`.
    public var explanation: String {
        """
        \(risk.rawValue) change[\(code)]

        \(change)

        \(reason)

        Source: \(source)

        """
    }
}

extension ChangeRule: Hashable {
    public static func == (left: ChangeRule, right: ChangeRule) -> Bool { left.code == right.code }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(code)
    }
}
