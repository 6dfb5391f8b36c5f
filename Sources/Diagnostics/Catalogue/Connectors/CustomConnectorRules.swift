extension Rule {
    public static let customLibrary = Rule(
        "custom-library",
        law: "A custom connector names its DLL and those that it needs, each once and without a folder.",
        reason: "All of them are copied to the host's folder Service\\ECMA, where the wizard looks for them.",
        wrong: "library: C:\\Connectors\\Contoso.Connector.dll",
        right: "library: Contoso.Connector.dll\ndependencies: [Contoso.Client.dll]",
        source: "entra-docs: on-premises-custom-connector"
    )
    public static let notExportable = Rule(
        "not-exportable",
        law: "A custom connector is taken from a management agent of kind ecma2.",
        reason: "MIM's own agents, and those of the first ECMA, can't be exported for the host.",
        wrong: "legacy: {agents: {hr-system: {kind: sql, …}}}\nconnectors: {hr: {kind: ecma2, from: legacy.hr-system, …}}",
        right: "legacy: {agents: {hr-system: {kind: ecma2, …}}}\nconnectors: {hr: {kind: ecma2, from: legacy.hr-system, …}}",
        source: "entra-docs: on-premises-migrate-microsoft-identity-manager"
    )
    public static let droppedByHost = Rule(
        "dropped-by-host", .warning,
        law: "What MIM's connector carries beyond one object type, one partition and single values is not needed any more.",
        reason: "The host leaves it out.",
        wrong: "legacy: {agents: {badges: {kind: ecma2, object-types: [person, badge]}}}\nconnectors: {badges: {from: legacy.badges, …}}",
        right: "accepts: [{finding: dropped-by-host, at: badges, until: 2027-06-30, because: badges are printed elsewhere}]",
        source: "entra-docs: on-premises-custom-connector"
    )
    public static let noRulesExtension = Rule(
        "no-rules-extension", .warning,
        law: "What a rules extension worked out is in the attribute mappings.",
        reason: "The host runs no rules extensions: there is no metaverse behind it.",
        wrong: "legacy: {agents: {badges: {kind: ecma2, rules-extension: Badges.dll}}}\nconnectors: {badges: {from: legacy.badges, …}}",
        right: "accepts: [{finding: no-rules-extension, at: badges, until: 2027-06-30, because: the mapping has its rules}]",
        source: "entra-docs: on-premises-custom-connector"
    )
    public static let fileBasedConnector = Rule(
        "file-based-connector", .warning,
        law: "A custom connector is call-based.",
        reason: "Exchanging files is described for MIM only; that it does not work in the host is our conclusion.",
        wrong: "legacy: {agents: {badges: {kind: ecma2, file-based: true}}}\nconnectors: {badges: {from: legacy.badges, …}}",
        right: "legacy: {agents: {badges: {kind: ecma2}}}\nconnectors: {badges: {from: legacy.badges, …}}"
    )

    static let customConnectorRules: [Rule] = [
        customLibrary, notExportable, droppedByHost, noRulesExtension, fileBasedConnector,
    ]
}
