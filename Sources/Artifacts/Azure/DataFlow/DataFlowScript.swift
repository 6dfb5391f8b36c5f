/// One transformation of a mapping data flow.
struct DataFlowStatement: Hashable, Sendable {
    enum Argument: Hashable, Sendable {
        /// A condition.
        case expression(DataFlowExpression)
        /// `column = expression`
        case derived(String, DataFlowExpression)
        /// `groupBy(column, column = expression, …)`
        case groupBy([(String, DataFlowExpression?)])
        /// `mapColumn(new = old, …)`
        case mapColumn([(new: String, old: String)])
        /// `output(column as type, …)`
        case output([(column: String, type: String)])
        /// A flag, a number or a word of the language.
        case option(String, String)
        /// A text.
        case named(String, String)
        case texts(String, [String])

        static func == (left: Argument, right: Argument) -> Bool { left.text == right.text }
        func hash(into hasher: inout Hasher) { hasher.combine(text) }
    }

    let inputs: [String]
    let transformation: String
    let arguments: [Argument]
    let output: String
}

extension DataFlowStatement.Argument {
    var text: String {
        func list(_ name: String, _ items: [String]) -> String { "\(name)(\(items.joined(separator: ",\n        ")))" }
        switch self {
        case .expression(let expression): return expression.text
        case .derived(let column, let expression): return "\(DataFlowWriter.column(column)) = \(expression.text)"
        case .groupBy(let columns):
            return list("groupBy", columns.map { name, expression in
                DataFlowWriter.column(name) + (expression.map { " = \($0.text)" } ?? "")
            })
        case .mapColumn(let columns):
            return list("mapColumn", columns.map { new, old in
                new == old ? DataFlowWriter.column(new) : "\(DataFlowWriter.column(new)) = \(DataFlowWriter.column(old))"
            })
        case .output(let columns): return list("output", columns.map { "\(DataFlowWriter.column($0)) as \($1)" })
        case .option(let name, let value): return "\(name): \(value)"
        case .named(let name, let text): return "\(name): \(DataFlowWriter.literal(text))"
        case .texts(let name, let texts): return "\(name):[\(texts.map(DataFlowWriter.literal).joined(separator: ", "))]"
        }
    }
}

/// A mapping data flow: its script, and the names that the JSON around it must repeat.
struct DataFlowScript: Sendable {
    private(set) var statements: [DataFlowStatement] = []

    /// Adds a transformation, and gives its name.
    @discardableResult
    mutating func add(_ inputs: [String] = [], _ transformation: String, _ arguments: [DataFlowStatement.Argument], as output: String) -> String {
        statements.append(.init(inputs: inputs, transformation: transformation, arguments: arguments, output: output))
        return output
    }

    var sources: [String] { statements.filter { $0.transformation == "source" }.map(\.output) }
    var sinks: [String] { statements.filter { $0.transformation == "sink" }.map(\.output) }
    var transformations: [String] {
        statements.filter { $0.transformation != "source" && $0.transformation != "sink" }.map(\.output)
    }

    /// One line each: a reviewer's difference shows the column that changed.
    var lines: [String] {
        statements.flatMap { statement -> [String] in
            let begin = (statement.inputs.isEmpty ? "" : statement.inputs.joined(separator: ", ") + " ") + statement.transformation
            let text = "\(begin)(\(statement.arguments.map(\.text).joined(separator: ",\n    "))) ~> \(statement.output)"
            return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        }
    }
}

// MARK: The transformations that are used

extension DataFlowScript {
    mutating func derive(_ input: String, _ columns: [(String, DataFlowExpression)], as output: String) -> String {
        columns.isEmpty ? input : add([input], "derive", columns.map { .derived($0, $1) }, as: output)
    }

    mutating func filter(_ input: String, _ condition: DataFlowExpression, as output: String) -> String {
        add([input], "filter", [.expression(condition)], as: output)
    }

    mutating func select(_ input: String, _ columns: [(new: String, old: String)], as output: String) -> String {
        add([input], "select", [
            .mapColumn(columns), .option("skipDuplicateMapInputs", "true"), .option("skipDuplicateMapOutputs", "true"),
        ], as: output)
    }

    mutating func aggregate(
        _ input: String, by group: [(String, DataFlowExpression?)], _ columns: [(String, DataFlowExpression)], as output: String
    ) -> String {
        add([input], "aggregate", (group.isEmpty ? [] : [.groupBy(group)]) + columns.map { .derived($0, $1) }, as: output)
    }

    /// - Parameter kind: `inner` or `left`.
    mutating func join(_ left: String, _ right: String, on condition: DataFlowExpression, _ kind: String, as output: String) -> String {
        add([left, right], "join", [
            .expression(condition), .named("joinType", kind), .named("matchType", "exact"), .option("ignoreSpaces", "false"),
            .named("broadcast", "auto"),
        ], as: output)
    }

    mutating func union(_ inputs: [String], as output: String) -> String {
        inputs.count == 1 ? inputs[0] : add(inputs, "union", [.option("byName", "true")], as: output)
    }
}
