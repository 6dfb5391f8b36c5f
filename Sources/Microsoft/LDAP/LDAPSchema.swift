/// The object classes of a directory: the standard ones, those of the server, and the organisation's own.
public struct LDAPSchema: Sendable {
    private var classes: [String: LDAPObjectClass] = [:]

    /// - Parameter own: what the organisation added. A class of a known name takes the place of the known one.
    public init(_ directory: LDAPDirectory, own: [LDAPObjectClass] = []) {
        for item in LDAPObjectClass.standard + (directory == .adLDS ? LDAPObjectClass.adLDS : []) + own {
            classes[item.name.lowercased()] = item
        }
    }

    /// Names of classes have no case.
    public func named(_ name: String) -> LDAPObjectClass? { classes[name.lowercased()] }

    public var names: [String] { classes.values.map(\.name).sorted() }

    /// The class and what it extends, up to the top. A circle is walked once.
    public func lineage(of name: String) -> [LDAPObjectClass] {
        var result: [LDAPObjectClass] = []
        var next = named(name)
        while let item = next, !result.contains(where: { $0.name == item.name }) {
            result.append(item)
            next = item.superior.flatMap { named($0) }
        }
        return result
    }

    /// Attributes that an entry of these classes must have, with the class that says so; superclasses count.
    public func mandatory(_ names: [String]) -> [(attribute: String, by: LDAPObjectClass)] {
        var seen: Set<String> = ["objectclass"]
        return all(names).flatMap { item in item.must.map { ($0, item) } }.filter { seen.insert($0.0.lowercased()).inserted }
    }

    /// Whether an entry of these classes may have the attribute; true where a class is not known whole.
    public func allows(_ attribute: String, _ names: [String]) -> Bool {
        let items = all(names)
        if items.contains(where: \.isOpen) || names.contains(where: { named($0) == nil }) { return true }
        // A superior that nobody declared may allow anything.
        if items.contains(where: { item in item.superior.map { named($0) == nil } ?? false }) { return true }
        let key = LDAPAttribute.canonical(attribute)
        return items.contains { item in (item.must + item.may).contains { LDAPAttribute.canonical($0) == key } }
    }

    private func all(_ names: [String]) -> [LDAPObjectClass] {
        var result: [LDAPObjectClass] = []
        for item in names.flatMap({ lineage(of: $0) }) where !result.contains(where: { $0.name == item.name }) { result.append(item) }
        return result
    }
}
