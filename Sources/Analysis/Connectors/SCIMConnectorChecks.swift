import Diagnostics
import Expressions
import Microsoft
import Plan

extension CheckedConnector {
    public struct SCIMTarget: Sendable {
        public let url: String
    }
}

extension Checker {
    mutating func scimTarget(_ connector: Connector, _ settings: SCIMSettings) -> CheckedConnector.SCIMTarget? {
        guard let url = settings.url else { return nil }
        checkNoSecret(in: url)
        return CheckedConnector.SCIMTarget(url: url.value)
    }
}
