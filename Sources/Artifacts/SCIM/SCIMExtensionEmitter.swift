import Analysis
import JSON
import Microsoft

/// The plan's SCIM extension as a schema resource (RFC 7643, section 7): what senders and validators need to know of the columns
/// that travel beside SCIM's own attributes.
public struct SCIMExtensionEmitter: Emitter {
    public init() {}

    public func emit(_ phase: CheckedPhase, in context: EmissionContext) -> [Artifact] {
        phase.starts.compactMap { mapping in
            guard mapping.native == nil, let layout = InboundLayout(mapping, customURN: context.plan.customURN), !layout.customColumns.isEmpty else { return nil }
            let schema: JSON = [
                "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Schema"],
                "id": .string(layout.customURN),
                "name": .string("\(context.plan.title): \(mapping.from.title)"),
                "description": .string("Columns of \(mapping.from.name) that Entra's job reads in expressions and scopes of \(mapping.name)."),
                "attributes": .array(layout.customColumns.map(attribute)),
            ]
            return Artifact(
                "\(phase.folder)/scim/\(mapping.name).extension.json", schema.prettyText,
                summary: "SCIM extension of \(mapping.title)", origins: [mapping.span])
        }
    }

    private func attribute(_ column: CheckedAttribute) -> JSON {
        let type = switch column.type.base {
        case .boolean: "boolean"
        case .integer: "integer"
        default: "string"
        }
        return [
            "name": .string(column.name),
            "type": .string(type),
            "multiValued": false,
            "description": .string("\(column.type)"),
            "required": false,
            "caseExact": true,
            "mutability": "readWrite",
            "returned": "default",
            "uniqueness": "none",
        ]
    }
}
