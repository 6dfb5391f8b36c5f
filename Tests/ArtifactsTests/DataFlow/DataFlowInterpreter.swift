import Foundation
import Simulation

/// Runs a mapping data flow on rows in memory: as much of the language as the generated scripts use, as Microsoft's pages describe it.
/// Comparisons with null are null, `&&` and `||` are of three values, aggregates leave nulls out.
struct DataFlowInterpreter {
    enum Value: Hashable {
        case null
        case bool(Bool)
        case integer(Int)
        case decimal(Double)
        case text(String)
        case day(Day)
        case list([Value])
    }

    typealias Row = [String: Value]

    struct Problem: Error, CustomStringConvertible {
        let description: String
    }

    struct Stream {
        /// In order.
        var columns: [String]
        var rows: [Row]
    }

    private(set) var streams: [String: Stream] = [:]
    private(set) var sinks: [String: Stream] = [:]
    private let today: Day

    /// - Parameter files: by source, its records with the header first.
    init(_ script: String, files: [String: [[String]]], today: Day) throws {
        self.today = today
        for statement in try DataFlowParser.statements(script) {
            guard streams[statement.output] == nil, sinks[statement.output] == nil else { throw Problem(description: "\(statement.output) is made twice") }
            do {
                try run(statement, files)
            } catch {
                throw Problem(description: "\(statement.output): \(error)")
            }
        }
    }

    private mutating func run(_ statement: DataFlowParser.Statement, _ files: [String: [[String]]]) throws {
        let inputs = try statement.inputs.map { name -> Stream in
            guard let stream = streams[name] else { throw Problem(description: "there is no stream \(name)") }
            return stream
        }
        switch statement.name {
        case "source": streams[statement.output] = try source(statement, files)
        case "sink": sinks[statement.output] = inputs[0]
        case "select":
            let pairs = try members("mapColumn", statement).map { argument -> (String, String) in
                switch argument {
                case .node(.column(let name)): return (name, name)
                case .assigned(let new, .column(let old)): return (new, old)
                default: throw Problem(description: "no pair of columns")
                }
            }
            for (_, old) in pairs where !inputs[0].columns.contains(old) { throw Problem(description: "there is no column \(old)") }
            streams[statement.output] = Stream(columns: pairs.map(\.0), rows: inputs[0].rows.map { row in
                Row(uniqueKeysWithValues: pairs.map { ($0, row[$1] ?? .null) })
            })
        case "derive":
            var stream = inputs[0]
            let columns = statement.arguments.compactMap { if case .assigned(let name, let node) = $0 { (name, node) } else { nil } }
            for (name, _) in columns where !stream.columns.contains(name) { stream.columns.append(name) }
            stream.rows = try inputs[0].rows.map { row in
                var result = row
                // Every expression reads the row as it came in.
                for (name, node) in columns { result[name] = try value(node, row, inputs[0].columns) }
                return result
            }
            streams[statement.output] = stream
        case "filter":
            guard case .node(let condition)? = statement.arguments.first else { throw Problem(description: "no condition") }
            streams[statement.output] = Stream(columns: inputs[0].columns, rows: try inputs[0].rows.filter {
                try value(condition, $0, inputs[0].columns) == .bool(true)
            })
        case "union":
            guard inputs.allSatisfy({ Set($0.columns) == Set(inputs[0].columns) }) else { throw Problem(description: "the columns differ") }
            streams[statement.output] = Stream(columns: inputs[0].columns, rows: inputs.flatMap(\.rows))
        case "join": streams[statement.output] = try join(statement, inputs[0], inputs[1])
        case "aggregate": streams[statement.output] = try aggregate(statement, inputs[0])
        case "keyGenerate":
            guard case .typed(let name, _)? = try members("output", statement).first else { throw Problem(description: "no column") }
            streams[statement.output] = Stream(columns: inputs[0].columns + [name], rows: inputs[0].rows.enumerated().map { index, row in
                row.merging([name: .integer(index + 1)]) { $1 }
            })
        default: throw Problem(description: "there is no transformation \(statement.name)")
        }
    }

    private func members(_ name: String, _ statement: DataFlowParser.Statement) throws -> [DataFlowParser.Argument] {
        for case .node(.call(name, let arguments)) in statement.arguments { return arguments }
        throw Problem(description: "there is no \(name)")
    }

    private func source(_ statement: DataFlowParser.Statement, _ files: [String: [[String]]]) throws -> Stream {
        guard let file = files[statement.output], let header = file.first else { throw Problem(description: "there is no file") }
        let columns = try members("output", statement).map { argument -> String in
            guard case .typed(let name, "string") = argument else { throw Problem(description: "no text column") }
            return name
        }
        let places = try columns.map { name -> Int in
            guard let place = header.firstIndex(of: name) else { throw Problem(description: "the file has no column \(name)") }
            return place
        }
        return Stream(columns: columns, rows: file.dropFirst().map { record in
            Row(uniqueKeysWithValues: zip(columns, places).map { ($0, .text(record[$1])) })
        })
    }

    private func join(_ statement: DataFlowParser.Statement, _ left: Stream, _ right: Stream) throws -> Stream {
        guard Set(left.columns).isDisjoint(with: right.columns) else {
            throw Problem(description: "both sides have \(Set(left.columns).intersection(right.columns).sorted())")
        }
        guard case .node(let condition)? = statement.arguments.first else { throw Problem(description: "no condition") }
        var pairs: [(left: DataFlowParser.Node, right: DataFlowParser.Node)] = []
        func collect(_ node: DataFlowParser.Node) throws {
            switch node {
            case .binary("&&", let one, let other):
                try collect(one)
                try collect(other)
            case .binary("==", let one, let other):
                // Which side an expression is of shows in its columns.
                let isLeft = (try? left.rows.first.map { try value(one, $0, left.columns) } ?? .null) != nil
                pairs.append(isLeft ? (one, other) : (other, one))
            default: throw Problem(description: "no equality")
            }
        }
        try collect(condition)
        func key(_ row: Row, _ columns: [String], _ nodes: [DataFlowParser.Node]) throws -> [Value]? {
            let values = try nodes.map { try value($0, row, columns) }
            return values.contains(.null) ? nil : values
        }
        var index: [[Value]: [Row]] = [:]
        for row in right.rows {
            if let key = try key(row, right.columns, pairs.map(\.right)) { index[key, default: []].append(row) }
        }
        let isLeft = statement.arguments.contains(.option("joinType", .text("left")))
        guard isLeft || statement.arguments.contains(.option("joinType", .text("inner"))) else { throw Problem(description: "another kind of join") }
        var rows: [Row] = []
        for row in left.rows {
            let found = try key(row, left.columns, pairs.map(\.left)).flatMap { index[$0] } ?? []
            rows += found.map { row.merging($0) { one, _ in one } }
            if found.isEmpty, isLeft {
                rows.append(row.merging(right.columns.map { ($0, .null) }) { one, _ in one })
            }
        }
        return Stream(columns: left.columns + right.columns, rows: rows)
    }

    private func aggregate(_ statement: DataFlowParser.Statement, _ input: Stream) throws -> Stream {
        var group: [(String, DataFlowParser.Node)] = []
        for case .node(.call("groupBy", let arguments)) in statement.arguments {
            for argument in arguments {
                switch argument {
                case .node(.column(let name)): group.append((name, .column(name)))
                case .assigned(let name, let node): group.append((name, node))
                default: throw Problem(description: "no column to group by")
                }
            }
        }
        let made = statement.arguments.compactMap { if case .assigned(let name, let node) = $0 { (name, node) } else { nil } }
        var order: [[Value]] = []
        var groups: [[Value]: [Row]] = [:]
        for row in input.rows {
            let key = try group.map { try value($0.1, row, input.columns) }
            if groups[key] == nil { order.append(key) }
            groups[key, default: []].append(row)
        }
        if group.isEmpty, order.isEmpty { order = [[]] }
        return Stream(columns: group.map(\.0) + made.map(\.0), rows: try order.map { key in
            var row = Row(uniqueKeysWithValues: zip(group.map(\.0), key))
            for (name, node) in made {
                guard case .call(let function, let arguments) = node, case .node(let inside)? = arguments.first else {
                    throw Problem(description: "\(name) is no aggregate")
                }
                let values = try (groups[key] ?? []).map { try value(inside, $0, input.columns) }.filter { $0 != .null }
                switch function {
                case "count": row[name] = .integer(values.count)
                case "countDistinct": row[name] = .integer(Set(values).count)
                case "min": row[name] = values.min(by: Self.isLess) ?? .null
                case "max": row[name] = values.max(by: Self.isLess) ?? .null
                case "sum": row[name] = .integer(values.reduce(0) { if case .integer(let number) = $1 { $0 + number } else { $0 } })
                case "collect": row[name] = .list(values)
                default: throw Problem(description: "there is no aggregate \(function)")
                }
            }
            return row
        })
    }

    private static func isLess(_ left: Value, _ right: Value) -> Bool {
        switch (left, right) {
        case (.integer(let one), .integer(let other)): one < other
        case (.text(let one), .text(let other)): one.utf8.lexicographicallyPrecedes(other.utf8)
        case (.day(let one), .day(let other)): one < other
        default: false
        }
    }

    // MARK: Expressions

    private func value(_ node: DataFlowParser.Node, _ row: Row, _ columns: [String], inner: [String: Value] = [:]) throws -> Value {
        switch node {
        case .column(let name):
            guard let value = row[name] else { throw Problem(description: "there is no column \(name)") }
            return value
        case .text(let text): return .text(text)
        case .integer(let number): return .integer(number)
        case .list(let items): return .list(try items.map { try value($0, row, columns, inner: inner) })
        case .inner(let name):
            guard let value = inner[name] else { throw Problem(description: "there is no #\(name) here") }
            return value
        case .not(let inside):
            switch try value(inside, row, columns, inner: inner) {
            case .bool(let flag): return .bool(!flag)
            case .null: return .null
            default: throw Problem(description: "! of no Boolean")
            }
        case .binary(let sign, let left, let right):
            return try operation(sign, try value(left, row, columns, inner: inner), try value(right, row, columns, inner: inner))
        case .call("reduce", let arguments):
            guard arguments.count == 4, case .node(let list) = arguments[0], case .node(let start) = arguments[1],
                case .node(let step) = arguments[2], case .node(let end) = arguments[3],
                case .list(let items) = try value(list, row, columns, inner: inner)
            else { throw Problem(description: "no reduction") }
            var result = try value(start, row, columns, inner: inner)
            for item in items { result = try value(step, row, columns, inner: ["acc": result, "item": item]) }
            return try value(end, row, columns, inner: ["result": result])
        case .call(let name, let arguments):
            return try call(name, try arguments.map { argument in
                guard case .node(let node) = argument else { throw Problem(description: "an argument with a name") }
                return try value(node, row, columns, inner: inner)
            })
        }
    }

    private func operation(_ sign: String, _ left: Value, _ right: Value) throws -> Value {
        if sign == "&&" || sign == "||" {
            let decisive = sign == "||"
            for side in [left, right] {
                switch side {
                case .bool, .null: break
                default: throw Problem(description: "\(sign) of no Boolean")
                }
            }
            if left == .bool(decisive) || right == .bool(decisive) { return .bool(decisive) }
            return left == .null || right == .null ? .null : .bool(!decisive)
        }
        if left == .null || right == .null { return .null }
        switch (left, right) {
        case (.integer(let one), .integer(let other)):
            switch sign {
            case "+": return .integer(one + other)
            case "-": return .integer(one - other)
            case "/": return .decimal(Double(one) / Double(other))
            default: break
            }
        case (.text, .text), (.day, .day), (.bool, .bool): break
        default: throw Problem(description: "\(left) \(sign) \(right)")
        }
        switch sign {
        case "==": return .bool(left == right)
        case "!=": return .bool(left != right)
        case "<": return .bool(Self.isLess(left, right))
        case ">": return .bool(Self.isLess(right, left))
        case "<=": return .bool(!Self.isLess(right, left))
        case ">=": return .bool(!Self.isLess(left, right))
        default: throw Problem(description: "there is no \(sign)")
        }
    }

    private func call(_ name: String, _ arguments: [Value]) throws -> Value {
        func text(_ place: Int) throws -> String {
            guard place < arguments.count, case .text(let text) = arguments[place] else { throw Problem(description: "\(name) of \(arguments)") }
            return text
        }
        func number(_ place: Int) throws -> Int {
            guard place < arguments.count, case .integer(let number) = arguments[place] else { throw Problem(description: "\(name) of \(arguments)") }
            return number
        }
        switch name {
        case "null": return .null
        case "true": return .bool(true)
        case "false": return .bool(false)
        case "isNull": return .bool(arguments[0] == .null)
        case "iif": return arguments[0] == .bool(true) ? arguments[1] : arguments.count > 2 ? arguments[2] : .null
        case "case":
            var place = 0
            while place + 1 < arguments.count {
                if arguments[place] == .bool(true) { return arguments[place + 1] }
                place += 2
            }
            return place < arguments.count ? arguments[place] : .null
        case "coalesce": return arguments.first { $0 != .null } ?? .null
        case "greatest": return arguments.filter { $0 != .null }.max(by: Self.isLess) ?? .null
        case "currentDate": return .day(today)
        default: break
        }
        // Of nothing comes nothing.
        if arguments.contains(.null) { return .null }
        switch name {
        case "toString":
            switch arguments[0] {
            case .text: return arguments[0]
            case .integer(let number): return .text(String(number))
            case .day(let day):
                let parts = day.text.split(separator: "-").map(String.init)
                return .text(try text(1).replacingOccurrences(of: "yyyy", with: parts[0]).replacingOccurrences(of: "MM", with: parts[1]).replacingOccurrences(of: "dd", with: parts[2]))
            default: throw Problem(description: "toString of \(arguments)")
            }
        case "concat": return .text(try arguments.indices.map(text).joined())
        case "length": return .integer(try text(0).unicodeScalars.count)
        case "lower": return .text(try text(0).lowercased())
        case "replace": return .text(try text(0).replacingOccurrences(of: try text(1), with: try text(2), options: .literal))
        case "translate":
            let from = Array(try text(1).unicodeScalars), to = Array(try text(2).unicodeScalars)
            var result = String.UnicodeScalarView()
            for scalar in try text(0).unicodeScalars { result.append(from.firstIndex(of: scalar).map { to[$0] } ?? scalar) }
            return .text(String(result))
        case "regexMatch":
            let subject = try text(0)
            return .bool(try NSRegularExpression(pattern: try text(1)).firstMatch(in: subject, range: NSRange(location: 0, length: (subject as NSString).length)) != nil)
        case "toDate": return Day(try text(0), format: try text(1)).map(Value.day) ?? .null
        case "toLong":
            switch arguments[0] {
            case .text(let text): return Int(text).map(Value.integer) ?? .null
            case .integer: return arguments[0]
            case .decimal(let number): return .integer(Int(number))
            default: throw Problem(description: "toLong of \(arguments)")
            }
        case "floor":
            guard case .decimal(let number) = arguments[0] else { return arguments[0] }
            return .decimal(number.rounded(.down))
        case "instr":
            let subject = Array(try text(0).utf16), wanted = Array(try text(1).utf16)
            let place = subject.indices.first { subject[$0...].starts(with: wanted) }
            return .integer(place.map { $0 + 1 } ?? 0)
        case "endsWith": return .bool(try text(0).utf8.reversed().starts(with: try text(1).utf8.reversed()))
        case "dropLeft": return .text(String(try text(0).dropFirst(try number(1))))
        case "lpad":
            let subject = try text(0)
            return .text(String(repeating: try text(2), count: max(0, try number(1) - subject.count)) + subject)
        case "escape":
            guard try text(1) == "json" else { throw Problem(description: "another form") }
            let data = try JSONSerialization.data(withJSONObject: [try text(0)])
            return .text(String(String(decoding: data, as: UTF8.self).dropFirst(2).dropLast(2)))
        default: throw Problem(description: "there is no function \(name)")
        }
    }
}
