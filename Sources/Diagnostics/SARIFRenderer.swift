import JSON

/// Findings as SARIF 2.1.0, which code-scanning services read.
///
/// Source: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0.
public struct SARIFRenderer {
    /// What stands before the paths of the plan's files, such as `plans/contoso/`: services want them from the repository's root.
    public let prefix: String

    public init(prefix: String = "") {
        self.prefix = prefix
    }

    /// A finding in the words of SARIF.
    public struct Result {
        public var rule: Int
        public var level: String
        public var message: String
        public var fingerprint: String
        public var locations: [JSON] = []
        public var related: [JSON] = []
        public var fixes: [JSON] = []
        public var suppression: String?

        public init(rule: Int, level: String, message: String, fingerprint: String) {
            self.rule = rule
            self.level = level
            self.message = message
            self.fingerprint = fingerprint
        }
    }

    public func render(_ report: Report, sources: SourceMap) -> String {
        let diagnostics = report.sorted()
        let rules = Set(diagnostics.map(\.rule)).sorted { $0.code < $1.code }
        let indexes = Dictionary(uniqueKeysWithValues: rules.enumerated().map { ($1.code, $0) })
        var fingerprints = Fingerprints()
        let results = diagnostics.map { diagnostic in
            var result = Result(
                rule: indexes[diagnostic.code] ?? 0, level: diagnostic.severity.rawValue,
                message: [diagnostic.message, diagnostic.why].compactMap { $0 }.joined(separator: ". "),
                fingerprint: fingerprints.next(diagnostic.code, diagnostic.message, diagnostic.primary.map { place(sources, $0.span) } ?? ""))
            result.locations = diagnostic.primary.map { [location($0, sources)] } ?? []
            result.related = diagnostic.others.map { location($0, sources) }
            result.fixes = diagnostic.help.filter { !$0.edits.isEmpty }.map { fix($0, sources) }
            return (diagnostic.code, result)
        }
        return document(rules: rules.map(rule), results: results)
    }

    /// The whole log.
    public func document(rules: [JSON], results: [(code: String, result: Result)]) -> String {
        JSON.object([
            .init("$schema", "https://json.schemastore.org/sarif-2.1.0.json"),
            .init("version", "2.1.0"),
            .init("runs", [[
                "tool": ["driver": [
                    "name": "Entrain", "informationUri": "https://learn.microsoft.com/entra/identity/app-provisioning/",
                    "rules": .array(rules),
                ]],
                "columnKind": "unicodeCodePoints",
                "results": .array(results.map { code, result in
                    .compact([
                        "ruleId": .string(code),
                        "ruleIndex": .integer(result.rule),
                        "level": .string(result.level),
                        "message": ["text": .string(result.message)],
                        "locations": result.locations.isEmpty ? nil : .array(result.locations),
                        "relatedLocations": result.related.isEmpty ? nil : .array(result.related),
                        "partialFingerprints": ["entrain/v1": .string(result.fingerprint)],
                        "fixes": result.fixes.isEmpty ? nil : .array(result.fixes),
                        "suppressions": result.suppression.map { [["kind": "inSource", "justification": .string($0)]] },
                    ])
                }),
            ]]),
        ]).prettyText
    }

    private func rule(_ rule: Rule) -> JSON {
        [
            "id": .string(rule.code),
            "shortDescription": ["text": .string(rule.law)],
            "fullDescription": ["text": .string(rule.reason)],
            "help": [
                "text": .string("\(rule.law) \(rule.reason)\n\nWrong:\n\n\(rule.wrong)\n\nRight:\n\n\(rule.right)\n\nSource: \(rule.source)"),
                "markdown": .string("\(rule.law) \(rule.reason)\n\nWrong:\n\n```yaml\n\(rule.wrong)\n```\n\nRight:\n\n```yaml\n\(rule.right)\n```\n\nSource: \(rule.source)"),
            ],
            "defaultConfiguration": ["level": .string(rule.severity.rawValue)],
        ]
    }

    // MARK: Places

    private func location(_ label: Label, _ sources: SourceMap) -> JSON {
        let message: JSON? = label.text.isEmpty ? nil : ["text": .string(label.text)]
        return .compact([
            "physicalLocation": ["artifactLocation": ["uri": .string(uri(sources[label.span.file].path))], "region": region(label.span, sources)],
            "message": message,
        ])
    }

    public func uri(_ path: String) -> String { URIPath.of(prefix + path) }

    private func region(_ span: Span, _ sources: SourceMap) -> JSON {
        let start = sources.characterPosition(of: span.start, in: span.file)
        let end = sources.characterPosition(of: span.end, in: span.file)
        return [
            "startLine": .integer(start.line), "startColumn": .integer(start.column), "endLine": .integer(end.line), "endColumn": .integer(end.column),
        ]
    }

    private func fix(_ fix: FixIt, _ sources: SourceMap) -> JSON {
        let byFile = Dictionary(grouping: fix.edits, by: \.span.file).sorted { $0.key < $1.key }
        return [
            "description": ["text": .string(fix.title)],
            "artifactChanges": .array(byFile.map { file, edits in
                [
                    "artifactLocation": ["uri": .string(uri(sources[file].path))],
                    "replacements": .array(edits.sorted { $0.span.start < $1.span.start }.map { edit in
                        ["deletedRegion": region(edit.span, sources), "insertedContent": ["text": .string(edit.replacement)]]
                    }),
                ]
            }),
        ]
    }

    /// What a place is whatever its line: the file, and the line's text.
    private func place(_ sources: SourceMap, _ span: Span) -> String {
        let line = sources.line(containing: span.start, in: span.file)
        let text = String(decoding: line.bytes, as: UTF8.self)
        return sources[span.file].path + "\n" + text.split(separator: " ").joined(separator: " ")
    }
}

/// Fingerprints that stay when lines move: of the code, the words and the text of the line; findings that share all three are counted.
public struct Fingerprints {
    private var seen: [String: Int] = [:]

    public init() {}

    public mutating func next(_ parts: String...) -> String {
        let text = parts.joined(separator: "\u{0}")
        let number = seen[text, default: 0]
        seen[text] = number + 1
        return Self.hash("\(text)\u{0}\(number)")
    }

    /// FNV-1a, 64 bits: enough to tell the findings of one plan apart, and the same on every machine.
    static func hash(_ text: String) -> String {
        var value: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in text.utf8 { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

/// A path as a relative URI reference (RFC 3986): whatever is not unreserved is percent-encoded. An absolute one is a file URI.
enum URIPath {
    static func of(_ path: String) -> String {
        var result = path.hasPrefix("/") ? "file://" : ""
        let hex = Array("0123456789ABCDEF")
        for byte in path.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E, 0x2F: result.unicodeScalars.append(Unicode.Scalar(byte))
            default: result += "%" + String(hex[Int(byte >> 4)]) + String(hex[Int(byte & 15)])
            }
        }
        return result
    }
}

extension SourceMap {
    /// Line and column from 1; the column counts characters (code points).
    func characterPosition(of offset: Int32, in file: FileID) -> Position {
        let position = position(of: offset, in: file)
        let bytes = self[file].bytes
        let start = Int(offset) - (position.column - 1)
        let end = min(Int(offset), bytes.count)
        let column = start < end ? bytes[start..<end].count { $0 & 0xC0 != 0x80 } : 0
        return Position(line: position.line, column: column + 1)
    }
}
