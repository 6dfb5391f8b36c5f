import Foundation
import Testing
import TestSupport

/// The sums of ``row-too-large`` are the server's: the longest column that the compiler takes, the server takes, and neither one more.
@Suite("The largest rows of MySQL and MariaDB") struct RowSizeTests {
    /// A table and its greatest length of the column `Widest`.
    struct Table {
        let name: String
        let dialect: String
        /// Besides the anchor (36 characters), `EmployeeID` (16) and the flag `Disabled`.
        let columns: [(name: String, type: String)]
        let keys: [String]
        let length: Int

        func plan(_ length: Int) -> String {
            let all = columns + [("Widest", "string(\(length))?")]
            func value(_ type: String) -> String {
                type.hasPrefix("string(") ? #"'=Left([displayName], \#(type.dropFirst(7).prefix { $0 != ")" }))'"# : "{constant: '7'}"
            }
            return """
                entrain: 1
                name: rows
                tenant: {id: 8f6a2a54-6a3f-4d0e-9f59-1f4f9f0f7c11, domain: contoso.com, notify: it@contoso.com}
                agents: {hq: {server: ecma01.contoso.com}}
                sources:
                  hr:
                    kind: csv
                    key: Number
                    attributes: {Number: string(16), Login: string(64), Name: string(64), Left: boolean}
                connectors:
                  stage:
                    kind: sql
                    agent: hq
                    token: {secret: TOKEN}
                    dialect: \(dialect)
                    server: db01.contoso.com
                    database: staging
                    table: people
                    user: ecma
                    password: {secret: PASSWORD}
                    anchor: EntraObjectId
                    on-disable: set Disabled
                    on-delete: delete
                \(keys.map { "    \($0)" }.joined(separator: "\n"))
                    attributes:
                      EntraObjectId: string(36)
                      EmployeeID: string(16)
                \(all.map { "      \($0.name): \($0.type)" }.joined(separator: "\n"))
                mappings:
                  in:
                    from: hr
                    to: entra
                    via: api-driven
                    match: {Number: employeeId}
                    attributes: {displayName: Name, mailNickname: Login, userPrincipalName: '=Join("@", [Login], "contoso.com")'}
                  out:
                    from: entra
                    to: stage
                    match: {objectId: EntraObjectId}
                    scope: {employeeId: {present: true}}
                    attributes:
                      EmployeeID: employeeId
                \(all.map { "      \($0.name): \(value($0.type))" }.joined(separator: "\n"))
                deprovisioning: {leavers: {when: {hr: {Left: true}}, at-most: 10}}
                phases:
                  - {name: people, starts: [in]}
                  - {name: stage, starts: [out]}

                """
        }
    }

    static func texts(_ count: Int, _ type: String) -> [(name: String, type: String)] { (1...count).map { ("Text\($0)", type) } }

    static let tables = [
        Table(name: "65,535 bytes", dialect: "mysql", columns: texts(4, "string(4000)?"), keys: [], length: 324),
        Table(
            name: "65,535 bytes, large objects apart", dialect: "mysql",
            columns: texts(4, "string(4000)?") + (1...4).map { ("Large\($0)", "string?") }, keys: [], length: 312),
        Table(
            name: "65,535 bytes of a change log", dialect: "mysql", columns: texts(4, "string(4000)?"),
            keys: ["view: vw_people", "delta-view: vw_people_delta", "reader: mim"], length: 304),
        Table(name: "half a page", dialect: "mariadb", columns: texts(31, "string(63)"), keys: [], length: 9),
        Table(
            name: "half a page, with numbers and long texts", dialect: "mariadb",
            columns: texts(30, "string(63)?") + [("Roomy", "string(64)?"), ("Larger", "string?"), ("Count", "integer?")], keys: [], length: 59),
    ]

    /// One server for all of them: several at once would be a load of their own.
    @Test func compilerAndServerAgree() throws {
        let folder = try Program.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let plan = folder.appendingPathComponent("plan.yaml")
        var script = "set -e\n"
        for (number, table) in Self.tables.enumerated() {
            try table.plan(table.length).write(to: plan, atomically: false, encoding: .utf8)
            let taken = try Program.run("entrain compile \(plan.path) -o \(folder.path)/\(number) 2>&1", in: Repository.root)
            #expect(taken.status == 0, "\(table.name): \(taken.output)")
            script += "Tests/Support/widest-row \(folder.path)/\(number)/2-stage/sql/stage/create.sql Widest \(table.length) # \(table.name)\n"
            try table.plan(table.length + 1).write(to: plan, atomically: false, encoding: .utf8)
            let refused = try Program.run("entrain check \(plan.path)", in: Repository.root)
            #expect(refused.status == 1 && refused.output.contains("error[row-too-large]"), "\(table.name): \(refused.output)")
        }
        let file = folder.appendingPathComponent("all.sh")
        try script.write(to: file, atomically: false, encoding: .utf8)
        let result = try Program.run("Tests/Support/with-mariadb bash -x \(file.path)", in: Repository.root)
        #expect(result.status == 0, "\(result.output)")
        #expect(result.output.components(separatedBy: "widest-row: taken").count == Self.tables.count + 1, "\(result.output)")
    }

    @Test func columnsAreCounted() throws {
        let folder = try Program.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let plan = folder.appendingPathComponent("plan.yaml")
        // Anchor, number, flag, `Widest` and two stamps besides.
        for (count, isRefused) in [(1_011, false), (1_012, true)] {
            let table = Table(name: "", dialect: "mysql", columns: (1...count).map { ("Count\($0)", "integer") }, keys: [], length: 1)
            try table.plan(1).write(to: plan, atomically: false, encoding: .utf8)
            let result = try Program.run("entrain check \(plan.path)", in: Repository.root)
            #expect(result.output.contains("would have 1018 columns") == isRefused, "\(count)")
        }
    }
}
