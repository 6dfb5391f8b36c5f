import Plan

extension SQLDialect {
    /// Whether the scripts of a staging table are written in it.
    var hasScripts: Bool {
        switch self {
        case .sqlServer, .postgresql: true
        case .mysql, .oracle, .db2: false
        }
    }
}
