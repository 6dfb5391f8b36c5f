import Analysis
import Expressions
import LDAP
import Microsoft

/// The entries that a connector needs, and an example of those that it makes.
struct DirectoryEntries {
    struct Entry: Sendable {
        let name: DistinguishedName
        let attributes: [(name: String, value: String)]
    }

    let target: CheckedConnector.LDAPTarget
    let mapping: CheckedMapping?

    /// The containers of people and all above them, below the base DN, parents first.
    var containers: [Entry] {
        var names: [DistinguishedName] = []
        for place in [target.container] + (mapping?.knownParents ?? []) {
            for name in place.path(below: target.baseDN) where !names.contains(where: { $0.isSame(as: name) }) { names.append(name) }
        }
        return names.sorted { ($0.names.count, $0.description) < ($1.names.count, $1.description) }.compactMap(container)
    }

    /// nil: nobody can say which class a container of that name has.
    private func container(_ name: DistinguishedName) -> Entry? {
        guard let own = name.names.first, own.pairs.count == 1 else { return nil }
        let classes: [String]
        switch LDAPAttribute.canonical(own.attribute) {
        case "ou": classes = ["organizationalUnit"]
        case "o": classes = ["organization"]
        case "l": classes = ["locality"]
        case "c": classes = ["country"]
        case "dc": classes = target.directory == .adLDS ? ["domainDNS"] : ["domain"]
        // The standards have no container of that name; AD LDS has, and elsewhere a role does.
        case "cn": classes = target.directory == .adLDS ? ["container"] : ["organizationalRole"]
        default: return nil
        }
        return Entry(name: name, attributes: classes.map { ("objectClass", $0) } + [(own.attribute, own.value)])
    }

    /// A person as the connector would create them; nil where the distinguished name can't be worked out. Passwords are left out:
    /// the connector sends them in a second call.
    func person(domain: String) -> Entry? {
        guard let mapping, let item = mapping.attributes.first(where: { $0.target.name == "-dn-" }) else { return nil }
        let example = ExamplePerson(mapping, domain: domain)
        guard let text = example.value(item)?.text, case .success(let name) = DistinguishedName.parse(text), !name.names.isEmpty else { return nil }
        var attributes: [(name: String, value: String)] = []
        if !mapping.attributes.contains(where: { $0.target.name.lowercased() == "objectclass" }) {
            attributes += target.objectClasses.map { ("objectClass", $0.name) }
        }
        for item in mapping.attributes where !LDAPAttribute.ofConnector.contains(item.target.name.lowercased()) && !item.isInitialPassword {
            guard let value = example.value(item) else { continue }
            if case .list(let values) = value {
                attributes += values.compactMap { value in DirectoryEntries.text(value, item.target.type).map { (item.target.name, $0) } }
            } else if let text = DirectoryEntries.text(value, item.target.type) {
                attributes.append((item.target.name, text))
            }
        }
        // What a record of people reads first.
        let classes = attributes.filter { $0.name.lowercased() == "objectclass" }
        return Entry(name: name, attributes: classes + attributes.filter { $0.name.lowercased() != "objectclass" })
    }

    /// As the syntaxes of directories have it (RFC 4517): TRUE and FALSE, and generalized time.
    private static func text(_ value: Value, _ type: AttributeType) -> String? {
        switch type.base {
        case .boolean: value.text?.uppercased()
        case .date, .datetime: "20260101000000Z"
        default: value.text
        }
    }
}
