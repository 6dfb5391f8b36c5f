import Diagnostics

extension Diagnostic {
    static func fileTooLarge(_ span: Span, limit: Int) -> Diagnostic {
        Diagnostic(
            .yamlFileSize,
            "the file is larger than \(limit >> 20) MiB",
            at: Label(span, "this file"),
            why: "A plan is written and reviewed by people; a file of this size is usually an export or data that got into the plan's folder.",
            help: [FixIt("move data out of the plan's folder, or split the plan into several files")]
        )
    }

    static func invalidUTF8(_ span: Span, bytes: UnsafeBufferPointer<UInt8>) -> Diagnostic {
        let isUTF16 = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
        return Diagnostic(
            .yamlEncoding,
            isUTF16 ? "the file is UTF-16" : "the file is not UTF-8 from here on",
            at: Label(span, isUTF16 ? "a UTF-16 byte-order mark" : "this byte starts no character"),
            why: "Names and addresses of people must survive the trip; guessing an old code page would change them silently.",
            help: [FixIt("save the file as UTF-8")]
        )
    }

    static func severalDocuments(_ span: Span) -> Diagnostic {
        Diagnostic(
            .yamlDocuments,
            "a second document starts in this file",
            at: Label(span, "everything from here on would be ignored by most readers"),
            help: [FixIt("remove the `---` or `...`, or move what follows into a file of its own: a plan may have many")]
        )
    }

    static func unknownAlias(_ name: String, _ span: Span, known: [String]) -> Diagnostic {
        let near = nearest(to: name, among: known)
        return Diagnostic(
            .yamlAlias,
            "the alias `*\(name)` has no anchor above it",
            at: Label(span, "no `&\(name)` in this file above here"),
            help: [
                near.map { FixIt("did you mean `*\($0)`?", replace: span, with: "*\($0)") }
                    ?? FixIt("put `&\(name)` before the value that is meant; quote the text if it only begins with a star")
            ]
        )
    }

    static func recursiveAlias(_ name: String, _ span: Span) -> Diagnostic {
        Diagnostic(
            .yamlAlias,
            "the alias `*\(name)` stands inside its own anchor",
            at: Label(span, "this would never end"),
            help: [FixIt("write the value out here")]
        )
    }

    static func yamlTag(_ tag: String, _ span: Span) -> Diagnostic {
        Diagnostic(
            .yamlTag,
            "the tag `\(tag)` means nothing in a plan",
            at: Label(span, "tagged here"),
            help: [FixIt("remove the tag; quote the value if it begins with an exclamation mark")]
        )
    }

    static func tooDeep(_ span: Span, limit: Int) -> Diagnostic {
        Diagnostic(
            .yamlDepth,
            "collections are nested more than \(limit) deep",
            at: Label(span, "one more level starts here"),
            help: [FixIt("look for a bracket or an indentation that is never closed")]
        )
    }

    static func aliasExpansion(_ span: Span, limit: Int) -> Diagnostic {
        Diagnostic(
            .yamlAliasExpansion,
            "the aliases of this file would expand to more than \(limit) values",
            at: Label(span, "the limit is passed here"),
            why: "Aliases of aliases multiply; a few lines can stand for more values than a machine has memory.",
            help: [FixIt("write the values out, or use fewer levels of anchors")]
        )
    }

    static func collectionAsKey(_ span: Span) -> Diagnostic {
        Diagnostic(
            .yamlKey,
            "a key must be a text",
            at: Label(span, "this is a list or a mapping"),
            help: [FixIt("put quotation marks around the key: `${…}` and `[…]` start collections in YAML")]
        )
    }

    static func duplicateKey(_ name: String, _ span: Span, first: Span) -> Diagnostic {
        Diagnostic(
            .yamlDuplicateKey,
            "`\(name)` is written twice in the same mapping",
            at: Label(span, "written again here"),
            and: [Label(first, "first written here")],
            why: "Most YAML readers keep the last one without a word, so half of what was reviewed would not be deployed.",
            help: [FixIt("keep one of the two")]
        )
    }

    static func badMerge(_ span: Span) -> Diagnostic {
        Diagnostic(
            .yamlMerge,
            "`<<` merges a mapping, or a list of mappings",
            at: Label(span, "this is neither"),
            help: [FixIt("name an anchored mapping: `<<: *defaults`")]
        )
    }
}

/// What libyaml says when it gives up, put into words that help.
struct LibYAMLFailure {
    let problem: String
    let context: String
    let problemOffset: Int
    let contextOffset: Int
    let suspiciousQuote: Span?

    func diagnostic(file: FileID, bytes: UnsafeBufferPointer<UInt8>, base: Int) -> Diagnostic {
        func byte(_ offset: Int) -> UInt8? {
            let i = offset - base
            return bytes.indices.contains(i) ? bytes[i] : nil
        }
        let here = Span(file: file, start: Int32(problemOffset), end: Int32(min(problemOffset + 1, base + bytes.count)))
        let began = Span(file: file, start: Int32(contextOffset), end: Int32(min(contextOffset + 1, base + bytes.count)))
        let character = byte(problemOffset)

        if problem.contains("tab") || (character == UInt8(ascii: "\t") && problem.contains("cannot start any token")) {
            return Diagnostic(
                .yamlTab,
                "a tab is used for indentation",
                at: Label(here, "this is a tab"),
                why: "YAML forbids it, because a tab has no agreed width.",
                help: [FixIt("indent with blanks, as many as the lines around it")]
            )
        }
        if let quote = suspiciousQuote, quote.end <= here.start, here.start - quote.end < 200 {
            return Diagnostic(
                .yamlUnterminatedQuote,
                "the text that begins here goes on over several lines",
                at: Label(Span(file: file, start: quote.start, end: quote.start + 1), "is its closing quotation mark missing?"),
                and: [Label(here, "up to here, where the next quotation mark ended it")],
                help: [FixIt("close it on its line; inside single quotation marks, a quotation mark is written twice: ''")]
            )
        }
        if let name = parameterInFlow(before: problemOffset - base, bytes) {
            let start = Int32(problemOffset - 1)
            let begin = Span(file: file, start: start, end: start + Int32(name.utf8.count) + 3)
            return Diagnostic(
                .yamlBraces,
                "`${\(name)}` needs quotation marks inside braces or brackets",
                at: Label(begin, "to YAML, its brace opens a mapping"),
                help: [FixIt("write \"${\(name)}\"", replace: begin, with: "\"${\(name)}\"")]
            )
        }
        if problemOffset > base, character == UInt8(ascii: "{"), byte(problemOffset - 1) == UInt8(ascii: "$") {
            return Diagnostic(
                .yamlBraces,
                "a text with `${…}` needs quotation marks inside braces or brackets",
                at: Label(Span(file: file, start: Int32(problemOffset - 1), end: Int32(problemOffset + 1)), "to YAML, this brace opens a mapping"),
                help: [FixIt("put the whole text into quotation marks: \"ada@${domain}\"")]
            )
        }
        if context.contains("flow mapping") || context.contains("flow sequence") {
            let open = context.contains("mapping") ? "{" : "["
            let close = context.contains("mapping") ? "}" : "]"
            return Diagnostic(
                .yamlSyntax,
                "a comma or the closing `\(close)` is missing",
                at: Label(here, "before this"),
                and: [Label(began, "the `\(open)` that is still open")],
                help: [FixIt("close it with `\(close)`; a text with commas, brackets or colons needs quotation marks here")]
            )
        }
        if context.contains("quoted scalar"), problem.contains("end of stream") || problem.contains("document indicator") {
            let mark = byte(contextOffset).map { $0 == UInt8(ascii: "'") ? "'" : "\"" } ?? "\""
            return Diagnostic(
                .yamlUnterminatedQuote,
                "a quotation mark is never closed",
                at: Label(began, "opened here"),
                help: [FixIt("close it with `\(mark)`; inside single quotation marks, a quotation mark is written twice: ''")]
            )
        }
        if problem.contains("escape") {
            return Diagnostic(
                .yamlEscape,
                "this backslash starts no escape that YAML knows",
                at: Label(here, "in a text between double quotation marks"),
                help: [FixIt("use single quotation marks: between them a backslash is just a backslash, as patterns and DNs need it")]
            )
        }
        if problem.contains("mapping values are not allowed") {
            return Diagnostic(
                .yamlColon,
                "a colon followed by a blank ends the text here",
                at: Label(here, "YAML takes what stands before for a key"),
                help: [FixIt("put the whole value into single quotation marks; an expression then reads key: '=Join(\": \", [a], [b])'")]
            )
        }
        if problem.contains("cannot start any token"), let character {
            let shown = Character(Unicode.Scalar(character))
            return Diagnostic(
                .yamlSyntax,
                "a value cannot begin with `\(shown)`",
                at: Label(here, "here"),
                help: [FixIt("put the value into quotation marks")]
            )
        }
        if problem.contains("control characters") || problem.contains("not allowed") {
            return Diagnostic(
                .yamlSyntax,
                "a control character stands in the file",
                at: Label(here, "here"),
                help: [FixIt("remove it; in a text between double quotation marks write it as \\xNN")]
            )
        }
        let reading = context.isEmpty ? "" : context.replacingPrefix("while ", with: "")
        return Diagnostic(
            .yamlSyntax,
            "the file is not valid YAML here",
            at: Label(here, problem.isEmpty ? "here" : problem),
            and: contextOffset != problemOffset && !reading.isEmpty ? [Label(began, "in what begins here (\(reading))")] : [],
            help: [FixIt("look for a missing quotation mark, bracket, colon or indentation just above")]
        )
    }
}

/// The name in `${name}` when the brace at this place is the one that libyaml stumbled over.
private func parameterInFlow(before offset: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    guard offset > 0, offset < bytes.count, bytes[offset] == UInt8(ascii: "{"), bytes[offset - 1] == UInt8(ascii: "$") else { return nil }
    // Only where the parameter is the whole value; inside a longer text the text must be quoted, not the parameter.
    if offset > 1, ![0x20, UInt8(ascii: "["), UInt8(ascii: ","), UInt8(ascii: "{")].contains(bytes[offset - 2]) { return nil }
    var name: [UInt8] = []
    var i = offset + 1
    while i < bytes.count, bytes[i] != UInt8(ascii: "}") {
        guard bytes[i] != 0x0A, name.count < 64 else { return nil }
        name.append(bytes[i])
        i += 1
    }
    return i < bytes.count ? String(decoding: name, as: UTF8.self) : nil
}

extension String {
    fileprivate func replacingPrefix(_ prefix: String, with other: String) -> String {
        hasPrefix(prefix) ? other + dropFirst(prefix.count) : self
    }
}
