extension ExpressionChecker {
    mutating func textResult(_ function: Function, _ call: Expression.Call, _ arguments: [Node?]) -> Inferred {
        func text(_ slot: Int) -> Inferred { slot < arguments.count ? arguments[slot]?.type.asText ?? .text(0, 0) : .text(0, 0) }
        func node(_ slot: Int) -> Node? { slot < arguments.count ? arguments[slot] : nil }
        let source = text(0)
        switch function.name {
        case "Append":
            return .text(source.minLength + text(1).minLength, sum(source.maxLength, text(1).maxLength))
        case "Join": return join(arguments)
        case "Left":
            guard let count = number(node(1)) else { return .text(0, source.maxLength) }
            if count < 0 { return .text(source.minLength, source.maxLength) }
            return .text(min(source.minLength, count), min(source.maxLength ?? count, count))
        case "Mid":
            if let start = number(node(1)), start < 1 {
                add("out-of-range", node(1)?.range ?? call.range, "`Mid` counts from 1", "this is below", help: "the first character is 1", replacement: "1")
            }
            if let length = number(node(2)), length < 0 {
                add("out-of-range", node(2)?.range ?? call.range, "`Mid` takes a length of 0 or more", "this is below", help: "for all that follows, write a length that suffices, such as 256")
            }
            guard let start = number(node(1)), let length = number(node(2)), start >= 1, length >= 0 else { return .text(0, source.maxLength) }
            let most = source.maxLength.map { max(0, min(length, $0 - (start - 1))) } ?? length
            return .text(max(0, min(length, source.minLength - (start - 1))), most)
        case "StripSpaces": return .text(0, source.maxLength)
        case "ToLower", "ToUpper":
            checkCulture(node(1))
            return .text(source.minLength, source.maxLength)
        case "PCase": return .text(source.minLength, source.maxLength)
        case "NormalizeDiacritics":
            return .text(min(source.minLength, 1), source.maxLength.map { $0 * 2 })
        case "Word":
            if let number = number(node(1)), number < 1 {
                warn("out-of-range", node(1)?.range ?? call.range, "`Word` counts from 1", "this always gives an empty text")
            }
            return .text(0, source.maxLength)
        case "InStr": return .number
        case "Split":
            if let delimiter = literal(node(1)), delimiter.utf16.count != 1 {
                warn("out-of-range", node(1)?.range ?? call.range, "`Split` takes one character as delimiter", "this has \(delimiter.utf16.count)")
            }
            var type = Inferred.text(0, source.maxLength)
            type.isMultiValued = true
            // An empty text has no parts: the list is absent.
            type.mayBeAbsent = source.minLength == 0
            type.absenceAt = call.range
            return type
        case "ConvertToBase64":
            return .text(source.minLength > 0 ? 4 : 0, source.maxLength.map { ($0 * 2 + 2) / 3 * 4 })
        case "ConvertToUTF8Hex":
            return .text(source.minLength * 2, source.maxLength.map { $0 * 6 })
        case "CStr":
            var type = node(0)?.type.asText ?? .text(0, nil)
            type.isLiteral = false
            return type
        case "Redact":
            var type = node(0)?.type ?? Inferred(.string)
            type.isLiteral = false
            return type
        case "Replace": return replace(call, arguments)
        default: return Inferred(.string)
        }
    }

    private func sum(_ a: Int?, _ b: Int?) -> Int? {
        guard let a, let b else { return nil }
        let (sum, overflow) = a.addingReportingOverflow(b)
        return overflow ? nil : sum
    }

    private func product(_ a: Int?, _ b: Int?) -> Int? {
        guard let a, let b else { return nil }
        let (product, overflow) = a.multipliedReportingOverflow(by: b)
        return overflow ? nil : product
    }

    /// Parts that are empty add nothing, and no separator either.
    private func join(_ arguments: [Node?]) -> Inferred {
        let separator = arguments.first.flatMap { $0?.type.asText } ?? .text(0, 0)
        var certain = 0
        var shortest = 0
        var longest: Int? = 0
        var parts = 0
        for case let argument? in arguments.dropFirst() {
            let type = argument.type.asText
            if type.isMultiValued {
                longest = nil
                continue
            }
            parts += 1
            if type.minLength > 0 {
                certain += 1
                shortest += type.minLength
            }
            longest = sum(longest, type.maxLength)
        }
        longest = sum(longest, product(separator.maxLength, max(0, parts - 1)))
        return .text(shortest + separator.minLength * max(0, certain - 1), longest)
    }

    private mutating func checkCulture(_ node: Node?) {
        guard let culture = literal(node), !Casing.isKnownCulture(culture) else { return }
        add("bad-enum", node?.range ?? 0..<0, "`\(culture)` is no culture of .NET", "here", help: "write a language and perhaps a country: \"tr\" or \"de-CH\"")
    }

    // MARK: Replace

    private mutating func replace(_ call: Expression.Call, _ arguments: [Node?]) -> Inferred {
        func node(_ slot: Int) -> Node? { slot < arguments.count ? arguments[slot] : nil }
        let filled = (1...6).map { node($0) != nil }
        let source = node(0)?.type.asText ?? .text(0, nil)
        let replacement = node(4)?.type.asText ?? .text(0, 0)
        checkPattern(node(2), group: node(3))
        switch ReplaceMode(filled) {
        case .text:
            guard let old = literal(node(1)), !old.isEmpty, let new = replacement.maxLength else { return .text(0, nil) }
            let length = old.utf16.count
            if new <= length { return .text(0, source.maxLength) }
            return .text(0, source.maxLength.flatMap { most in sum(most, product(most / length, new - length)) })
        case .template: return .text(0, nil)
        case .pattern:
            guard let text = literal(node(4)), let most = source.maxLength else { return .text(0, nil) }
            let pattern = literal(node(2)).flatMap { try? Pattern($0) }
            return .text(0, pattern.flatMap { $0.lengths.longestResult(from: most, template: $0.template(text)) })
        case .group:
            guard let most = source.maxLength, let added = replacement.maxLength else { return .text(0, nil) }
            if let pattern = literal(node(2)).flatMap({ try? Pattern($0) }), let group = literal(node(3)).flatMap({ pattern.number(ofGroup: $0) }) {
                return .text(0, pattern.lengths.longestResult(from: most, replacingGroup: group, with: added))
            }
            return .text(0, sum(most, product(most + 1, added)))
        case .attribute:
            let other = node(5)?.type.asText ?? .text(0, nil)
            return .text(0, source.maxLength.flatMap { a in other.maxLength.map { max(a, $0) } })
        case nil:
            add("bad-replace-combination", call.range, "`Replace` knows no mode with these slots filled", "slots \(filled.enumerated().filter(\.element).map { String($0.offset + 2) }.joined(separator: ", "))",
                help: "text: Replace([a], \"old\", , , \"new\", , ); pattern: Replace([a], , \"x+\", , \"y\", , ); "
                    + "group: Replace([a], , \"(?<g>x+)y\", \"g\", \"z\", , ); attribute: Replace([a], , \"(?<g>x+)\", \"g\", , [b], ); "
                    + "template: Replace([a], \"x\", , , , , \"Dear x\")")
            return .text(0, nil)
        }
    }

    private mutating func checkPattern(_ node: Node?, group: Node?) {
        guard let node, let text = literal(node) else { return }
        let pattern: Pattern
        do {
            pattern = try Pattern(text)
        } catch {
            add("bad-regex", node.range, "this is no regular expression of .NET: \(error.reason)", error.place, help: error.help)
            return
        }
        if pattern.repeatsAmbiguously {
            warn("bad-regex", node.range, "what is repeated here can be told in many ways", "on a text that almost matches it may take very long",
                 help: "repeat once: a+ instead of (a+)+; begin the branches of a choice differently")
        }
        if let group, let name = literal(group), !pattern.hasGroup(name) {
            add("unknown-regex-group", group.range, "the pattern has no group `\(name)`", "here",
                help: "name it in the pattern: (?<\(name)>…)")
        }
    }
}

/// Which slots of Replace are filled decides what it does.
enum ReplaceMode {
    case text, template, pattern, group, attribute

    /// - Parameter filled: oldValue, pattern, group, replacement, attribute, template.
    init?(_ filled: [Bool]) {
        switch (filled[0], filled[1], filled[2], filled[3], filled[4], filled[5]) {
        case (true, false, false, true, false, false): self = .text
        case (true, false, false, false, false, true): self = .template
        case (false, true, false, true, false, false): self = .pattern
        case (false, true, true, true, false, false): self = .group
        case (false, true, true, false, true, false): self = .attribute
        default: return nil
        }
    }
}
