/// 64-bit ODBC drivers by the name under which they are registered (connectors reference C.2 and C.3: the vendors' own pages).
public enum ODBCDriver {
    /// Of SQL Server, from the newest; the last three are retired.
    public static let sqlServer = ["ODBC Driver 18 for SQL Server", "ODBC Driver 17 for SQL Server"]
    public static let retired = ["ODBC Driver 13 for SQL Server", "ODBC Driver 11 for SQL Server", "SQL Server Native Client 11.0", "SQL Server"]
    public static let postgreSQL = ["PostgreSQL Unicode(x64)", "PostgreSQL ANSI(x64)"]
    /// 8.x and 9.x.
    public static let mySQL = [
        "MySQL ODBC 8.0 Unicode Driver", "MySQL ODBC 8.0 ANSI Driver", "MySQL ODBC 8.4 Unicode Driver", "MySQL ODBC 9.0 Unicode Driver",
    ]
    public static let mariaDB = ["MariaDB ODBC 3.1 Driver", "MariaDB ODBC 3.2 Driver"]
    public static let db2 = ["IBM DB2 ODBC DRIVER", "IBM DATA SERVER DRIVER for ODBC"]
    /// The home's name follows: `Oracle in OraClient19Home1`.
    public static let oraclePrefix = "Oracle in "
    public static let oracle = ["Oracle in OraClient19Home1", "Oracle in instantclient_19_21"]

    /// The encryption words that a driver of SQL Server takes; `strict` came with 18.
    public static func encryption(_ driver: String) -> [String] {
        driver == sqlServer[0] ? ["yes", "mandatory", "no", "optional", "strict"] : ["yes", "no"]
    }
}

/// Databases that Microsoft lists for the Generic SQL connector (entra-docs: app-provisioning-sql; MIMDocs: the reference of the
/// connector, which lists more).
public enum ListedDatabases {
    public enum Listing: Sendable {
        case entra
        /// In MIM's reference only.
        case mim
        case nowhere
    }

    /// - Parameters:
    ///   - major: the first number of the version: 19 of `19c`, 8 of `8.0`.
    ///   - minor: the second; 0 where there is none.
    public static func oracle(_ major: Int, _ minor: Int) -> Listing {
        switch major {
        case 10, 11, 12, 18: .entra
        case 21, 23: .mim
        default: .nowhere
        }
    }

    public static func db2(_ major: Int, _ minor: Int) -> Listing {
        switch major {
        case 9, 10: .entra
        case 11: minor == 5 ? .entra : .nowhere
        default: .nowhere
        }
    }

    public static func mySQL(_ major: Int, _ minor: Int) -> Listing { major == 5 || major == 8 ? .entra : .nowhere }

    /// The newest SQL Server that MIM's own SQL Server agent reads (MIMDocs: supported-management-agents).
    public static let newestForMIM = 2017
}
