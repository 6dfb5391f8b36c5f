import Analysis
import Diagnostics
import Testing
import TestSupport

/// The proofs against a reckoner that knows nothing of scopes and graphs: over small random estates it takes every person there can be,
/// looks who writes what for that person in each phase, and says what is written twice and what is written no more.
@Suite("Proofs agree with a walk through every person")
struct ProofOracleTests {
    /// Repeatable everywhere: a linear congruential generator (Knuth's constants).
    struct Dice {
        var state: UInt64

        mutating func roll(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(count))
        }
    }

    struct Clause {
        let attribute: Int
        let kind: Int
        let values: [String]

        /// As the plan writes it.
        var text: String {
            let name = ProofOracleTests.attributes[attribute]
            return switch kind {
            case 0: "\(name): \(values[0])"
            case 1: "\(name): {in: [\(values.joined(separator: ", "))]}"
            case 2: "\(name): {not: \(values[0])}"
            case 3: "\(name): {present: true}"
            case 4: "\(name): {present: false}"
            default: "\(name): {matches: '^\(values[0].prefix(1))'}"
            }
        }

        /// An absent value makes every test false but that for absence.
        func holds(_ value: String?) -> Bool {
            guard let value else { return kind == 4 }
            return switch kind {
            case 0, 1: values.contains(value)
            case 2: value != values[0]
            case 3: true
            case 4: false
            default: value.first == values[0].first
            }
        }
    }

    struct Job {
        let name: String
        let groups: [[Clause]]
        let starts: Int
        /// nil: runs to the end.
        let stops: Int?

        func means(_ person: [String?]) -> Bool {
            groups.contains { $0.allSatisfy { $0.holds(person[$0.attribute]) } }
        }

        func runs(in phase: Int) -> Bool { starts <= phase && (stops.map { phase < $0 } ?? true) }
    }

    static let attributes = ["Type", "Dept"]
    static let values = [["red", "blue", "rose"], ["ash", "oak"]]
    static let targets = ["a0", "a1", "a2", "a3"]

    static var people: [[String?]] {
        // Beside the values that scopes name: another one with each first letter, one with none of them, and nothing.
        func all(_ attribute: Int) -> [String?] {
            let letters = Set(values[attribute].map { String($0.prefix(1)) }).sorted()
            return values[attribute].map { $0 } + letters.map { $0 + "zz" } + ["zzz", nil]
        }
        return all(0).flatMap { first in all(1).map { [first, $0] } }
    }

    struct Road {
        /// Of HR into Entra ID.
        var jobs: [Job] = []
        /// What MIM writes into a table, and the phase in which its agent stops.
        var legacy: Set<Int> = []
        let agentStops: Int
        /// What the plan's own mapping writes into the table, and when.
        var writes: Set<Int> = [0]
        let starts: Int
        let stops: Int?
        let phases = 4

        init(seed: UInt64) {
            var dice = Dice(state: seed &* 0x9E37_79B9_7F4A_7C15 &+ 1)
            agentStops = 1 + dice.roll(phases)
            for target in targets.indices where dice.roll(3) > 0 { legacy.insert(target) }
            for target in targets.indices where dice.roll(3) > 0 { writes.insert(target) }
            // Two writers at a time are the jobs' business: the agent has stopped, or hands over.
            starts = dice.roll(phases + 1)
            stops = starts < phases && dice.roll(3) == 0 ? starts + 1 + dice.roll(phases - starts) : nil
            for number in 0..<(2 + dice.roll(2)) {
                var groups: [[Clause]] = []
                for _ in 0..<(dice.roll(4) == 0 ? 2 : 1) {
                    var clauses: [Clause] = []
                    for attribute in attributes.indices where dice.roll(3) > 0 {
                        let values = ProofOracleTests.values[attribute]
                        let first = dice.roll(values.count)
                        let kind = dice.roll(6)
                        let list = kind == 1 ? [values[first], values[(first + 1) % values.count]] : [values[first]]
                        clauses.append(Clause(attribute: attribute, kind: kind, values: list))
                    }
                    if clauses.isEmpty { clauses = [Clause(attribute: 0, kind: 3, values: ["red"])] }
                    groups.append(clauses)
                }
                let starts = dice.roll(phases + 1)
                let stops = starts < phases && dice.roll(2) == 0 ? starts + 1 + dice.roll(phases - starts) : nil
                jobs.append(Job(name: "job\(number)", groups: groups, starts: starts, stops: stops))
            }
        }

        var plan: String {
            var text = """
                entrain: 1
                name: small
                tenant: {id: 11111111-2222-3333-4444-555555555555, domain: contoso.com, notify: identity@contoso.com}
                sources:
                  hr:
                    kind: sql
                    key: EmployeeID
                    apart-from: [others]
                    today: legacy.hr-system
                    attributes: {EmployeeID: string(16), Name: string(64), Alias: string(32), Type: string(20)?, Dept: string(20)?, Status: string(20)}
                  others: {kind: csv, key: ID, attributes: {ID: string(16), Name: string(64), Alias: string(32), Status: string(20)}}
                agents:
                  headquarters: {server: ecma01.contoso.com, certificate: authority}
                connectors:
                  table:
                    kind: sql
                    agent: headquarters
                    token: {secret: TOKEN}
                    dialect: sql-server
                    server: sql01.contoso.com
                    database: Staging
                    table: dbo.People
                    user: CONTOSO\\svc-ecma
                    anchor: Id
                    on-disable: set Disabled
                    on-delete: delete
                    attributes: {Id: string(36), a0: string(256)?, a1: string(256)?, a2: string(256)?, a3: string(256)?}
                deprovisioning:
                  leavers: {when: {hr: {Status: Terminated}, others: {Status: Terminated}}, at-most: 50}
                mappings:
                  others-to-entra:
                    from: others
                    to: entra
                    via: api-driven
                    match: {ID: employeeId}
                    attributes: {displayName: Name, mailNickname: Alias, userPrincipalName: '=Join("@", [Alias], "contoso.com")'}
                  entra-to-table:
                    from: entra
                    to: table
                    takes-over: legacy.table
                    match: {objectId: Id}
                    scope: {employeeId: {present: true}}
                    attributes: {\(writes.sorted().map { "\(targets[$0]): displayName" }.joined(separator: ", "))}

                """
            for job in jobs {
                text += "  \(job.name):\n    from: hr\n    to: entra\n    via: api-driven\n    match: {EmployeeID: employeeId}\n    scope:\n"
                for group in job.groups { text += "      - {\(group.map(\.text).joined(separator: ", "))}\n" }
                text += "    attributes: {displayName: Name, mailNickname: Alias, userPrincipalName: '=Join(\"@\", [Alias], \"contoso.com\")'}\n"
            }
            text += "phases:\n"
            for phase in 0...phases {
                var begin = jobs.filter { $0.starts == phase }.map(\.name)
                if phase == 0 { begin.insert("others-to-entra", at: 0) }
                if phase == starts { begin.append("entra-to-table") }
                var end = jobs.filter { $0.stops == phase }.map(\.name)
                if phase == stops { end.append("entra-to-table") }
                if phase == agentStops { end.append("legacy.table") }
                // A phase does something, or is none.
                if begin.isEmpty, end.isEmpty { continue }
                text += "  - {name: p\(phase), starts: [\(begin.joined(separator: ", "))], stops: [\(end.joined(separator: ", "))]"
                text += begin.isEmpty ? "}\n" : ", pilot: [{users: [ada@contoso.com]}, everyone]}\n"
            }
            text += """
                legacy:
                  agents:
                    hr-system: {kind: sql, table: tblHR, anchor: EmployeeID, object-types: [person], deprovisioning: disconnect}
                    table: {kind: sql, table: t, database: Old, anchor: Id, object-types: [user], deprovisioning: delete}
                  flows:
                    import: {person: {displayName: [hr-system.Name]}}
                    export:
                      table: {user: {from: person, attributes: {\(legacy.sorted().map { "\(targets[$0]): displayName" }.joined(separator: ", "))}}}

                """
            return text
        }

        /// `job0+job2`: who writes one person at one time.
        var fights: Set<String> {
            var result: Set<String> = []
            for phase in 0...phases {
                for person in people {
                    let active = jobs.filter { $0.runs(in: phase) && $0.means(person) }
                    for (index, one) in active.enumerated() {
                        for other in active[(index + 1)...] { result.insert("\(one.name)+\(other.name)") }
                    }
                }
            }
            return result
        }

        /// Jobs that both search one attribute for a pattern: whether two patterns can be found in one text is not worked out.
        var pairsOfPatterns: Set<String> {
            func patterns(_ job: Job) -> Set<Int> { Set(job.groups.flatMap { $0 }.filter { $0.kind == 5 }.map(\.attribute)) }
            var result: Set<String> = []
            for (index, one) in jobs.enumerated() {
                for other in jobs[(index + 1)...] where !patterns(one).isDisjoint(with: patterns(other)) { result.insert("\(one.name)+\(other.name)") }
            }
            return result
        }

        /// What MIM wrote into the table until its agent stopped, and nobody writes from then on. What a mapping took over before is
        /// no longer MIM's to lose.
        var lost: Set<String> {
            func runs(_ phase: Int) -> Bool { starts <= phase && (stops.map { phase < $0 } ?? true) }
            return Set(legacy.filter { !(runs(agentStops) && writes.contains($0)) }.map { targets[$0] })
        }
    }

    @Test(arguments: 0..<300)
    func agrees(seed: Int) throws {
        let road = Road(seed: UInt64(seed))
        let result = FrontEnd().check([SourceFile(path: "plan.yaml", bytes: Array(road.plan.utf8))])
        var fights: Set<String> = [], lost: Set<String> = []
        for finding in result.report.diagnostics {
            switch finding.code {
            case "two-writers":
                let names = finding.message.split(separator: "`").filter { $0.hasPrefix("job") }.map(String.init).sorted()
                fights.insert(names.joined(separator: "+"))
            case "lost-export": lost.insert(String(finding.message.split(separator: "`")[1]))
            default: break
            }
        }
        // A scope that nobody meets is refused before anything is proven; no such plan counts.
        let isProven = !result.report.diagnostics.contains { $0.severity == .error && $0.code != "two-writers" && $0.code != "lost-export" }
        guard isProven else { return }
        let story = "\(road.plan)\n\(TextRenderer().render(result.report, sources: result.sources))"
        // Every real fight is found; and what is found is real, unless nobody can tell because two patterns meet in one attribute.
        #expect(fights.isSuperset(of: road.fights), "\(story)")
        #expect(fights.subtracting(road.fights).isSubset(of: road.pairsOfPatterns), "\(story)")
        #expect(lost == road.lost, "\(story)")
    }

    /// Enough of the roads are proven, and enough of those have something to find.
    @Test func theRoadsAreVaried() {
        var proven = 0, fought = 0, quiet = 0, losing = 0
        for seed in 0..<300 {
            let road = Road(seed: UInt64(seed))
            let result = FrontEnd().check([SourceFile(path: "plan.yaml", bytes: Array(road.plan.utf8))])
            guard !result.report.diagnostics.contains(where: { $0.severity == .error && $0.code != "two-writers" && $0.code != "lost-export" }) else { continue }
            proven += 1
            if road.fights.isEmpty { quiet += 1 } else { fought += 1 }
            if !road.lost.isEmpty { losing += 1 }
        }
        #expect(proven >= 250, "\(proven)")
        #expect(fought >= 60 && quiet >= 60 && losing >= 60, "\(fought) \(quiet) \(losing)")
    }
}
