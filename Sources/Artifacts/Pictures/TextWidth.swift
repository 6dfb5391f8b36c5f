/// How wide text may become in a sans-serif face that nobody chose: an upper estimate, because the picture is drawn before it is known
/// with which font it will be shown.
enum TextWidth {
    /// - Returns: pixels at this size. Estimates from the advance widths of Helvetica, Segoe UI, Roboto and DejaVu Sans: the widest of the
    ///   four, rounded up.
    static func of(_ text: String, size: Double, isBold: Bool = false) -> Double {
        var em = 0.0
        for scalar in text.unicodeScalars { em += width(scalar) }
        return em * size * (isBold ? 1.13 : 1)
    }

    /// The text, or as much of it as fits with an ellipsis behind it.
    static func fitted(_ text: String, into width: Double, size: Double, isBold: Bool = false) -> String {
        if of(text, size: size, isBold: isBold) <= width { return text }
        var result = String.UnicodeScalarView()
        var used = of("…", size: size, isBold: isBold)
        for scalar in text.unicodeScalars {
            used += of(String(scalar), size: size, isBold: isBold)
            if used > width { break }
            result.append(scalar)
        }
        while result.last == " " { result.removeLast() }
        return String(result) + "…"
    }

    /// At most `count` lines, broken at blanks; the last is cut where it must be.
    static func lines(_ text: String, into width: Double, size: Double, isBold: Bool = false, count: Int) -> [String] {
        var lines: [String] = []
        var rest = text.split(whereSeparator: { $0 == " " || $0.isNewline }).map(String.init)
        while !rest.isEmpty, lines.count < count {
            var line = rest.removeFirst()
            if lines.count == count - 1 {
                line = fitted(([line] + rest).joined(separator: " "), into: width, size: size, isBold: isBold)
                rest = []
            } else {
                while let next = rest.first, of(line + " " + next, size: size, isBold: isBold) <= width {
                    line += " " + next
                    rest.removeFirst()
                }
                line = fitted(line, into: width, size: size, isBold: isBold)
            }
            lines.append(line)
        }
        return lines.isEmpty ? [""] : lines
    }

    /// In em, of DejaVu Sans, the widest of the four, in steps that are rounded up.
    private static func width(_ scalar: Unicode.Scalar) -> Double {
        switch scalar {
        case "i", "j", "l", "I", "J", "'", "|", ".", ",", ":", ";", " ", "/", "\\": 0.35
        case "f", "t", "r", "(", ")", "[", "]", "-", "\"", "!", "`": 0.46
        case "a"..."e", "g"..."h", "k", "n"..."q", "s", "u", "v", "x", "y", "z", "0"..."9", "F", "L", "_", "?", "*", "$": 0.645
        case "m", "M", "W", "@", "%", "→", "←", "…", "—": 1.02
        case "w", "A"..."Z", "&", "+", "=", "<", ">", "#", "~": 0.84
        default: scalar.value < 0x2E80 ? 0.85 : 1.05
        }
    }
}
