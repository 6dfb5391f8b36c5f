import Diagnostics
import JSON

/// What a system has already, from an export of it: CSV, a JSON list, the answer of Microsoft Graph, or JSON Lines.
///
/// Of a CSV file only where each record begins is kept beside its bytes, so that an export of millions fits.
struct ExistingObjects {
    let columns: [String]
    private let storage: Storage

    private enum Storage {
        case csv([UInt8], [Int])
        case rows([[String]])
    }

    static let none = ExistingObjects(columns: [], storage: .rows([]))

    private init(columns: [String], storage: Storage) {
        self.columns = columns
        self.storage = storage
    }

    var count: Int {
        switch storage {
        case .csv(_, let offsets): offsets.count
        case .rows(let rows): rows.count
        }
    }

    func record(_ index: Int) -> [String] {
        switch storage {
        case .rows(let rows): return rows[index]
        case .csv(let bytes, let offsets):
            var reader = CSVReader(bytes)
            reader.width = columns.count
            reader.seek(to: offsets[index])
            return reader.next()?.fields ?? []
        }
    }

    /// All objects in order; the visitor asks for the columns that it wants.
    func forEach(_ visit: (Int, (Int) -> String) -> Void) throws {
        switch storage {
        case .rows(let rows): for (index, row) in rows.enumerated() { visit(index) { row[$0] } }
        case .csv(let bytes, let offsets):
            guard let first = offsets.first else { return }
            var index = 0
            // Every record was read once without a problem, so that they come as they came.
            try CSVRecords.forEach(in: bytes, from: first, line: 1, width: columns.count) { scanner, _ in
                visit(index) { scanner.field($0).text }
                index += 1
            }
        }
    }

    /// - Throws: ``Simulator/Problem`` for a file that can't be read.
    init(_ bytes: [UInt8], of system: String) throws {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            throw Simulator.Problem("the export of `\(system)` is UTF-16; save it as UTF-8")
        }
        let start = bytes.first { ![0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF].contains($0) }
        if start == UInt8(ascii: "[") || start == UInt8(ascii: "{") {
            self = try ExistingObjects(json: bytes, of: system)
            return
        }
        var reader = CSVReader(bytes)
        guard let header = reader.next() else { throw Simulator.Problem("the export of `\(system)` is empty") }
        if let problem = header.problem { throw Simulator.Problem("the first line of the export of `\(system)` can't be read: \(problem)") }
        var offsets: [Int] = []
        try CSVRecords.forEach(in: bytes, from: reader.at, line: reader.line, width: header.fields.count) { scanner, offset in
            let row = scanner.row
            if row.hasProblem { throw Simulator.Problem("line \(row.line) of the export of `\(system)` can't be read: \(scanner.reason)") }
            guard row.fieldCount == header.fields.count else {
                throw Simulator.Problem("line \(row.line) of the export of `\(system)` has \(row.fieldCount) columns, the header \(header.fields.count)")
            }
            offsets.append(offset)
        }
        self.init(columns: header.fields, storage: .csv(bytes, offsets))
    }

    private init(json bytes: [UInt8], of system: String) throws {
        let items: [JSON]
        do {
            switch try JSONReader.read(bytes) {
            case .array(let list): items = list
            case let object:
                if case .array(let list)? = object["value"] { items = list } else { items = [object] }
            }
        } catch {
            // A line each.
            do {
                items = try bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }).map { try JSONReader.read(Array($0)) }
            } catch _ {
                throw Simulator.Problem("the export of `\(system)` is no JSON: \(error)")
            }
        }
        self = ExistingObjects(objects: try items.enumerated().map { index, item in
            guard case .object(let members) = item else { throw Simulator.Problem("item \(index + 1) of the export of `\(system)` is no object") }
            var values: [(String, String)] = []
            ExistingObjects.flatten(members, prefix: "", into: &values)
            return values
        })
    }

    /// Objects as names and values; an empty value is none.
    init(objects: [[(String, String)]]) {
        var places: [String: Int] = [:]
        var columns: [String] = []
        for (name, _) in objects.joined() where places.updateValue(columns.count, forKey: name) == nil {
            columns.append(name)
        }
        for (place, name) in columns.enumerated() { places[name] = place }
        self.init(columns: columns, storage: .rows(objects.map { values in
            var row = [String](repeating: "", count: columns.count)
            for (name, value) in values { if let place = places[name] { row[place] = value } }
            return row
        }))
    }

    /// `employeeOrgData: {division: …}` → `employeeOrgData.division`; of a manager what names them; Graph's names of extensions without the
    /// application's id.
    private static func flatten(_ members: [JSON.Member], prefix: String, into values: inout [(String, String)]) {
        for member in members where !member.key.hasPrefix("@") {
            let name = prefix + plain(member.key)
            switch member.value {
            case .null: break
            case .string(let text): values.append((name, text))
            case .decimal(let text): values.append((name, text))
            case .integer(let number): values.append((name, String(number)))
            case .bool(let flag): values.append((name, flag ? "True" : "False"))
            case .array(let items):
                let texts = items.compactMap { item -> String? in
                    switch item {
                    case .string(let text): text
                    case .integer(let number): String(number)
                    default: nil
                    }
                }
                values.append((name, texts.joined(separator: "; ")))
            case .object(let inner):
                if name == "manager" {
                    let named = ["employeeId", "userPrincipalName", "id"].lazy.compactMap { key -> String? in
                        if case .string(let text)? = member.value[key] { text } else { nil }
                    }
                    if let text = named.first { values.append((name, text)) }
                } else {
                    flatten(inner, prefix: name + ".", into: &values)
                }
            }
        }
    }

    private static func plain(_ name: String) -> String {
        let parts = name.split(separator: "_", maxSplits: 2)
        guard parts.count == 3, parts[0] == "extension", parts[1].count == 32 else { return name }
        return String(parts[2])
    }
}

/// The objects of a system, found by the values of some attributes. Case does not count, as in every directory.
final class ObjectIndex {
    let objects: ExistingObjects
    /// By slot of the system: the column of the export.
    let columns: [Int?]
    /// By slot: value → objects, for slots that people are matched by.
    private var found: [Int: Lookup] = [:]

    /// Almost every value is one object's: only those of several have a list.
    private struct Lookup {
        private var one: [String: Int32]
        private var more: [String: [Int32]] = [:]

        init(_ count: Int) {
            one = Dictionary(minimumCapacity: count)
        }

        mutating func add(_ value: String, _ object: Int32) {
            if one[value] == nil { one[value] = object } else { more[value, default: []].append(object) }
        }

        func objects(_ value: String) -> [Int32] {
            guard let first = one[value] else { return [] }
            return more.isEmpty ? [first] : [first] + (more[value] ?? [])
        }
    }
    /// Columns that tell whether an account is enabled.
    private let enabled: Int?
    private let disabled: Int?
    private let accountControl: Int?
    /// Columns by which others refer to an object.
    private let names: [Int]

    init(_ objects: ExistingObjects, _ shape: SystemShape, matchedBy slots: Set<Int>) throws {
        self.objects = objects
        var places: [String: Int] = [:]
        for (place, name) in objects.columns.enumerated() where places[shape.key(name)] == nil { places[shape.key(name)] = place }
        columns = shape.slots.map { places[shape.key($0.name)] }
        enabled = places["accountenabled"] ?? places["enabled"]
        disabled = places["accountdisabled"]
        accountControl = places["useraccountcontrol"]
        names = ["objectid", "id", "userprincipalname", "distinguishedname", "dn", "-dn-", "employeeid", "samaccountname", "mail"].compactMap { places[$0] }
        let matched = slots.compactMap { slot in columns[slot].map { (slot: slot, column: $0) } }
        var found = [Lookup](repeating: Lookup(objects.count), count: matched.isEmpty ? 0 : matched.count)
        if !matched.isEmpty {
            try objects.forEach { object, field in
                for place in matched.indices {
                    let value = field(matched[place].column)
                    if !value.isEmpty { found[place].add(value.lowercased(), Int32(object)) }
                }
            }
        }
        for (place, (slot, _)) in matched.enumerated() { self.found[slot] = found[place] }
    }

    func objects(with value: String, in slot: Int) -> [Int32] { found[slot]?.objects(value.lowercased()) ?? [] }

    func isEnabled(_ record: [String]) -> Bool? {
        if let enabled, !record[enabled].isEmpty { return record[enabled].lowercased() != "false" }
        if let disabled, !record[disabled].isEmpty { return record[disabled].lowercased() != "true" }
        // Bit 1 of userAccountControl: the account is disabled.
        if let accountControl, let flags = Int(record[accountControl]) { return flags & 2 == 0 }
        return nil
    }

    /// Whether a text names the object, as a reference to it does.
    func isNamed(_ text: String, _ object: Int) -> Bool {
        let record = objects.record(object)
        return names.contains { record[$0].lowercased() == text.lowercased() }
    }
}
