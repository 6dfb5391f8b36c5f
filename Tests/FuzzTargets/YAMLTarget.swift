import Diagnostics
import YAMLSyntax

extension FuzzTarget {
    /// A file of a plan, before anybody asks what it means; and what `entrain fmt` makes of it.
    static let yaml = FuzzTarget("yaml") { bytes in
        var sources = SourceMap()
        let file = sources.add(SourceFile(path: "plan.yaml", bytes: bytes))
        var report = Report()
        let tree = YAMLParser().parse(file, of: sources, into: &report)
        if tree == nil { try promise(report.hasErrors, "no tree, and no reason") }
        _ = TextRenderer().render(report, sources: sources)
        for diagnostic in report.diagnostics {
            for label in [diagnostic.primary].compactMap({ $0 }) + diagnostic.others {
                try promise(label.span.start >= 0 && Int(label.span.end) <= bytes.count, "\(diagnostic.code) lies outside its file")
            }
        }
        if let root = tree?.root { try lies(root, inside: Span(file: file, start: 0, end: Int32(bytes.count))) }

        guard let formatted = YAMLFormatter.format(bytes) else { return }
        try promise(YAMLFormatter.format(formatted) == formatted, "what is formatted is formatted otherwise again")
        guard let before = YAMLEvents(bytes), let after = YAMLEvents(formatted) else { throw BrokenPromise("what is formatted is not read") }
        try promise(before.isSame(as: after), "what is formatted says something else")
    }

    /// Every node lies inside the file, and its texts can be asked for. Aliases are not followed for ever: the parser counted what they stand for.
    private static func lies(_ root: YAMLNode, inside file: Span) throws {
        var open = [root]
        var budget = 100_000
        while let node = open.popLast(), budget > 0 {
            budget -= 1
            try promise(node.span.start >= file.start && node.span.start <= node.span.end && node.span.end <= file.end, "a node lies outside its file")
            _ = node.text
            open += node.items
            for entry in node.entries { open += [entry.key, entry.value] }
        }
    }
}
