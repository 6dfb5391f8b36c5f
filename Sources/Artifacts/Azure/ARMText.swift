import JSON

/// Quotes text for Azure Resource Manager templates and for the expressions of Data Factory's pipelines: the only place that does.
enum ARMText {
    /// A value that means itself: what begins with `[` would be an expression of the template, and what begins with `@` one of Data
    /// Factory; inside, `@{` would be.
    static func plain(_ text: String) -> JSON {
        var result = ""
        var last: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            if last == "@", scalar == "{" { result += "@" }
            result.unicodeScalars.append(scalar)
            last = scalar
        }
        let scalars = result.unicodeScalars
        if scalars.first == "@", !scalars.starts(with: "@@{".unicodeScalars) { result = "@" + result }
        if scalars.first == "[" { result = "[" + result }
        return .string(result)
    }

    /// An expression of the template.
    static func expression(_ text: String) -> JSON { .string("[\(text)]") }

    /// A text inside an expression of the template, or of a pipeline: both double the apostrophe.
    static func literal(_ text: String) -> String { "'\(text.writing("'", as: "''"))'" }

    static func parameter(_ name: String) -> JSON { expression("parameters(\(literal(name)))") }

    /// An expression of a pipeline or of a dataset. It begins with `@`, so that the template leaves it alone.
    static func dynamic(_ text: String) -> JSON { ["value": .string("@\(text)"), "type": "Expression"] }
}
