/// Where an expression stands, as far as that decides what it may say.
public struct ExpressionContext: Sendable {
    public enum Road: String, Sendable, CaseIterable {
        case workday, successfactors
        case apiDriven = "api-driven"
        case scim
        case ecmaHost = "ecma-host"
        case mim
    }

    public enum Destination: String, Sendable, CaseIterable {
        case entra
        case activeDirectory = "active-directory"
        case application
    }

    /// The source's attributes; nil: any name is an attribute with text, which may be absent.
    public var attributes: [String: AttributeType]?
    public var via: Road?
    public var to: Destination?
    /// The target attribute.
    public var target: String?
    public var targetType: AttributeType?
    /// nil: not said.
    public var onCreate: Bool?
    public var isMatch = false
    /// The scope is all users and groups.
    public var isForAll = false

    public init(attributes: [String: AttributeType]? = nil) {
        self.attributes = attributes
    }
}
