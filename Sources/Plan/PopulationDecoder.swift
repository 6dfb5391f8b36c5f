import Diagnostics
import YAMLSyntax

extension Decoder {
    mutating func population(_ name: Spanned<String>, _ node: YAMLNode) -> Population? {
        guard let fields = fields(node, Vocabulary.population) else { return nil }
        let needs = names(fields["needs-ad-for"], "a tie to Active Directory").compactMap { text -> Spanned<Population.Tie>? in
            guard let tie = Population.Tie(rawValue: text.value) else {
                report.add(.badWord(text.value, text.span, what: "tie to Active Directory", known: Population.Tie.allCases.map(\.rawValue)))
                return nil
            }
            return Spanned(tie, text.span)
        }
        return Population(
            name: name, notes: notes(fields), from: text(fields["from"]), scope: scope(fields["scope"], of: "population `\(name.value)`"),
            lives: word(fields["lives"], "home"), needs: needs, directoryAccount: word(fields["ad-account"], "state of an AD account"),
            span: name.span)
    }

    /// A population by its name, or `{group: NAME}`.
    mutating func conversion(_ node: YAMLNode) -> Phase.Conversion? {
        if node.kind == .scalar { return text(node).map(Phase.Conversion.population) }
        guard let fields = fields(node, Vocabulary.convertedGroup) else { return nil }
        return text(fields["group"]).map(Phase.Conversion.group)
    }

    mutating func synchronization(_ node: YAMLNode) -> Synchronization? {
        guard let fields = fields(node, Vocabulary.synchronization) else { return nil }
        return Synchronization(
            engine: word(fields["by"], "synchronization engine"), version: version(fields["version"]), span: node.span)
    }
}
