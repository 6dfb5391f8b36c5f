import Analysis
import Artifacts
import Diagnostics
import Expressions
import Plan

/// What the rows of a source say about the plan.
public struct SourceProfile: Sendable {
    /// Values of an attribute for which a `Switch` has no arm: they get its default.
    public struct Uncovered: Sendable {
        public let mapping: String
        public let attribute: String
        public let column: String
        /// The most frequent first.
        public let values: [(text: String, count: Int)]
        public let rows: Int
        /// What they get.
        public let fallback: String
        public let place: Span
    }

    /// Values that are none of the declared type.
    public struct Misfit: Sendable {
        public let column: String
        public let code: String
        public let type: String
        public let count: Int
        /// The first line with one.
        public let line: Int
    }

    public let source: String
    /// Whether the plan has the source.
    public let isDeclared: Bool
    public private(set) var rows = 0
    /// Rows that can't be read as the header says.
    public private(set) var broken = 0
    public private(set) var columns: [ColumnProfile]
    public private(set) var misfits: [Misfit] = []
    public private(set) var uncovered: [Uncovered] = []
    /// Attributes of the source that the file lacks.
    public let absent: [String]
    /// Columns that the plan does not know.
    public let unknown: [String]
    public let key: String?

    private struct Arms {
        let mapping: String
        let attribute: String
        let column: Int
        let keys: Set<String>
        let fallback: String
        let place: Span
        var counts: [String: Int] = [:]
        var rows = 0
    }

    /// - Throws: ``Simulator/Problem`` for a file that can't be read.
    public init(_ name: String, rows bytes: [UInt8], in plan: CheckedPlan) throws {
        let header = try Population.header(bytes, of: name)
        source = name
        let declared = plan.sources.first { $0.name == name }
        isDeclared = declared != nil
        key = declared?.key
        columns = header.map(ColumnProfile.init)
        absent = declared?.attributes.map(\.name).filter { !header.contains($0) } ?? []
        unknown = declared.map { source in header.filter { source.attribute($0) == nil } } ?? []
        let attributes = header.map { declared?.attribute($0) }
        var arms = SourceProfile.arms(plan, name, header)
        var wrong: [String: (column: String, code: String, type: String, count: Int, line: Int)] = [:]
        var csv = CSVReader(bytes)
        csv.width = csv.next()?.fields.count
        while let record = csv.next() {
            rows += 1
            guard record.problem == nil, record.fields.count == header.count else {
                broken += 1
                continue
            }
            for (place, field) in record.fields.enumerated() {
                columns[place].add(field)
                if let attribute = attributes[place], case .failure(let problem) = FieldValue.read(field, as: attribute) {
                    let id = "\(attribute.name) \(problem.code)"
                    if wrong[id] == nil {
                        wrong[id] = (attribute.name, problem.code, attribute.type.description, 1, record.line)
                    } else {
                        wrong[id]?.count += 1
                    }
                }
            }
            for index in arms.indices {
                let text = record.fields[arms[index].column]
                guard !arms[index].keys.contains(text) else { continue }
                arms[index].rows += 1
                if arms[index].counts[text] != nil || arms[index].counts.count < 10_000 { arms[index].counts[text, default: 0] += 1 }
            }
        }
        misfits = wrong.values.sorted { ($0.column, $0.code) < ($1.column, $1.code) }.map {
            Misfit(column: $0.column, code: $0.code, type: $0.type, count: $0.count, line: $0.line)
        }
        uncovered = arms.filter { $0.rows > 0 }.map { arm in
            let values = arm.counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(12).map { (text: $0.key, count: $0.value) }
            return Uncovered(
                mapping: arm.mapping, attribute: arm.attribute, column: header[arm.column], values: values, rows: arm.rows, fallback: arm.fallback,
                place: arm.place)
        }
    }

    /// Every `Switch` over a column as it is.
    private static func arms(_ plan: CheckedPlan, _ source: String, _ header: [String]) -> [Arms] {
        plan.mappings.filter { $0.from.name == source }.flatMap { mapping in
            mapping.attributes.flatMap { item -> [Arms] in
                guard case .expression(let tree) = item.value else { return [] }
                return tree.calls.compactMap { call in
                    guard call.name == "Switch", call.arguments.count > 3, case .attribute(let name, _)? = call.arguments[0],
                        let column = header.firstIndex(of: name)
                    else { return nil }
                    let keys = stride(from: 2, to: call.arguments.count - 1, by: 2).compactMap { index -> String? in
                        if case .string(let text, _)? = call.arguments[index] { text } else { nil }
                    }
                    return Arms(mapping: mapping.name, attribute: item.target.name, column: column, keys: Set(keys),
                        fallback: call.arguments[1]?.description ?? "", place: item.span)
                }
            }
        }
    }

    /// Columns by which a person could be found again.
    public var candidates: [String] { columns.filter(\.identifies).map(\.name) }

    /// The source's attributes as a plan would declare them.
    public var declaration: String {
        let key = self.key ?? candidates.first
        var text = "sources:\n  \(source):\n    kind: csv\n    file: \(source).csv\n    key: \(key.map(SourceProfile.yaml) ?? "…      # no column has one value for each row and none twice")\n    attributes:\n"
        let names = columns.map { SourceProfile.yaml($0.name) + ":" }
        let width = names.map(\.count).max() ?? 0
        for (name, column) in zip(names, columns) {
            let type = column.type(isKey: column.name == key)
            text += "      \(name)\(String(repeating: " ", count: width - name.count)) \(type)"
            text += column.filled == 0 ? "      # always empty in these rows\n" : "\n"
        }
        return text
    }

    /// A name as a key of YAML.
    private static func yaml(_ name: String) -> String {
        let isPlain = !name.isEmpty && name.unicodeScalars.allSatisfy { $0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "_" || $0 == "." }
            && name.unicodeScalars.first.map { $0.properties.isAlphabetic } == true
            && !["true", "false", "yes", "no", "on", "off", "null", "y", "n"].contains(name.lowercased())
        return isPlain ? name : "'" + name.writing("'", as: "''") + "'"
    }
}
