import Diagnostics
import PowerShellSyntax

/// What can be read of a script without running it: variables that have one literal value, and loops over literal lists.
struct ScriptLiterals {
    /// A text, or a row of a table: `@{ Name = 'Email'; Type = 'String' }`.
    enum Item {
        case text(Spanned<String>)
        case row([String: Spanned<String>])
    }

    private var assignments: [String: [[Element]]] = [:]
    private var loops: [String: [[Element]]] = [:]

    init(_ tree: ScriptTree) {
        var assignments: [String: [[Element]]] = [:]
        var loops: [String: [[Element]]] = [:]
        tree.body.walk { row in
            // `foreach ($name in …)`
            if row.count > 2, let name = row[0].variable, case .keyword("in") = row[1].kind {
                loops[name, default: []].append(Array(row[2...]))
            }
            // `$name = …`, with or without a type before it
            let start = row.firstIndex { if case .type = $0.kind { false } else { true } } ?? 0
            if row.count > start + 2, let name = row[start].variable {
                if row[start + 1].isSymbol("=") {
                    assignments[name, default: []].append(Array(row[(start + 2)...]))
                } else if case .symbol(let symbol) = row[start + 1].kind, symbol.hasSuffix("="), symbol != "=" {
                    // Changed later: no literal.
                    assignments[name, default: []].append([])
                    assignments[name, default: []].append([])
                }
            }
            // `… | ForEach-Object { $_ }`
            if let pipe = row.firstIndex(where: { $0.isSymbol("|") }), pipe + 1 < row.count, case .command(let command) = row[pipe + 1].kind,
                ["foreach-object", "%"].contains(command.name?.lowercased())
            {
                let source = row[..<pipe].lastIndex { $0.isSymbol("=") }.map { row[($0 + 1)..<pipe] } ?? row[..<pipe]
                loops["_", default: []].append(Array(source))
            }
        }
        self.assignments = assignments
        self.loops = loops
    }

    /// The values that an expression takes; one for a constant, one for each turn of a loop. nil where they can't be seen.
    func values(_ elements: some Collection<Element>, depth: Int = 0) -> [Spanned<String>]? {
        var rest = Array(elements)
        // A cast changes no text.
        while let first = rest.first, case .type = first.kind, rest.count > 1, !isStatic(rest[1]) { rest.removeFirst() }
        guard depth < 8, let first = rest.first else { return nil }
        if rest.count == 1 {
            if let text = first.stringValue { return [Spanned(text, first.span)] }
            if case .parentheses(let block) = first.kind, block.statements.count == 1 {
                return values(block.statements[0].elements, depth: depth + 1)
            }
            if let name = first.variable {
                if let source = only(loops[name]), assignments[name] == nil {
                    return items(source, depth: depth + 1)?.compactMap { if case .text(let text) = $0 { text } else { nil } }
                }
                return only(assignments[name]).flatMap { values($0, depth: depth + 1) }
            }
            return nil
        }
        // `[Enumeration]::Member`
        if rest.count == 2, case .type = first.kind, case .staticMember(let member) = rest[1].kind {
            return [Spanned(member, rest[1].span)]
        }
        // `$row.Name`
        if rest.count == 2, let name = first.variable, case .member(let key) = rest[1].kind, let source = only(loops[name]) {
            guard let items = items(source, depth: depth + 1) else { return nil }
            var result: [Spanned<String>] = []
            for item in items {
                guard case .row(let row) = item, let value = row[key.lowercased()] else { return nil }
                result.append(value)
            }
            return result
        }
        return nil
    }

    /// The items of a literal list.
    func items(_ elements: [Element], depth: Int = 0) -> [Item]? {
        guard depth < 8 else { return nil }
        var result: [Item] = []
        for part in elements.split(whereSeparator: { $0.isSymbol(",") }) {
            var part = Array(part)
            while let first = part.first, case .type = first.kind { part.removeFirst() }
            guard part.count == 1 else { return nil }
            switch part[0].kind {
            case .string(let literal):
                guard let value = literal.value else { return nil }
                result.append(.text(Spanned(value, part[0].span)))
            case .array(let block), .parentheses(let block):
                for statement in block.statements {
                    guard let items = items(statement.elements, depth: depth + 1) else { return nil }
                    result += items
                }
            case .hash(let entries):
                var row: [String: Spanned<String>] = [:]
                for entry in entries {
                    guard let key = entry.key, let value = entry.value.first, entry.value.count <= 2 else { return nil }
                    if let text = value.stringValue {
                        row[key.lowercased()] = Spanned(text, value.span)
                    } else if let flag = value.variable {
                        row[key.lowercased()] = Spanned("$" + flag, value.span)
                    } else if case .type = value.kind, entry.value.count == 2, case .staticMember(let member) = entry.value[1].kind {
                        row[key.lowercased()] = Spanned(member, entry.value[1].span)
                    }
                }
                result.append(.row(row))
            case .variable(let name):
                guard let source = only(assignments[name.lowercased()]), let items = items(source, depth: depth + 1) else { return nil }
                result += items
            default:
                return nil
            }
        }
        return result.isEmpty ? nil : result
    }

    /// What a variable is set to, everywhere.
    func sources(of variable: String) -> [[Element]] { assignments[variable.lowercased()] ?? [] }

    private func only(_ sources: [[Element]]?) -> [Element]? {
        sources?.count == 1 ? sources?[0] : nil
    }

    private func isStatic(_ element: Element) -> Bool {
        if case .staticMember = element.kind { true } else { false }
    }
}

/// A call of a method by its name: `[Type]::Name(…)` or `$value.Name(…)`.
struct MethodCall {
    let name: String
    let nameSpan: Span
    /// The type before `::`, if one is written there.
    let type: String?
    let arguments: [ArraySlice<Element>]

    static func all(in block: Block) -> [MethodCall] {
        var result: [MethodCall] = []
        block.walk { row in
            for index in row.indices.dropLast() {
                guard case .call(let arguments) = row[index + 1].kind else { continue }
                let name: String
                switch row[index].kind {
                case .member(let member), .staticMember(let member): name = member
                default: continue
                }
                var type: String?
                if index > 0, case .type(let written) = row[index - 1].kind { type = written }
                result.append(MethodCall(name: name, nameSpan: row[index].span, type: type, arguments: arguments.arguments))
            }
        }
        return result
    }

    /// Whether it is a static method of a type of `Microsoft.MetadirectoryServices`, with or without the namespace.
    func isOf(_ type: String) -> Bool {
        guard let own = self.type?.lowercased() else { return false }
        return own == type.lowercased() || own.hasSuffix("." + type.lowercased())
    }
}
