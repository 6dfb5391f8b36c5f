import Foundation

/// Reads the expressions of Microsoft's Workflow Definition Language, by its own pages and not by our writer.
struct WorkflowParser {
    indirect enum Node: Hashable {
        case text(String)
        case integer(Int)
        case word(String)
        case call(String, [Node])
        /// `?` before the bracket: null where there is nothing.
        case place(Node, Node, isSafe: Bool)
    }

    struct Problem: Error, CustomStringConvertible {
        let description: String
    }

    private let scalars: [Unicode.Scalar]
    private var at = 0

    private init(_ text: String) { scalars = Array(text.unicodeScalars) }

    /// A whole value of a definition that begins with `@`.
    static func expression(_ text: String) throws -> Node {
        guard text.hasPrefix("@"), !text.hasPrefix("@@"), !text.hasPrefix("@{") else { throw Problem(description: "no expression: \(text)") }
        var parser = WorkflowParser(String(text.dropFirst()))
        let node = try parser.value()
        guard parser.at == parser.scalars.count else { throw parser.unexpected() }
        return node
    }

    private func unexpected() -> Problem {
        Problem(description: "at \(at): \(at < scalars.count ? String(scalars[at]) : "the end") is unexpected")
    }

    private func peek() -> Unicode.Scalar? { at < scalars.count ? scalars[at] : nil }

    private mutating func skipBlanks() { while peek() == " " { at += 1 } }

    private mutating func take(_ scalar: Unicode.Scalar) throws {
        skipBlanks()
        guard peek() == scalar else { throw unexpected() }
        at += 1
    }

    private mutating func value() throws -> Node {
        skipBlanks()
        var node: Node
        switch peek() {
        case "'": node = .text(try literal())
        case let scalar? where scalar == "-" || ("0"..."9").contains(scalar): node = .integer(try number())
        case let scalar? where ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar):
            let name = word()
            skipBlanks()
            guard peek() == "(" else {
                guard ["true", "false", "null"].contains(name) else { throw Problem(description: "\(name) is no value") }
                node = .word(name)
                break
            }
            at += 1
            var arguments: [Node] = []
            skipBlanks()
            if peek() != ")" {
                arguments.append(try value())
                skipBlanks()
                while peek() == "," {
                    at += 1
                    arguments.append(try value())
                    skipBlanks()
                }
            }
            try take(")")
            node = .call(name, arguments)
        default: throw unexpected()
        }
        while let next = peek(), next == "[" || next == "?" {
            let isSafe = next == "?"
            if isSafe { at += 1 }
            try take("[")
            let place = try value()
            try take("]")
            node = .place(node, place, isSafe: isSafe)
        }
        return node
    }

    private mutating func literal() throws -> String {
        at += 1
        var result = String.UnicodeScalarView()
        while let scalar = peek() {
            at += 1
            if scalar != "'" {
                // What the language would make of one nobody says.
                guard scalar.value >= 0x20, scalar.value != 0x7F else { throw Problem(description: "a control character in a text") }
                result.append(scalar)
                continue
            }
            guard peek() == "'" else { return String(result) }
            at += 1
            result.append("'")
        }
        throw Problem(description: "a text is not closed")
    }

    private mutating func number() throws -> Int {
        var digits = ""
        if peek() == "-" {
            digits = "-"
            at += 1
        }
        while let scalar = peek(), ("0"..."9").contains(scalar) {
            digits.unicodeScalars.append(scalar)
            at += 1
        }
        guard let number = Int(digits) else { throw unexpected() }
        return number
    }

    private mutating func word() -> String {
        var name = ""
        while let scalar = peek(), ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar) {
            name.unicodeScalars.append(scalar)
            at += 1
        }
        return name
    }
}
