import JSON

/// `manifest.json`: what Entrain made in a folder, so that it knows its own files again.
public struct Manifest: Sendable {
    public static let fileName = "manifest.json"

    public struct Entry: Sendable {
        public let path: String
        /// 64 digits of ``SHA256``, or 16 of ``QuickDigest``.
        public let digest: String
        public let size: Int
        public let summary: String
        /// `connectors.yaml:12`
        public let from: [String]

        public init(path: String, bytes: [UInt8], summary: String, from: [String]) {
            self.init(path: path, digest: SHA256.hex(of: bytes), size: bytes.count, summary: summary, from: from)
        }

        public init(path: String, digest: String, size: Int, summary: String, from: [String]) {
            self.path = path
            self.digest = digest
            self.size = size
            self.summary = summary
            self.from = from
        }
    }

    /// `compile` or `bundle`: one does not replace what the other made.
    public let command: String
    public let plan: String
    public let environment: String?
    public var entries: [Entry]

    public init(command: String, plan: String, environment: String?, entries: [Entry]) {
        self.command = command
        self.plan = plan
        self.environment = environment
        self.entries = entries.sorted { $0.path < $1.path }
    }

    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Written entry by entry: a bundle of a large organisation has tens of thousands.
    public var bytes: [UInt8] {
        let head = JSON.compact([
            "format": 1,
            "madeBy": "entrain",
            "command": .string(command),
            "plan": .string(plan),
            "environment": environment.map(JSON.string),
            "artifacts": [],
        ]).prettyText
        let close = "]\n}\n"
        guard !entries.isEmpty, head.hasSuffix(close) else { return Array(head.utf8) }
        var writer = JSONWriter()
        writer.bytes.reserveCapacity(entries.reduce(1_000) { $0 + $1.path.utf8.count + $1.digest.utf8.count + $1.summary.utf8.count + 120 })
        writer.bytes.append(contentsOf: head.dropLast(close.count).utf8)
        for (index, entry) in entries.enumerated() {
            writer.bytes.append(contentsOf: (index == 0 ? "\n    " : ",\n    ").utf8)
            writer.write([
                "path": .string(entry.path),
                (entry.digest.utf8.count == 16 ? "quick" : "sha256"): .string(entry.digest),
                "bytes": .integer(entry.size),
                "summary": .string(entry.summary),
                "from": .strings(entry.from),
            ], indent: 2)
        }
        writer.bytes.append(contentsOf: "\n  ]\n}\n".utf8)
        return writer.bytes
    }

    static func command(in text: String) -> String? {
        guard ownFiles(in: text) != nil else { return nil }
        for line in text.split(separator: "\n") {
            if let command = string(line.drop { $0 == " " }, after: "\"command\": ") { return command }
        }
        return nil
    }

    /// The paths and digests of a manifest that Entrain wrote; nil when the text is not one.
    ///
    /// Reads its own form and no other: one key and value on each line, as ``text`` writes it.
    static func ownFiles(in text: String) -> [String: String]? {
        guard text.contains("\"madeBy\": \"entrain\"") else { return nil }
        var result: [String: String] = [:]
        var path: String?
        for line in text.split(separator: "\n") {
            let line = line.drop { $0 == " " }
            if let value = string(line, after: "\"path\": ") {
                path = value
            } else if let value = string(line, after: "\"sha256\": ") ?? string(line, after: "\"quick\": "), let name = path {
                result[name] = value
                path = nil
            }
        }
        return result
    }

    /// Whether a file is still what a digest of a manifest was made of.
    static func isDigest(_ digest: String, of bytes: [UInt8]) -> Bool {
        digest == (digest.utf8.count == 16 ? bytes.withUnsafeBytes { QuickDigest(of: $0).hex } : SHA256.hex(of: bytes))
    }

    private static func string(_ line: Substring, after key: String) -> String? {
        guard line.hasPrefix(key) else { return nil }
        var text = ""
        var escaped = false
        for character in line.dropFirst(key.count).dropFirst() {
            if escaped {
                text.append(character)
                escaped = false
            } else if character == "\\" {
                escaped = true
            } else if character == "\"" {
                break
            } else {
                text.append(character)
            }
        }
        return text
    }
}
