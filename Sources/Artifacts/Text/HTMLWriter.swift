/// Writes HTML and SVG, and is the only place of the program that quotes for them.
///
/// Names of elements and attributes are the program's own (`StaticString`), so nothing of a plan becomes markup. Text and values go in as
/// they are and come out escaped; characters that XML 1.0 has no spelling for, and those that turn the direction of writing, become
/// U+FFFD. Every element that is opened is closed, so the same text is good for a page and, as SVG, for a file of its own.
public struct HTMLWriter {
    private(set) var text = ""

    typealias Attributes = KeyValuePairs<StaticString, String>

    /// An element with what `content` writes.
    mutating func element(_ name: StaticString, _ attributes: Attributes = [:], _ content: (inout HTMLWriter) -> Void) {
        open(name, attributes)
        text += ">"
        content(&self)
        text += "</\(name)>"
    }

    /// An element that holds text, or nothing.
    mutating func element(_ name: StaticString, _ attributes: Attributes = [:], _ content: String = "") {
        open(name, attributes)
        text += ">"
        text += HTMLWriter.escaped(content)
        text += "</\(name)>"
    }

    /// An element of HTML that has no end.
    mutating func void(_ name: StaticString, _ attributes: Attributes = [:]) {
        open(name, attributes)
        text += ">"
    }

    /// Running text.
    mutating func write(_ content: String) { text += HTMLWriter.escaped(content) }

    /// Markup that the program brings along: the doctype, a style sheet, a script.
    mutating func raw(_ markup: StaticString) { text += "\(markup)" }

    /// A file of the program's own.
    mutating func raw(_ resource: [UInt8]) { text += String(decoding: resource, as: UTF8.self) }

    /// What another writer has written.
    mutating func add(_ other: HTMLWriter) { text += other.text }

    /// The next element begins a line: for reviewers, who read differences line by line.
    mutating func line() { text += "\n" }

    private mutating func open(_ name: StaticString, _ attributes: Attributes) {
        text += "<\(name)"
        for (name, value) in attributes { text += " \(name)=\"\(HTMLWriter.escaped(value))\"" }
    }

    /// Text that ends no element and no attribute's value.
    public static func escaped(_ text: String) -> String {
        // Most texts need nothing.
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && !HTMLWriter.marks.contains($0) }) { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            case "\n", "\r", "\t": result += " "
            default: result.unicodeScalars.append(isShown(scalar) ? scalar : "\u{FFFD}")
            }
        }
        return result
    }

    private static let marks: [UInt8] = Array("&<>\"'".utf8)

    private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F, 0xFFFE, 0xFFFF: false
        case 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: false
        case let value where value & 0xFFFE == 0xFFFE: false
        default: true
        }
    }
}

extension String {
    /// As an identifier in a page: letters, digits and hyphens; what differs stays different.
    var pageID: String {
        var result = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", "-": result.unicodeScalars.append(scalar)
            default: result += "_" + String(scalar.value, radix: 16) + "_"
            }
        }
        return result
    }
}
