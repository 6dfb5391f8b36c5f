enum MigrationStatement: Hashable, Sendable { case none }
extension SQLWriter { mutating func write(_ statement: MigrationStatement) {} }
