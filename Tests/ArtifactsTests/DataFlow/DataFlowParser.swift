/// Reads the script of a mapping data flow, knowing nothing of how it was written.
struct DataFlowParser {
    indirect enum Node: Equatable {
        case column(String)
        case text(String)
        case integer(Int)
        case call(String, [Argument])
        case binary(String, Node, Node)
        case not(Node)
        case inner(String)
        case list([Node])
    }

    enum Argument: Equatable {
        case node(Node)
        /// `column = expression`
        case assigned(String, Node)
        /// `name: value`
        case option(String, Node)
        /// `column as type`
        case typed(String, String)
    }

    struct Statement: Equatable {
        let inputs: [String]
        let name: String
        let arguments: [Argument]
        let output: String
    }

    struct Problem: Error, CustomStringConvertible {
        let description: String
    }

    private let letters: [Unicode.Scalar]
    private var at = 0

    init(_ text: String) {
        letters = Array(text.unicodeScalars)
    }

    static func statements(_ text: String) throws -> [Statement] {
        var parser = DataFlowParser(text)
        var result: [Statement] = []
        parser.skip()
        while parser.at < parser.letters.count {
            result.append(try parser.statement())
            parser.skip()
        }
        return result
    }

    static func expression(_ text: String) throws -> Node {
        var parser = DataFlowParser(text)
        let node = try parser.expression()
        parser.skip()
        guard parser.at == parser.letters.count else { throw parser.problem("something is left over") }
        return node
    }

    private func problem(_ text: String) -> Problem {
        let from = max(0, at - 40)
        return Problem(description: "\(text) behind …\(String(String.UnicodeScalarView(letters[from..<min(at, letters.count)])))")
    }

    private mutating func skip() {
        while at < letters.count, letters[at] == " " || letters[at] == "\n" || letters[at] == "\t" { at += 1 }
    }

    private func peek(_ text: String) -> Bool {
        let wanted = Array(text.unicodeScalars)
        return at + wanted.count <= letters.count && Array(letters[at..<at + wanted.count]) == wanted
    }

    private mutating func take(_ text: String) -> Bool {
        skip()
        guard peek(text) else { return false }
        at += text.unicodeScalars.count
        return true
    }

    private mutating func expect(_ text: String) throws {
        guard take(text) else { throw problem("`\(text)` is missing") }
    }

    private mutating func word() throws -> String {
        skip()
        let start = at
        while at < letters.count, letters[at].properties.isAlphabetic || ("0"..."9").contains(letters[at]) || letters[at] == "_" { at += 1 }
        guard at > start else { throw problem("a name is missing") }
        return String(String.UnicodeScalarView(letters[start..<at]))
    }

    private mutating func column() throws -> String {
        skip()
        guard take("{") else { return try word() }
        let start = at
        while at < letters.count, letters[at] != "}" { at += 1 }
        guard at < letters.count else { throw problem("a brace is not closed") }
        at += 1
        return String(String.UnicodeScalarView(letters[start..<at - 1]))
    }

    private mutating func statement() throws -> Statement {
        var words = [try word()]
        var isList = false
        while take(",") {
            words.append(try word())
            isList = true
        }
        skip()
        if !peek("(") {
            words.append(try word())
        } else if isList {
            throw problem("a transformation is missing")
        }
        let name = words.removeLast()
        try expect("(")
        let arguments = try arguments()
        try expect("~>")
        return Statement(inputs: words, name: name, arguments: arguments, output: try word())
    }

    /// Behind the opening parenthesis, up to and with the closing one.
    private mutating func arguments() throws -> [Argument] {
        var result: [Argument] = []
        if take(")") { return [] }
        repeat { result.append(try argument()) } while take(",")
        try expect(")")
        return result
    }

    private mutating func argument() throws -> Argument {
        skip()
        let start = at
        if peek("{") || letters[at].properties.isAlphabetic {
            let name = try column()
            if take("as ") { return .typed(name, try word()) }
            if take(":") { return .option(name, try expression()) }
            if !peek("=="), take("=") { return .assigned(name, try expression()) }
            at = start
        }
        return .node(try expression())
    }

    private mutating func expression() throws -> Node {
        skip()
        guard at < letters.count else { throw problem("an expression is missing") }
        if take("!(") {
            let node = try expression()
            try expect(")")
            return .not(node)
        }
        if take("(") {
            let left = try expression()
            skip()
            for sign in ["==", "!=", ">=", "<=", "&&", "||", ">", "<", "+", "-", "/"] where take(sign) {
                let right = try expression()
                try expect(")")
                return .binary(sign, left, right)
            }
            throw problem("an operation is missing")
        }
        if take("[") {
            var items: [Node] = []
            if take("]") { return .list([]) }
            repeat { items.append(try expression()) } while take(",")
            try expect("]")
            return .list(items)
        }
        if take("#") { return .inner(try word()) }
        if peek("'") { return .text(try literal()) }
        if letters[at] == "-" || ("0"..."9").contains(letters[at]) {
            let start = at
            at += 1
            while at < letters.count, ("0"..."9").contains(letters[at]) { at += 1 }
            let digits = String(String.UnicodeScalarView(letters[start..<at]))
            _ = peek("L") ? take("L") : false
            guard let number = Int(digits) else { throw problem("a number is too long") }
            return .integer(number)
        }
        let isBraced = peek("{")
        let name = try column()
        if !isBraced, peek("(") {
            at += 1
            return .call(name, try arguments())
        }
        return .column(name)
    }

    private mutating func literal() throws -> String {
        at += 1
        var result = String.UnicodeScalarView()
        while at < letters.count, letters[at] != "'" {
            if letters[at] == "\\" {
                at += 1
                guard at < letters.count else { break }
                switch letters[at] {
                case "n": result.append("\n")
                case "r": result.append("\r")
                case "t": result.append("\t")
                case "'", "\\": result.append(letters[at])
                default: throw problem("an escape that nobody knows")
                }
            } else if letters[at] == "\n" {
                throw problem("a line break in a text")
            } else {
                result.append(letters[at])
            }
            at += 1
        }
        guard at < letters.count else { throw problem("a text is not closed") }
        at += 1
        return String(result)
    }
}
