/// A distinguished name: `cn=Lovelace\, Ada,ou=People,dc=contoso,dc=com`, the entry's own name first. Source: RFC 4514.
public struct DistinguishedName: Sendable, Hashable {
    /// The relative names, from the entry's own to the root's; none is the root DSE.
    public let names: [RelativeName]

    public init(_ names: [RelativeName]) {
        self.names = names
    }

    /// A name of one level: one attribute and its value, rarely several joined by `+`.
    public struct RelativeName: Sendable, Hashable {
        public let pairs: [Pair]

        public init(_ pairs: [Pair]) {
            self.pairs = pairs
        }

        public init(_ attribute: String, _ value: String) {
            pairs = [Pair(attribute, value)]
        }

        public var attribute: String { pairs.first?.attribute ?? "" }
        public var value: String { pairs.first?.value ?? "" }
    }

    public struct Pair: Sendable, Hashable {
        /// `cn`, or an object identifier in digits and dots, as it was written.
        public let attribute: String
        /// What is meant, without escapes.
        public let value: String

        public init(_ attribute: String, _ value: String) {
            self.attribute = attribute
            self.value = value
        }

        /// As directories compare names: attributes without regard to case, values as caseIgnoreMatch does, which takes a run of
        /// blanks for one. (RFC 4517, 4.2.11; nearly every naming attribute has this rule.)
        fileprivate var folded: Pair {
            Pair(attribute.lowercased(), value.lowercased().split(separator: " ").joined(separator: " "))
        }
    }
}

extension DistinguishedName {
    /// Without the entry's own name; nil for the root.
    public var parent: DistinguishedName? {
        names.isEmpty ? nil : DistinguishedName(Array(names.dropFirst()))
    }

    public func child(_ name: RelativeName) -> DistinguishedName {
        DistinguishedName([name] + names)
    }

    /// The same entry, without regard to case and blanks.
    public func isSame(as other: DistinguishedName) -> Bool {
        folded == other.folded
    }

    /// Whether the other is an ancestor, or the entry itself. Compared name by name: `dc=mycontoso` does not lie below `dc=contoso`.
    public func isAtOrBelow(_ other: DistinguishedName) -> Bool {
        names.count >= other.names.count && DistinguishedName(Array(names.suffix(other.names.count))).isSame(as: other)
    }

    /// What lies between, from the ancestor down to this entry: the ancestor is not among them, the entry is. Empty when it is no
    /// ancestor.
    public func path(below ancestor: DistinguishedName) -> [DistinguishedName] {
        guard isAtOrBelow(ancestor) else { return [] }
        return (0..<names.count - ancestor.names.count).reversed().map { DistinguishedName(Array(names.dropFirst($0))) }
    }

    private var folded: [Set<Pair>] {
        names.map { Set($0.pairs.map(\.folded)) }
    }
}

extension DistinguishedName: CustomStringConvertible {
    /// The text of RFC 4514; parsing it gives the same name again.
    public var description: String {
        names.map { name in
            name.pairs.map { "\($0.attribute)=\(DistinguishedName.escaped($0.value))" }.joined(separator: "+")
        }.joined(separator: ",")
    }

    /// A value for a distinguished name: whatever goes in, it ends no name and starts no other (RFC 4514, 2.4). What can't be seen is
    /// written as the numbers of its bytes.
    public static func escaped(_ value: String) -> String {
        var result = ""
        let scalars = Array(value.unicodeScalars)
        for (index, scalar) in scalars.enumerated() {
            let isEdge = index == 0 || index == scalars.count - 1
            switch scalar {
            case "\"", "+", ",", ";", "<", ">", "\\", "=": result += "\\\(scalar)"
            case "#" where index == 0: result += "\\#"
            case " " where isEdge: result += "\\ "
            default:
                if isHidden(scalar) {
                    for byte in String(scalar).utf8 { result += "\\" + hexadecimal(byte) }
                } else {
                    result.unicodeScalars.append(scalar)
                }
            }
        }
        return result
    }

    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse: true
        default: false
        }
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
}
