import JSON

/// The Entra work of a phase as requests in order: what a pipeline sends, and what a person reviews before it does.
///
/// Values flow from answers to later requests as `${variable}`: a text that is one variable and nothing else becomes the
/// variable's value, whatever its type; inside a longer text it is put in as text. `${secret:NAME}` is asked of the caller's
/// vault and is nowhere in the bundle.
public struct GraphBundle: Sendable {
    public enum Version: String, Sendable {
        case v1 = "v1.0"
        case beta
    }

    public enum Method: String, Sendable {
        case get = "GET", post = "POST", put = "PUT", patch = "PATCH", delete = "DELETE"
    }

    /// Independent requests of one version that travel together. No value passes between them.
    public struct Batch: Sendable {
        /// Requests of one JSON batch (Microsoft Graph, json-batching).
        public static let limit = 20

        public let id: String
        public let title: String
        public let requests: [Request]

        var version: Version { requests.first?.version ?? .v1 }
    }

    /// The files of `entrain bundle`, sent one after the other.
    public struct Upload: Sendable {
        /// Where each file goes; its method is POST.
        public let request: Request
        /// In the order of their names.
        public let files: String
        public let count: Int
    }

    /// What nobody documents as a request, or what only a person can do.
    public struct Manual: Sendable {
        public let id: String
        public let title: String
        public let place: String
        public let instruction: String
        public let check: String
    }

    public enum Step: Sendable {
        case request(Request)
        case batch(Batch)
        case upload(Upload)
        case manual(Manual)

        var requests: [Request] {
            switch self {
            case .request(let request): [request]
            case .batch(let batch): batch.requests
            case .upload(let upload): [upload.request]
            case .manual: []
            }
        }

        /// Independent requests in batches of at most 20; one alone needs none.
        static func together(_ id: String, _ title: String, _ requests: [Request]) -> [Step] {
            if requests.count < 2 { return requests.map(Step.request) }
            return stride(from: 0, to: requests.count, by: Batch.limit).map { start in
                let part = Array(requests[start..<min(start + Batch.limit, requests.count)])
                return .batch(Batch(id: start == 0 ? id : "\(id)-\(start / Batch.limit + 1)", title: title, requests: part))
            }
        }
    }

    public let plan: String
    public let environment: String?
    public let phase: String
    public let tenantID: String
    public var steps: [Step] = []
    /// The way back of its phase: whatever else of the phase was stopped half-way begins anew after it.
    public var isRollback = false

    var requests: [Request] { steps.flatMap(\.requests) }

    /// The least that the requests need. Who may write a thing may read it.
    var permissions: [String] {
        let all = Set(requests.map(\.permission))
        return all.filter { name in
            guard name.hasSuffix(".Read.All") else { return true }
            return !all.contains(name.dropLast(".Read.All".count) + ".ReadWrite.All")
        }.sorted()
    }

    /// The names of the secrets that the caller must have at hand, sorted.
    public var secrets: [String] {
        var names: Set<String> = []
        func look(_ text: String) {
            // `$${secret:` is the text `${secret:`.
            guard text.hasPrefix("${secret:"), text.hasSuffix("}") else { return }
            names.insert(String(text.dropFirst(9).dropLast()))
        }
        func walk(_ value: JSON) {
            switch value {
            case .string(let text): look(text)
            case .array(let items): items.forEach(walk)
            case .object(let members): members.forEach { walk($0.value) }
            default: break
            }
        }
        for request in requests { request.body.map(walk) }
        return names.sorted()
    }
}
