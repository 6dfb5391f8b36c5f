/// Diagnostics for people: the line printed, the characters at fault underlined, why, and what to type.
public struct TextRenderer {
    /// ANSI colours; only for a terminal.
    public let color: Bool
    /// How many findings are printed before the rest is counted: nobody mends a thousand at once.
    public let limit: Int
    /// Columns before which prose is broken; lines of a plan are shown as they are.
    public let columns: Int

    public init(color: Bool = false, limit: Int = 50, columns: Int = 100) {
        self.color = color
        self.limit = limit
        self.columns = max(40, columns)
    }

    public func render(_ report: Report, sources: SourceMap) -> String {
        let all = report.sorted()
        var text = all.prefix(limit).map { render($0, sources: sources) }.joined(separator: "\n")
        if all.count > limit {
            text += "\n… and \(all.count - limit) more. Mend these first: many that follow may go with them.\n"
        }
        return text
    }

    public func render(_ diagnostic: Diagnostic, sources: SourceMap) -> String {
        var text = paint("\(diagnostic.severity.rawValue)[\(diagnostic.code)]", diagnostic.severity.style)
        text += paint(": \(shown(diagnostic.message.utf8))", .bold) + "\n"
        let labels = (diagnostic.primary.map { [($0, true)] } ?? []) + diagnostic.others.map { ($0, false) }
        let gutter = labels.map { String(sources.position(of: $0.0.span.start, in: $0.0.span.file).line).count }.max() ?? 1
        for (label, isPrimary) in labels {
            text += excerpt(
                label, isPrimary: isPrimary, isSecret: isPrimary && diagnostic.code == Rule.literalSecret.code, gutter: gutter,
                severity: diagnostic.severity, sources: sources)
        }
        if let why = diagnostic.why {
            text += "\n" + wrap(printable(why)) + "\n"
        }
        for fix in diagnostic.help {
            text += "\n" + paint("help", .help) + ": " + helpLines(fix.title) + "\n"
        }
        return text
    }

    /// - Parameter isSecret: what stands at the place must not go on into the log of a pipeline, nor how long it is.
    private func excerpt(_ label: Label, isPrimary: Bool, isSecret: Bool, gutter: Int, severity: Severity, sources: SourceMap) -> String {
        let span = label.span
        let place = sources.position(of: span.start, in: span.file)
        let (lineStart, bytes) = sources.line(containing: span.start, in: span.file)
        let first = bytes.startIndex
        // Whole characters, and of a very long line only what is around the place.
        let start = characterStart(bytes, first + min(Int(span.start) - lineStart, bytes.count))
        let end = characterEnd(bytes, first + min(max(Int(span.end) - lineStart, start - first), bytes.count))
        let windowStart = bytes.count <= longestLine ? first : characterStart(bytes, max(first, start - longestLine / 3))
        let windowEnd = bytes.count <= longestLine ? bytes.endIndex : characterEnd(bytes, min(bytes.endIndex, windowStart + longestLine))
        let before = (windowStart > first ? "…" : "") + shown(bytes[windowStart..<start])
        let marked = isSecret ? "••••••" : shown(bytes[start..<max(start, min(end, windowEnd))])
        let after = isSecret ? "" : end < windowEnd ? shown(bytes[end..<windowEnd]) + (windowEnd < bytes.endIndex ? "…" : "") : windowEnd < bytes.endIndex ? "…" : ""

        let number = String(place.line)
        let pad = String(repeating: " ", count: gutter)
        let mark = isPrimary ? "^" : "-"
        let style = isPrimary ? severity.style : .secondary
        var text = paint("\(pad)┌─ ", .frame) + "\(shown(sources[span.file].path.utf8)):\(place.line):\(place.column)\n"
        text += paint(String(repeating: " ", count: gutter - number.count) + number + "│ ", .frame) + before + marked + after + "\n"
        let underline = String(repeating: " ", count: width(before)) + paint(String(repeating: mark, count: max(1, width(marked))), style)
        text += paint("\(pad)│ ", .frame) + underline
        if !label.text.isEmpty { text += " " + paint(printable(label.text), style) }
        return text + "\n"
    }

    /// Bytes of a source line that are shown.
    private var longestLine: Int { 200 }

    private func characterStart(_ bytes: ArraySlice<UInt8>, _ index: Int) -> Int {
        var index = index
        while index > bytes.startIndex, index < bytes.endIndex, bytes[index] & 0xC0 == 0x80 { index -= 1 }
        return index
    }

    private func characterEnd(_ bytes: ArraySlice<UInt8>, _ index: Int) -> Int {
        var index = index
        while index < bytes.endIndex, bytes[index] & 0xC0 == 0x80 { index += 1 }
        return index
    }

    private func helpLines(_ title: String) -> String {
        printable(title).split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\n      ")
    }

    /// A source line as a terminal can show it: tabs as four blanks, control characters as their pictures.
    private func shown(_ bytes: some Collection<UInt8>) -> String {
        printable(String(decoding: bytes, as: UTF8.self)).split(separator: "\n").joined(separator: " ")
    }

    /// No text from outside may move the cursor or turn the reading direction round.
    private func printable(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x09: result += "    "
            case 0x0A: result += "\n"
            case 0x00...0x1F: result.unicodeScalars.append(Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}")
            case 0x7F: result += "\u{2421}"
            case 0x80...0x9F, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFEFF: result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private func width(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { sum, scalar in
            switch scalar.value {
            case 0x0300...0x036F, 0x1AB0...0x1AFF, 0x20D0...0x20FF, 0xFE00...0xFE0F: sum
            case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
                0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
                sum + 2
            default: sum + 1
            }
        }
    }

    private func wrap(_ text: String) -> String {
        var lines: [String] = []
        for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
            var line = ""
            for word in paragraph.split(separator: " ") {
                if !line.isEmpty, line.count + 1 + word.count > columns {
                    lines.append(line)
                    line = String(word)
                } else {
                    line += (line.isEmpty ? "" : " ") + word
                }
            }
            lines.append(line)
        }
        return lines.joined(separator: "\n")
    }

    private func paint(_ text: String, _ style: Style) -> String {
        color ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
    }
}

enum Style: String {
    case error = "1;31"
    case warning = "1;33"
    case note = "1;36"
    case secondary = "36"
    case help = "1;32"
    case frame = "2"
    case bold = "1"
}

extension Severity {
    fileprivate var style: Style {
        switch self {
        case .error: .error
        case .warning: .warning
        case .note: .note
        }
    }
}
