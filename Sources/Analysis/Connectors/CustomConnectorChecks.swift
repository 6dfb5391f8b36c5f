import Diagnostics
import Expressions
import Microsoft
import Plan

extension CheckedConnector {
    public struct CustomTarget: Sendable {
        /// The connector's DLL.
        public let library: String
        /// The management agent of MIM that it is taken from.
        public let takenFrom: String?
    }
}

extension Checker {
    mutating func customTarget(_ connector: Connector, _ settings: CustomSettings) -> CheckedConnector.CustomTarget? {
        guard let library = settings.library else { return nil }
        return CheckedConnector.CustomTarget(library: library.value, takenFrom: settings.takenFrom?.value)
    }
}
