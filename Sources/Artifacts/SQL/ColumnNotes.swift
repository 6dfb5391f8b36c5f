import Analysis

/// What the database's own catalogue says about the table and its columns: which value of which system feeds them.
struct ColumnNotes {
    let connector: CheckedConnector
    let mappings: [CheckedMapping]

    /// SQL Server keeps at most 7500 bytes of a note; a reader wants less.
    private static let maximumLength = 600

    init(_ connector: CheckedConnector, in plan: CheckedPlan) {
        self.connector = connector
        self.mappings = plan.mappings.filter { $0.connector?.name == connector.name }
    }

    /// About the table.
    var note: String {
        let writers = mappings.isEmpty ? "nothing yet" : mappings.map(\.title).joined(separator: ", ")
        return ColumnNotes.short("\(connector.title). Fed by \(writers). \(connector.because ?? "")")
    }

    /// About the column of an attribute.
    func note(on attribute: String) -> String {
        var sentences = attribute == connector.anchor ? ["Anchor."] : []
        for mapping in mappings {
            for value in mapping.attributes where value.target.name == attribute {
                sentences.append(source(of: value, in: mapping) + ".")
                if let because = value.because { sentences.append(because) }
            }
        }
        return ColumnNotes.short(sentences.isEmpty ? "No mapping feeds it." : sentences.joined(separator: " "))
    }

    private func source(of value: CheckedAttributeMapping, in mapping: CheckedMapping) -> String {
        var text = switch value.value {
        case .direct(let attribute): "\(mapping.from.title): \(attribute.name)"
        case .constant(let constant): "The same for everyone: \(constant)"
        case .expression(let expression): "\(mapping.from.title): =\(expression)"
        }
        if value.matchingPriority > 0 { text += ", matching attribute" }
        if value.onCreate { text += ", on creation only" }
        return text
    }

    /// One line: a line of its own inside a text might be taken for a command by whoever splits the script into batches.
    private static func short(_ text: String) -> String {
        let words = text.unicodeScalars.split { $0.properties.isWhitespace || $0.properties.generalCategory == .control }
        let line = words.map(String.init).joined(separator: " ").unicodeScalars
        return line.count > maximumLength ? String(line.prefix(maximumLength)) + " ..." : String(line)
    }
}
