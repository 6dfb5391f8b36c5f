import Foundation
import JSON
import TestSupport

/// Microsoft Graph's own metadata of the requests that bundles make (Tests/Fixtures/graph): what a path leads to, which methods it
/// takes, and what a body may hold.
struct GraphModel {
    private let model: JSON

    init() throws {
        let file = Repository.fixtures.appendingPathComponent("graph/graph-types.json")
        model = try JSONReader.read(Array(try Data(contentsOf: file)))
    }

    /// What a path leads to.
    private enum Place {
        case collection(of: String, restriction: String)
        case entity(String, isSingle: Bool)
        case property(of: String, name: String)
        case action(String)
        case function(String)
    }

    /// What is wrong with a request of a bundle; nothing when Graph's metadata has it.
    func problems(_ request: JSON) -> [String] {
        guard let method = request["method"]?.text, let url = request["url"]?.text else { return ["no method or url"] }
        var problems: [String] = []
        let parts = url.split(separator: "?", maxSplits: 1).map(String.init)
        guard let (place, type) = resolve(parts[0], into: &problems) else { return problems }
        if parts.count > 1 { check(query: parts[1], of: type, into: &problems) }
        let body = request["body"]
        switch (method, place) {
        case ("GET", .action): problems.append("GET of an action")
        case ("GET", _): if body != nil { problems.append("GET with a body") }
        case ("POST", .action(let name)):
            let parameters = members(model["actions"]?[name]?["parameters"])
            if let body { check(object: body, members: parameters, name, isOpen: false, into: &problems) }
            for (key, parameter) in parameters where body?[key] == nil && parameter["nullable"] == false && parameter["optional"] == nil {
                problems.append("\(name) lacks \(key)")
            }
        case ("POST", .collection(let type, let restriction)):
            if model["restrictions"]?[restriction]?["insert"] == false { problems.append("nothing can be created at \(parts[0])") }
            if let body { check(body, .init(type: type), "body", into: &problems) } else { problems.append("POST without a body") }
        // inbound-provisioning-api: the content is SCIM, which the metadata does not know.
        case ("POST", .entity("microsoft.graph.bulkUpload", _)): break
        case ("PUT", .property(let owner, let name)):
            guard model["restrictions"]?["\(owner)/\(name)"]?["method"] == "PUT" else { return problems + ["\(name) takes no PUT"] }
            guard let property = self.properties(of: owner)[name] else { return problems }
            check(body ?? .null, .init(type: "", collection: nil, members: ["value": property]), "body", into: &problems)
        // synchronizationSchema: update; there is no PATCH.
        case ("PUT", .entity("microsoft.graph.synchronizationSchema", _)):
            check(body ?? .null, .init(type: "microsoft.graph.synchronizationSchema"), "body", into: &problems)
        case ("DELETE", .entity(_, isSingle: false)): if body != nil { problems.append("DELETE with a body") }
        // onPremisesSyncBehavior: update; the one of a user or a group.
        case ("PATCH", .entity(let type, isSingle: true)) where type == "microsoft.graph.onPremisesSyncBehavior":
            check(body ?? .null, .init(type: type), "body", into: &problems)
        case ("PATCH", .entity(let type, isSingle: false)):
            check(body ?? .null, .init(type: type), "body", into: &problems)
        default: problems.append("\(method) is no method of \(parts[0])")
        }
        return problems
    }

    // MARK: Paths

    private func resolve(_ path: String, into problems: inout [String]) -> (Place, type: String)? {
        var segments = path.split(separator: "/").map(String.init)[...]
        let first = segments.popFirst() ?? ""
        let single = model["singletons"]?[first]?.text
        guard path.hasPrefix("/"), let start = single ?? model["entitySets"]?[first]?.text else {
            problems.append("\(path) begins with no entity set")
            return nil
        }
        var place = single == nil ? Place.collection(of: start, restriction: "microsoft.graph.GraphService/\(first)") : .entity(start, isSingle: true)
        var type = start
        while let segment = segments.popFirst() {
            switch place {
            case .collection(let item, _):
                if let action = bound(segment, to: "Collection(\(item))", in: "actions") { place = .action(action) } else { place = .entity(item, isSingle: false) }
            case .entity(let owner, _):
                if let link = navigation(of: owner)[segment] {
                    type = link["type"]?.text ?? ""
                    place = link["collection"] == true ? .collection(of: type, restriction: "\(owner)/\(segment)") : .entity(type, isSingle: true)
                } else if properties(of: owner)[segment] != nil {
                    place = .property(of: owner, name: segment)
                } else if let action = bound(segment, to: owner, in: "actions") {
                    place = .action(action)
                } else if let function = bound(segment, to: owner, in: "functions") {
                    place = .function(function)
                } else {
                    problems.append("\(owner) has no \(segment)")
                    return nil
                }
            default:
                problems.append("nothing stands below \(segment)")
                return nil
            }
        }
        return (place, type)
    }

    private func bound(_ name: String, to type: String, in kind: String) -> String? {
        members(model[kind]).first { key, value in key.split(separator: "@")[0] == name && value["boundTo"]?.text == type }?.key
    }

    private func check(query: String, of type: String, into problems: inout [String]) {
        let known = properties(of: type)
        for option in query.split(separator: "&") {
            let pair = option.split(separator: "=", maxSplits: 1).map(String.init)
            guard pair.count == 2 else { problems.append("\(option) is no query option"); continue }
            switch pair[0] {
            case "$select":
                for name in pair[1].split(separator: ",") where known[String(name)] == nil { problems.append("\(type) has no \(name) to select") }
            case "$filter":
                let name = pair[1].replacingOccurrences(of: "%20", with: " ").split(separator: " ").first.map(String.init) ?? ""
                if known[name] == nil { problems.append("\(type) has no \(name) to filter by") }
            default: problems.append("\(pair[0]) is no query option that we use")
            }
        }
    }

    // MARK: Bodies

    private struct Shape {
        let type: String
        var collection: Bool?
        var nullable = true
        /// In place of a type's own.
        var members: [String: JSON]?
    }

    private func members(_ value: JSON?) -> [(key: String, value: JSON)] {
        if case .object(let members) = value { members.map { ($0.key, $0.value) } } else { [] }
    }

    private func inherited(_ type: String, _ kind: String) -> [String: JSON] {
        guard let description = model["types"]?[type] else { return [:] }
        var all = description["base"]?.text.map { inherited($0, kind) } ?? [:]
        for (key, value) in members(description[kind]) { all[key] = value }
        return all
    }

    private func properties(of type: String) -> [String: JSON] { inherited(type, "properties") }
    private func navigation(of type: String) -> [String: JSON] { inherited(type, "navigation") }

    private func check(_ value: JSON, _ shape: Shape, _ place: String, into problems: inout [String]) {
        let value = plain(value)
        // A variable of its own may be of any type; a file that was kept is what the service itself gave.
        if let text = value.text, text.wholeMatch(of: /\$\{[^}]+\}/) != nil { return }
        if value["$file"] != nil { return }
        if value == .null {
            if !shape.nullable { problems.append("\(place) may not be null") }
            return
        }
        if shape.collection == true {
            guard case .array(let items) = value else { problems.append("\(place) is a list"); return }
            for item in items { check(item, .init(type: shape.type), place, into: &problems) }
            return
        }
        if let known = shape.members {
            check(object: value, members: known.map { ($0.key, $0.value) }, place, isOpen: false, into: &problems)
        } else if let words = model["enums"]?[shape.type] {
            guard case .array(let words) = words, let text = value.text else { problems.append("\(place) is one of \(shape.type)"); return }
            let isFlags = (model["flagEnums"]?.items ?? []).contains { $0.text == shape.type }
            let parts = isFlags ? text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) } : [text]
            for part in parts where !words.contains(where: { $0.text == part }) { problems.append("\(place): `\(part)` is no \(shape.type)") }
        } else if model["types"]?[shape.type] != nil {
            let type = derived(value, from: shape.type, place, into: &problems)
            let description = model["types"]?[type] ?? .null
            let known = properties(of: type).merging(navigation(of: type)) { $1 }.merging(["@odata.type": ["type": "Edm.String"]]) { old, _ in old }
            check(object: value, members: known.map { ($0.key, $0.value) }, place, isOpen: description["open"] == true, into: &problems)
        } else {
            let fits =
                switch (shape.type, value) {
                case ("Edm.String", .string), ("Edm.DateTimeOffset", .string), ("Edm.Date", .string), ("Edm.Duration", .string), ("Edm.Boolean", .bool), ("Edm.Int32", .integer), ("Edm.Int64", .integer): true
                case ("Edm.Guid", .string(let text)): UUID(uuidString: text) != nil
                default: false
                }
            if !fits { problems.append("\(place) is \(shape.type)") }
        }
    }

    /// An object that says its type is of that one; one of an abstract type must.
    private func derived(_ value: JSON, from base: String, _ place: String, into problems: inout [String]) -> String {
        guard let said = value["@odata.type"]?.text else {
            if model["types"]?[base]?["abstract"] == true { problems.append("\(place) does not say which \(base) it is") }
            return base
        }
        let type = String(said.dropFirst())
        var ancestor: String? = type
        while let current = ancestor, current != base { ancestor = model["types"]?[current]?["base"]?.text }
        if ancestor == nil || !said.hasPrefix("#") { problems.append("\(place): \(said) is no \(base)") }
        return type
    }

    private func check(object: JSON, members known: [(key: String, value: JSON)], _ place: String, isOpen: Bool, into problems: inout [String]) {
        guard case .object(let members) = object else { problems.append("\(place) is an object"); return }
        for member in members {
            guard let property = known.first(where: { $0.key == member.key })?.value else {
                if !isOpen { problems.append("\(place) has no \(member.key)") }
                continue
            }
            check(
                member.value,
                .init(type: property["type"]?.text ?? "", collection: property["collection"] == true, nullable: property["nullable"] != false),
                "\(place).\(member.key)", into: &problems)
        }
    }

    /// A merge as the part that is ours, in the shape in which it is written.
    private func plain(_ value: JSON) -> JSON {
        guard let merge = value["$merge"] else { return value }
        if let values = merge["values"] { return values }
        let selector = members(merge["objectMapping"]).filter { $0.key != "set" } + members(merge["objectMapping"]?["set"])
        let attributes = members(merge["addAttributes"]).map { side in JSON.object([.init("objects", [.object([.init("attributes", side.value)])])]) }
        return [
            "directories": .array(attributes),
            "synchronizationRules": [["objectMappings": [.object(selector.map { .init($0.key, $0.value) })]]],
        ]
    }
}

extension JSON {
    var text: String? { if case .string(let text) = self { text } else { nil } }
    var items: [JSON] { if case .array(let items) = self { items } else { [] } }
}
