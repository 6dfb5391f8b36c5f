import XML

/// Reads the DSML schema of the metaverse or of a connected system, one class and one attribute at a time.
struct SchemaReading {
    /// Whether the attributes of each class are wanted: Active Directory's schema has hundreds of classes of hundreds each.
    let keepsAttributes: Bool
    private var schema = Schema()
    private var names: [String: String] = [:]

    init(keepsAttributes: Bool) {
        self.keepsAttributes = keepsAttributes
    }

    static func interest(in name: String) -> XMLInterest {
        name == "class" || name == "attribute-type" ? .take : .skip
    }

    mutating func take(_ element: XMLElement) {
        let id = element["id"] ?? ""
        guard let name = element.text("name") ?? (id.isEmpty ? nil : id) else { return }
        if element.name == "class" {
            // Auxiliary and abstract classes lend their attributes to others; no object is of one.
            guard element["type"] ?? "structural" == "structural" else { return }
            let parts = element.children("attribute")
            func refs(_ parts: [XMLElement]) -> [String] {
                parts.compactMap { $0["ref"].map { $0.hasPrefix("#") ? String($0.dropFirst()) : $0 } }
            }
            schema.classes.append(SchemaClass(
                name: name, attributes: keepsAttributes ? refs(parts) : [],
                required: keepsAttributes ? refs(parts.filter { $0["required"] == "true" }) : [],
                anchor: refs(parts.filter { $0["isAnchor"] == "true" })))
        } else {
            names[id] = name
            schema.add(SchemaAttribute(
                name: name, type: SchemaType(syntax: element.text("syntax") ?? ""), isMultivalued: element["single-value"] != "true",
                length: element["range-upper"].flatMap { Int($0) }, isIndexed: element["indexed"] == "true",
                isImmutable: element["immutable"] == "true", isExportOnly: element["export-only"] == "true",
                isEncrypted: element["encrypted"] == "true"))
        }
    }

    /// With names in place of ids, which in Active Directory's schema are short codes.
    var result: Schema {
        var result = schema
        for i in result.classes.indices {
            result.classes[i].attributes = result.classes[i].attributes.map { names[$0] ?? $0 }
            result.classes[i].required = result.classes[i].required.map { names[$0] ?? $0 }
            result.classes[i].anchor = result.classes[i].anchor.map { names[$0] ?? $0 }
        }
        return result
    }
}
