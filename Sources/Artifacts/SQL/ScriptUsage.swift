/// Where and how to run a script from a command line. The plan's names stay out of the command: they are not quoted for a shell.
struct ScriptUsage {
    let dialect: Dialect
    let server: String
    /// nil for a rehearsal.
    let database: String?

    /// `-x` and `-X`: sqlcmd would replace `$(…)` even inside quotes, and obey `!!` at the start of a line.
    func lines(for file: String) -> [String] {
        let place = database.map { "For the database \($0) on \(server):" } ?? "For any database that may be thrown away:"
        return switch dialect {
        case .sqlServer: ["", place, "    sqlcmd -S SERVER -d DATABASE -b -x -X -f 65001 -i \(file)"]
        case .postgresql: ["", place, "    psql -h SERVER -d DATABASE -v ON_ERROR_STOP=1 -f \(file)"]
        case .mysql: ["", place, "    mysql -h SERVER -D DATABASE --default-character-set=utf8mb4 < \(file)"]
        case .oracle: ["", place, "    NLS_LANG=AMERICAN_AMERICA.AL32UTF8 sqlplus -L USER@SERVER/SERVICE @\(file)"]
        case .db2:
            [
                "", place, "    db2 connect to DATABASE user USER",
                "    db2 -s -td@ -f \(file)          (DB2CODEPAGE=1208; add +c where it ends in COMMIT)",
            ]
        }
    }
}
