import Analysis
import Diagnostics
import Simulation

extension FuzzTarget {
    /// HR rows as CSV: what is read is written and read again; every row is sent or rejected, however the file is cut into parts.
    static let csv = FuzzTarget("csv") { bytes in
        var reader = CSVReader(bytes)
        var writer = CSVWriter()
        var good: [[String]] = []
        while good.count < 1_000, let record = reader.next() {
            // A row of one empty field would be a blank line.
            if record.problem == nil, record.fields != [""] { good.append(record.fields) }
        }
        // A byte-order mark is passed over at the very beginning, and nowhere else.
        good.insert(["first"], at: 0)
        for fields in good { writer.write(fields) }
        var again = CSVReader(writer.take())
        for fields in good {
            let record = again.next()
            try promise(record?.problem == nil && record?.fields == fields, "\(fields) is written and read as \(record?.fields ?? [])")
        }
        try promise(again.next() == nil, "something more is read than was written")
        try bundled(bytes, .csv)
    }

    static func bundled(_ rows: [UInt8], _ form: RowForm) throws {
        guard let today = Day(year: 2026, month: 11, day: 24), let mapping = agency.mapping("people-to-entra") else { throw BrokenPromise("there is no plan") }
        let bundle = try BulkBundle(mapping, in: agency, today: today)
        func run(threads: Int, chunk: Int) throws -> (files: [String: [UInt8]], lost: Int, reason: String?) {
            let sink = FilesInMemory()
            do {
                let summary = try bundle.run(Simulation.BytesInMemory(rows), form: form, threads: threads, chunk: chunk, to: sink)
                return (sink.files, summary.rows - summary.sent - summary.rejected, nil)
            } catch {
                return ([:], 0, "\(error)")
            }
        }
        let whole = try run(threads: 1, chunk: RowBytesLimits.chunk)
        let cut = try run(threads: 2, chunk: 64)
        try promise(whole.reason == cut.reason, "in one part: \(whole.reason ?? "fine"); in several: \(cut.reason ?? "fine")")
        try promise(whole.files == cut.files, "other files, when the rows are read in several parts")
        try promise(whole.lost == 0, "a row is neither sent nor rejected")
    }

    /// A source with a field of each type.
    private static let agency: CheckedPlan = {
        let text = """
            entrain: 1
            name: fuzz
            tenant: {id: 8f6a2a54-6a3f-4d0e-9f59-1f4f9f0f7c11, domain: contoso.com, notify: identity@contoso.com}
            sources:
              people:
                title: People
                kind: csv
                file: people.csv
                key: id
                attributes: {id: string(8), name: string(16), left: 'string(8)?', hired: 'date?', boss: 'reference(people)?'}
            mappings:
              people-to-entra:
                title: People
                from: people
                to: entra
                via: api-driven
                match: {id: employeeId}
                attributes:
                  userPrincipalName: {expression: 'Join("@", [id], "contoso.com")', apply: on-create}
                  mailNickname: {from: id, apply: on-create}
                  displayName: name
                  employeeHireDate: hired
                  manager: boss
            deprovisioning:
              leavers: {when: {left: 'yes'}, entra: {disable: at once, delete: never}, at-most: 50}
            phases:
              - {name: start, starts: [people-to-entra], pilot: [{users: [ada@contoso.com]}, everyone]}

            """
        let result = FrontEnd().check([SourceFile(path: "plan.yaml", bytes: Array(text.utf8))])
        guard let plan = result.plans.first else { fatalError(TextRenderer().render(result.report, sources: result.sources)) }
        return plan
    }()
}
