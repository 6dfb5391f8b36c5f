import Analysis
import JSON
import Microsoft

/// People → operations of `bulkUpload`, an absent value left out.
///
/// Each is made as a text and read back: an object of the language would hold `null` where SCIM wants the attribute left out.
struct RequestWorkflow {
    typealias X = WorkflowExpression

    let layout: InboundLayout
    let sendsActive: Bool
    /// The value of a person's attribute.
    let value: (String) -> X

    func add(to actions: inout WorkflowActions, key: X) {
        let shape = SCIMUserShape(layout)
        var pieces: [(String, X)] = []
        func named(_ piece: X) -> X {
            pieces.append(("m\(pieces.count + 1)", piece))
            return .column("m\(pieces.count)")
        }
        let name = shape.name.map { named(member($0)) }
        let core = shape.core.map { named(member($0)) }
        let address = shape.address.map { named(member($0)) }
        let phones = shape.phones.map { place in
            let value = value(place.column)
            return named(.if(.isEmpty(value), .empty, .concat([
                .text(",{\"type\":\(JSON.string(place.name).compactText),\"value\":"), .quoted(value), .text("}"),
            ])))
        }
        var enterprise = shape.enterprise.map { named(member($0)) }
        if let manager = shape.manager {
            let value = value(manager)
            enterprise.append(named(.if(.isEmpty(value), .empty, .concat([.text(",\"manager\":{\"value\":"), .quoted(value), .text("}")]))))
        }
        let custom = shape.custom.map { named(member($0)) }
        let userName = value(shape.userName)
        pieces += [
            ("key", .quoted(key)), ("userName", .quoted(.if(.isEmpty(userName), key, userName))), ("active", .column("active")),
        ]
        actions.select("Pieces", from: .body("People"), pieces)
        actions.select("Groups", from: .body("Pieces"), [
            ("key", .column("key")), ("userName", .column("userName")), ("active", .column("active")), ("name", .concat(name)),
            ("core", .concat(core)), ("address", .concat(address)), ("phones", .concat(phones)), ("enterprise", .concat(enterprise)),
            ("custom", .concat(custom)),
        ])
        actions.select("Operations", from: .body("Groups"), value: .call("json", [operation]))
    }

    private func value(_ place: Int) -> X { value(layout.columns[place].attribute.name) }

    /// `,"name":"value"`, or nothing where there is no value.
    private func member(_ place: SCIMUserShape.Place) -> X {
        let value = value(place.column)
        let written: X
        switch place.type.base {
        case .boolean: written = value
        // 007 is no number of JSON's.
        case .integer: written = .call("string", [.number(value)])
        default: written = .quoted(value)
        }
        return .if(.isEmpty(value), .empty, .concat([.text(",\(JSON.string(place.name).compactText):"), written]))
    }

    /// A text around a list of members, or nothing where the list is empty.
    private func wrapped(_ column: String, _ open: String, _ close: String) -> X {
        let list = X.column(column)
        return .if(.isEmpty(list), .empty, .concat([.text(open), .dropFirst(list), .text(close)]))
    }

    private var operation: X {
        let urn = JSON.string(SCIMSlot.enterpriseURN).compactText
        let custom = JSON.string(layout.customURN).compactText
        func schema(_ column: String, _ urn: String) -> X { .if(.isEmpty(.column(column)), .empty, .text(",\(urn)")) }
        var pieces: [X] = [
            .text("{\"method\":\"POST\",\"bulkId\":"), .column("key"),
            .text(",\"path\":\"/Users\",\"data\":{\"schemas\":[\(JSON.string(SCIMSlot.coreURN).compactText)"), schema("enterprise", urn),
            schema("custom", custom), .text("],\"externalId\":"), .column("key"), .text(",\"userName\":"), .column("userName"),
            wrapped("name", ",\"name\":{", "}"), .column("core"),
        ]
        if sendsActive { pieces += [.text(",\"active\":"), .column("active")] }
        return .concat(pieces + [
            wrapped("address", ",\"addresses\":[{\"type\":\"work\",", "}]"), wrapped("phones", ",\"phoneNumbers\":[", "]"),
            wrapped("enterprise", ",\(urn):{", "}"), wrapped("custom", ",\(custom):{", "}"), .text("}}"),
        ])
    }
}
