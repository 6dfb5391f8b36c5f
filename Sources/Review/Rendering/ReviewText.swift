import Artifacts
import Diagnostics

/// Changes for a terminal: one line each, the worst first, what it means below.
public struct ReviewText {
    public let color: Bool
    /// Columns; lines are broken before them.
    public let width: Int

    public init(color: Bool = false, width: Int = 100) {
        self.color = color
        self.width = max(40, width)
    }

    public func render(_ comparison: Comparison, plan: String) -> String {
        var text = ""
        for change in comparison.changes { text += render(change) + "\n" }
        return text + Self.printable(plan) + ": " + comparison.summary + "\n"
    }

    public func render(_ change: Change) -> String {
        var text = paint("\(change.risk.rawValue)[\(change.rule.code)]", change.risk.style) + paint(": " + Self.printable(change.title.marked), "1") + "\n"
        func line(_ label: String, _ content: String?) {
            guard let content, !content.isEmpty else { return }
            let indent = String(repeating: " ", count: 10)
            let lines = wrap(Self.printable(content), width - indent.count)
            text += paint("  " + label + String(repeating: " ", count: max(1, 8 - label.count)), "2") + lines.joined(separator: "\n" + indent) + "\n"
        }
        line("was", change.before)
        line("now", change.after)
        line("where", change.place.map { "\($0.file):\($0.line)" + ($0.isOld ? ", in the old version" : "") })
        line("whom", change.population?.marked)
        line("when", change.phases.isEmpty ? nil : "phase" + (change.phases.count == 1 ? " " : "s ") + change.phases.joined(separator: ", "))
        line("in", change.environments.isEmpty ? nil : change.environments.joined(separator: ", ") + " only")
        line("why", change.rule.reason)
        line("people", change.impact?.text)
        if let acceptance = change.acceptance {
            line("seen", "accepted by \(acceptance.by) until \(acceptance.until): \(acceptance.because)")
        } else if change.risk == .destructive {
            line("accept", "{finding: \(change.rule.code), at: \(change.subject.name), until: YYYY-MM-DD, by: …, because: …}")
        }
        return text
    }

    private func wrap(_ text: String, _ width: Int) -> [String] {
        var lines: [String] = []
        for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
            var line = ""
            for word in paragraph.split(separator: " ") {
                if !line.isEmpty, line.unicodeScalars.count + 1 + word.unicodeScalars.count > width {
                    lines.append(line)
                    line = String(word)
                } else {
                    line += (line.isEmpty ? "" : " ") + word
                }
            }
            lines.append(line)
        }
        return lines
    }

    private func paint(_ text: String, _ style: String) -> String {
        color ? "\u{1B}[\(style)m\(text)\u{1B}[0m" : text
    }

    /// No text of a plan may move the cursor or turn the reading direction round.
    static func printable(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x0A: result += "\n"
            case 0x00...0x1F: result.unicodeScalars.append(Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}")
            case 0x7F...0x9F, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFEFF: result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

extension Risk {
    fileprivate var style: String {
        switch self {
        case .destructive: "1;31"
        case .disruptive: "1;33"
        case .additive: "1;32"
        case .cosmetic: "1;36"
        }
    }
}

extension Impact {
    /// `3 of 1000 people fall out of scope: E001, E002 and E003`
    public var text: String {
        let few = people.prefix(10).map(\.key)
        let more = people.count - few.count
        let list = few.isEmpty ? "" : ": " + few.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
        return "\(people.count) of \(total) \(what)\(list)"
    }
}

extension Prose {
    /// Names in back-ticks, as diagnostics have them.
    package var marked: String {
        pieces.map { piece in
            switch piece {
            case .text(let text): text
            case .code(let code): "`\(code)`"
            }
        }.joined()
    }
}
