/// The name of a table or a view with its schema, unquoted, no longer than the dialect allows.
struct SQLName: Hashable, Sendable {
    /// nil: the schema that the session is in.
    let schema: String?
    let name: String

    /// - Parameter text: as a plan writes it, `schema.table` or `table`. Only the first dot parts; brackets and quotes are
    ///   characters like any other.
    init(_ text: String, in dialect: Dialect) {
        let scalars = text.unicodeScalars
        if let dot = scalars.firstIndex(of: "."), dot > scalars.startIndex, scalars.index(after: dot) < scalars.endIndex {
            schema = dialect.fitted(String(scalars[..<dot]))
            name = dialect.fitted(String(scalars[scalars.index(after: dot)...]))
        } else {
            schema = dialect.defaultSchema
            name = dialect.fitted(text)
        }
    }

    init(schema: String?, name: String) {
        self.schema = schema
        self.name = name
    }

    /// As people write it: `dbo.HRStaging`.
    var title: String { schema.map { "\($0).\(name)" } ?? name }

    /// The name of something that belongs to the table: `PK_HRStaging`, `TR_HRStaging_ModifiedUtc`.
    func part(_ prefix: String, _ column: String? = nil, in dialect: Dialect) -> String {
        dialect.fitted("\(prefix)_\(name)" + (column.map { "_\($0)" } ?? ""))
    }
}
