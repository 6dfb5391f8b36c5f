import Diagnostics

extension Block {
    /// Every row of elements in the block, outer ones first: statements, arguments, what stands in brackets and in strings.
    ///
    /// - Parameter intoFunctions: whether the bodies of functions are part of it.
    public func walk(intoFunctions: Bool = true, _ visit: ([Element]) -> Void) {
        for statement in statements { Block.walk(statement.elements, intoFunctions, visit) }
    }

    /// Every command in the block.
    public func commands(intoFunctions: Bool = true) -> [Command] {
        var result: [Command] = []
        walk(intoFunctions: intoFunctions) { row in
            for element in row { if case .command(let command) = element.kind { result.append(command) } }
        }
        return result
    }

    /// Every function that is defined anywhere in the block.
    public var functions: [FunctionDefinition] {
        var result: [FunctionDefinition] = []
        walk { row in
            for element in row { if case .function(let function) = element.kind { result.append(function) } }
        }
        return result
    }

    /// The arguments of a method's call, by comma.
    public var arguments: [ArraySlice<Element>] {
        let elements = statements.flatMap(\.elements)
        return elements.isEmpty ? [] : elements.split(omittingEmptySubsequences: false) { $0.isSymbol(",") }
    }

    private static func walk(_ row: [Element], _ intoFunctions: Bool, _ visit: ([Element]) -> Void) {
        visit(row)
        for element in row {
            switch element.kind {
            case .string(let literal): if !literal.parts.isEmpty { walk(literal.parts, intoFunctions, visit) }
            case .attribute(let attribute): attribute.arguments.walk(intoFunctions: intoFunctions, visit)
            case .index(let block), .call(let block), .parentheses(let block), .subexpression(let block), .array(let block),
                .scriptBlock(let block):
                block.walk(intoFunctions: intoFunctions, visit)
            case .hash(let entries): for entry in entries { walk(entry.value, intoFunctions, visit) }
            case .command(let command): walk(command.arguments, intoFunctions, visit)
            case .function(let function):
                guard intoFunctions else { break }
                for parameter in function.inlineParameters ?? [] { walk(parameter.decorations, intoFunctions, visit) }
                function.body.walk(visit)
            case .parameters(let parameters):
                for parameter in parameters { walk(parameter.decorations, intoFunctions, visit) }
            case .variable, .splat, .word, .parameter, .symbol, .member, .staticMember, .type, .keyword: break
            }
        }
    }
}
