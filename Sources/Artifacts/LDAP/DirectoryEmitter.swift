import Analysis
import LDAP
import Microsoft

/// For each directory: the containers that must be there, and a rehearsal of one person, as LDIF.
///
/// The rehearsal asks the server what the compiler can't: whether its schema takes what the connector will send.
public struct DirectoryEmitter: Emitter {
    public init() {}

    public func emit(_ phase: CheckedPhase, in context: EmissionContext) -> [Artifact] {
        phase.newConnectors.flatMap { connector -> [Artifact] in
            guard case .ldap(let target) = connector.target else { return [] }
            let mapping = context.plan.mappings.first { $0.connector?.name == connector.name }
            let entries = DirectoryEntries(target: target, mapping: mapping)
            let files = DirectoryFiles(connector: connector, target: target, entries: entries)
            let folder = "\(phase.folder)/ldap/\(connector.name)"
            let origins = [connector.span] + (mapping.map { [$0.span] } ?? [])
            func header(_ what: String) -> [String] { context.header(what, from: connector.span) }
            var result: [Artifact] = []
            if !entries.containers.isEmpty {
                result.append(Artifact(
                    "\(folder)/containers.ldif", files.containers(header("Containers for the people of connector \(connector.name)")),
                    summary: "Containers of \(connector.title) that must be there first", origins: origins))
            }
            if let person = entries.person(domain: context.plan.domain) {
                result.append(Artifact(
                    "\(folder)/rehearsal.ldif",
                    files.rehearsal(person, header("A rehearsal: one person of connector \(connector.name), who does not exist")),
                    summary: "One example person of \(connector.title), to try the directory's schema", origins: origins))
                result.append(Artifact(
                    "\(folder)/rehearsal-delete.ldif", files.rehearsalDelete(person, header("The end of the rehearsal of connector \(connector.name)")),
                    summary: "Removes the example person of \(connector.title)", origins: origins))
            }
            return result
        }
    }
}

/// The texts of a directory's files.
private struct DirectoryFiles {
    let connector: CheckedConnector
    let target: CheckedConnector.LDAPTarget
    let entries: DirectoryEntries

    private var commands: LDAPCommands { LDAPCommands(target) }

    func containers(_ header: [String]) -> String {
        var writer = LDIFWriter(comment: header + [
            "",
            "The connector creates no parents. What is there already is reported as \"Already exists (68)\" and stays as it is.",
            "With the tools of OpenLDAP, as an account that may create containers:",
            "  " + commands.addMissing("containers.ldif"),
        ])
        for entry in entries.containers { writer.add(entry.name, entry.attributes) }
        return writer.text
    }

    func rehearsal(_ person: DirectoryEntries.Entry, _ header: [String]) -> String {
        let own = person.name.names.first
        let filter = SearchFilter.all([
            SearchFilter.equality("objectClass", connector.objectType), SearchFilter.equality(own?.attribute ?? "cn", own?.value ?? ""),
        ])
        // The anchor is often operational, and then only shown to who asks for it.
        let anchor = connector.anchor == "-dn-" || connector.anchor.isEmpty ? [] : ["*", connector.anchor]
        var lines = header + [
            "",
            "The person as the connector would create them. If the server takes the entry, its schema is the one that the plan assumes.",
            "Try it in a test directory first. With the tools of OpenLDAP:",
            "  " + commands.add("rehearsal.ldif"),
            "  " + commands.search(target.baseDN, filter, showing: anchor),
            "  " + commands.modify("rehearsal-delete.ldif"),
        ]
        if entries.mapping?.attributes.contains(where: \.isInitialPassword) == true {
            lines.append("The initial password is left out: the connector sends it in a second call, and no file holds one.")
        }
        var writer = LDIFWriter(comment: lines)
        writer.add(person.name, person.attributes)
        return writer.text
    }

    func rehearsalDelete(_ person: DirectoryEntries.Entry, _ header: [String]) -> String {
        var writer = LDIFWriter(comment: header + ["", "  " + commands.modify("rehearsal-delete.ldif")])
        writer.delete(person.name)
        return writer.text
    }
}
