import Synchronization

/// Which values of unique attributes are taken, and by whom. Shared by everyone who is simulated, hence a lock.
final class UniqueValues: Sendable {
    enum Owner: Hashable, Sendable {
        /// An object of the export.
        case object(Int32)
        /// Somebody who is created here, by the key.
        case person(String)
    }

    /// By system and slot, then by the folded value.
    private let owners = Mutex<[String: [String: Owner]]>([:])

    static func place(_ system: String, _ attribute: String) -> String { "\(system).\(attribute.lowercased())" }

    func owner(of value: String, in place: String) -> Owner? {
        owners.withLock { $0[place]?[value.lowercased()] }
    }

    /// The first owner stays.
    func take(_ value: String, in place: String, by owner: Owner) {
        owners.withLock { owners in
            let key = value.lowercased()
            if owners[place]?[key] == nil { owners[place, default: [:]][key] = owner }
        }
    }
}
