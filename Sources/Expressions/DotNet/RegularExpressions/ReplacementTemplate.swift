/// A replacement text with references to a match.
///
/// `$1`, `${1}` and `${name}` are groups, `$&` and `$0` the match, `` $` `` and `$'` what stands before and behind it, `$+` the last
/// group, `$_` the whole text, `$$` a dollar sign. All digits belong to the number, so `$10` is group 10. A reference to a group that
/// the pattern has not stays as it was typed.
///
/// Source: dotnet docs, substitutions-in-regular-expressions.
struct ReplacementTemplate {
    enum Part {
        case text([UInt16])
        case group(Int)
        case before, behind, all
    }

    private(set) var parts: [Part] = []

    init(_ template: String, _ groups: PatternGroups) {
        var scanner = PatternScanner(Array(template.utf16))
        var literal: [UInt16] = []
        while let unit = scanner.peek() {
            let mark = scanner.at
            scanner.at += 1
            guard unit == UInt16(ascii: "$"), let part = Self.reference(&scanner, groups) else {
                scanner.at = mark + 1
                literal.append(unit)
                continue
            }
            if case .text(let units) = part {
                literal += units
                continue
            }
            if !literal.isEmpty { parts.append(.text(literal)) }
            literal = []
            parts.append(part)
        }
        if !literal.isEmpty { parts.append(.text(literal)) }
    }

    /// Behind a dollar sign; nil where it stands for itself.
    private static func reference(_ scanner: inout PatternScanner, _ groups: PatternGroups) -> Part? {
        let isBraced = scanner.isNext("{") && scanner.peek(1) != nil
        if isBraced { scanner.at += 1 }
        guard let unit = scanner.peek() else { return nil }
        if 0x30...0x39 ~= unit {
            // A number too large for .NET is no group's number either.
            guard let number = try? scanner.decimal(), groups.numbers.contains(number) else { return nil }
            return isBraced && !scanner.take("}") ? nil : .group(number)
        }
        if isBraced {
            guard let number = groups.number(scanner.name()), scanner.take("}") else { return nil }
            return .group(number)
        }
        scanner.at += 1
        return switch Unicode.Scalar(unit) {
        case "$": .text([unit])
        case "&": .group(0)
        case "`": .before
        case "'": .behind
        case "_": .all
        case "+": .group(groups.highest)
        default: nil
        }
    }

    /// What the template makes of a match.
    func append(to result: inout [UInt16], _ match: PatternMatcher) {
        for part in parts {
            switch part {
            case .text(let units): result += units
            case .group(let number): if let range = match.range(ofGroup: number) { result += match.text[range] }
            case .before: result += match.text[..<match.range.lowerBound]
            case .behind: result += match.text[match.range.upperBound...]
            case .all: result += match.text
            }
        }
    }
}
