/// Generated files that differ, by phase, with the lines that do.
public struct ArtifactText {
    public let color: Bool
    /// How many files are told line by line.
    public let limit: Int

    public init(color: Bool = false, limit: Int = 40) {
        self.color = color
        self.limit = limit
    }

    public func render(_ files: [ArtifactDifference]) -> String {
        if files.isEmpty { return "\nno generated file differs\n" }
        var text = ""
        var told = 0
        for (phase, files) in ArtifactDifference.byPhase(files) {
            text += "\n" + paint(phase, "1") + "\n"
            for file in files {
                text += "\n  \(file.kind.rawValue) \(file.path)  +\(file.added) -\(file.removed)\n"
                told += 1
                // A whole new file is read where it is written.
                guard told <= limit, file.kind == .changed else { continue }
                for line in file.lines { text += "    " + paint(ReviewText.printable(line), line.hasPrefix("+") ? "32" : line.hasPrefix("-") ? "31" : "2") + "\n" }
            }
        }
        return text
    }

    private func paint(_ text: String, _ style: String) -> String {
        color ? "\u{1B}[\(style)m\(text)\u{1B}[0m" : text
    }
}
