import Plan

/// What the language takes where a key is left out: saying it is no change. And lists whose order means nothing.
///
/// Defaults that depend on other keys are taken from the checked plan; see ``Portrait/addConnectors(_:)``.
enum LeftOut {
    /// The value of a key as it counts; nil where it says what is taken anyway.
    static func value(_ key: String, of owner: Subject.Kind, _ value: WrittenValue) -> WrittenValue? {
        switch (owner, key) {
        case (.connector, "capabilities"): keys(value, without: capabilities)
        case (.connector, "certificate"): keys(value, without: ["location": "LocalMachine", "store": "My"])
        case (.connector, "change-words"): keys(value, without: ["add": "Add", "modify": "Modify", "delete": "Delete"])
        case (.connector, "classes"): objectClasses(value)
        case (.connector, "dependencies"), (.connector, "auxiliary-classes"), (.source, "apart-from"): value.unordered
        case (.mimAgent, "object-types"), (.mimAgent, "partitions"), (.mimAgent, "multi-valued"), (.mimAgent, "references"):
            WrittenValue.list(value.texts.map { .text($0) }).unordered
        case (.connector, _): connector[key] == value.description ? nil : value
        case (.agent, _): agent[key] == value.description ? nil : value
        case (.mimAgent, "file-based"): value.description == "false" ? nil : value
        case (.tenant, "kind"): value.description == "workforce" ? nil : value
        default: value
        }
    }

    private static let connector = [
        "trust-server-certificate": "false", "delta-import": "false", "hash-passwords": "false", "test-connection": "false", "protocol": "soap",
    ]

    private static let agent = ["debug": "false"]

    private static let capabilities = [
        "dn-style": "none", "export-type": "object-replace", "delta-import": "false", "partitions": "false", "hierarchy": "false",
        "dn-as-anchor": "false", "impersonate": "false", "signed-scripts": "false",
    ]

    private static func keys(_ value: WrittenValue, without defaults: [String: String]) -> WrittenValue? {
        guard case .keys(let entries) = value else { return value }
        let left = entries.filter { defaults[$0.key] != $0.value.description }
        return left.isEmpty ? nil : .keys(left)
    }

    private static func objectClasses(_ value: WrittenValue) -> WrittenValue {
        guard case .keys(let classes) = value else { return value }
        return .keys(classes.map { item in
            guard case .keys(let entries)? = keys(item.value, without: ["kind": "structural", "superior": "top"]) else {
                return .init(key: item.key, value: .keys([]))
            }
            return .init(key: item.key, value: .keys(entries.map { .init(key: $0.key, value: $0.value.unordered) }))
        })
    }
}
