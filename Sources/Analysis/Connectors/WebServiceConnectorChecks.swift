import Diagnostics
import Expressions
import Microsoft
import Plan

extension CheckedConnector {
    public struct WebServiceTarget: Sendable {
        public let project: String
        public let server: String
        public let port: Int?
        public let user: String
        public let password: SecretName
    }
}

extension Checker {
    mutating func webServiceTarget(_ connector: Connector, _ settings: WebServiceSettings) -> CheckedConnector.WebServiceTarget? {
        guard let project = settings.project, let server = settings.server, let user = settings.user, let password = settings.password
        else { return nil }
        return CheckedConnector.WebServiceTarget(
            project: project.value, server: server.value, port: settings.port?.value, user: user.value, password: password.value)
    }
}
