/// The text of a script, or of a piece of one.
///
/// Text of a plan gets in through the writer only: there is no interpolation of a plain string, so a script that forgets to quote
/// does not compile.
struct PowerShellScript: ExpressibleByStringInterpolation, Sendable, Hashable {
    let text: String

    init(stringLiteral value: String) {
        text = value
    }

    init(stringInterpolation: StringInterpolation) {
        text = stringInterpolation.text
    }

    private init(text: String) {
        self.text = text
    }

    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity)
        }

        mutating func appendLiteral(_ literal: String) {
            text += literal
        }

        /// An expression whose value is the text.
        mutating func appendInterpolation(literal text: String) {
            self.text += PowerShellWriter.literal(text)
        }

        /// The text inside a comment.
        mutating func appendInterpolation(comment text: String) {
            self.text += PowerShellWriter.comment(text)
        }

        mutating func appendInterpolation(_ piece: PowerShellScript) {
            text += piece.text
        }
    }
}

extension PowerShellScript {
    /// One hash table a line, `    @{ Name = 'Email'; Type = 'String' }`, the columns of all lines below one another. The keys are
    /// ours, the values are quoted.
    static func table(_ keys: [StaticString], _ rows: [[String]]) -> PowerShellScript {
        let cells = rows.map { row in zip(keys, row).map { "\($0) = \(PowerShellWriter.literal($1))" } }
        var widths = [Int](repeating: 0, count: keys.count)
        for row in cells {
            for (column, cell) in row.enumerated() { widths[column] = max(widths[column], cell.utf8.count) }
        }
        let lines = cells.map { row in
            let columns = row.enumerated().map { column, cell in
                column == row.count - 1 ? cell : cell + ";" + String(repeating: " ", count: widths[column] - cell.utf8.count + 1)
            }
            return "    @{ \(columns.joined()) }"
        }
        return PowerShellScript(text: lines.joined(separator: "\n"))
    }
}
