import Diagnostics
import YAMLSyntax

extension Decoder {
    mutating func consolidation(_ name: Spanned<String>, _ node: YAMLNode) -> Consolidation? {
        guard let fields = fields(node, Vocabulary.consolidation) else { return nil }
        let same = named(fields["same-person"], "same-person").map { source, value in
            (source: source, attributes: texts(value))
        }
        return Consolidation(
            name: name, notes: notes(fields), from: texts(fields["from"]), samePerson: same, precedence: texts(fields["precedence"]),
            severalRows: severalRows(fields["several-rows"]), onConflict: fields["on-conflict"].flatMap { onConflict($0) },
            leaversLast: boolean(fields["leavers-last"])?.value ?? false,
            attributes: named(fields["attributes"], "attributes", anyName: true).compactMap { consolidatedAttribute($0, $1) },
            runsOn: word(fields["runs-on"], "engine"), span: name.span)
    }

    // MARK: Several rows of one source

    /// `reject`, `{newest-by: Attribute}`, or one of the two by source.
    private mutating func severalRows(_ node: YAMLNode?) -> [(source: Spanned<String>?, choice: Spanned<Consolidation.SeveralRows>)] {
        guard let node, !node.isNull else { return [] }
        if node.isBlank {
            report.add(.emptyMapping("`several-rows`", at: node.span, help: "leave it out where people with several rows are set aside, or write {newest-by: ValidFrom}"))
            return []
        }
        if node.kind == .mapping, !isNewest(node) {
            return named(node, "several-rows").compactMap { source, value in
                rowChoice(value).map { (source: Optional(source), choice: $0) }
            }
        }
        return rowChoice(node).map { [(source: nil, choice: $0)] } ?? []
    }

    private mutating func rowChoice(_ node: YAMLNode) -> Spanned<Consolidation.SeveralRows>? {
        if let attribute = newest(node) { return attribute.map { Spanned(.newestBy($0), node.span) } }
        guard let word = text(node) else { return nil }
        guard word.value == "reject" else {
            report.add(.badWord(word.value, word.span, what: "rule for several rows", known: ["reject", "{newest-by: …}"]))
            return nil
        }
        return Spanned(.reject, node.span)
    }

    // MARK: Sources that disagree

    /// `first`, `reject` or `{newest-by: Attribute}`.
    private mutating func onConflict(_ node: YAMLNode) -> Spanned<Consolidation.OnConflict>? {
        if let attribute = newest(node) { return attribute.map { Spanned(.newestBy($0), node.span) } }
        guard let word = text(node) else { return nil }
        switch word.value {
        case "first": return Spanned(.first, node.span)
        case "reject": return Spanned(.reject, node.span)
        default:
            report.add(.badWord(word.value, word.span, what: "rule for conflicts", known: ["first", "reject", "{newest-by: …}"]))
            return nil
        }
    }

    private func isNewest(_ node: YAMLNode) -> Bool {
        node.kind == .mapping && node.entries.contains { $0.key.text == "newest-by" }
    }

    /// nil where the node is no mapping; a nil inside where it is one that can't be read.
    private mutating func newest(_ node: YAMLNode) -> Spanned<String>?? {
        guard node.kind == .mapping else { return nil }
        guard let fields = fields(node, Vocabulary.newestBy) else { return .some(nil) }
        return .some(text(fields["newest-by"]))
    }

    // MARK: Attributes

    /// `[hr.FirstName, badges.GivenName]`, one of them alone, or `{from: […], on-conflict: …}`.
    private mutating func consolidatedAttribute(_ name: Spanned<String>, _ node: YAMLNode) -> Consolidation.Attribute? {
        guard node.kind == .mapping else {
            if node.isBlank, node.kind == .sequence {
                report.add(.emptyMapping(
                    "where `\(name.value)` comes from", at: node.span,
                    help: "write [source.attribute], or leave it out where every source's own `\(name.value)` is meant"))
            }
            return Consolidation.Attribute(name: name, from: origins(node), onConflict: nil, because: nil)
        }
        guard let fields = fields(node, Vocabulary.consolidatedAttribute) else { return nil }
        return Consolidation.Attribute(
            name: name, from: fields["from"].map { origins($0) } ?? [], onConflict: fields["on-conflict"].flatMap { onConflict($0) },
            because: text(fields["because"], mayBreak: true)?.value)
    }

    private mutating func origins(_ node: YAMLNode) -> [Consolidation.Origin] {
        let items = node.kind == .sequence ? node.items : [node]
        return items.compactMap { item in
            guard let text = text(item) else { return nil }
            // A source's name has no dot; what stands behind the first is the attribute's, whatever it holds.
            guard let dot = text.value.firstIndex(of: "."), dot != text.value.startIndex, text.value.index(after: dot) != text.value.endIndex else {
                report.add(.badOrigin(text))
                lostSomething = true
                return nil
            }
            let split = text.value.utf8.distance(from: text.value.startIndex, to: dot)
            return Consolidation.Origin(
                source: Spanned(String(text.value[..<dot]), item.place(of: 0..<split, in: sources)),
                attribute: Spanned(
                    String(text.value[text.value.index(after: dot)...]), item.place(of: split + 1..<text.value.utf8.count, in: sources)),
                span: text.span)
        }
    }
}
