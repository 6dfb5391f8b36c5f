/// A small plan to begin with: one HR source, its people into Entra ID, leavers, one phase.
public struct StarterPlan: Sendable {
    public enum Source: String, Sendable, CaseIterable {
        case csv, sql
    }

    public var name: String
    public var tenantID: String
    public var domain: String
    /// Who hears of a job in quarantine.
    public var notify: String
    public var source: Source
    /// The first person of the pilot, by the user principal name.
    public var pilot: String

    public init(name: String, tenantID: String, domain: String, notify: String, source: Source, pilot: String) {
        self.name = name
        self.tenantID = tenantID
        self.domain = domain
        self.notify = notify
        self.source = source
        self.pilot = pilot
    }

    /// What is wrong with an answer, as a fragment; nil when nothing is.
    public static func problem(withName name: String) -> String? {
        let isName = name.first.map { ("a"..."z").contains($0) } == true && name.utf8.count <= 64
            && name.unicodeScalars.allSatisfy { ("a"..."z").contains($0) || ("0"..."9").contains($0) || $0 == "-" }
        return isName ? nil : "lower-case letters, digits and hyphens, a letter first"
    }

    public static func problem(withTenantID text: String) -> String? { Parameters.Kind.uuid.problem(with: text) }

    public static func problem(withDomain text: String) -> String? { Parameters.Kind.domain.problem(with: text) }

    public static func problem(withAddress text: String) -> String? {
        let isPlain = text.unicodeScalars.allSatisfy { $0.value > 0x20 && $0 != "'" && $0 != "\"" && $0 != "#" }
        return isPlain ? Parameters.Kind.email.problem(with: text) : "an address without blanks or quotation marks"
    }

    /// The files by path.
    public var files: [(path: String, text: String)] {
        [("plan.yaml", plan), ("sources.yaml", sources), ("mappings/hr-to-entra.yaml", mapping), ("phases.yaml", phases)]
    }

    private var plan: String {
        """
        # Read next: sources.yaml, mappings/, and phases.yaml, which is the road.

        entrain: 1
        name: \(name)

        tenant:
          id: \(tenantID)
          domain: \(domain)
          notify: \(notify)

        deprovisioning:
          leavers:
            title: People who left
            when: {EmployeeStatus: Terminated}
            entra: {disable: at once, delete: never}      # API-driven provisioning deletes nobody; a workflow can
            at-most: 50               # more deletions in one cycle wait for a person

        """
    }

    private var sources: String {
        """
        sources:
          hr:
            title: HR
            kind: \(source.rawValue)
        \(source == .csv ? "    file: people.csv" : "    server: hr-server\n    database: HR\n    table: dbo.People")
            key: EmployeeID           # what makes a row the same person tomorrow
            attributes:
              EmployeeID: string(16)
              FirstName: string(64)
              LastName: string(64)
              Alias: string(32)       # before the @ of the user principal name
              JobTitle: string(128)?
              Department: string(64)?
              EmployeeStatus: string(20)   # Active, Terminated

        """
    }

    private var mapping: String {
        """
        mappings:
          hr-to-entra:
            title: HR into Entra ID
            from: hr
            to: entra
            via: api-driven
            match: {EmployeeID: employeeId}
            attributes:
              givenName: FirstName
              surname: LastName
              displayName: '=Join(" ", [FirstName], [LastName])'
              mailNickname: {from: Alias, apply: on-create}
              userPrincipalName: {expression: 'Join("@", ToLower([Alias]), "\(domain)")', apply: on-create}
              jobTitle: JobTitle
              department: Department

        """
    }

    private var phases: String {
        """
        phases:
          - name: hr-direct
            title: Provision from HR straight into Entra ID
            starts: [hr-to-entra]
            pilot:
              - {users: [\(pilot)], for: 1 week}
              - everyone
            checks:
              - Every person in HR has exactly one account in Entra ID with the same employeeId.

        """
    }
}
