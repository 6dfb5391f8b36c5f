import Foundation
import JSON
import Simulation

/// Runs a workflow of Logic Apps on answers in memory, action by action, as Microsoft's pages describe it: and where they say nothing, as
/// strictly as can be. Both branches of `if` are worked out, null is compared with nothing, and no place may lie outside of a text or a list.
struct WorkflowInterpreter {
    struct Problem: Error, CustomStringConvertible {
        let description: String
    }

    /// A Terminate.
    struct Stopped: Error {
        let code: String
        let message: String
    }

    typealias Node = WorkflowParser.Node

    private(set) var results: [String: JSON] = [:]
    /// Bodies of POST requests, in order.
    private(set) var posted: [JSON] = []
    private let parameters: [String: JSON]
    private let answers: [String: JSON]
    private let today: Day
    private var item: JSON?

    /// - Parameter answers: by action, the outputs of what reads: `{"headers": …, "body": …}`.
    init(_ definition: JSON, parameters: [String: JSON], answers: [String: JSON], today: Day) throws {
        self.parameters = parameters
        self.answers = answers
        self.today = today
        try run(definition["actions"])
    }

    private mutating func run(_ actions: JSON?) throws {
        guard case .object(let members)? = actions else { throw Problem(description: "no actions") }
        var done: Set<String> = []
        // Whatever the order of writing, `runAfter` decides.
        var waiting = members
        while !waiting.isEmpty {
            let ready = waiting.firstIndex { member in
                guard case .object(let after)? = member.value["runAfter"] else { return false }
                return after.allSatisfy { done.contains($0.key) && $0.value == ["Succeeded"] }
            }
            guard let ready else { throw Problem(description: "\(waiting[0].key) never runs") }
            let member = waiting.remove(at: ready)
            do {
                results[member.key] = try run(member.key, member.value)
            } catch let problem as Problem {
                throw Problem(description: "\(member.key): \(problem.description)")
            }
            done.insert(member.key)
        }
    }

    private mutating func run(_ name: String, _ action: JSON) throws -> JSON {
        let inputs = action["inputs"] ?? .null
        switch action["type"] {
        case "Compose": return ["body": try filled(inputs)]
        case "Select":
            let list = try items(of: inputs["from"])
            let what = try Template(inputs["select"] ?? .null)
            return ["body": .array(try list.map { try with($0) { try $0.filled(what) } })]
        case "Query":
            let list = try items(of: inputs["from"])
            let condition = try Template(inputs["where"] ?? .null)
            return ["body": .array(try list.filter { one in
                guard case .bool(let holds) = try with(one, { try $0.filled(condition) }) else { throw Problem(description: "no condition") }
                return holds
            })]
        case "If":
            guard case .array(let all)? = action["expression"]?["and"] else { throw Problem(description: "no expression") }
            let holds = try all.allSatisfy { one in
                guard case .array(let sides)? = one["equals"], sides.count == 2 else { throw Problem(description: "no comparison") }
                return try filled(sides[0]) == filled(sides[1])
            }
            if holds { try run(action["actions"]) }
            return .null
        case "Terminate":
            guard case .string(let code)? = inputs["runError"]?["code"], case .string(let message) = try filled(inputs["runError"]?["message"] ?? .null)
            else { throw Problem(description: "no reason") }
            throw Stopped(code: code, message: message)
        case "Http", "ApiConnection":
            let filled = try filled(inputs)
            if filled["method"] == "POST" {
                posted.append(filled["body"] ?? .null)
                return ["body": ""]
            }
            guard let answer = answers[name] else { throw Problem(description: "nothing answers") }
            return answer
        case "Foreach":
            for one in try items(of: action["foreach"]) {
                let outer = item
                item = one
                try run(action["actions"])
                item = outer
            }
            return .null
        case "Wait": return .null
        default: throw Problem(description: "an action of an unknown type")
        }
    }

    private mutating func with(_ one: JSON, _ body: (inout WorkflowInterpreter) throws -> JSON) rethrows -> JSON {
        let outer = item
        item = one
        defer { item = outer }
        return try body(&self)
    }

    private func items(of value: JSON?) throws -> [JSON] {
        guard case .array(let list) = try filled(value ?? .null) else { throw Problem(description: "no list to go through") }
        return list
    }

    /// A value of the definition, its expressions read once.
    private indirect enum Template {
        case constant(JSON)
        case node(Node)
        case list([Template])
        case object([(String, Template)])

        init(_ value: JSON) throws {
            switch value {
            case .string(let text) where text.hasPrefix("@@"): self = .constant(.string(String(text.dropFirst())))
            case .string(let text) where text.hasPrefix("@"): self = .node(try WorkflowParser.expression(text))
            case .array(let items): self = .list(try items.map { try Template($0) })
            case .object(let members): self = .object(try members.map { ($0.key, try Template($0.value)) })
            default: self = .constant(value)
            }
        }
    }

    private func filled(_ template: Template) throws -> JSON {
        switch template {
        case .constant(let value): value
        case .node(let node): try evaluate(node)
        case .list(let items): .array(try items.map(filled))
        case .object(let members): .object(try members.map { .init($0.0, try filled($0.1)) })
        }
    }

    /// A value with its expressions worked out.
    private func filled(_ value: JSON) throws -> JSON { try filled(try Template(value)) }

    // MARK: Expressions

    private func text(_ value: JSON) throws -> String {
        guard case .string(let text) = value else { throw Problem(description: "no text: \(value.compactText.prefix(80))") }
        return text
    }

    private func number(_ value: JSON) throws -> Int {
        guard case .integer(let number) = value else { throw Problem(description: "no number: \(value.compactText.prefix(80))") }
        return number
    }

    private func flag(_ value: JSON) throws -> Bool {
        guard case .bool(let flag) = value else { throw Problem(description: "neither true nor false: \(value.compactText.prefix(80))") }
        return flag
    }

    private func list(_ value: JSON) throws -> [JSON] {
        guard case .array(let list) = value else { throw Problem(description: "no list: \(value.compactText.prefix(80))") }
        return list
    }

    private func evaluate(_ node: Node) throws -> JSON {
        switch node {
        case .text(let text): return .string(text)
        case .integer(let number): return .integer(number)
        case .word("true"): return true
        case .word("false"): return false
        case .word: return .null
        case .place(let inner, let place, let isSafe):
            let value = try evaluate(inner)
            let key = try evaluate(place)
            if isSafe, value == .null { return .null }
            switch (value, key) {
            case (.object, .string(let name)):
                if let found = value[name] { return found }
                guard isSafe else { throw Problem(description: "there is no \(name)") }
                return .null
            case (.array(let items), .integer(let number)):
                guard items.indices.contains(number) else { throw Problem(description: "place \(number) of \(items.count)") }
                return items[number]
            default: throw Problem(description: "nothing has a place there")
            }
        case .call(let name, let arguments): return try call(name, try arguments.map(evaluate))
        }
    }

    private func call(_ name: String, _ a: [JSON]) throws -> JSON {
        func need(_ counts: ClosedRange<Int>) throws {
            guard counts.contains(a.count) else { throw Problem(description: "\(name) with \(a.count) parameters") }
        }
        switch name {
        case "item", "items":
            guard let item else { throw Problem(description: "no item here") }
            return item
        case "body", "outputs":
            let result = results[try text(a[0])]
            guard let result else { throw Problem(description: "\(try text(a[0])) has not run") }
            // A Compose action's outputs are its value.
            if name == "outputs", result["headers"] != nil { return result }
            return result["body"] ?? .null
        case "parameters":
            guard let value = parameters[try text(a[0])] else { throw Problem(description: "there is no parameter \(try text(a[0]))") }
            return value
        case "if":
            try need(3...3)
            return try flag(a[0]) ? a[1] : a[2]
        case "equals":
            try need(2...2)
            for value in a where value == .null { throw Problem(description: "null is compared") }
            return .bool(a[0] == a[1])
        case "not": return .bool(!(try flag(a[0])))
        case "and":
            try need(2...999)
            return .bool(try a.map(flag).allSatisfy { $0 })
        case "or":
            try need(2...999)
            return .bool(try a.map(flag).contains(true))
        case "less": return .bool(try number(a[0]) < number(a[1]))
        case "lessOrEquals": return .bool(try number(a[0]) <= number(a[1]))
        case "greater": return .bool(try number(a[0]) > number(a[1]))
        case "greaterOrEquals": return .bool(try number(a[0]) >= number(a[1]))
        case "add": return .integer(try number(a[0]) + number(a[1]))
        case "sub": return .integer(try number(a[0]) - number(a[1]))
        case "mul": return .integer(try number(a[0]) * number(a[1]))
        case "div": return .integer(try number(a[0]) / number(a[1]))
        case "mod": return .integer(try number(a[0]) % number(a[1]))
        case "min": return .integer(try a.map(number).min() ?? 0)
        case "max": return .integer(try a.map(number).max() ?? 0)
        case "int":
            guard let number = Int(try text(a[0])) else { throw Problem(description: "no whole number") }
            return .integer(number)
        case "coalesce": return a.first { $0 != .null } ?? .null
        case "createArray": return .array(a)
        case "json": return try JSONReader.read(Array(try text(a[0]).utf8))
        case "string": if case .string = a[0] { return a[0] } else { return .string(a[0].compactText) }
        case "utcNow": return .string("\(today.text)T03:00:00.0000000Z")
        case "formatDateTime":
            guard try text(a[1]) == "yyyyMMdd" else { throw Problem(description: "another format") }
            return .string(String(try text(a[0]).prefix(10)).replacingOccurrences(of: "-", with: ""))
        case "encodeUriComponent", "encodeURIComponent", "decodeUriComponent", "base64", "trim", "toLower", "concat", "substring", "replace", "split", "indexOf",
            "nthIndexOf":
            return try textCall(name, a)
        default: return try listCall(name, a)
        }
    }

    /// By hand: Foundation takes a byte-order mark away.
    static func decoded(_ text: String) -> String? {
        var bytes: [UInt8] = []
        var rest = Substring(text).utf8
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let code = UInt8(String(Substring(rest.prefix(2))), radix: 16) else { return nil }
            bytes.append(code)
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }

    /// The texts that were searched last: the same few are searched for every person.
    private final class Searched {
        var texts: [(text: String, units: [UInt16])] = []
    }

    private let searched = Searched()

    private func lowered(_ text: String) -> [UInt16] {
        if let known = searched.texts.first(where: { $0.text == text }) { return known.units }
        let units = Array(text.lowercased().utf16)
        searched.texts = [(text, units)] + searched.texts.prefix(5)
        return units
    }

    /// Places and lengths are those of UTF-16.
    private func textCall(_ name: String, _ a: [JSON]) throws -> JSON {
        let first = try text(a[0])
        switch name {
        case "concat":
            let result = try a.map(text).joined()
            guard result.utf16.count <= 131_072 else { throw Problem(description: "concat makes more than 131,072 characters") }
            return .string(result)
        case "encodeUriComponent", "encodeURIComponent":
            return .string(first.addingPercentEncoding(withAllowedCharacters: CharacterSet(charactersIn: "-_.~").union(.alphanumerics)) ?? "")
        case "decodeUriComponent":
            guard let decoded = Self.decoded(first) else { throw Problem(description: "no encoded text") }
            return .string(decoded)
        case "base64": return .string(Data(first.utf8).base64EncodedString())
        case "trim": return .string(first.trimmingCharacters(in: .whitespacesAndNewlines))
        case "toLower": return .string(first.lowercased())
        case "substring":
            let (start, length) = (try number(a[1]), try number(a[2]))
            let units = Array(first.utf16)
            guard start >= 0, length >= 0, start + length <= units.count else { throw Problem(description: "substring outside: \(start), \(length) of \(units.count)") }
            return .string(String(decoding: units[start..<start + length], as: UTF16.self))
        case "replace": return .string(first.replacingOccurrences(of: try text(a[1]), with: try text(a[2]), options: .literal))
        case "split":
            guard !(try text(a[1])).isEmpty else { throw Problem(description: "split by nothing") }
            return .strings(first.components(separatedBy: try text(a[1])))
        default:
            // Neither regards case.
            let (text, sought) = (lowered(first), Array(try self.text(a[1]).lowercased().utf16))
            var left = a.count > 2 ? try number(a[2]) : 1
            var start = 0
            while start + sought.count <= text.count {
                if sought.indices.allSatisfy({ text[start + $0] == sought[$0] }) {
                    left -= 1
                    if left == 0 { return .integer(start) }
                    start += sought.count
                } else {
                    start += 1
                }
            }
            return -1
        }
    }

    private func listCall(_ name: String, _ a: [JSON]) throws -> JSON {
        if case .string(let whole) = a[0] {
            switch name {
            case "length": return .integer(whole.utf16.count)
            case "contains": return .bool(whole.range(of: try text(a[1]), options: .literal) != nil)
            default: break
            }
        }
        switch name {
        case "range": return .array((0..<(try number(a[1]))).map { .integer($0 + ((try? number(a[0])) ?? 0)) })
        case "length": return .integer(try list(a[0]).count)
        case "contains": return .bool(try list(a[0]).contains(a[1]))
        case "first":
            guard let first = try list(a[0]).first else { throw Problem(description: "the first of nothing") }
            return first
        case "skip": return .array(Array(try list(a[0]).dropFirst(try number(a[1]))))
        case "reverse": return .array(try list(a[0]).reversed())
        case "join": return .string(try list(a[0]).map(text).joined(separator: try text(a[1])))
        case "union":
            var seen: Set<JSON> = []
            return .array(try a.flatMap { try list($0) }.filter { seen.insert($0).inserted })
        case "intersection":
            let others = try a.dropFirst().map { Set(try list($0)) }
            var seen: Set<JSON> = []
            return .array(try list(a[0]).filter { one in others.allSatisfy { $0.contains(one) } && seen.insert(one).inserted })
        case "sort":
            let by = try text(a[1])
            return .array(try list(a[0]).sorted { try number($0[by] ?? .null) < number($1[by] ?? .null) })
        case "chunk":
            let (all, size) = (try list(a[0]), try number(a[1]))
            return .array(stride(from: 0, to: all.count, by: size).map { .array(Array(all[$0..<min($0 + size, all.count)])) })
        default: throw Problem(description: "there is no function \(name)")
        }
    }
}
