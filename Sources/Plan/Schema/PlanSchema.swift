import JSON

/// The plan language as a JSON Schema (2020-12), for editors that complete and check YAML.
///
/// It holds for each file of a plan, so no section is required. What stands in it is made from the keys of ``Vocabulary``; what only a
/// whole plan can say — names, types that fit, the order of phases — stays with `entrain check`.
public enum PlanSchema {
    public static var json: JSON {
        var root = object(Vocabulary.plan)
        root = .object([
            .init("$schema", "https://json-schema.org/draft/2020-12/schema"),
            .init("title", "A plan of Entrain"),
            .init("description", "From Microsoft Identity Manager to Microsoft Entra ID: https://learn.microsoft.com/entra/identity/app-provisioning/"),
        ] + members(root) + [.init("$defs", definitions)])
        return root
    }

    /// The schema of the files below `environments/`: the value of each parameter.
    public static var environment: JSON {
        .object([
            .init("$schema", "https://json-schema.org/draft/2020-12/schema"),
            .init("title", "The values of an environment"),
            .init("type", "object"),
            .init("additionalProperties", scalar),
        ])
    }

    /// The schema of the files below `tests/`. Nothing (`~`) is a value there: an empty column, an attribute that the target has not.
    public static var tests: JSON {
        func byName(_ schema: JSON) -> JSON { ["type": "object", "additionalProperties": schema] }
        let row = byName(["type": ["string", "number", "boolean", "null"]])
        let outcome = schema(.words(of: PlanTest.Outcome.self))
        let expectation: JSON = ["anyOf": [outcome, object(Vocabulary.expectation, overriding: [
            "outcome": outcome, "values": row, "finding": schema(.texts),
        ])]]
        let rows = byName(["type": "array", "items": row])
        let test = object(Vocabulary.test, overriding: [
            "today": schema(.day), "rows": rows, "existing": rows, "expect": byName(byName(byName(expectation))),
        ])
        let file = object(Vocabulary.testFile, overriding: [
            "tests": ["type": "object", "propertyNames": ["pattern": "^[a-z][a-z0-9-]{0,63}$"], "additionalProperties": test],
        ])
        return .object([
            .init("$schema", "https://json-schema.org/draft/2020-12/schema"), .init("title", "Tests of a plan"),
        ] + members(file))
    }

    // MARK: Definitions

    private static var definitions: JSON {
        .object([
            .init("name", ["type": "string", "pattern": "^[a-z][a-z0-9-]{0,63}$", "examples": ["hr-to-entra"]]),
            .init("type", described(schema(.type), "string(64): at most 64 characters; ? may be absent, [] many values")),
            .init("secret", object(KeySet("a secret", [.init("secret", required: true, "its name in the vault")]), overriding: [
                "secret": ["type": "string", "pattern": "^[A-Z][A-Z0-9_]{0,63}$", "examples": ["ECMA_SQL_PASSWORD"]],
            ])),
            .init("declarations", schema(.byName(.oneOf([.reference("type"), .keys(Vocabulary.attributeDeclaration)])))),
            .init("value", value),
            .init("clause", ["anyOf": [scalar, onlyOne(object(Vocabulary.clause))]]),
            .init("group", ["type": "object", "additionalProperties": reference("clause")]),
            .init("scope", ["anyOf": [reference("group"), ["type": "array", "items": reference("group")]]]),
            .init("leavers", ["anyOf": [reference("scope"), ["type": "object", "additionalProperties": reference("scope")]]]),
            .init("deprovisioning-rule", rule),
            .init("flow", ["anyOf": [scalar, object(Vocabulary.legacyFlow)]]),
            .init("import-flow", importFlow),
            .init("connector", connector),
        ])
    }

    /// An attribute, an expression behind `=`, or one of the three said by its key. A list is YAML's reading of `[Department]`.
    private static var value: JSON {
        ["anyOf": [
            described(scalar, "a source attribute, or an expression behind ="),
            .object(members(object(Vocabulary.attributeValue)) + [
                .init("oneOf", .array(["from", "constant", "expression", "unresolved"].map { ["required": [.string($0)]] }))
            ]),
        ]]
    }

    /// What becomes of leavers in each system stands beside the rule's own keys.
    private static var rule: JSON {
        let own = members(object(Vocabulary.deprovisioning)).filter { $0.key != "additionalProperties" }
        return .object(own + [.init("additionalProperties", object(Vocabulary.deprovisioningAction))])
    }

    private static var importFlow: JSON {
        let source: JSON = ["type": "string", "pattern": "\\.", "examples": ["hr-system.FirstName"]]
        let one: JSON = ["anyOf": [source, ["type": "object", "allOf": [reference("flow")]]]]
        return ["anyOf": [one, ["type": "array", "items": one]]]
    }

    /// Which keys a connector has depends on its kind.
    private static var connector: JSON {
        var conditions: [JSON] = []
        for kind in ConnectorKind.allCases {
            conditions.append([
                "if": ["properties": ["kind": ["const": .string(kind.rawValue)]], "required": ["kind"]],
                "then": object(Vocabulary.connector(kind)),
            ])
        }
        return [
            "type": "object",
            "properties": ["kind": described(schema(.words(of: ConnectorKind.self)), "what is provisioned, and how")],
            "required": ["kind"],
            "allOf": .array(conditions),
        ]
    }

    // MARK: Shapes

    /// A mapping with these keys and no others.
    private static func object(_ set: KeySet, overriding: [String: JSON] = [:]) -> JSON {
        let properties = set.keys.map { key in
            JSON.Member(key.name, described(overriding[key.name] ?? schema(KeyShape.of(key.name, in: set.owner)), key.summary))
        }
        let required = set.keys.filter(\.isRequired).map(\.name)
        return .object([
            .init("type", "object"), .init("properties", .object(properties)),
        ] + (required.isEmpty ? [] : [.init("required", .strings(required))]) + [.init("additionalProperties", false)])
    }

    private static func schema(_ shape: KeyShape) -> JSON {
        switch shape {
        case .text: return scalar
        case .pattern(let pattern, let example): return orParameter(["type": "string", "pattern": .string(pattern), "examples": [.string(example)]])
        case .number: return ["type": "number"]
        // Readers of YAML 1.1 make a date of it, which has no type in JSON Schema: so this says what it is not.
        case .day:
            return [
                "pattern": "^([0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])|.*\\$\\{.*)$", "examples": ["2027-06-30"],
                "not": ["type": ["number", "boolean", "array", "object", "null"]],
            ]
        case .integer(let range):
            var limits: [JSON.Member] = [.init("type", "integer")]
            if range.lowerBound > Int.min { limits.append(.init("minimum", .integer(range.lowerBound))) }
            if range.upperBound < Int.max { limits.append(.init("maximum", .integer(range.upperBound))) }
            return ["anyOf": [.object(limits), ["type": "string", "pattern": "^(-?[0-9]+|.*\\$\\{.*)$"]]]
        case .boolean: return ["anyOf": [["type": "boolean"], ["type": "string", "pattern": "^(true|false|.*\\$\\{.*)$"]]]
        case .words(let words):
            let numbers = words.compactMap { Int($0) }.map(JSON.integer)
            return orParameter(["enum": .array(words.map(JSON.string) + numbers)])
        case .texts: return ["anyOf": [scalar, ["type": "array", "items": scalar]]]
        case .secret: return reference("secret")
        case .keys(let set): return object(set)
        case .named(let shape):
            return ["type": "object", "propertyNames": reference("name"), "additionalProperties": schema(shape)]
        case .byName(let shape): return ["type": "object", "additionalProperties": schema(shape)]
        case .list(let shape): return ["type": "array", "items": schema(shape)]
        case .oneOf(let shapes): return ["anyOf": .array(shapes.map(schema))]
        case .reference(let name): return reference(name)
        }
    }

    /// YAML editors see a number or a Boolean where a plan means a text.
    private static var scalar: JSON { ["type": ["string", "number", "boolean"]] }

    private static func orParameter(_ schema: JSON) -> JSON {
        ["anyOf": [schema, ["type": "string", "pattern": "\\$\\{"]]]
    }

    private static func onlyOne(_ schema: JSON) -> JSON {
        .object(members(schema) + [.init("minProperties", 1), .init("maxProperties", 1)])
    }

    private static func reference(_ name: String) -> JSON { ["$ref": .string("#/$defs/\(name)")] }

    private static func described(_ schema: JSON, _ text: String) -> JSON {
        guard case .object(let members) = schema else { return schema }
        return .object([.init("description", .string(text))] + members.filter { $0.key != "description" })
    }

    private static func members(_ schema: JSON) -> [JSON.Member] {
        if case .object(let members) = schema { members } else { [] }
    }
}
