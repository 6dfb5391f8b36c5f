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
        public let until: String
        public let everySeconds: Int
        public let atMostSeconds: Int
        public let because: String
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
        /// Skip the request when this variable already has a value: running a bundle twice makes one application.
        public var unless: String?
        public var wait: Wait?
        /// Least privilege, delegated or application.
        public var permission: String
        /// Keep the answer as a file of the run: the way back. A file of an earlier run is not overwritten.
        public var keepAs: String?
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
        case manual(Manual)
    }

    public let plan: String
    public let environment: String?
    public let phase: String
    public let tenantID: String
    public var steps: [Step] = []

    var requests: [Request] {
        steps.compactMap { if case .request(let request) = $0 { request } else { nil } }
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

    public var json: JSON {
        .compact([
            "format": 1,
            "plan": .string(plan),
            "environment": environment.map(JSON.string),
            "phase": .string(phase),
            "tenantId": .string(tenantID),
            "permissions": .strings(Set(requests.map(\.permission)).sorted()),
            "secrets": .strings(secrets),
            // New objects are replicated, and the service throttles; Retry-After decides where it is given.
            "retry": ["status": [403, 404, 429, 503], "everySeconds": 10, "atMostSeconds": 180],
            "requests": .array(steps.map(\.json)),
        ])
    }
}

extension GraphBundle.Step {
    var json: JSON {
        switch self {
        case .request(let request): request.json
        case .manual(let manual):
            .object([
                .init("id", .string(manual.id)),
                .init("title", .string(manual.title)),
                .init("manual", .object([
                    .init("where", .string(manual.place)),
                    .init("do", .string(manual.instruction)),
                    .init("check", .string(manual.check)),
                ])),
            ])
        }
    }
}

extension GraphBundle.Request {
    var json: JSON {
        .compact([
            "id": .string(id),
            "title": .string(title),
            "version": .string(version.rawValue),
            "method": .string(method.rawValue),
            "url": .string(url),
            "unless": unless.map { .string($0) },
            "body": body,
            "expect": .array(expect.map(JSON.integer)),
            "take": take.isEmpty ? nil : .array(take.map { take in
                .compact([
                    "variable": .string(take.variable),
                    "list": take.list.map { .string($0) },
                    "prefer": take.prefer,
                    "pointer": .string(take.pointer),
                    "optional": take.isOptional ? true : nil,
                    "transform": take.transform.map { .string($0) },
                ])
            }),
            "require": require.isEmpty ? nil : .array(require.map { requirement in
                .compact([
                    "pointer": .string(requirement.pointer),
                    "equals": requirement.equals,
                    "contains": requirement.contains,
                ])
            }),
            "wait": wait.map { wait in
                .object([
                    .init("until", .string(wait.until)),
                    .init("everySeconds", .integer(wait.everySeconds)),
                    .init("atMostSeconds", .integer(wait.atMostSeconds)),
                    .init("because", .string(wait.because)),
                ])
            },
            "keepAs": keepAs.map { .string($0) },
            "permission": .string(permission),
        ])
    }
}

/// Text of a plan in a bundle: `${` begins a variable there, so a plan's own is written `$${`.
enum BundleText {
    static func escaped(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var wasDollar = false
        for scalar in text.unicodeScalars {
            if wasDollar, scalar == "{" { result.append("$") }
            result.append(scalar)
            wasDollar = scalar == "$"
        }
        return String(result)
    }
}

/// OData text in a URL: a quotation mark is written twice, and what a URL can't hold is percent-encoded.
enum OData {
    static func filter(_ property: String, equals text: String) -> String {
        "$filter=\(property)%20eq%20'\(literal(text))'"
    }

    static func literal(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "'"): result += "''"
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let hex = String(byte, radix: 16, uppercase: true)
                result += "%" + (hex.count == 1 ? "0" : "") + hex
            }
        }
        return result
    }
}
