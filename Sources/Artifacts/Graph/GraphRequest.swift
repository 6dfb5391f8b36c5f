import JSON

/// One request of a bundle: what is sent, when, and what its answer is for.
extension GraphBundle {
    /// Something that an answer gives to later requests.
    public struct Take: Sendable {
        public let variable: String
        /// A list in the answer of which one element is meant: the one with these members, or else the only one. More than one
        /// stops the run, none does unless the take is optional.
        public var list: String?
        public var prefer: JSON?
        /// A JSON pointer (RFC 6901) into the answer, or into the element of the list.
        public let pointer: String
        /// A look-up may find nothing; the requests that create the thing then run.
        public var isOptional = false
        /// `without-hyphens`: the form in which Entra names extension attributes.
        public var transform: String?

        /// The one hit of a look-up.
        static func hit(_ variable: String, _ pointer: String = "/id", optional: Bool = true, prefer: JSON? = nil, transform: String? = nil) -> Take {
            Take(variable: variable, list: "/value", prefer: prefer, pointer: pointer, isOptional: optional, transform: transform)
        }
    }

    /// What an answer must say, beside its status; otherwise the run stops.
    public struct Requirement: Sendable {
        public let pointer: String
        /// The value there, or a member that an element of the list there has.
        public var equals: JSON?
        public var contains: JSON?
    }

    /// When the answer is not yet what is needed.
    public struct Wait: Sendable {
        public let until: Condition
        public let everySeconds: Int
        public let atMostSeconds: Int
        public let because: String
    }

    /// What is waited for. A program decides it; no prose is needed.
    public indirect enum Condition: Sendable {
        /// One of these status codes.
        case status([Int])
        /// The value at a JSON pointer into the answer.
        case value(pointer: String, equals: JSON)
        /// Somewhere in the answer is an object with these members; texts that hold JSON are looked into.
        case found(JSON)
        case any([Condition])
    }

    /// What must hold for a request to be sent; it is left out otherwise.
    public enum Precondition: Sendable {
        /// A look-up found something.
        case hasValue(String)
        case isOneOf(String, [String])
        /// This phase made it: see ``Request/record``.
        case wasRecorded(String)
    }

    /// Why a request is sent again, beside the throttling that any may meet.
    public enum Retry: String, Sendable {
        /// It concerns objects that are new: 403 and 404 until they are replicated.
        case replicated
        /// bulkUpload answers 500 while the service's store is full.
        case full
    }

    public struct Request: Sendable {
        public let id: String
        public let title: String
        public var version = Version.v1
        public let method: Method
        public let url: String
        public var body: JSON?
        /// Status codes that mean success.
        public var expect: [Int]
        public var take: [Take] = []
        public var require: [Requirement] = []
        /// All must hold, or the request is left out.
        public var when: [Precondition] = []
        /// Skip the request when this variable already has a value: running a bundle twice makes one application.
        public var unless: String?
        public var wait: Wait?
        public var retry: Retry?
        /// Least privilege, delegated or application.
        public var permission: String
        /// Keep the answer as a file of the run: the way back. A file of an earlier run is not overwritten.
        public var keepAs: String?
        /// Written down before the request is sent: this phase made it, so the way back may take it away.
        public var record: String?
        /// The record that the request ends.
        public var forget: String?
    }
}
