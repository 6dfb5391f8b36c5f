/// An element that was read as a whole. Names are without their prefix: what is read here is told apart by path, not by namespace.
public struct XMLElement: Sendable {
    public let name: String
    public let attributes: XMLAttributes
    public internal(set) var children: [XMLElement] = []
    /// All text directly in it, joined.
    public internal(set) var rawText = ""
    public let place: XMLPlace

    /// The text without white space at its ends.
    public var text: String { rawText.trimmed }

    public subscript(attribute: String) -> String? { attributes[attribute] }

    /// The first child of a name.
    public func child(_ name: String) -> XMLElement? { children.first { $0.name == name } }

    /// All children of a name, in order.
    public func children(_ name: String) -> [XMLElement] { children.filter { $0.name == name } }

    /// The element at the end of a path of first children.
    public func at(_ path: String...) -> XMLElement? {
        var element = self
        for name in path {
            guard let next = element.child(name) else { return nil }
            element = next
        }
        return element
    }

    /// The text of a child; nil where there is none or it is empty.
    public func text(_ path: String...) -> String? {
        var element = self
        for name in path {
            guard let next = element.child(name) else { return nil }
            element = next
        }
        let text = element.text
        return text.isEmpty ? nil : text
    }
}

/// The attributes of a start tag, by name without prefix.
public struct XMLAttributes: Sendable {
    let pairs: [(name: String, value: String)]

    public subscript(name: String) -> String? { pairs.first { $0.name == name }?.value }
}

/// A line and a column of a file, both from 1; the column counts characters.
public struct XMLPlace: Sendable, Hashable, Comparable {
    public let line: Int
    public let column: Int

    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    public static func < (left: XMLPlace, right: XMLPlace) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }
}

extension String {
    /// Without XML's white space at either end.
    public var trimmed: String {
        func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }
        guard let first = utf8.first, let last = utf8.last, isBlank(first) || isBlank(last) else { return self }
        var text = self[...].utf8
        while let byte = text.first, isBlank(byte) { text.removeFirst() }
        while let byte = text.last, isBlank(byte) { text.removeLast() }
        return String(Substring(text))
    }
}
