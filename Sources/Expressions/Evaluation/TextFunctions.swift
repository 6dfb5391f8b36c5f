extension Compiler {
    func textFunction(_ call: Expression.Call, _ arguments: [Evaluator.Node?]) -> Evaluator.Node {
        let first = slot(arguments, 0)
        let second = slot(arguments, 1)
        let third = slot(arguments, 2)
        switch call.name {
        case "Append":
            return { row, world in .text(try Wanted.text(first(row, world)) + Wanted.text(second(row, world))) }
        case "Join": return join(arguments)
        case "Left":
            return { row, world in
                let text = try Wanted.text(first(row, world))
                let count = try Wanted.number(second(row, world), "Left")
                return .text(count < 0 ? text : UTF16Text.prefix(text, count))
            }
        case "Mid":
            return { row, world in
                let text = try Wanted.text(first(row, world))
                let start = try Wanted.number(second(row, world), "Mid")
                let length = try Wanted.number(third(row, world), "Mid")
                if start < 1 || length <= 0 { return .text("") }
                return .text(UTF16Text.slice(text, from: start - 1, count: length))
            }
        case "StripSpaces":
            return { row, world in
                let text = try Wanted.text(first(row, world))
                return .text(text.utf8.contains(0x20) ? String(String.UnicodeScalarView(text.unicodeScalars.filter { $0 != " " })) : text)
            }
        case "ToLower", "ToUpper":
            let isUpper = call.name == "ToUpper"
            let culture = arguments.count > 1 && arguments[1] != nil
            return { row, world in
                let text = try Wanted.text(first(row, world))
                let name = culture ? try Wanted.text(second(row, world)) : nil
                if let name, !name.isEmpty, !Casing.isKnownCulture(name) { throw Stop.failure("`\(name)` is no culture") }
                return .text(isUpper ? Casing.upper(text, culture: name) : Casing.lower(text, culture: name))
            }
        case "PCase":
            let hasSeparators = arguments.count > 1 && arguments[1] != nil
            return { row, world in
                let separators = hasSeparators ? try Wanted.text(second(row, world)) : nil
                return .text(Casing.title(try Wanted.text(first(row, world)), separators: separators))
            }
        case "NormalizeDiacritics":
            return { row, world in .text(Diacritics.normalize(try Wanted.text(first(row, world)))) }
        case "Word":
            return { row, world in
                let text = try Wanted.text(first(row, world))
                let number = try Wanted.number(second(row, world), "Word")
                let delimiters = try Wanted.text(third(row, world))
                guard number >= 1 else { return .text("") }
                let words = UTF16Text.split(text, anyOf: delimiters)
                return .text(number <= words.count ? words[number - 1] : "")
            }
        case "InStr": return inStr(call, arguments)
        case "Split":
            return { row, world in
                let text = try Wanted.text(first(row, world))
                let delimiter = try Wanted.text(second(row, world))
                if text.isEmpty { return .absent }
                if delimiter.isEmpty { return .list([.text(text)]) }
                return .list(UTF16Text.split(text, by: delimiter).map { .text(UTF16Text.trimmed($0)) })
            }
        case "ConvertToBase64":
            return { row, world in .text(Encoding.base64UTF16(try Wanted.text(first(row, world)))) }
        case "ConvertToUTF8Hex":
            return { row, world in .text(Encoding.hexUTF8(try Wanted.text(first(row, world)))) }
        case "CStr":
            return { row, world in
                let value = try first(row, world)
                return value == .absent ? .text("") : .text(try Wanted.text(value))
            }
        case "Redact": return first
        case "Replace": return replace(call, arguments)
        default: return { _, _ in .absent }
        }
    }

    private func join(_ arguments: [Evaluator.Node?]) -> Evaluator.Node {
        let separator = slot(arguments, 0)
        let sources = arguments.dropFirst().compactMap { $0 }
        return { row, world in
            let between = try Wanted.text(separator(row, world))
            var result = ""
            func add(_ value: Value) throws {
                if case .list(let values) = value {
                    for value in values { try add(value) }
                    return
                }
                let text = try Wanted.text(value)
                if text.isEmpty { return }
                if !result.isEmpty { result += between }
                result += text
            }
            for source in sources { try add(source(row, world)) }
            return .text(result)
        }
    }

    private func inStr(_ call: Expression.Call, _ arguments: [Evaluator.Node?]) -> Evaluator.Node {
        let text = slot(arguments, 0)
        let wanted = slot(arguments, 1)
        let hasStart = arguments.count > 2 && arguments[2] != nil
        let start = slot(arguments, 2)
        var ignoresCase = false
        if call.arguments.count > 3, case .keyword("vbTextCompare", _)? = call.arguments[3] { ignoresCase = true }
        let ignoring = ignoresCase
        return { row, world in
            let from = hasStart ? try Wanted.number(start(row, world), "InStr") : 1
            guard from >= 1 else { return .integer(0) }
            let found = UTF16Text.firstIndex(
                of: try Wanted.text(wanted(row, world)), in: try Wanted.text(text(row, world)), from: from - 1, ignoringCase: ignoring)
            return .integer(found.map { $0 + 1 } ?? 0)
        }
    }

    private func replace(_ call: Expression.Call, _ arguments: [Evaluator.Node?]) -> Evaluator.Node {
        let filled = (1...6).map { $0 < arguments.count && arguments[$0] != nil }
        let source = slot(arguments, 0)
        let old = slot(arguments, 1)
        let pattern = slot(arguments, 2)
        let group = slot(arguments, 3)
        let new = slot(arguments, 4)
        let other = slot(arguments, 5)
        let template = slot(arguments, 6)
        let ready = constant(call, 2).map { text in Result { () throws(PatternError) in try Pattern(text) } }
        /// Does something with the pattern, with words for why it could not.
        @Sendable func search<T>(_ row: [Value], _ world: EvaluationEnvironment, _ body: (Pattern) throws -> T) throws -> T {
            do {
                return try body(try ready?.get() ?? Pattern(try Wanted.text(pattern(row, world))))
            } catch let error as PatternError {
                throw Stop.failure("Replace: this is no regular expression: \(error.reason), \(error.place)")
            } catch is PatternTookTooLong {
                throw Stop.failure("Replace: the search took too long; on this text the pattern can be tried in too many ways")
            }
        }
        switch ReplaceMode(filled) {
        case .text:
            return { row, world in
                .text(UTF16Text.replacing(try Wanted.text(old(row, world)), in: try Wanted.text(source(row, world)), with: try Wanted.text(new(row, world))))
            }
        case .template:
            return { row, world in
                .text(UTF16Text.replacing(try Wanted.text(old(row, world)), in: try Wanted.text(template(row, world)), with: try Wanted.text(source(row, world))))
            }
        case .pattern:
            return { row, world in
                let text = try Wanted.text(source(row, world))
                let replacement = try Wanted.text(new(row, world))
                return .text(try search(row, world) { try $0.replacingAll(in: text, with: replacement) })
            }
        case .group:
            return { row, world in
                let name = try Wanted.text(group(row, world))
                let text = try Wanted.text(source(row, world))
                let replacement = try Wanted.text(new(row, world))
                return .text(try search(row, world) { try $0.replacingGroup(name, in: text, with: replacement) })
            }
        case .attribute:
            return { row, world in
                let own = try source(row, world)
                if !own.isAbsentOrEmpty { return .text(try Wanted.text(own)) }
                let text = try Wanted.text(other(row, world))
                let name = try Wanted.text(group(row, world))
                return .text(try search(row, world) { try $0.firstGroup(name, in: text) } ?? "")
            }
        case nil:
            return { _, _ in throw Stop.failure("Replace knows no mode with these slots filled") }
        }
    }
}

/// Bytes as text.
enum Encoding {
    static func hexUTF8(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            bytes.append(digits[Int(byte >> 4)])
            bytes.append(digits[Int(byte & 15)])
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// UTF-16, little end first, without a byte-order mark.
    static func base64UTF16(_ text: String) -> String {
        var bytes: [UInt8] = []
        for unit in text.utf16 {
            bytes.append(UInt8(truncatingIfNeeded: unit))
            bytes.append(UInt8(truncatingIfNeeded: unit >> 8))
        }
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var result: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let a = bytes[start]
            let b = start + 1 < bytes.count ? bytes[start + 1] : 0
            let c = start + 2 < bytes.count ? bytes[start + 2] : 0
            result.append(digits[Int(a >> 2)])
            result.append(digits[Int((a & 3) << 4 | b >> 4)])
            result.append(start + 1 < bytes.count ? digits[Int((b & 15) << 2 | c >> 6)] : UInt8(ascii: "="))
            result.append(start + 2 < bytes.count ? digits[Int(c & 63)] : UInt8(ascii: "="))
        }
        return String(decoding: result, as: UTF8.self)
    }
}
