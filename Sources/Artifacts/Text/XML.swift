/// An XML element, and the only place of the program where XML is written.
///
/// Names are the program's own. Text goes in as it is and comes out escaped: no `]]>`, no reference and no tag can arise from it.
/// Ends of lines are one line feed, which is what every reader makes of them; characters that XML 1.0 has no spelling for become
/// U+FFFD, and the front end refuses them in whatever gets here.
public struct XMLElement: Sendable, Hashable {
    let name: String
    let attributes: [Attribute]
    let content: Content

    struct Attribute: Sendable, Hashable {
        let name: String
        let value: String
    }

    enum Content: Sendable, Hashable {
        case text(String)
        case elements([XMLElement])
    }

    init(_ name: StaticString, _ text: String) {
        self.name = "\(name)"
        attributes = []
        content = .text(text)
    }

    init(_ name: StaticString, _ elements: [XMLElement]) {
        self.init(name, [], elements)
    }

    public init(_ name: StaticString, _ attributes: [(StaticString, String)], _ elements: [XMLElement]) {
        self.init(name, attributes, .elements(elements))
    }

    public init(_ name: StaticString, _ attributes: [(StaticString, String)], text: String) {
        self.init(name, attributes, .text(text))
    }

    private init(_ name: StaticString, _ attributes: [(StaticString, String)], _ content: Content) {
        self.name = "\(name)"
        self.attributes = attributes.map { Attribute(name: "\($0.0)", value: $0.1) }
        self.content = content
    }

    /// A document with this root. UTF-8, two blanks a level.
    ///
    /// - Parameter comment: lines before the root.
    public func document(comment: [String] = []) -> String {
        var text = "<?xml version=\"1.0\"?>\n"
        for line in comment { text += "<!-- \(XMLElement.comment(line)) -->\n" }
        write(to: &text, indent: "")
        return text
    }

    private func write(to text: inout String, indent: String) {
        text += indent + "<" + name
        for attribute in attributes { text += " \(attribute.name)=\"\(XMLElement.escaped(attribute.value, isAttribute: true))\"" }
        switch content {
        case .text(let value) where value.isEmpty: text += " />\n"
        case .elements(let elements) where elements.isEmpty: text += " />\n"
        case .text(let value): text += ">" + XMLElement.escaped(value) + "</\(name)>\n"
        case .elements(let elements):
            text += ">\n"
            for element in elements { element.write(to: &text, indent: indent + "  ") }
            text += indent + "</\(name)>\n"
        }
    }

    static func escaped(_ text: String, isAttribute: Bool = false) -> String {
        var result = ""
        var previous: Unicode.Scalar = " "
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"" where isAttribute: result += "&quot;"
            // Blanks of an attribute are normalised, unless they are written as numbers.
            case "\t" where isAttribute: result += "&#9;"
            case "\n" where previous == "\r": break
            case "\n", "\r": result += isAttribute ? "&#10;" : "\n"
            default: result.unicodeScalars.append(isCharacter(scalar) ? scalar : "\u{FFFD}")
            }
            previous = scalar
        }
        return result
    }

    /// The inside of a comment: nothing in it ends it.
    static func comment(_ text: String) -> String {
        var result = ""
        var previous: Unicode.Scalar = "-"
        for scalar in text.unicodeScalars {
            let isBroken = scalar == "-" && previous == "-"
            result.unicodeScalars.append(isBroken || scalar == "\n" || scalar == "\r" || !isCharacter(scalar) ? " " : scalar)
            previous = scalar
        }
        return result
    }

    /// The characters of XML 1.0, of which those that break lines elsewhere are left out.
    private static func isCharacter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0x85, 0xA0...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }
}
