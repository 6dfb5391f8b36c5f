import Diagnostics

/// One YAML document as an arena: nodes lie in one array, and refer to each other by index.
///
/// Scalars keep the text that was written; only a typed place gives it a meaning, so `no` stays a country code until a Boolean
/// is wanted. Anchors, aliases and merge keys are resolved.
public final class YAMLTree: Sendable {
    struct Node: Sendable {
        enum Kind: UInt8, Sendable { case plain, quoted, mapping, sequence }

        let kind: Kind
        /// Where it was written. For an alias this is still the anchored node: the alias's own place is in `Child.span`.
        var start: Int32
        var end: Int32
        /// Scalar: range in `text`. Collection: range in `children`.
        var low: Int32
        var high: Int32
    }

    /// A place in a collection: mappings hold key, value, key, value …
    struct Child: Sendable {
        let node: Int32
        let start: Int32
        let end: Int32
    }

    let file: FileID
    let nodes: [Node]
    let children: [Child]
    let text: [UInt8]
    let rootIndex: Int32

    init(file: FileID, nodes: [Node], children: [Child], text: [UInt8], root: Int32) {
        self.file = file
        self.nodes = nodes
        self.children = children
        self.text = text
        self.rootIndex = root
    }

    /// The document; nil for an empty file.
    public var root: YAMLNode? {
        guard rootIndex >= 0 else { return nil }
        let node = nodes[Int(rootIndex)]
        return YAMLNode(tree: self, index: rootIndex, span: Span(file: file, start: node.start, end: node.end))
    }

    /// Every scalar that was written, keys among them, in the order of the text: each once, however many aliases name it.
    public func forEachScalar(_ body: (_ text: ArraySlice<UInt8>, _ span: Span) -> Void) {
        for node in nodes where node.kind == .plain || node.kind == .quoted {
            body(text[Int(node.low)..<Int(node.high)], Span(file: file, start: node.start, end: node.end))
        }
    }
}

/// A node as seen from where it is used. An alias has the alias's place and the anchor's content.
public struct YAMLNode: Sendable {
    public enum Kind: Sendable { case scalar, mapping, sequence }

    public struct Entry: Sendable {
        public let key: YAMLNode
        public let value: YAMLNode
    }

    let tree: YAMLTree
    let index: Int32
    public let span: Span

    private var node: YAMLTree.Node { tree.nodes[Int(index)] }

    public var kind: Kind {
        switch node.kind {
        case .plain, .quoted: .scalar
        case .mapping: .mapping
        case .sequence: .sequence
        }
    }

    /// Whether a scalar was written without quotation marks (and not as a block).
    public var isPlain: Bool { node.kind == .plain }

    /// A scalar's text, escapes undone; nil for a collection.
    public var text: String? {
        guard kind == .scalar else { return nil }
        return String(decoding: tree.text[Int(node.low)..<Int(node.high)], as: UTF8.self)
    }

    /// Nothing was written, or `~` or `null` without quotation marks.
    public var isNull: Bool {
        guard node.kind == .plain else { return false }
        return switch text { case "", "~", "null", "Null", "NULL": true; default: false }
    }

    /// The items of a sequence; empty for anything else.
    public var items: [YAMLNode] {
        guard kind == .sequence else { return [] }
        return (Int(node.low)..<Int(node.high)).map(child)
    }

    /// The entries of a mapping in the order of the text, those merged by `<<` behind its own; empty for anything else.
    public var entries: [Entry] {
        guard kind == .mapping else { return [] }
        return stride(from: Int(node.low), to: Int(node.high), by: 2).map { Entry(key: child($0), value: child($0 + 1)) }
    }

    /// The value of a key of a mapping.
    public subscript(key: String) -> YAMLNode? {
        guard kind == .mapping else { return nil }
        for i in stride(from: Int(node.low), to: Int(node.high), by: 2) {
            let keyNode = tree.nodes[Int(tree.children[i].node)]
            guard keyNode.kind == .plain || keyNode.kind == .quoted else { continue }
            if tree.text[Int(keyNode.low)..<Int(keyNode.high)].elementsEqual(key.utf8) { return child(i + 1) }
        }
        return nil
    }

    private func child(_ i: Int) -> YAMLNode {
        let child = tree.children[i]
        return YAMLNode(tree: tree, index: child.node, span: Span(file: tree.file, start: child.start, end: child.end))
    }
}
