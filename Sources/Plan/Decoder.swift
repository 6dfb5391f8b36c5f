import Diagnostics
import Expressions
import YAMLSyntax

/// Reads typed values out of the tree, and says what does not fit. A value that can't be read is nil, and was reported.
struct Decoder {
    let sources: SourceMap
    let parameters: [String: String]
    var report = Report()
    /// Set when something could not be read that others may refer to.
    var lostSomething = false

    // MARK: Mappings

    /// A mapping whose keys are checked against the vocabulary.
    struct Fields {
        let node: YAMLNode
        let keys: [String: YAMLNode]
        let keySpans: [String: Span]

        subscript(key: String) -> YAMLNode? { keys[key] }
    }

    mutating func fields(
        _ node: YAMLNode, _ keySet: KeySet, alsoAllowed: Set<String> = [], elsewhere: [String: String] = [:]
    ) -> Fields? {
        guard node.kind == .mapping else {
            report.add(.wrongShape(keySet.owner, wanted: "a mapping of its keys", found: node))
            lostSomething = true
            return nil
        }
        var keys: [String: YAMLNode] = [:]
        var spans: [String: Span] = [:]
        let known = keySet.names
        for entry in node.entries {
            let name = entry.key.text ?? ""
            spans[name] = entry.key.span
            if known.contains(name) || alsoAllowed.contains(name) {
                keys[name] = entry.value
            } else {
                report.add(.unknownKey(name, entry.key.span, owner: keySet.owner, known: known, elsewhere: elsewhere[name]))
                // What stands behind a misspelt key may be what others refer to.
                if nearest(to: name, among: known) != nil { lostSomething = true }
            }
        }
        for key in keySet.keys where key.isRequired && !known.filter({ $0 == key.name }).isEmpty {
            if keys[key.name] == nil || keys[key.name]?.isNull == true, !misspelt(key.name, among: node) {
                report.add(.missingKey(key, owner: keySet.owner, at: node))
                if key.name == "attributes" { lostSomething = true }
            }
        }
        for key in keySet.keys {
            guard let value = keys[key.name], isSilent(value, key, owner: keySet.owner) else { continue }
            keys[key.name] = nil
            // What others look for may be what was to stand there.
            if key.isRequired { lostSomething = true }
        }
        return Fields(node: node, keys: keys.filter { !$0.value.isNull }, keySpans: spans)
    }

    /// A missing key whose misspelling was already reported is a consequence.
    private func misspelt(_ key: String, among node: YAMLNode) -> Bool {
        node.entries.contains { entry in entry.key.text.map { nearest(to: $0, among: [key]) != nil } ?? false }
    }

    /// The entries of a mapping of things by name; names are kebab-case words unless `anyName`.
    ///
    /// - Parameter isFilled: the key is a value, such as a person's in a test, which the caller fills in.
    mutating func named(
        _ node: YAMLNode?, _ what: String, anyName: Bool = false, isFilled: Bool = false
    ) -> [(name: Spanned<String>, value: YAMLNode)] {
        guard let node else { return [] }
        guard node.kind == .mapping else {
            if !node.isNull {
                report.add(.wrongShape(what, wanted: "a mapping of names", found: node))
                lostSomething = true
            }
            return []
        }
        return node.entries.compactMap { entry in
            guard let name = entry.key.text else { return nil }
            if !anyName, !isName(name) {
                report.add(.badName(name, entry.key.span))
                lostSomething = true
            }
            if anyName, let scalar = name.unicodeScalars.first(where: { isForbidden($0, mayBreak: false) }) {
                report.add(.badText(scalar, entry.key.span))
            }
            return (anyName && !isFilled ? plainName(entry.key) : Spanned(name, entry.key.span), entry.value)
        }
    }

    /// A name that stands as a key: `$${` is a plain `${` there, too, and no parameter is filled in.
    mutating func plainName(_ key: YAMLNode) -> Spanned<String> {
        let name = key.text ?? ""
        guard name.contains("${") else { return Spanned(name, key.span) }
        var plain = ""
        var rest = Substring(name)
        while let open = rest.range(of: "${") {
            let isEscaped = rest[..<open.lowerBound].last == "$"
            if !isEscaped { report.add(.parameterInKey(name, key.span)) }
            plain += isEscaped ? rest[..<open.lowerBound].dropLast() : rest[..<open.lowerBound]
            plain += "${"
            rest = rest[open.upperBound...]
            if !isEscaped { lostSomething = true }
        }
        return Spanned(plain + rest, key.span)
    }

    func isName(_ name: String) -> Bool {
        guard let first = name.unicodeScalars.first, ("a"..."z").contains(first), name.utf8.count <= 64 else { return false }
        return name.unicodeScalars.allSatisfy { ("a"..."z").contains($0) || ("0"..."9").contains($0) || $0 == "-" }
    }

    mutating func notes(_ fields: Fields) -> Notes {
        var notes = Notes()
        // An empty title is none: the name stands in its place.
        notes.title = text(fields["title"])?.value.nonEmpty
        notes.because = text(fields["because"], mayBreak: true)?.value
        notes.was = text(fields["was"])?.value
        return notes
    }

    // MARK: Scalars

    /// A text with its parameters filled in. Control characters have no meaning in any of the languages that are generated, and line
    /// breaks only in prose (`mayBreak`).
    mutating func text(_ node: YAMLNode?, mayBreak: Bool = false) -> Spanned<String>? {
        guard let node else { return nil }
        guard let raw = node.text else {
            report.add(.wrongShape("this value", wanted: "a text", found: node))
            return nil
        }
        let value = substituted(raw, node, unknownIsText: false)
        if let scalar = value.unicodeScalars.first(where: { isForbidden($0, mayBreak: mayBreak) }) {
            report.add(.badText(scalar, node.span))
        }
        return Spanned(value, node.span)
    }

    private func isForbidden(_ scalar: Unicode.Scalar, mayBreak: Bool) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D: !mayBreak
        case 0x00...0x1F, 0x7F...0x9F, 0x2028, 0x2029: true
        // They turn the direction of writing: what a reviewer sees would not be what is deployed.
        case 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    /// `${name}` → its value; `$${` stands for `${`.
    ///
    /// - Parameter offset: where `raw` begins in the node's text, in bytes.
    mutating func substituted(_ raw: String, _ node: YAMLNode, offset: Int = 0, unknownIsText: Bool) -> String {
        substitution(raw, node, offset: offset, unknownIsText: unknownIsText).text
    }

    /// Asked of every text of a plan, hence byte by byte.
    private static func hasParameter(_ text: String) -> Bool {
        var isBehindDollar = false
        for byte in text.utf8 {
            if isBehindDollar, byte == UInt8(ascii: "{") { return true }
            isBehindDollar = byte == UInt8(ascii: "$")
        }
        return false
    }

    /// The text with its parameters filled in, and for each of its bytes and its end where in `raw` they come from: those of a value, from
    /// the start of its `${`. nil where nothing was changed.
    mutating func substitution(
        _ raw: String, _ node: YAMLNode, offset: Int = 0, unknownIsText: Bool
    ) -> (text: String, origins: [Int]?) {
        guard Decoder.hasParameter(raw) else { return (raw, nil) }
        var result = ""
        var origins: [Int] = []
        func position(_ index: String.Index) -> Int { raw.utf8.distance(from: raw.startIndex, to: index) }
        func copy(_ part: Substring) {
            let start = position(part.startIndex)
            result += part
            origins += start..<start + part.utf8.count
        }
        func insert(_ text: String, from index: String.Index) {
            result += text
            origins += Array(repeating: position(index), count: text.utf8.count)
        }
        var rest = Substring(raw)
        // Worked out once, and only when there is something to tell.
        var offsets: [Int32]??
        while let open = rest.range(of: "${") {
            if open.lowerBound > rest.startIndex, rest[rest.index(before: open.lowerBound)] == "$" {
                copy(rest[..<rest.index(before: open.lowerBound)])
                copy(rest[open])
                rest = rest[open.upperBound...]
                continue
            }
            guard let close = rest[open.upperBound...].firstIndex(of: "}") else { break }
            let name = String(rest[open.upperBound..<close])
            copy(rest[..<open.lowerBound])
            if let value = parameters[name] {
                insert(value, from: open.lowerBound)
            } else {
                // In an expression an unknown name is a group of a pattern, unless it is nearly a parameter's.
                if !unknownIsText || nearest(to: name, among: parameters.keys) != nil {
                    let start = offset + raw.utf8.distance(from: raw.startIndex, to: open.lowerBound)
                    let all = offsets ?? node.offsets(in: sources)
                    offsets = .some(all)
                    let end = start + name.utf8.count + 3
                    let place = all.map { Span(file: node.span.file, start: $0[start], end: $0[end]) } ?? node.span
                    report.add(.unknownParameter(name, place, known: parameters.keys.sorted()))
                }
                copy(rest[open.lowerBound...close])
            }
            rest = rest[rest.index(after: close)...]
        }
        copy(rest)
        return (result, origins + [raw.utf8.count])
    }

    mutating func integer(_ node: YAMLNode?, in range: ClosedRange<Int>) -> Spanned<Int>? {
        guard let text = text(node), let node else { return nil }
        guard let number = Int(text.value), range.contains(number) else {
            report.add(.badNumber(text.value, node.span, range: range))
            return nil
        }
        return Spanned(number, text.span)
    }

    mutating func boolean(_ node: YAMLNode?) -> Spanned<Bool>? {
        guard let text = text(node) else { return nil }
        switch text.value {
        case "true": return Spanned(true, text.span)
        case "false": return Spanned(false, text.span)
        default:
            report.add(.badBoolean(text.value, text.span))
            return nil
        }
    }

    mutating func word<Word: RawRepresentable & CaseIterable>(_ node: YAMLNode?, _ what: String) -> Spanned<Word>?
    where Word.RawValue == String {
        guard let text = text(node) else { return nil }
        guard let word = Word(rawValue: text.value) else {
            report.add(.badWord(text.value, text.span, what: what, known: Word.allCases.map(\.rawValue)))
            return nil
        }
        return Spanned(word, text.span)
    }

    mutating func texts(_ node: YAMLNode?) -> [Spanned<String>] {
        guard let node, !node.isNull else { return [] }
        if node.kind == .sequence { return node.items.compactMap { text($0) } }
        return text(node).map { [$0] } ?? []
    }

    mutating func type(_ node: YAMLNode) -> Spanned<AttributeType>? {
        guard let text = text(node) else { return nil }
        switch AttributeType.parse(text.value) {
        case .success(let type): return Spanned(type, text.span)
        case .failure(let error):
            report.add(.badType(text.value, text.span, error))
            lostSomething = true
            return nil
        }
    }

    /// `{secret: NAME}`; a text in its place is a secret that somebody is about to commit.
    mutating func secret(_ node: YAMLNode?) -> Spanned<SecretName>? {
        guard let node else { return nil }
        if node.kind == .scalar {
            report.add(.literalSecret(node.span))
            return nil
        }
        guard let fields = fields(node, KeySet("a secret", [.init("secret", required: true, "its name in the vault")])),
            let name = text(fields["secret"])
        else { return nil }
        let allowed = name.value.unicodeScalars.allSatisfy {
            ("A"..."Z").contains($0) || ("0"..."9").contains($0) || $0 == "_"
        }
        guard allowed, let first = name.value.unicodeScalars.first, ("A"..."Z").contains(first), name.value.utf8.count <= 64 else {
            report.add(.badSecretName(name.value, name.span))
            return nil
        }
        return Spanned(SecretName(name: name.value), name.span)
    }
}

extension Substring {
    /// The first place of a text. Foundation has this, and Foundation stays off this path.
    func range(of needle: String) -> Range<Index>? {
        let wanted = Array(needle.utf8)
        let letters = utf8
        var start = letters.startIndex
        while start != letters.endIndex {
            var i = start
            var k = 0
            while k < wanted.count, i != letters.endIndex, letters[i] == wanted[k] {
                i = letters.index(after: i)
                k += 1
            }
            if k == wanted.count { return start..<i }
            start = letters.index(after: start)
        }
        return nil
    }
}

extension String {
    fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
