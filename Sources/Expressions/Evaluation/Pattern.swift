import _StringProcessing

/// A .NET regular expression, as far as the engine below reads the same: case-sensitive, over Unicode scalars.
///
/// .NET has constructs that this engine lacks (balancing groups, class subtraction in its own spelling); such a pattern is taken for none.
public struct Pattern: Sendable {
    nonisolated(unsafe) private let regex: Regex<AnyRegexOutput>
    private let names: Set<String>
    /// .NET's number of a group → the engine's. .NET counts groups without a name first.
    private let numbers: [Int]

    public init?(_ text: String) {
        guard let regex = try? Regex(text) else { return nil }
        self.regex = regex.matchingSemantics(.unicodeScalar)
        let groups = Pattern.groups(text)
        names = Set(groups.compactMap { $0 })
        let positions = groups.indices.map { $0 + 1 }
        numbers = [0] + positions.filter { groups[$0 - 1] == nil } + positions.filter { groups[$0 - 1] != nil }
    }

    /// Whether something that repeats without end is itself repeated without end, `(a+)+`, or a repeated choice can be made in two
    /// ways, `(a|a)*`: on a text that almost matches, an engine that goes back tries every way to part it, which takes longer than
    /// anybody waits. A choice counts as made in one way only where its alternatives begin with different letters.
    public static func repeatsRepetition(_ text: String) -> Bool {
        let scalars = Array(text.unicodeScalars)
        /// For each open group, whether something in it repeats.
        var open: [Bool] = [false]
        /// For each open group, where its alternatives begin.
        var alternatives: [[Int]] = [[0]]
        var inClass = false
        var i = 0
        func isAmbiguous(_ starts: [Int]) -> Bool {
            guard starts.count > 1 else { return false }
            var seen: Set<Unicode.Scalar> = []
            for start in starts {
                guard start < scalars.count else { return true }
                let first = scalars[start]
                let isLetter = first.properties.isAlphabetic || ("0"..."9").contains(first) || first == "-" || first == "_" || first == " "
                if !isLetter || !seen.insert(first).inserted { return true }
            }
            return false
        }
        func isEndless(_ at: Int) -> Bool {
            guard at < scalars.count else { return false }
            if scalars[at] == "*" || scalars[at] == "+" { return true }
            guard scalars[at] == "{", let close = scalars[at...].firstIndex(of: "}") else { return false }
            return scalars[at..<close].contains(",") && (scalars[close - 1] == "," || scalars[at..<close].count > 5)
        }
        while i < scalars.count {
            switch scalars[i] {
            case "\\":
                i += 1
                if isEndless(i + 1) { open[open.count - 1] = true }
            case "[" where !inClass: inClass = true
            case "]" where inClass:
                inClass = false
                if isEndless(i + 1) { open[open.count - 1] = true }
            case "(" where !inClass:
                open.append(false)
                var start = i + 1
                // `(?:`, `(?<name>`: where the content begins.
                if start + 1 < scalars.count, scalars[start] == "?" {
                    let isNamed = scalars[start + 1] == "<" || scalars[start + 1] == "'"
                    let end: Unicode.Scalar = isNamed ? (scalars[start + 1] == "<" ? ">" : "'") : ":"
                    start = (scalars[min(start + 2, scalars.count)...].firstIndex(of: end) ?? start) + 1
                    if !isNamed, scalars[i + 2] == ":" { start = i + 3 }
                }
                alternatives.append([start])
            case "|" where !inClass: alternatives[alternatives.count - 1].append(i + 1)
            case ")" where !inClass && open.count > 1:
                let repeats = open.removeLast()
                let starts = alternatives.removeLast()
                let isRepeated = isEndless(i + 1)
                if isRepeated, repeats || isAmbiguous(starts) { return true }
                if repeats || isRepeated { open[open.count - 1] = true }
            case _ where !inClass:
                if isEndless(i + 1) { open[open.count - 1] = true }
            default: break
            }
            i += 1
        }
        return false
    }

    public func hasGroup(_ name: String) -> Bool {
        names.contains(name) || Int(name).map(numbers.indices.contains) == true
    }

    public func matches(_ text: String) -> Bool {
        ((try? regex.firstMatch(in: text)) ?? nil) != nil
    }

    /// Every match replaced by the template, with `$1`, `${name}` and `$$` filled in.
    func replacingAll(in text: String, with template: String) -> String {
        let parts = Template(template)
        var result = ""
        var end = text.startIndex
        for match in text.matches(of: regex) {
            result += text[end..<match.range.lowerBound]
            for part in parts.parts {
                switch part {
                case .text(let text): result += text
                case .group(let name, let typed): result += hasGroup(name) ? group(name, of: match) ?? "" : typed
                }
            }
            end = match.range.upperBound
        }
        return result + text[end...]
    }

    /// In every match only the group's part replaced, literally.
    func replacingGroup(_ name: String, in text: String, with replacement: String) -> String {
        var result = ""
        var end = text.startIndex
        for match in text.matches(of: regex) {
            guard let range = range(name, of: match), range.lowerBound >= end else { continue }
            result += text[end..<range.lowerBound]
            result += replacement
            end = range.upperBound
        }
        return result + text[end...]
    }

    /// The group's part of the first match.
    func firstGroup(_ name: String, in text: String) -> String? {
        guard let match = (try? regex.firstMatch(in: text)) ?? nil else { return nil }
        return group(name, of: match)
    }

    private func index(_ name: String, of match: Regex<AnyRegexOutput>.Match) -> Int? {
        guard let number = Int(name), numbers.indices.contains(number), numbers[number] < match.output.count else { return nil }
        return numbers[number]
    }

    /// A construct of .NET that this engine does not have, in words; nil where there is none.
    public static func onlyDotNet(_ text: String) -> String? {
        for (mark, name) in [("(?<=", "looking behind"), ("(?<!", "looking behind"), ("-[", "a class without a class"), ("(?<-", "a balancing group"), ("(?(", "a choice by condition"), ("\\c", "a control character")] where text.utf8.contains(mark.utf8) {
            return name
        }
        return nil
    }

    private func group(_ name: String, of match: Regex<AnyRegexOutput>.Match) -> String? {
        if let number = index(name, of: match) { return match.output[number].substring.map(String.init) }
        return match.output[name]?.substring.map(String.init)
    }

    private func range(_ name: String, of match: Regex<AnyRegexOutput>.Match) -> Range<String.Index>? {
        if let number = index(name, of: match) { return match.output[number].range }
        return match.output[name]?.range
    }

    /// The groups in the order of their parentheses: a name, or nil for one without.
    private static func groups(_ text: String) -> [String?] {
        var groups: [String?] = []
        let scalars = Array(text.unicodeScalars)
        var i = 0
        var inClass = false
        while i < scalars.count {
            switch scalars[i] {
            case "\\": i += 1
            case "[": inClass = true
            case "]": inClass = false
            case "(" where !inClass:
                if i + 1 < scalars.count, scalars[i + 1] == "?" {
                    if i + 3 < scalars.count, scalars[i + 2] == "<", scalars[i + 3] != "=", scalars[i + 3] != "!" {
                        var name = ""
                        var k = i + 3
                        while k < scalars.count, scalars[k] != ">" {
                            name.unicodeScalars.append(scalars[k])
                            k += 1
                        }
                        groups.append(name)
                    }
                } else {
                    groups.append(nil)
                }
            default: break
            }
            i += 1
        }
        return groups
    }
}

/// A replacement text with references to groups.
private struct Template {
    enum Part {
        case text(String)
        /// The reference as it was typed stays in the result where the pattern has no such group.
        case group(String, typed: String)
    }

    private(set) var parts: [Part] = []

    init(_ template: String) {
        var text = ""
        let scalars = Array(template.unicodeScalars)
        var i = 0
        func flush(_ parts: inout [Part]) {
            if !text.isEmpty { parts.append(.text(text)) }
            text = ""
        }
        while i < scalars.count {
            guard scalars[i] == "$", i + 1 < scalars.count else {
                text.unicodeScalars.append(scalars[i])
                i += 1
                continue
            }
            let next = scalars[i + 1]
            if next == "$" {
                text += "$"
                i += 2
            } else if next == "&" {
                flush(&parts)
                parts.append(.group("0", typed: "$&"))
                i += 2
            } else if next == "{" {
                var name = ""
                var k = i + 2
                while k < scalars.count, scalars[k] != "}" {
                    name.unicodeScalars.append(scalars[k])
                    k += 1
                }
                if k < scalars.count, !name.isEmpty {
                    flush(&parts)
                    parts.append(.group(name, typed: "${\(name)}"))
                    i = k + 1
                } else {
                    text += "$"
                    i += 1
                }
            } else if ("0"..."9").contains(next) {
                var digits = ""
                var k = i + 1
                while k < scalars.count, digits.count < 2, ("0"..."9").contains(scalars[k]) {
                    digits.unicodeScalars.append(scalars[k])
                    k += 1
                }
                flush(&parts)
                parts.append(.group(digits, typed: "$\(digits)"))
                i = k
            } else {
                text += "$"
                i += 1
            }
        }
        flush(&parts)
    }
}

extension String.UTF8View {
    fileprivate func contains(_ other: String.UTF8View) -> Bool {
        let bytes = Array(self), part = Array(other)
        guard part.count <= bytes.count else { return false }
        return (0...(bytes.count - part.count)).contains { bytes[$0..<($0 + part.count)].elementsEqual(part) }
    }
}
