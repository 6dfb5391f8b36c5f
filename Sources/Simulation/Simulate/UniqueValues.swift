import Synchronization

/// Which values of unique attributes are taken, and by whom. Shared by everyone who is simulated, hence a lock.
final class UniqueValues: Sendable {
    enum Owner: Hashable, Sendable {
        /// An object of the export.
        case object(Int32)
        /// Somebody who is created here, by the key.
        case person(String)
    }

    private struct Tables {
        /// A system's attribute → its place in `owners`.
        var places: [String: Int] = [:]
        /// By the folded value.
        var owners: [[String: Owner]] = []
    }

    private let tables = Mutex(Tables())

    /// The number of a system's attribute.
    func place(_ system: String, _ attribute: String) -> Int {
        tables.withLock { tables in
            let name = "\(system).\(attribute.lowercased())"
            if let known = tables.places[name] { return known }
            tables.places[name] = tables.owners.count
            tables.owners.append([:])
            return tables.owners.count - 1
        }
    }

    func owner(of value: String, in place: Int) -> Owner? {
        let key = value.lowercased()
        return tables.withLock { $0.owners[place][key] }
    }

    /// The first owner stays.
    func take(_ value: String, in place: Int, by owner: Owner) {
        let key = value.lowercased()
        tables.withLock { tables in
            if tables.owners[place][key] == nil { tables.owners[place][key] = owner }
        }
    }
}
