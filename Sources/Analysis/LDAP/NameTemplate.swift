import Expressions
import LDAP

/// What is known of the texts that a mapping gives: constant parts, and holes that each person fills.
///
/// `Join("", "CN=", [mailNickname], ",OU=People,DC=x")` is `CN=`, a hole, `,OU=People,DC=x`. A `Switch` gives one template for each
/// of its branches.
public struct NameTemplate: Sendable, Hashable {
    public enum Piece: Sendable, Hashable {
        case text(String)
        /// What fills it, as the language writes it, so that two holes that are filled alike are equal.
        case hole(String)
    }

    public let pieces: [Piece]

    init(_ pieces: [Piece]) {
        var merged: [Piece] = []
        for piece in pieces {
            if case .text(let more) = piece, case .text(let text)? = merged.last {
                merged[merged.count - 1] = .text(text + more)
            } else if piece != .text("") {
                merged.append(piece)
            }
        }
        self.pieces = merged
    }

    /// The same for everyone.
    var isConstant: Bool { pieces.allSatisfy { if case .text = $0 { true } else { false } } }

    /// Beyond this many branches nothing is said.
    private static let limit = 64

    /// One template for each way that the value can be put together; none where there are too many.
    public static func all(_ value: CheckedAttributeMapping.Value) -> [NameTemplate] {
        switch value {
        case .direct(let attribute): [NameTemplate([.hole("[\(attribute.name)]")])]
        case .constant(let text): [NameTemplate([.text(text)])]
        case .expression(let tree): pieces(of: tree).map { Array(Set($0.map(NameTemplate.init))).sorted { "\($0)" < "\($1)" } } ?? []
        }
    }

    /// nil: too many.
    private static func pieces(of tree: Expression) -> [[Piece]]? {
        switch tree {
        case .string(let text, _), .number(let text, _): return [[.text(text)]]
        case .call(let call):
            switch call.name {
            case "Append": return joined(call.arguments, separator: "")
            case "Join":
                // Whether a value is there decides whether its separator is; only without one is the text known.
                guard case .string("", _)? = call.arguments.first ?? nil else { break }
                return joined(Array(call.arguments.dropFirst()), separator: "")
            case "IIF" where call.arguments.count == 3: return either(Array(call.arguments.dropFirst()))
            case "Switch" where call.arguments.count >= 4:
                let values = stride(from: 3, to: call.arguments.count, by: 2).map { call.arguments[$0] }
                return either([call.arguments[1]] + values)
            default: break
            }
            return [[.hole(tree.description)]]
        case .attribute, .keyword, .comparison: return [[.hole(tree.description)]]
        }
    }

    private static func joined(_ arguments: [Expression?], separator: String) -> [[Piece]]? {
        var result: [[Piece]] = [[]]
        for argument in arguments {
            guard let argument else { continue }
            guard let next = pieces(of: argument), next.count * result.count <= limit else { return nil }
            result = result.flatMap { start in next.map { start + $0 } }
        }
        return result
    }

    private static func either(_ branches: [Expression?]) -> [[Piece]]? {
        var result: [[Piece]] = []
        for branch in branches {
            guard let branch else { continue }
            guard let next = pieces(of: branch), next.count + result.count <= limit else { return nil }
            result += next
        }
        return result
    }
}

/// A distinguished name of which some values are holes.
public struct NamePattern: Sendable {
    /// A hole is a character of the private planes in it: no value of a plan has one, and every DN may.
    private let name: DistinguishedName
    private let holes: [String]

    /// nil: a hole may hold whole levels, so that nobody knows where they end.
    init?(_ template: NameTemplate) throws(DistinguishedNameError) {
        var text = ""
        var holes: [String] = []
        for piece in template.pieces {
            switch piece {
            case .text(let part): text += part
            case .hole(let filling):
                text.unicodeScalars.append(NamePattern.mark(holes.count))
                holes.append(filling)
            }
        }
        self.holes = holes
        switch DistinguishedName.parse(text) {
        case .success(let name): self.name = name
        case .failure(let error):
            if holes.isEmpty { throw error }
            return nil
        }
    }

    private static func mark(_ index: Int) -> Unicode.Scalar { Unicode.Scalar(UInt32(0xF_0000 + index % 0xFFF0)) ?? "\u{FFFD}" }

    /// The value of each attribute of the entry's own name.
    var ownName: [(attribute: String, value: NameTemplate)] {
        name.names.first.map { $0.pairs.map { ($0.attribute, template($0.value)) } } ?? []
    }

    /// Where the entry is created, when that is the same for everyone with this pattern.
    public var parent: DistinguishedName? {
        guard let parent = name.parent, parent.names.allSatisfy(isConstant) else { return nil }
        return parent
    }

    /// The levels at the root's end that are the same for everyone.
    var constantTail: DistinguishedName {
        DistinguishedName(Array(name.names.reversed().prefix(while: isConstant).reversed()))
    }

    /// What fills the holes above the entry's own name.
    var fillingsAbove: [String] {
        name.names.dropFirst().flatMap(\.pairs).flatMap { template($0.value).pieces }.compactMap { piece in
            if case .hole(let filling) = piece { filling } else { nil }
        }
    }

    private func isConstant(_ name: DistinguishedName.RelativeName) -> Bool {
        name.pairs.allSatisfy { pair in !pair.value.unicodeScalars.contains { NamePattern.index($0, holes.count) != nil } }
    }

    private static func index(_ scalar: Unicode.Scalar, _ count: Int) -> Int? {
        let index = Int(scalar.value) - 0xF_0000
        return index >= 0 && index < count ? index : nil
    }

    private func template(_ value: String) -> NameTemplate {
        NameTemplate(value.unicodeScalars.map { scalar in
            NamePattern.index(scalar, holes.count).map { .hole(holes[$0]) } ?? .text(String(scalar))
        })
    }
}

extension CheckedMapping {
    /// The containers in which the mapping creates people, as far as its `-dn-` says; each once, in the order of their text.
    public var knownParents: [DistinguishedName] {
        guard let item = attributes.first(where: { $0.target.name == "-dn-" }) else { return [] }
        var result: [DistinguishedName] = []
        for template in NameTemplate.all(item.value) {
            guard let pattern = try? NamePattern(template), let parent = pattern.parent, !result.contains(where: { $0.isSame(as: parent) })
            else { continue }
            result.append(parent)
        }
        return result.sorted { $0.description < $1.description }
    }
}
