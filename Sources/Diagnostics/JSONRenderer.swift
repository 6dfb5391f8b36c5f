import JSON

/// Diagnostics for tools. Lines and columns count from 1; a column counts UTF-8 bytes; `end` is the place behind the last byte.
public struct JSONRenderer {
    public init() {}

    public func render(_ report: Report, sources: SourceMap) -> String {
        JSON.object([.init("diagnostics", .array(report.sorted().map { json($0, sources) }))]).prettyText
    }

    private func json(_ diagnostic: Diagnostic, _ sources: SourceMap) -> JSON {
        let file = diagnostic.primary.map { JSON.string(sources[$0.span.file].path) } ?? .null
        let range = diagnostic.primary.map { self.range($0.span, sources) } ?? .null
        var notes = diagnostic.others.map { label in
            JSON.object([
                .init("message", .string(label.text)),
                .init("file", .string(sources[label.span.file].path)),
                .init("range", self.range(label.span, sources)),
            ])
        }
        if let why = diagnostic.why {
            notes.append(["message": .string(why)])
        }
        let fixes = diagnostic.help.map { fix in
            JSON.object([
                .init("title", .string(fix.title)),
                .init("edits", .array(fix.edits.map { edit in
                    .object([
                        .init("file", .string(sources[edit.span.file].path)),
                        .init("range", self.range(edit.span, sources)),
                        .init("newText", .string(edit.replacement)),
                    ])
                })),
            ])
        }
        return .object([
            .init("code", .string(diagnostic.code)),
            .init("severity", .string(diagnostic.severity.rawValue)),
            .init("message", .string(diagnostic.message)),
            .init("label", .string(diagnostic.primary?.text ?? "")),
            .init("file", file),
            .init("range", range),
            .init("notes", .array(notes)),
            .init("fixes", .array(fixes)),
        ])
    }

    private func range(_ span: Span, _ sources: SourceMap) -> JSON {
        func place(_ offset: Int32) -> JSON {
            let position = sources.position(of: offset, in: span.file)
            return ["line": .integer(position.line), "column": .integer(position.column)]
        }
        return ["start": place(span.start), "end": place(span.end)]
    }
}
