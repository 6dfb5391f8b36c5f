import Analysis
import Diagnostics
import Testing
import TestSupport

/// Each proof against a small plan into which one defect was put, and against near misses that are right.
@Suite("Proofs find what is wrong, and nothing else")
struct ProofTests {
    /// A change of the plan and what must, or must not, be found.
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        /// What is replaced by what; each must be there once.
        let edits: [(String, String)]
        let code: String
        let isFound: Bool

        var testDescription: String { name }

        static func defect(_ name: String, _ code: String, _ edits: (String, String)...) -> Case {
            Case(name: name, edits: edits, code: code, isFound: true)
        }

        static func near(_ name: String, _ code: String, _ edits: (String, String)...) -> Case {
            Case(name: name, edits: edits, code: code, isFound: false)
        }
    }

    /// HR and an agency into Entra ID, a directory that MIM filled, and the end of MIM. Right as it stands.
    static let plan = """
        entrain: 1
        name: small
        tenant: {id: 11111111-2222-3333-4444-555555555555, domain: contoso.com, notify: identity@contoso.com, synchronization: {by: connect-sync, version: 2.5.76.0}}

        sources:
          hr:
            kind: sql
            key: EmployeeID
            today: legacy.hr-system
            attributes:
              EmployeeID: string(16)
              LastName: string(64)
              Alias: string(32)
              Title: string(64)?
              Department: string(64)?
              Type: string(20)
              Status: string(20)
          agency:
            kind: csv
            key: WorkerID
            apart-from: [hr]
            attributes: {WorkerID: string(16), Name: string(64), Alias: string(32), Status: string(20)}

        populations:
          staff: {from: hr, lives: hybrid, ad-account: written}
          temps: {from: agency, lives: cloud}

        mappings:
          hr-to-entra:
            from: hr
            to: entra
            via: api-driven
            match: {EmployeeID: employeeId}
            scope: {Type: Employee}
            attributes:
              displayName: LastName
              mailNickname: Alias
              userPrincipalName: '=Join("@", [Alias], "contoso.com")'
              surname: LastName
              jobTitle: Title
              department: Department
              employeeType: Type

          agency-to-entra:
            from: agency
            to: entra
            via: api-driven
            match: {WorkerID: employeeId}
            attributes:
              displayName: Name
              mailNickname: Alias
              userPrincipalName: '=Join("@", [Alias], "contoso.com")'
              employeeType: {constant: Agency}

          entra-to-lds:
            from: entra
            to: lds
            takes-over: legacy.lds
            match: {employeeId: employeeID}
            scope: {employeeType: Employee, employeeId: {present: true}}
            attributes:
              '-dn-': {expression: 'Join("", "CN=", [employeeId], ",OU=People,DC=Contoso,DC=local")', apply: on-create}
              sn: surname
              title: jobTitle
              department: department

          entra-to-staging:
            from: entra
            to: hr-staging
            match: {objectId: EntraObjectId}
            scope: {employeeType: {not: Agency}, employeeId: {present: true}}
            attributes:
              EmployeeID: employeeId
              LastName: surname
              Title: jobTitle
              Department: department

        deprovisioning:
          leavers:
            when: {hr: {Status: Terminated}, agency: {Status: Inactive}}
            hr-staging: {disable: at once, delete: never}
            at-most: 50

        phases:
          - name: hr-direct
            starts: [hr-to-entra, agency-to-entra]
            converts: [staff]
            pilot: [{users: [ada@contoso.com]}, everyone]
          - name: staging
            starts: [entra-to-staging]
            redirects: {legacy.hr-system: hr-staging}
            pilot: [{users: [ada@contoso.com]}, everyone]
          - name: directories
            starts: [entra-to-lds]
            pilot: [{users: [ada@contoso.com]}, everyone]
          - name: retire
            stops: [entra-to-staging, legacy]
            hands-over: {group: Cloud Sync writes AD's groups}

        agents:
          headquarters: {server: ecma01.contoso.com, certificate: authority}

        connectors:
          hr-staging:
            kind: sql
            agent: headquarters
            token: {secret: ECMA_TOKEN_STAGING}
            dialect: sql-server
            server: sql01.contoso.com
            database: IdentityStaging
            table: dbo.HRStaging
            user: CONTOSO\\svc-ecma
            anchor: EntraObjectId
            on-disable: set Disabled
            on-delete: nothing
            attributes:
              EntraObjectId: string(36)
              EmployeeID: string(16)
              LastName: string(64)?
              Title: string(128)?
              Department: string(64)?

          lds:
            kind: ldap
            agent: headquarters
            token: {secret: ECMA_TOKEN_LDS}
            directory: ad-lds
            server: lds01.contoso.com
            base-dn: DC=Contoso,DC=local
            container: OU=People,DC=Contoso,DC=local
            user: CN=svc-ecma,DC=Contoso,DC=local
            password: {secret: ECMA_LDS_PASSWORD}
            object-type: user
            anchor: objectGUID
            attributes:
              objectGUID: string(36)?
              '-dn-': string(512)
              employeeID: string(16)
              sn: string(256)?
              title: string(128)?
              department: string(64)?
            on-disable: set Disabled
            on-delete: delete

        legacy:
          agents:
            hr-system: {kind: sql, table: tblHR, anchor: EmployeeID, object-types: [person], deprovisioning: disconnect}
            lds: {kind: ldap, server: lds01, anchor: objectGUID, object-types: [user], deprovisioning: delete}
            ad: {kind: active-directory, object-types: [user], deprovisioning: delete}
          flows:
            import:
              person:
                employeeID: [hr-system.EmployeeID]
                lastName:   [hr-system.LastName]
                title:      [hr-system.Title]
                department: [hr-system.Department]
              group:
                member: [lds.member]
            export:
              lds:
                user:
                  from: person
                  attributes:
                    employeeID: employeeID
                    sn: lastName
                    title: title
                    department: department
        """

    private static func accept(_ findings: (code: String, at: String)...) -> (String, String) {
        let lines = findings.map { "  - {finding: \($0.code), at: \($0.at), until: 2099-01-01, because: it was reviewed}\n" }
        return ("\nlegacy:", "\naccepts:\n\(lines.joined())\nlegacy:")
    }

    /// A second mapping of HR into Entra ID.
    private static func two(
        _ name: String, _ isFound: Bool, _ scope: String, starts: String = "hr-to-entra, agency-to-entra, second", _ more: (String, String)...
    ) -> Case {
        let mapping = "  second:\n    from: hr\n    to: entra\n    via: api-driven\n    match: {EmployeeID: employeeId}\n    scope: \(scope)\n"
            + "    attributes:\n      displayName: LastName\n      mailNickname: Alias\n      userPrincipalName: '=Join(\"@\", [Alias], \"contoso.com\")'\n"
        let edits = [
            ("\n  entra-to-staging:\n", "\n\(mapping)\n  entra-to-staging:\n"), ("starts: [hr-to-entra, agency-to-entra]", "starts: [\(starts)]"),
        ]
        return Case(name: name, edits: edits + more, code: "two-writers", isFound: isFound)
    }

    static let oneWriter: [Case] = [
        .defect("MIM goes on writing", "two-writers", ("    takes-over: legacy.lds\n", "")),
        .defect("another agent is taken over", "two-writers", ("takes-over: legacy.lds", "takes-over: legacy.hr-system")),
        .defect("a source that may share people", "two-writers", ("    apart-from: [hr]\n", "")),
        two("the same scope twice", true, "{Type: Employee}"),
        two("a list that holds the value", true, "{Type: {in: [Employee, Intern]}}"),
        two("a pattern that the value matches", true, "{Type: {matches: '^Emp'}}"),
        two("another attribute says nothing", true, "{Department: Sales}"),
        two("only one of its groups meets", true, "[{Type: Intern}, {Type: Employee, Department: Sales}]"),
        two("a value that is present", true, "{Type: {present: true}}"),
        two("it starts later, and the first one runs on", true, "{Type: Employee}", starts: "hr-to-entra, agency-to-entra",
            ("starts: [entra-to-lds]", "starts: [entra-to-lds, second]")),
        two("the first one stops a phase too late", true, "{Type: Employee}", starts: "hr-to-entra, agency-to-entra",
            ("starts: [entra-to-lds]", "starts: [entra-to-lds, second]"),
            ("stops: [entra-to-staging, legacy]", "stops: [entra-to-staging, hr-to-entra, legacy]")),
        two("another value", false, "{Type: Intern}"),
        two("not that value", false, "{Type: {not: Employee}}"),
        two("a list without the value", false, "{Type: {in: [Intern, Trainee]}}"),
        two("a pattern that the value does not match", false, "{Type: {matches: '^Int'}}"),
        two("both of its groups exclude it", false, "[{Type: Intern}, {Type: Trainee, Department: Sales}]"),
        .near("the agent stops in the same phase", "two-writers",
            ("    takes-over: legacy.lds\n", ""), ("starts: [entra-to-lds]", "starts: [entra-to-lds]\n    stops: [legacy.lds]")),
        .near("the other source says that nobody is in both", "two-writers",
            ("    apart-from: [hr]\n", ""), ("    today: legacy.hr-system\n", "    today: legacy.hr-system\n    apart-from: [agency]\n")),
        two("it was accepted", false, "{Type: Employee}", accept(("two-writers", "second"))),
    ]

    private static let staff = "staff: {from: hr, lives: hybrid, ad-account: written}"
    private static let temps = "temps: {from: agency, lives: cloud}"
    private static let toStaging = "scope: {employeeType: {not: Agency}, employeeId: {present: true}}"

    /// Some of HR's people are a population of their own.
    private static func staff(_ scope: String, _ more: String = "") -> (String, String) {
        (staff, "staff: {from: hr, scope: \(scope), lives: hybrid, ad-account: written}\(more)")
    }

    static let oneHome: [Case] = [
        .defect("nobody is converted", "writes-synchronized", ("    converts: [staff]\n", "")),
        .defect("they are converted a phase too late", "writes-synchronized",
            ("    converts: [staff]\n", ""), ("starts: [entra-to-staging]", "starts: [entra-to-staging]\n    converts: [staff]")),
        .defect("some are not converted", "writes-synchronized",
            staff("{Title: Clerk}", "\n  others: {from: hr, scope: [{Title: {not: Clerk}}, {Title: {present: false}}], lives: hybrid}")),
        .defect("a source of which nothing is said", "population-missing", ("  \(temps)\n", "")),
        .defect("some are in no population", "population-missing", staff("{Department: {present: true}}")),
        .defect("all but one are in one", "population-missing", staff("[{Title: {not: Clerk}}, {Title: {present: false}}]")),
        .defect("some are in two", "populations-overlap", staff("{Type: {in: [Employee, Intern]}}", "\n  interns: {from: hr, scope: {Type: Intern}, lives: cloud}")),
        .defect("agency workers come into MIM", "cloud-people-in-mim", (toStaging, "scope: {employeeId: {present: true}}")),
        .defect("what tells them apart is another word", "cloud-people-in-mim", ("employeeType: {not: Agency}", "employeeType: {not: Temp}")),
        .defect("what tells them apart is written once", "cloud-people-in-mim", ("employeeType: {constant: Agency}", "employeeType: {constant: Agency, apply: on-create}")),
        .defect("converted and frozen, and MIM goes on", "cloud-people-in-mim", (staff, "staff: {from: hr, lives: hybrid}")),
        .near("everybody of the mapping, and some more", "population-missing", staff("{Type: {in: [Employee, Intern]}}")),
        .near("two that share everybody between them", "population-missing",
            staff("{Title: Clerk}", "\n  others: {from: hr, scope: [{Title: {not: Clerk}}, {Title: {present: false}}], lives: hybrid, ad-account: written}"),
            ("converts: [staff]", "converts: [staff, others]")),
        .near("hybrid people whom the mapping leaves alone", "writes-synchronized",
            staff("{Type: {not: Intern}}", "\n  interns: {from: hr, scope: {Type: Intern}, lives: hybrid}")),
        .near("converted in the phase before", "writes-synchronized",
            ("    converts: [staff]\n", ""), ("  - name: hr-direct", "  - {name: authority, converts: [staff]}\n  - name: hr-direct")),
        .near("another value is asked for", "cloud-people-in-mim", ("employeeType: {not: Agency}", "employeeType: Employee")),
        .near("accepted", "writes-synchronized", ("    converts: [staff]\n", ""), accept(("writes-synchronized", "hr-to-entra"))),
        .near("a plan without populations", "cloud-people-in-mim",
            ("populations:\n  \(staff)\n  \(temps)\n\n", ""), ("    converts: [staff]\n", ""), (toStaging, "scope: {employeeId: {present: true}}")),
    ]

    private static func extraExport(_ attribute: String, _ value: String) -> (String, String) {
        ("            title: title\n", "            title: title\n            \(attribute): \(value)\n")
    }

    static let nothingLost: [Case] = [
        .defect("an attribute is not mapped", "lost-export", ("      department: department\n\n  entra-to-staging", "\n  entra-to-staging")),
        .defect("another one", "lost-export", ("      title: jobTitle\n      department: department\n\n", "      department: department\n\n")),
        .defect("MIM writes something else", "lost-export", extraExport("description", "lastName")),
        .defect("MIM writes a constant", "lost-export", extraExport("company", "{constant: Contoso}")),
        .defect("the job is never started", "lost-export",
            ("    starts: [entra-to-lds]\n    pilot: [{users: [ada@contoso.com]}, everyone]\n", "    stops: [legacy.lds]\n")),
        .defect("the job ends with MIM", "lost-export", ("stops: [entra-to-staging, legacy]", "stops: [entra-to-staging, entra-to-lds, legacy]")),
        .defect("the agent stops before the job starts", "lost-export",
            ("redirects: {legacy.hr-system: hr-staging}", "redirects: {legacy.hr-system: hr-staging}\n    stops: [legacy.lds]")),
        .defect("what MIM reads is not in the staging table", "lost-attribute",
            ("title:      [hr-system.Title]", "title:      [hr-system.Grade]")),
        .defect("what MIM writes back ends", "write-back-ends",
            ("    export:\n", "    export:\n      hr-system: {person: {from: person, attributes: {Phone: title}}}\n")),
        .near("MIM writes groups, too", "lost-export",
            ("    export:\n", "    export:\n      hr-system: {group: {from: group, attributes: {Members: member}}}\n"), accept(("write-back-ends", "hr-system.Members"))),
        .near("in another case", "lost-export", ("            title: title\n", "            TITLE: title\n")),
        .near("one attribute is accepted", "lost-export", extraExport("description", "lastName"), accept(("lost-export", "lds.description"))),
        .near("the whole agent is accepted", "lost-export", extraExport("description", "lastName"), accept(("lost-export", "lds"))),
        .near("by an expression", "lost-export", ("title: jobTitle\n      department: department\n\n", "title: '=ToUpper([jobTitle], \"en-US\")'\n      department: department\n\n")),
        .near("the agent stops when the job starts", "lost-export",
            ("    takes-over: legacy.lds\n", ""), ("starts: [entra-to-lds]", "starts: [entra-to-lds]\n    stops: [legacy.lds]")),
        .near("the name of the entry has another word", "lost-export", extraExport("dn", "lastName")),
    ]

    static let sameValue: [Case] = [
        .defect("two attributes changed places", "value-changes", ("title: jobTitle\n      department", "title: department\n      department")),
        .defect("the job reads another attribute of Entra", "value-changes", ("sn: surname", "sn: mailNickname")),
        .defect("HR's other attribute fills Entra", "value-changes", ("surname: LastName", "surname: Alias")),
        .defect("a second one comes in", "value-changes", ("sn: surname", "sn: '=Join(\" \", [surname], [jobTitle])'")),
        .defect("a constant instead", "value-changes", ("sn: surname", "sn: {constant: Smith}")),
        .defect("MIM takes another one today", "value-changes", ("title:      [hr-system.Title]", "title:      [hr-system.Alias]"), accept(("lost-attribute", "hr-system.Alias"))),
        .defect("MIM takes two today", "value-changes",
            ("lastName:   [hr-system.LastName]", "lastName:   [{from: hr-system, rule: 'x', reads: [LastName, Title]}]")),
        .near("with a reason", "value-changes", ("sn: surname", "sn: {from: mailNickname, because: it was a slip}")),
        .near("accepted", "value-changes", ("sn: surname", "sn: mailNickname"), accept(("value-changes", "lds.sn"))),
        .near("by an expression of the same", "value-changes", ("sn: surname", "sn: '=ToUpper([surname], \"en-US\")'")),
        .near("by way of another attribute of Entra", "value-changes", ("sn: surname", "sn: displayName")),
    ]

    /// MIM reads the staging table, too, and writes to HR: a circle as soon as the table is filled.
    private static func loop(_ name: String, _ isFound: Bool, _ read: String, _ written: String, _ more: (String, String)...) -> Case {
        let staging = "    staging: {kind: sql, database: IdentityStaging, table: HRStaging, anchor: EmployeeID, object-types: [person], deprovisioning: disconnect}\n"
        let edits = [
            ("    hr-system: {kind", staging + "    hr-system: {kind"),
            ("        employeeID: [hr-system.EmployeeID]\n", "        employeeID: [hr-system.EmployeeID]\n        \(read)\n"),
            ("    export:\n", "    export:\n      hr-system: {person: {from: person, attributes: {\(written)}}}\n"),
            ("    redirects: {legacy.hr-system: hr-staging}\n", ""),
        ]
        return Case(name: name, edits: edits + more, code: "attribute-loop", isFound: isFound)
    }

    static let noLoop: [Case] = [
        loop("the department comes back", true, "dept2: [staging.Department]", "Department: dept2"),
        loop("the title comes back", true, "title2: [staging.Title]", "Title: title2"),
        loop("the name comes back as another attribute that feeds it", true, "name2: [staging.LastName]", "Alias: name2", ("surname: LastName", "surname: Alias")),
        loop("two attributes feed each other", true,
            "t2: [staging.Title]", "Department: t2, Title: d2", ("        employeeID: [hr-system.EmployeeID]\n", "        employeeID: [hr-system.EmployeeID]\n        d2: [staging.Department]\n")),
        loop("through an expression", true, "dept2: [staging.Department]", "Department: dept2", ("      Department: department\n", "      Department: '=ToUpper([department], \"en-US\")'\n")),
        loop("through a rule of MIM", true, "dept2: [{from: staging, rule: 'Trim(x)', reads: [Department]}]", "Department: dept2"),
        loop("the same, with the key of nobody", true, "dept2: [hr-system.Department, staging.Department]", "Department: dept2"),
        loop("another attribute comes back", false, "dept2: [staging.Department]", "Phone: dept2", accept(("lost-export", "hr-system"))),
        loop("HR's own value comes back by MIM alone", false, "dept2: [hr-system.Department]", "Department: dept2", accept(("lost-export", "hr-system"))),
        loop("accepted", false, "dept2: [staging.Department]", "Department: dept2",
            accept(("attribute-loop", "hr-staging.Department"), ("lost-export", "hr-system"))),
        loop("MIM reads HR no more", false, "dept2: [staging.Department]", "Department: dept2",
            ("starts: [entra-to-staging]\n", "starts: [entra-to-staging]\n    stops: [legacy.hr-system]\n"), accept(("lost-export", "hr-system.Department"))),
    ]

    static let order: [Case] = [
        .defect("nothing fills Entra yet", "phase-order", ("starts: [hr-to-entra, agency-to-entra]", "starts: [entra-to-lds]"), ("starts: [entra-to-lds]\n    pilot: [{users: [ada@contoso.com]}, everyone]\n  - name: retire", "starts: [hr-to-entra, agency-to-entra]\n    pilot: [{users: [ada@contoso.com]}, everyone]\n  - name: retire")),
        .defect("a job is started twice", "phase-order", ("starts: [entra-to-lds]", "starts: [entra-to-lds, entra-to-staging]")),
        .defect("a job stops before it starts", "phase-order", ("redirects: {legacy.hr-system: hr-staging}", "redirects: {legacy.hr-system: hr-staging}\n    stops: [entra-to-lds]")),
        .defect("an agent is redirected after it stopped", "phase-order", ("starts: [hr-to-entra, agency-to-entra]", "starts: [hr-to-entra, agency-to-entra]\n    stops: [legacy.hr-system]")),
        .defect("an agent is redirected to a table that nobody fills", "phase-order", ("starts: [entra-to-staging]", "starts: []")),
        .defect("Entra dries up", "phase-order", ("stops: [entra-to-staging, legacy]", "stops: [entra-to-staging, hr-to-entra, agency-to-entra, legacy]")),
        .near("a job starts again after it stopped", "phase-order",
            ("starts: [entra-to-lds]", "starts: [entra-to-lds]\n    stops: [entra-to-staging]"),
            ("stops: [entra-to-staging, legacy]", "starts: [entra-to-staging]\n    pilot: [{users: [ada@contoso.com]}, everyone]\n    stops: [legacy]")),
        .near("one of two feeders stops", "phase-order", ("stops: [entra-to-staging, legacy]", "stops: [entra-to-staging, agency-to-entra, legacy]")),
        .near("both in one phase", "phase-order", ("starts: [hr-to-entra, agency-to-entra]", "starts: [entra-to-lds, hr-to-entra, agency-to-entra]"), ("starts: [entra-to-lds]\n    pilot: [{users: [ada@contoso.com]}, everyone]\n  - name: retire", "stops: [agency-to-entra]\n  - name: retire")),
    ]

    static let mimCanGo: [Case] = [
        .defect("nobody has the groups", "still-in-mim", ("\n    hands-over: {group: Cloud Sync writes AD's groups}", "")),
        .defect("somebody has something else", "still-in-mim", ("hands-over: {group:", "hands-over: {photos:")),
        .defect("contacts come in", "still-in-mim", ("      group:\n", "      contact: {name: [lds.cn]}\n      group:\n")),
        .defect("units come in", "still-in-mim", ("      group:\n", "      organization: {name: [hr-system.Unit]}\n      group:\n"), accept(("lost-attribute", "hr-system.Unit"))),
        .defect("computers go out", "still-in-mim", ("    export:\n      lds:\n", "    export:\n      lds:\n        computer: {from: computer, attributes: {cn: name}}\n")),
        .defect("a type of one's own", "still-in-mim", ("      group:\n", "      costCentre: {name: [lds.cn]}\n      group:\n")),
        .near("handed over in an earlier phase", "still-in-mim",
            ("\n    hands-over: {group: Cloud Sync writes AD's groups}", ""), ("starts: [entra-to-lds]", "starts: [entra-to-lds]\n    hands-over: {group: Cloud Sync}")),
        .near("in another case", "still-in-mim", ("hands-over: {group:", "hands-over: {Group:")),
        .near("accepted", "still-in-mim", ("\n    hands-over: {group: Cloud Sync writes AD's groups}", ""), accept(("still-in-mim", "group"))),
        .near("MIM stays", "still-in-mim", ("\n    hands-over: {group: Cloud Sync writes AD's groups}", ""), ("stops: [entra-to-staging, legacy]", "stops: [entra-to-staging]")),
        .near("people by another name", "still-in-mim", ("      group:\n", "      user: {name: [lds.cn]}\n      group:\n")),
    ]

    private static let mayLackAnAlias = ("      Alias: string(32)\n      Title", "      Alias: string(32)?\n      Title")

    static let itFits: [Case] = [
        .defect("a column is narrower than what feeds it", "too-long", ("LastName: string(64)?", "LastName: string(32)?")),
        .defect("HR's attribute is longer than Entra's", "too-long", ("Title: string(64)?", "Title: string(256)?")),
        .defect("an expression joins too much", "too-long", ("sn: surname", "sn: '=Join(\" \", [surname], [surname], [surname], [surname], [surname])'")),
        .defect("what must be there may be absent", "may-be-absent", mayLackAnAlias),
        .defect("a list becomes a text", "type-mismatch", ("jobTitle: Title", "jobTitle: '=Split([Title], \",\")'")),
        .defect("a text becomes a number", "type-mismatch", ("title: string(128)?", "title: integer?")),
        .near("cut to the column", "too-long", ("LastName: string(64)?", "LastName: string(32)?"), ("LastName: surname", "LastName: {expression: 'Left([surname], 32)', because: names are cut}")),
        .near("as long as the column, to the character", "too-long", ("LastName: string(64)?", "LastName: string(64)?\n      Unused: string(1)?"), accept(("attribute-not-fed", "hr-staging.Unused"))),
        .near("the scope asks for it", "may-be-absent", mayLackAnAlias, ("scope: {Type: Employee}", "scope: {Type: Employee, Alias: {present: true}}")),
    ]

    static let all = oneWriter + oneHome + nothingLost + sameValue + noLoop + order + mimCanGo + itFits

    private static func report(_ edits: [(String, String)]) throws -> FrontEnd.Result {
        var text = plan
        for (old, new) in edits {
            guard text.ranges(of: old).count == 1 else { throw Failure("\(text.ranges(of: old).count) places of `\(old)`") }
            text = text.replacing(old, with: new)
        }
        return FrontEnd(today: "2026-11-24").check([SourceFile(path: "plan.yaml", bytes: Array(text.utf8))])
    }

    @Test func thePlanIsRightAsItStands() throws {
        let result = try Self.report([])
        #expect(TextRenderer().render(result.report, sources: result.sources) == "")
        let plan = try #require(result.plans.first)
        for verdict in plan.phases.flatMap(\.verdicts) { #expect(verdict.holds) }
        // Every proof had something to look at.
        #expect(Set(plan.phases.flatMap(\.verdicts).map(\.proof)) == Set(Verdict.Proof.allCases))
    }

    @Test(arguments: all)
    func isFoundOrNot(_ item: Case) throws {
        let result = try Self.report(item.edits)
        let text = TextRenderer().render(result.report, sources: result.sources)
        let codes = result.report.diagnostics.map(\.code)
        #expect(codes.contains(item.code) == item.isFound, "\(item.name): \(text)")
        // A near miss is right in every other way, too.
        if !item.isFound { #expect(!result.report.hasErrors, "\(item.name): \(text)") }
    }

    @Test func thereAreEnough() {
        for cases in [Self.oneWriter, Self.oneHome, Self.nothingLost, Self.sameValue, Self.noLoop, Self.order, Self.mimCanGo, Self.itFits] {
            #expect(cases.count { $0.isFound } >= 6)
            #expect(cases.count { !$0.isFound } >= 3)
        }
    }
}
