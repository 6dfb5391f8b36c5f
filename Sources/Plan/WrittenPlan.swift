import Diagnostics
import YAMLSyntax

/// What was written, as values of the tree with their parameters filled in: for whoever compares two versions of a plan key by key.
/// Order of keys, comments, quotation marks and which file it was are not in it.
public struct WrittenPlan: Sendable {
    private var sections: [String: [YAMLNode]] = [:]
    private var parameters: [String: String] = [:]
    private var sources = SourceMap()

    public init() {}

    /// Remembers where a file's sections are; nothing is read before somebody asks.
    mutating func add(_ fields: Decoder.Fields, _ decoder: Decoder) {
        for (name, node) in fields.keys { sections[name, default: []].append(node) }
        parameters = decoder.parameters
        sources = decoder.sources
    }

    /// The keys of a section that is one thing, such as `tenant`.
    public func section(_ name: String) -> WrittenThing {
        var thing = WrittenThing()
        for node in sections[name] ?? [] { thing.add(node, reader) }
        return thing
    }

    /// The things of a section by name, such as the connectors; in the order of the files.
    public func things(_ section: String) -> [(name: String, thing: WrittenThing)] {
        (sections[section] ?? []).flatMap { node in
            node.entries.map { entry in
                var thing = WrittenThing(span: entry.key.span)
                thing.add(entry.value, reader)
                return (entry.key.text ?? "", thing)
            }
        }
    }

    /// The things of a section that is a list, such as the phases.
    public func items(_ section: String) -> [WrittenThing] {
        (sections[section] ?? []).flatMap { node in
            node.items.map { item in
                var thing = WrittenThing(span: item.span)
                thing.add(item, reader)
                return thing
            }
        }
    }

    private var reader: WrittenReader { WrittenReader(parameters: parameters, sources: sources) }
}

/// A named thing with the values of its keys.
public struct WrittenThing: Sendable {
    public private(set) var values: [String: Spanned<WrittenValue>] = [:]
    /// The name.
    public let span: Span?
    /// What stands in place of keys: `EmployeeID: string(16)`.
    public private(set) var plain: WrittenValue?

    init(span: Span? = nil) {
        self.span = span
    }

    public subscript(key: String) -> WrittenValue? { values[key]?.value }

    public func text(_ key: String) -> String? {
        if case .text(let text)? = self[key] { text } else { nil }
    }

    mutating func add(_ node: YAMLNode, _ reader: WrittenReader) {
        guard node.kind == .mapping else {
            plain = reader.value(node)
            return
        }
        for entry in node.entries where !entry.value.isNull {
            values[entry.key.text ?? ""] = Spanned(reader.value(entry.value), entry.key.span)
        }
    }
}

/// A value of the tree. Equal values are written by the same text.
public indirect enum WrittenValue: Sendable, Hashable {
    case text(String)
    case list([WrittenValue])
    /// By key.
    case keys([Entry])

    public struct Entry: Sendable, Hashable {
        public let key: String
        public let value: WrittenValue

        public init(key: String, value: WrittenValue) {
            self.key = key
            self.value = value
        }
    }

    public subscript(key: String) -> WrittenValue? {
        guard case .keys(let entries) = self else { return nil }
        return entries.first { $0.key == key }?.value
    }

    /// The texts of a list; one text is a list of one.
    public var texts: [String] {
        switch self {
        case .text(let text): [text]
        case .list(let values): values.flatMap(\.texts)
        case .keys: []
        }
    }

    /// With lists in an order of their own, for those in which order means nothing.
    public var unordered: WrittenValue {
        guard case .list(let values) = self else { return self }
        return .list(values.sorted { $0.description < $1.description })
    }
}

extension WrittenValue: CustomStringConvertible {
    /// One line, as a plan would write it between braces.
    public var description: String {
        switch self {
        case .text(let text): text
        case .list(let values): "[" + values.map(\.description).joined(separator: ", ") + "]"
        case .keys(let entries): "{" + entries.map { "\($0.key): \($0.value)" }.joined(separator: ", ") + "}"
        }
    }
}

struct WrittenReader {
    let parameters: [String: String]
    let sources: SourceMap

    func value(_ node: YAMLNode) -> WrittenValue {
        switch node.kind {
        case .scalar:
            // What is wrong with a parameter was reported when the plan was read.
            var decoder = Decoder(sources: sources, parameters: parameters)
            return .text(decoder.substituted(node.text ?? "", node, unknownIsText: true))
        case .sequence: return .list(node.items.map(value))
        case .mapping:
            return .keys(node.entries.map { .init(key: $0.key.text ?? "", value: value($0.value)) }.sorted { $0.key < $1.key })
        }
    }
}
