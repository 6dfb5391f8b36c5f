import JSON

extension MappingSource {
    /// Reads the object of the schema.
    ///
    /// Only shapes are looked at here; what they mean is for ``expression()``. Other members, such as `@odata.type`, are passed over;
    /// `parameters` may be null or missing (documented for attributes and constants), `name` and `expression` too, and `type` is then
    /// `Attribute`, the documented default.
    ///
    /// - Parameter pointer: where `json` stands in a larger document; it is put in front of the places of errors.
    /// - Throws: ``MappingSourceError`` for a wrong shape, an unknown type, a member written twice, and sources nested deeper
    ///   than ``maximumDepth``.
    public init(json: JSON, at pointer: String = "") throws(MappingSourceError) {
        try self.init(json: json, at: pointer, depth: 1)
    }

    private init(json: JSON, at pointer: String, depth: Int) throws(MappingSourceError) {
        guard depth <= Self.maximumDepth else {
            throw MappingSourceError(pointer: pointer, problem: "sources are nested more than \(Self.maximumDepth) deep")
        }
        let object = try Members(json, at: pointer)
        type = try Self.kind(object)
        name = try object.text("name")
        text = try object.text("expression")
        // A loop, because `map` would lose the type of what is thrown.
        var parameters: [Parameter] = []
        for (index, item) in try object.list("parameters").enumerated() {
            let place = "\(pointer)/parameters/\(index)"
            let pair = try Members(item, at: place)
            guard let key = try pair.text("key") else {
                throw MappingSourceError(pointer: "\(place)/key", problem: "the parameter's name is missing")
            }
            guard let value = try pair.value("value") else {
                throw MappingSourceError(pointer: "\(place)/value", problem: "the parameter's source is missing")
            }
            parameters.append(Parameter(key: key, value: try MappingSource(json: value, at: "\(place)/value", depth: depth + 1)))
        }
        self.parameters = parameters
    }

    private static func kind(_ object: Members) throws(MappingSourceError) -> Kind {
        guard let text = try object.text("type") else { return .attribute }
        guard let kind = Kind(rawValue: text) else {
            let known = Kind.allCases.map(\.rawValue).joined(separator: ", ")
            throw MappingSourceError(pointer: "\(object.pointer)/type", problem: "`\(text)` is none of \(known)")
        }
        return kind
    }
}

/// The members of one object, each of them of the type that is asked for. Null is the same as absent.
private struct Members {
    let pointer: String
    private let members: [JSON.Member]

    init(_ json: JSON, at pointer: String) throws(MappingSourceError) {
        guard case .object(let members) = json else {
            throw MappingSourceError(pointer: pointer, problem: "an object is expected, not \(json.kindName)")
        }
        self.pointer = pointer
        self.members = members
    }

    func value(_ key: String) throws(MappingSourceError) -> JSON? {
        let found = members.filter { $0.key == key }
        // Which of two counts is for every reader to decide; the service may decide otherwise.
        guard found.count < 2 else { throw MappingSourceError(pointer: "\(pointer)/\(key)", problem: "the member is written twice") }
        guard let value = found.first?.value, value != .null else { return nil }
        return value
    }

    func text(_ key: String) throws(MappingSourceError) -> String? {
        guard let value = try value(key) else { return nil }
        guard case .string(let text) = value else {
            throw MappingSourceError(pointer: "\(pointer)/\(key)", problem: "a text is expected, not \(value.kindName)")
        }
        return text
    }

    func list(_ key: String) throws(MappingSourceError) -> [JSON] {
        guard let value = try value(key) else { return [] }
        guard case .array(let items) = value else {
            throw MappingSourceError(pointer: "\(pointer)/\(key)", problem: "a list is expected, not \(value.kindName)")
        }
        return items
    }
}

extension JSON {
    fileprivate var kindName: String {
        switch self {
        case .null: "null"
        case .bool: "a Boolean"
        case .integer, .decimal: "a number"
        case .string: "a text"
        case .array: "a list"
        case .object: "an object"
        }
    }
}
