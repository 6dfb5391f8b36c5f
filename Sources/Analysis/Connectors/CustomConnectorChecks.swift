import Diagnostics
import Expressions
import Microsoft
import Plan

extension CheckedConnector {
    public struct CustomTarget: Sendable {
        /// The connector's DLL.
        public let library: String
        /// Other DLLs that it needs.
        public let dependencies: [String]
        /// The management agent of MIM that it is taken from.
        public let takenFrom: Legacy.Agent?
    }
}

extension Checker {
    mutating func customTarget(_ connector: Connector, _ settings: CustomSettings) -> CheckedConnector.CustomTarget? {
        guard let library = settings.library else { return nil }
        var seen: Set<String> = []
        for file in [library] + settings.dependencies {
            checkLibrary(file)
            if !seen.insert(file.value.lowercased()).inserted { report.add(.libraryTwice(file)) }
        }
        let agent = settings.takenFrom.flatMap { resolveLegacy($0) }
        if let agent, let name = settings.takenFrom { checkPortable(agent, name, connector) }
        return CheckedConnector.CustomTarget(
            library: library.value, dependencies: settings.dependencies.map(\.value), takenFrom: agent)
    }

    private mutating func checkLibrary(_ file: Spanned<String>) {
        let isBare = !file.value.contains("/") && !file.value.contains("\\")
        if !isBare || !file.value.lowercased().hasSuffix(".dll") || file.value.utf8.count <= 4 { report.add(.badLibrary(file, isBare: isBare)) }
    }

    /// `legacy.NAME`, or the name alone.
    private mutating func resolveLegacy(_ name: Spanned<String>) -> Legacy.Agent? {
        let agents = plan.legacy?.agents ?? []
        let bare = name.value.hasPrefix("legacy.") ? String(name.value.dropFirst("legacy.".count)) : name.value
        if let agent = agents.first(where: { $0.name.value == bare }) { return agent }
        unknownName(name, "management agent of MIM", known: agents.map { "legacy.\($0.name.value)" })
        return nil
    }

    /// Whether the host can run what MIM ran, and what it would leave out.
    private mutating func checkPortable(_ agent: Legacy.Agent, _ name: Spanned<String>, _ connector: Connector) {
        if let kind = agent.kind, kind.value != .ecma2 {
            report.add(.notExportable(name, agent, kind))
            return
        }
        var dropped: [(what: String, span: Span)] = []
        if agent.objectTypes.count > 1 {
            let kept = connector.objectType?.value ?? "User"
            let others = agent.objectTypes.filter { $0.lowercased() != kept.lowercased() }
            dropped.append(("the object type\(others.count == 1 ? "" : "s") \(list(others))", agent.span))
        }
        if agent.partitions.count > 1 {
            dropped.append(("all partitions but one of \(list(agent.partitions.map(\.value)))", agent.partitions[0].span))
        }
        if !agent.multiValued.isEmpty { dropped.append(("the values of \(list(agent.multiValued.map(\.value))), which are many", agent.multiValued[0].span)) }
        if !agent.references.isEmpty { dropped.append(("the references \(list(agent.references.map(\.value)))", agent.references[0].span)) }
        for (what, span) in dropped { addUnlessAccepted(.droppedByHost(what, name, span, connector), at: connector.name.value) }
        if let file = agent.rulesExtension { addUnlessAccepted(.noRulesExtension(file, name, connector), at: connector.name.value) }
        if agent.isFileBased?.value == true, let said = agent.isFileBased {
            addUnlessAccepted(.fileBased(said.span, name, connector), at: connector.name.value)
        }
    }

    private func list(_ names: [String]) -> String { names.map { "`\($0)`" }.joined(separator: ", ") }
}

extension Diagnostic {
    fileprivate static func badLibrary(_ file: Spanned<String>, isBare: Bool) -> Diagnostic {
        Diagnostic(
            .customLibrary, isBare ? "`\(file.value)` is no library" : "a library is named without its folder", at: Label(file.span),
            why: "The host takes DLLs from its folder Service\\ECMA, and from nowhere else.",
            help: [FixIt("write the file's name, for example Contoso.Connector.dll, and copy the file there")])
    }

    fileprivate static func libraryTwice(_ file: Spanned<String>) -> Diagnostic {
        Diagnostic(
            .customLibrary, "`\(file.value)` is named twice", at: Label(file.span),
            help: [FixIt("remove it: `dependencies` are the libraries beside `library`")])
    }

    fileprivate static func notExportable(
        _ name: Spanned<String>, _ agent: Legacy.Agent, _ kind: Spanned<Legacy.AgentKind>
    ) -> Diagnostic {
        let way = switch kind.value {
        case .sql: "write kind: sql, and the table"
        case .ldap: "write kind: ldap, and the directory"
        case .mimService: "write kind: powershell, and the address of the MIM Service"
        case .activeDirectory: "write kind: active-directory, and the domain"
        case .textFile: "let a PowerShell connector write the file"
        case .ecma1: "let the connector's author rewrite it for ECMA 2"
        case .ecma2: "write kind: ecma2"
        case .other: "see whether its system speaks SCIM, SQL or LDAP"
        }
        return Diagnostic(
            .notExportable,
            kind.value == .ecma1
                ? "a connector of the first ECMA does not run in the host" : "the management agent `\(agent.name.value)` is MIM's own and can't be taken along",
            at: Label(name.span), and: [Label(kind.span, "not an ECMA2 connector")],
            why: "Only a management agent of the category Extensible2 can be exported from MIM and imported in the host's wizard.",
            help: [FixIt(way)])
    }

    fileprivate static func droppedByHost(_ what: String, _ name: Spanned<String>, _ span: Span, _ connector: Connector) -> Diagnostic {
        Diagnostic(
            .droppedByHost, "the host leaves out \(what)", at: Label(name.span, "the connector is taken from here"),
            and: [Label(span, "what MIM has")],
            why: "On-premises provisioning takes one object type, one partition, single values and no references.",
            help: [FixIt("see who needs them, and where they come from then"), acceptance("dropped-by-host", connector.name.value)])
    }

    fileprivate static func noRulesExtension(_ file: Spanned<String>, _ name: Spanned<String>, _ connector: Connector) -> Diagnostic {
        Diagnostic(
            .noRulesExtension, "the rules extension `\(file.value)` has no place in the host", at: Label(name.span, "the connector is taken from here"),
            and: [Label(file.span, "what MIM has")],
            why: "There is no metaverse behind the host, and none of its code: what the extension works out must be in the attribute mappings.",
            help: [FixIt("rewrite its rules as expressions of the mapping"), acceptance("no-rules-extension", connector.name.value)])
    }

    fileprivate static func fileBased(_ span: Span, _ name: Spanned<String>, _ connector: Connector) -> Diagnostic {
        Diagnostic(
            .fileBasedConnector, "a connector that exchanges files is not known to run in the host", at: Label(name.span, "the connector is taken from here"),
            and: [Label(span, "what MIM has")],
            why: "The host calls a connector for each object; exchanging files is described for MIM only. That it does not run here is our conclusion.",
            help: [FixIt("try it with one person first, or use a PowerShell connector"), acceptance("file-based-connector", connector.name.value)])
    }
}
