import Analysis
import Foundation
import JSON
import Simulation
import Testing
import TestSupport

/// People followed from day to day through all phases of the example plans: what each day makes is there on the next.
@Suite struct LivesTests {
    /// A plan, and what its systems hold of everybody.
    private struct World {
        let plan: CheckedPlan
        let sources: [String: String]
        /// By system and key: the attributes.
        var objects: [String: [String: [String: String]]] = [:]
        /// Of the day: `PHASE TARGET KEY` → what happened.
        var fates: [String: Fate] = [:]

        /// - Parameter sources: by source, its header; a day without rows of a source has the header alone.
        init(_ name: String, sources: [String: String]) throws {
            plan = try Plans.checked(name, environment: "production").plan
            self.sources = sources
        }

        mutating func day(_ text: String, _ rows: [String: [[String: String]]]) throws {
            let date = text.split(separator: "-").compactMap { Int($0) }
            let files = sources.mapValues { $0.split(separator: ",").map(String.init) }.map { source, header in
                (source, ([header] + (rows[source] ?? []).map { row in header.map { row[$0] ?? "" } }).map { $0.joined(separator: ",") }.joined(separator: "\n") + "\n")
            }
            let existing = objects.mapValues { people -> [UInt8] in
                Array(JSON.array(people.sorted { $0.key < $1.key }.map { _, values in
                    .object(values.sorted { $0.key < $1.key }.map { .init($0.key, .string($0.value)) })
                }).compactText.utf8)
            }
            fates = [:]
            var simulator = try Simulator(
                plan, rows: Dictionary(uniqueKeysWithValues: files.map { ($0.0, Array($0.1.utf8)) }), existing: existing,
                today: try #require(Day(year: date[0], month: date[1], day: date[2])))
            simulator.tracing = .nobody
            var made: [(phase: Int, key: String, fate: Fate)] = []
            _ = try simulator.run { story in
                for step in story.steps { for fate in step.fates { made.append((step.phase, story.key ?? "", fate)) } }
            }
            for (phase, key, fate) in made {
                fates["\(phase) \(fate.target) \(key)"] = fate
                switch fate.kind {
                case .deleted: objects[fate.target]?[key] = nil
                case .created, .updated, .disabled:
                    var object = objects[fate.target]?[key] ?? (fate.target == "entra" ? ["objectId": "new:\(key)"] : [:])
                    for change in fate.changes { object[change.attribute] = change.after }
                    objects[fate.target, default: [:]][key] = object
                case .unchanged, .outOfScope, .refused: break
                }
            }
        }

        /// `created`, `disabled`, … of a person in a phase, by target; what nobody looked at is left out.
        func outcomes(_ key: String, _ phase: Int) -> [String: String] {
            var result: [String: String] = [:]
            for (place, fate) in fates {
                let parts = place.split(separator: " ")
                if parts[0] == "\(phase)", parts[2] == key { result[String(parts[1])] = fate.kind.rawValue }
            }
            return result
        }

        func value(_ target: String, _ key: String, _ attribute: String) -> String? { objects[target]?[key]?[attribute] }
    }

    private func contoso() throws -> World {
        try World("contoso", sources: [
            "hr": "EmployeeID,Firstname,LastName,MiddleName,EmployeeType,EmployeeStatus,JobTitle,Department,Manager,CostCenter,OfficePhone,MobilePhone,OfficeLocation,Address,City,State,Postcode,Country",
            "contractors": "WorkerID,WorkerStatus,WorkerType,UserID,FirstName,LastName,FullName,GenderPronoun,ManagerID,HireDate,OnLeave,Department,Division,CostCenter,Company,Location,JobTitle,StreetAddress,City,CountryCode,OfficePhone,Custom01,Custom02,ZipCode",
        ])
    }

    private static let alan = ["EmployeeID": "10010", "Firstname": "Alan", "LastName": "Turing", "EmployeeType": "Full Time", "EmployeeStatus": "Active"]
    private static let grace = [
        "WorkerID": "20001", "WorkerStatus": "Active", "WorkerType": "Contractor", "UserID": "EMP20001", "FirstName": "Grace", "LastName": "Hopper",
        "FullName": "Grace Hopper", "Company": "Woodgrove", "CountryCode": "UK", "HireDate": "2026-01-15",
    ]
    private static let disabledContainer = "OU=Terminated,OU=People,OU=FIM_Managed,DC=contoso,DC=com"
    private static let container = "OU=People,OU=FIM_Managed,DC=contoso,DC=com"

    /// Who leaves is disabled everywhere and deleted nowhere; who comes back with the same number gets the same accounts back.
    @Test func aLeaverWhoIsHiredAgain() throws {
        var world = try contoso()
        try world.day("2026-11-24", ["hr": [Self.alan]])
        #expect(world.outcomes("10010", 1) == ["entra": "created"])
        #expect(world.outcomes("10010", 2) == ["entra": "unchanged", "mim-portal": "created", "hr-staging": "created"])
        #expect(world.outcomes("10010", 3) == ["entra": "unchanged", "ad": "created", "lds": "created"])
        let names = ["entra", "ad", "lds"].map { world.value($0, "10010", $0 == "entra" ? "userPrincipalName" : $0 == "ad" ? "sAMAccountName" : "cn") }
        #expect(names == ["AlanTuring@contoso.com", "AlanTuring", "AlanTuring"])

        // The leaver.
        var left = Self.alan
        left["EmployeeStatus"] = "Terminated"
        try world.day("2026-12-01", ["hr": [left]])
        #expect(world.outcomes("10010", 1) == ["entra": "disabled"])
        #expect(world.outcomes("10010", 2) == ["entra": "unchanged", "mim-portal": "disabled", "hr-staging": "disabled"])
        #expect(world.outcomes("10010", 3) == ["entra": "unchanged", "ad": "disabled", "lds": "disabled"])
        #expect(world.value("entra", "10010", "accountEnabled") == "False")
        #expect(world.value("mim-portal", "10010", "IsSoftDeleted") == "True")
        #expect(world.value("hr-staging", "10010", "EmployeeStatus") == "Terminated")
        #expect(world.value("ad", "10010", "parentDistinguishedName") == Self.disabledContainer)
        #expect(world.value("lds", "10010", "msDS-UserAccountDisabled") == "True")

        // Nothing is done twice.
        try world.day("2026-12-02", ["hr": [left]])
        for phase in 1...3 { #expect(Set(world.outcomes("10010", phase).values) == ["unchanged"], "phase \(phase)") }

        // The rehire: the number is the same, so the plan finds every account by it.
        try world.day("2027-02-01", ["hr": [Self.alan]])
        #expect(world.outcomes("10010", 1) == ["entra": "updated"])
        #expect(world.outcomes("10010", 2) == ["entra": "unchanged", "mim-portal": "updated", "hr-staging": "updated"])
        #expect(world.outcomes("10010", 3) == ["entra": "unchanged", "ad": "updated", "lds": "updated"])
        #expect(world.value("entra", "10010", "accountEnabled") == "True")
        #expect(world.value("mim-portal", "10010", "IsSoftDeleted") == "False")
        #expect(world.value("hr-staging", "10010", "EmployeeStatus") == "Active")
        #expect(world.value("ad", "10010", "parentDistinguishedName") == Self.container)
        #expect(world.value("lds", "10010", "msDS-UserAccountDisabled") == "False")
        #expect(["entra", "ad", "lds"].map { world.value($0, "10010", $0 == "entra" ? "userPrincipalName" : $0 == "ad" ? "sAMAccountName" : "cn") } == names)
        for system in ["entra", "mim-portal", "hr-staging", "ad", "lds"] { #expect(world.objects[system]?.count == 1, "\(system)") }
    }

    /// What the plan says happens on rehire: everybody is matched by the one number that no source gives twice, and the checklist has
    /// HR sign it and the pilot try it.
    @Test func thePlanSaysWhatARehireIs() throws {
        let plan = try contoso().plan
        for mapping in plan.mappings where mapping.isInbound {
            let matches = mapping.attributes.filter { $0.matchingPriority > 0 }
            #expect(matches.map(\.target.name.localizedLowercase) == ["employeeid"], "\(mapping.name)")
        }
        guard case .source(let people)? = plan.mapping("people-to-entra")?.from, let rules = people.consolidation else { throw Failure("no consolidation") }
        #expect(rules.keyCount == 1, "no source gives another number to who is known already")
        let text = try String(contentsOf: Repository.root.appendingPathComponent("generated/contoso/1-hr-direct/checklist.md"), encoding: .utf8)
        #expect(text.contains("HR signs how rehires, conversions, future hires and withdrawn hires are handled."))
        #expect(text.contains("Send a joiner, a mover, a leaver, a rehire and a conversion"))
    }

    /// An agency worker whom HR hires keeps number, account and name to sign in with, and comes to be everywhere where employees are.
    @Test func anAgencyWorkerWhoBecomesAnEmployee() throws {
        var world = try contoso()
        try world.day("2026-11-24", ["contractors": [Self.grace]])
        #expect(world.outcomes("20001", 1) == ["entra": "created"])
        #expect(world.outcomes("20001", 2) == ["entra": "unchanged", "mim-portal": "out-of-scope", "hr-staging": "out-of-scope"])
        #expect(world.outcomes("20001", 3) == ["entra": "unchanged", "lds": "out-of-scope"])
        #expect(world.value("entra", "20001", "employeeType") == "Agency")
        #expect(world.objects["ad"] == nil)

        var ended = Self.grace
        ended["WorkerStatus"] = "Inactive"
        let hired = [
            "EmployeeID": "20001", "Firstname": "Grace", "LastName": "Hopper", "EmployeeType": "Full Time", "EmployeeStatus": "Active", "Country": "United Kingdom",
        ]
        try world.day("2026-12-01", ["contractors": [ended], "hr": [hired]])
        #expect(world.outcomes("20001", 1) == ["entra": "updated"])
        #expect(world.outcomes("20001", 2) == ["entra": "unchanged", "mim-portal": "created", "hr-staging": "created"])
        #expect(world.outcomes("20001", 3) == ["entra": "unchanged", "ad": "created", "lds": "created"])
        let entra = try #require(world.objects["entra"]?["20001"])
        #expect(entra["employeeType"] == "Full Time" && entra["companyName"] == "Contoso" && entra["country"] == "United Kingdom")
        #expect(entra["userPrincipalName"] == "emp20001@contoso.com")
        #expect(entra["accountEnabled"] != "False")
        #expect(world.objects["entra"]?.count == 1)

        // The agency forgets her, and nothing happens.
        try world.day("2027-01-01", ["hr": [hired]])
        for phase in 1...3 { #expect(Set(world.outcomes("20001", phase).values).isSubset(of: ["unchanged"]), "phase \(phase)") }

        // What the agency's row alone said stays as it was: an absent value writes nothing.
        #expect(world.value("entra", "20001", "usageLocation") == "GB")
    }

    /// An agency worker of next month has an account at once, with the day; the pass for the first sign-in comes on the day.
    @Test func anAgencyWorkerOfNextMonth() throws {
        var world = try contoso()
        var future = Self.grace
        future["HireDate"] = "2026-12-15"
        try world.day("2026-11-24", ["contractors": [future]])
        #expect(world.outcomes("20001", 1) == ["entra": "created"])
        #expect(world.value("entra", "20001", "employeeHireDate")?.hasPrefix("2026-12-15") == true)
        #expect(world.value("entra", "20001", "accountEnabled") != "False")
        let workflows = world.plan.phases.flatMap(\.workflows).map(\.name)
        #expect(workflows == ["first-day"])
        // On the day the sender changes nothing: it is the workflow's.
        try world.day("2026-12-15", ["contractors": [future]])
        for phase in 1...3 { #expect(Set(world.outcomes("20001", phase).values).isSubset(of: ["unchanged", "out-of-scope"]), "phase \(phase)") }
    }

    // MARK: Northwind

    private func northwind() throws -> World {
        try World("northwind", sources: [
            "workday": "WorkerID,FirstName,LastName,PreferredFirstName,Active,ManagementLevel,CostCenter,SupervisoryOrganization,BusinessTitle,ManagerReference,FacilityLocation,AddressLineData,Municipality,PostalCode,CountryReferenceTwoLetter,PrimaryWorkTelephone,Mobile,StatusHireDate",
            "bureau": "PersonNumber,GivenName,FamilyName,KnownAs,Status,Grade,Unit,UnitName,JobTitle,Manager,Site,Street,Town,Postcode,Country,Phone,Mobile,HireDate,LinuxNumber",
            "iberia": "NumGrupo,Nombre,Apellidos,Puesto,Departamento,Jefe,Centro,Ciudad,Pais,Telefono,FechaAlta,FechaBaja",
        ])
    }

    /// Whom Workday lists with a day to come: a disabled account, and nothing behind it until the day.
    @Test func aHireOfNextMonthInWorkday() throws {
        var world = try northwind()
        var margaret = [
            "WorkerID": "800201", "FirstName": "Margaret", "LastName": "Peacock", "Active": "false", "SupervisoryOrganization": "Warehouse",
            "CountryReferenceTwoLetter": "US", "StatusHireDate": "2026-12-15",
        ]
        let behind = [2: ["hr-staging"], 3: ["payroll", "warehouse", "intranet", "canteen"], 4: ["tickets", "fleet", "badges", "parking", "lockers"]]
        try world.day("2026-11-24", ["workday": [margaret]])
        #expect(world.outcomes("800201", 1) == ["entra": "created"])
        #expect(world.fates["1 entra 800201"]?.findings.map(\.code) == ["created-disabled"])
        for (phase, targets) in behind { for target in targets { #expect(world.outcomes("800201", phase)[target] == "out-of-scope", "\(target)") } }

        margaret["Active"] = "true"
        try world.day("2026-12-15", ["workday": [margaret]])
        #expect(world.outcomes("800201", 1) == ["entra": "updated"])
        #expect(world.value("entra", "800201", "accountEnabled") == "True")
        for (phase, targets) in behind { for target in targets { #expect(world.outcomes("800201", phase)[target] == "created", "\(target)") } }
    }

    /// A company moves to Workday; its people work on, and leave and come back there.
    @Test func aWorkerOfTheBureauWhoMovesToWorkday() throws {
        var world = try northwind()
        var nancy = ["PersonNumber": "700101", "GivenName": "Nancy", "FamilyName": "Davolio", "Status": "A", "UnitName": "Warehouse", "Country": "NO", "LinuxNumber": "10001"]
        var moved = ["WorkerID": "700101", "FirstName": "Nancy", "LastName": "Davolio", "Active": "true", "SupervisoryOrganization": "Dispatch", "CountryReferenceTwoLetter": "NO"]
        try world.day("2026-11-24", ["bureau": [nancy]])
        #expect(world.outcomes("700101", 4)["linux"] == "created")
        nancy["Status"] = "X"
        try world.day("2026-12-01", ["bureau": [nancy], "workday": [moved]])
        #expect(world.outcomes("700101", 1) == ["entra": "updated"])
        #expect(world.value("entra", "700101", "accountEnabled") != "False")
        #expect(world.outcomes("700101", 3)["payroll"] == "unchanged")
        #expect(world.value("entra", "700101", "department") == "Dispatch")

        // She leaves, and Linux forgets her; she comes back to the same account and number.
        moved["Active"] = "false"
        try world.day("2027-01-01", ["bureau": [nancy], "workday": [moved]])
        #expect(world.outcomes("700101", 1) == ["entra": "disabled"])
        #expect(world.outcomes("700101", 2)["hr-staging"] == "disabled")
        #expect(world.outcomes("700101", 3)["payroll"] == "disabled")
        #expect(world.outcomes("700101", 4)["linux"] == "deleted")
        #expect(world.objects["linux"]?["700101"] == nil)
        moved["Active"] = "true"
        try world.day("2027-02-01", ["bureau": [nancy], "workday": [moved]])
        #expect(world.outcomes("700101", 1) == ["entra": "updated"])
        #expect(world.outcomes("700101", 3)["payroll"] == "updated")
        #expect(world.outcomes("700101", 4)["linux"] == "created")
        #expect(world.value("linux", "700101", "uidNumber") == "10001")
        #expect(world.objects["entra"]?.count == 1)
    }
}
