/// The name of a secret. Its value is nowhere in a plan.
public struct SecretName: Sendable, Hashable {
    public let name: String
}
