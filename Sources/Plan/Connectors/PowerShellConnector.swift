import Diagnostics
import YAMLSyntax

/// Scripts that the PowerShell connector runs: generated ones for the MIM Service, or the plan's own.
public struct PowerShellSettings: Sendable {
    public var service: Spanned<String>?
    public var user: Spanned<String>?
    public var password: Spanned<SecretName>?
    /// Attribute: the reference it stands for. Text keys that a script resolves.
    public var lookups: [(attribute: Spanned<String>, reference: Spanned<String>)]
    public var adoptBy: Spanned<String>?
    /// The folder of the plan's own scripts, below the plan.
    public var scripts: Spanned<String>?
    public var parameters: [ScriptParameter]
    public var capabilities: PowerShellCapabilities
    /// Keys as they were written, by name.
    public var keySpans: [String: Span]
}

/// An additional configuration parameter of a PowerShell connector.
public struct ScriptParameter: Sendable {
    public enum Value: Sendable {
        case text(Spanned<String>)
        case secret(Spanned<SecretName>)
    }

    public var name: Spanned<String>
    public var value: Value
}

/// What the page of that name asks for; what is left out has the value that the connector ships with, or that the host needs.
public struct PowerShellCapabilities: Sendable {
    public enum DNStyle: String, Sendable, CaseIterable {
        case none, generic, ldap
    }

    public enum ExportType: String, Sendable, CaseIterable {
        case attributeUpdate = "attribute-update"
        case attributeReplace = "attribute-replace"
        case objectReplace = "object-replace"
        case multivaluedReferenceAttributeUpdate = "multivalued-reference-attribute-update"
    }

    public var dnStyle: Spanned<DNStyle>?
    public var exportType: Spanned<ExportType>?
    public var deltaImport: Spanned<Bool>?
    public var partitions: Spanned<Bool>?
    public var hierarchy: Spanned<Bool>?
    public var dnAsAnchor: Spanned<Bool>?
    public var impersonate: Spanned<Bool>?
    public var signedScripts: Spanned<Bool>?

    public init() {}
}

extension Decoder {
    mutating func powerShellSettings(_ fields: Fields) -> PowerShellSettings {
        let settings = PowerShellSettings(
            service: text(fields["service"]),
            user: text(fields["user"]),
            password: secret(fields["password"]),
            lookups: named(fields["lookups"], "lookups", anyName: true).compactMap { attribute, value in
                text(value).map { (attribute: attribute, reference: $0) }
            },
            adoptBy: text(fields["adopt-by"]),
            scripts: text(fields["scripts"]),
            parameters: named(fields["parameters"], "parameters", anyName: true).compactMap { scriptParameter($0, $1) },
            capabilities: powerShellCapabilities(fields["capabilities"]),
            keySpans: fields.keySpans)
        // What the generated scripts can't do without; a connector with scripts of its own may.
        if settings.service != nil, settings.scripts == nil {
            for key in Vocabulary.powerShellConnector where ["user", "password"].contains(key.name) && fields[key.name] == nil {
                report.add(.missingKey(key, owner: "a connector to the MIM Service", at: fields.node))
            }
        }
        return settings
    }

    private mutating func scriptParameter(_ name: Spanned<String>, _ node: YAMLNode) -> ScriptParameter? {
        guard node.kind == .mapping else {
            // An empty one is a parameter whose value is empty.
            if node.isNull { return ScriptParameter(name: name, value: .text(Spanned("", node.span))) }
            return text(node).map { ScriptParameter(name: name, value: .text($0)) }
        }
        guard let fields = fields(node, Vocabulary.scriptParameter) else { return nil }
        if fields["secret"] != nil { return secret(node).map { ScriptParameter(name: name, value: .secret($0)) } }
        return ScriptParameter(name: name, value: .text(text(fields["value"]) ?? Spanned("", node.span)))
    }

    private mutating func powerShellCapabilities(_ node: YAMLNode?) -> PowerShellCapabilities {
        var result = PowerShellCapabilities()
        guard let node, let fields = fields(node, Vocabulary.powerShellCapabilities) else { return result }
        result.dnStyle = word(fields["dn-style"], "style of distinguished names")
        result.exportType = word(fields["export-type"], "export type")
        result.deltaImport = boolean(fields["delta-import"])
        result.partitions = boolean(fields["partitions"])
        result.hierarchy = boolean(fields["hierarchy"])
        result.dnAsAnchor = boolean(fields["dn-as-anchor"])
        result.impersonate = boolean(fields["impersonate"])
        result.signedScripts = boolean(fields["signed-scripts"])
        return result
    }
}

extension Vocabulary {
    static let powerShellConnector: [KeySet.Key] = [
        .init("service", "the address of the MIM Service, for which the scripts are generated"),
        .init("scripts", "the folder of scripts of your own, below the plan: schema.ps1, import.ps1, export.ps1 and others"),
        .init("user", "the account that the scripts are given; required with service"),
        .init("password", "the account's password, named; required with service"),
        .init("lookups", "with service: reference attributes that the script finds by a text key"),
        .init("adopt-by", "with service: the attribute by which people who are there already are found, to get their anchor"),
        .init("parameters", "with scripts: additional parameters of the configuration, name: text or {secret: NAME}"),
        .init("capabilities", "with scripts: what they can do"),
    ]

    public static let scriptParameter = KeySet("a parameter of the scripts", [
        .init("value", "its value"),
        .init("secret", "the name of its value in the vault; the scripts get it encrypted"),
    ])

    public static let powerShellCapabilities = KeySet("capabilities", [
        .init("dn-style", "none, generic or ldap; none where nothing is said"),
        .init("export-type", "attribute-update, attribute-replace, object-replace or multivalued-reference-attribute-update; object-replace where nothing is said"),
        .init("delta-import", "true: import.ps1 can tell what has changed"),
        .init("partitions", "true: partition.ps1 lists the partitions; ldap style only"),
        .init("hierarchy", "true: hierarchy.ps1 lists the containers; ldap style only"),
        .init("dn-as-anchor", "true: the distinguished name is the anchor; ldap style only"),
        .init("impersonate", "true: the scripts run as the connector's account"),
        .init("signed-scripts", "true: the host runs signed scripts only"),
    ])
}
