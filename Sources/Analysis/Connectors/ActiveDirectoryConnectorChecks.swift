import Diagnostics
import Expressions
import Microsoft
import Plan

extension CheckedConnector {
    public struct ActiveDirectoryTarget: Sendable {
        public let domain: String
        public let container: String
        public let firstPassword: ActiveDirectorySettings.FirstPassword?
    }
}

extension Checker {
    mutating func activeDirectoryTarget(_ connector: Connector, _ settings: ActiveDirectorySettings) -> CheckedConnector.ActiveDirectoryTarget? {
        guard let domain = settings.domain, let container = settings.container else { return nil }
        return CheckedConnector.ActiveDirectoryTarget(domain: domain.value, container: container.value, firstPassword: settings.firstPassword?.value)
    }
}
