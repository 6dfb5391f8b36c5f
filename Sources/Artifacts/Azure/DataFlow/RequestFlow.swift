import Analysis
import JSON
import Microsoft

/// People → the bodies of `bulkUpload` requests, 50 people each, one file a request.
///
/// The body is made as one text: columns named by URNs are risky in a data flow, and a sink would write `null` where SCIM wants the
/// attribute left out.
struct RequestFlow {
    typealias X = DataFlowExpression

    let layout: InboundLayout
    let sendsActive: Bool
    /// The column of a person's attribute.
    let column: (String) -> X

    func sink(_ people: String, key: X, in script: inout DataFlowScript, as name: String) {
        let shape = SCIMUserShape(layout)
        let operation = script.derive(people, parts(shape), as: "requestParts")
        let whole = script.derive(operation, [("operation", user(shape, key: key))], as: "requestOperations")
        let few = script.select(whole, [(new: "operation", old: "operation")], as: "requestColumn")
        script.add([few], "keyGenerate", [
            .output([(column: "number", type: "long")]), .option("startAt", "1L"), .option("stepValue", "1L"),
        ], as: "requestNumbers")
        let chunk = X.call("toLong", [.call("floor", [
            .binary("/", .binary("-", .column("number"), .integer(1)), .integer(ProvisioningLimits.bulkOperations)),
        ])])
        let chunks = script.aggregate("requestNumbers", by: [("chunk", chunk)], [("operations", .call("collect", [.column("operation")]))], as: "requestChunks")
        let next = X.iif(
            .equal(.inner("acc"), .text("")), .inner("item"), .concat([.inner("acc"), .text(","), .inner("item")]))
        let empty: JSON = ["schemas": .strings([SCIMSlot.bulkURN]), "Operations": []]
        let open = empty.compactText.dropLast(2)
        let bodies = script.derive(chunks, [
            ("body", .concat([
                .text(String(open)), .call("reduce", [.column("operations"), .text(""), next, .inner("result")]), .text("],\"failOnErrors\":null}"),
            ])),
            ("file", .concat([
                .text("bulk-"), .call("lpad", [.call("toString", [.binary("+", .column("chunk"), .integer(1))]), .integer(5), .text("0")]), .text(".json"),
            ])),
        ], as: "requestBodies")
        let files = script.select(bodies, [(new: "body", old: "body"), (new: "file", old: "file")], as: "requestFiles")
        script.add([files], "sink", [
            .option("allowSchemaDrift", "true"), .option("validateSchema", "false"), .named("rowUrlColumn", "file"),
            .option("skipDuplicateMapInputs", "true"), .option("skipDuplicateMapOutputs", "true"),
        ], as: name)
    }

    private func value(_ place: Int) -> X { column(layout.columns[place].attribute.name) }

    // MARK: Pieces of JSON

    /// A JSON text of a value that is there.
    private func quoted(_ value: X) -> [X] { [.text("\""), .call("escape", [value, .text("json")]), .text("\"")] }

    /// `,"name":"value"`, or nothing where there is no value.
    private func member(_ place: SCIMUserShape.Place) -> X {
        let value = value(place.column)
        let key = JSON.string(place.name).compactText
        let written = switch place.type.base {
        case .boolean: [value]
        // 007 is no number of JSON's.
        case .integer: [X.call("toString", [.call("toLong", [value])])]
        default: quoted(value)
        }
        return .iif(.isNull(value), .text(""), .concat([.text(",\(key):")] + written))
    }

    private func members(_ places: [SCIMUserShape.Place]) -> X {
        places.isEmpty ? .text("") : .concat(places.map(member))
    }

    /// Members without an object around them, each with a comma in front; empty where there is none.
    private func parts(_ shape: SCIMUserShape) -> [(String, X)] {
        let phones = shape.phones.map { place -> X in
            let value = value(place.column)
            let open = ",{\"type\":\(JSON.string(place.name).compactText),\"value\":"
            return .iif(.isNull(value), .text(""), .concat([.text(open)] + quoted(value) + [.text("}")]))
        }
        var enterprise = shape.enterprise.map(member)
        if let manager = shape.manager {
            let value = value(manager)
            enterprise.append(.iif(.isNull(value), .text(""), .concat([.text(",\"manager\":{\"value\":")] + quoted(value) + [.text("}")])))
        }
        return [
            ("r_name", members(shape.name)),
            ("r_address", members(shape.address)),
            ("r_phones", phones.isEmpty ? .text("") : .concat(phones)),
            ("r_enterprise", enterprise.isEmpty ? .text("") : .concat(enterprise)),
            ("r_custom", members(shape.custom)),
        ]
    }

    /// A text around a list of members, or nothing where the list is empty.
    private func wrapped(_ column: String, _ open: String, _ close: String) -> X {
        .iif(.equal(.column(column), .text("")), .text(""), .concat([.text(open), .call("dropLeft", [.column(column), .integer(1)]), .text(close)]))
    }

    private func user(_ shape: SCIMUserShape, key: X) -> X {
        let urn = JSON.string(SCIMSlot.enterpriseURN).compactText
        let custom = JSON.string(layout.customURN).compactText
        func schema(_ column: String, _ urn: String) -> X { .iif(.equal(.column(column), .text("")), .text(""), .text(",\(urn)")) }
        var pieces: [X] = [.text("{\"method\":\"POST\",\"bulkId\":")] + quoted(key)
        pieces += [
            .text(",\"path\":\"/Users\",\"data\":{\"schemas\":[\(JSON.string(SCIMSlot.coreURN).compactText)"), schema("r_enterprise", urn),
            schema("r_custom", custom), .text("],\"externalId\":"),
        ] + quoted(key)
        pieces += [.text(",\"userName\":")] + quoted(.coalesce([value(shape.userName), key]))
        pieces.append(wrapped("r_name", ",\"name\":{", "}"))
        pieces += shape.core.map(member)
        if sendsActive { pieces += [.text(",\"active\":"), .column("p_active")] }
        pieces.append(wrapped("r_address", ",\"addresses\":[{\"type\":\"work\",", "}]"))
        pieces.append(wrapped("r_phones", ",\"phoneNumbers\":[", "]"))
        pieces.append(wrapped("r_enterprise", ",\(urn):{", "}"))
        pieces.append(wrapped("r_custom", ",\(custom):{", "}"))
        return .concat(pieces + [.text("}}")])
    }
}
