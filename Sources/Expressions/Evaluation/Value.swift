/// A value of one attribute of one person, as the provisioning service has it.
public enum Value: Hashable, Sendable {
    /// The attribute is not there. An empty text is a value.
    case absent
    case text(String)
    case integer(Int)
    case boolean(Bool)
    case date(Instant)
    case list([Value])
    /// Application roles as SCIM values: name and whether the shape has `display` or `displayName`.
    case roles([String], displayKey: String)

    /// The text form: numbers in decimal, `True` and `False`, dates as `M/d/yyyy h:mm:ss tt`. nil for what has none.
    public var text: String? {
        switch self {
        case .absent: nil
        case .text(let text): text
        case .integer(let number): String(number)
        case .boolean(let flag): flag ? "True" : "False"
        case .date(let instant): instant.text
        case .list, .roles: nil
        }
    }

    public var isAbsentOrEmpty: Bool {
        switch self {
        case .absent: true
        case .text(let text): text.isEmpty
        case .list(let values): values.isEmpty
        default: false
        }
    }
}

/// How a mapping ends for one person.
public enum Outcome: Hashable, Sendable {
    /// `.absent`: the service writes nothing, or the default value on creation.
    case value(Value)
    /// The target attribute is left alone.
    case ignoreAttribute
    /// The whole person is left alone.
    case ignoreObject
    /// No candidate was free; the person waits.
    case escrow
    /// The mapping fails for this person.
    case failure(String)
}

/// What an expression sees of the world beside its attributes.
public struct EvaluationEnvironment: Sendable {
    /// For Now().
    public var now: Instant
    /// For DefaultDomain().
    public var defaultDomain: String
    /// Whether the target has a value already; compared as Active Directory does, without regard to case.
    public var isTaken: @Sendable (String) -> Bool
    /// For Guid() and RandomString(): the next 64 random bits.
    public var random: @Sendable () -> UInt64

    public init(
        now: Instant, defaultDomain: String = "contoso.onmicrosoft.com", isTaken: @escaping @Sendable (String) -> Bool = { _ in false },
        random: @escaping @Sendable () -> UInt64
    ) {
        self.now = now
        self.defaultDomain = defaultDomain
        self.isTaken = isTaken
        self.random = random
    }
}

/// Ends an evaluation before its value.
enum Stop: Error {
    case ignoreAttribute, ignoreObject, escrow
    case failure(String)
}
