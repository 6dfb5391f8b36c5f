import XML

/// `private-configuration`: where an agent connects, and what identifies its objects.
struct ConnectionReading {
    let category: String
    /// The element below `private-configuration`.
    let configuration: String?
    let settings: [XMLElement]

    var result: (connection: AgentConnection, anchor: [String]) {
        switch configuration {
        case "oledbma-configuration": (.database(database), anchor(child("mms-info")?.child("anchor")))
        case "adma-configuration": (.directory(directory), [])
        case "fimma-configuration": (.portal(portal), ["ObjectID"])
        case "MAConfig" where ["extensible2", "extensible"].contains(category.lowercased()):
            (.ecma2(ecma2), anchor(child("importing")?.child("anchor")))
        case "MAConfig": (.textFile(textFile), anchor(child("importing")?.child("anchor")))
        case let other: (.other(configuration: other), [])
        }
    }

    private func child(_ name: String) -> XMLElement? { settings.first { $0.name == name } }

    private func text(_ name: String) -> String? {
        child(name).flatMap { $0.text.isEmpty ? nil : $0.text }
    }

    private func anchor(_ element: XMLElement?) -> [String] {
        var names: [String] = []
        for name in element?.children("attribute").map(\.text) ?? [] where !names.contains(name) { names.append(name) }
        return names
    }

    private var database: AgentConnection.Database {
        let info = child("connection-info")
        let mms = child("mms-info")
        let types = mms?.child("object-type-info")
        return .init(
            server: info?.text("server"), database: info?.text("databasename"), table: info?.text("tablename"),
            deltaTable: info?.text("delta-tablename"), multivaluedTable: info?.text("multivalued-tablename"),
            dataSource: info?.text("datasource"), authentication: info?.text("authentication"),
            objectType: mms?.text("object-type") ?? types?.text("object-type"), objectTypeColumn: types?.text("object-type-column"),
            columns: mms?.child("column-info")?.children("column").map(column) ?? [],
            multivaluedColumns: mms?.at("multivalued-info", "multivalued-columns")?.children("column").map(column) ?? [])
    }

    private func column(_ element: XMLElement) -> AgentConnection.Column {
        .init(
            name: element.text("name") ?? "", type: element.text("mms-type") ?? "", databaseType: element.text("data-type"),
            length: element.text("length").flatMap { Int($0) }, isNullable: element.text("isnullable") == "1",
            isReadOnly: element.text("isreadonly") == "1", isReference: element.child("mms-type")?["dn"] == "1")
    }

    private var directory: AgentConnection.Directory {
        .init(
            forest: text("forest-name"), port: text("forest-port"), exchange: child("cd-extension")?.text("exchange-version"),
            exchangeServer: child("cd-extension")?.text("server-name"))
    }

    private var portal: AgentConnection.Portal {
        let info = child("connection-info")
        return .init(server: info?.text("server"), database: info?.text("databasename"), serviceHost: info?.text("serviceHost"))
    }

    private var textFile: AgentConnection.TextFile {
        let format = child("delimited_format")
        let delimiter = format?.text("delimiter").flatMap { UInt32($0) }.flatMap { Unicode.Scalar($0) }.map { String($0) }
        return .init(
            sampleFile: child("properties")?.text("sample_file"), delimiter: delimiter, codePage: format?.text("code_page"),
            hasHeaders: format?.text("first_row_contains_headers").map { $0 == "1" },
            columns: format?.child("attributes")?.children("attribute").compactMap { $0.text("name") } ?? [],
            objectTypeColumn: child("importing")?.text("object_class_attribute"))
    }

    private var ecma2: AgentConnection.ECMA2 {
        let config = child("extension-config")
        let parameters = (child("parameter-values")?.children("parameter") ?? []).compactMap { element -> AgentConnection.Parameter? in
            let name = element["name"] ?? ""
            let type = element["type"] ?? ""
            guard type != "label", type != "divider" else { return nil }
            let value: AgentConnection.Parameter.Value = switch type {
            case "encrypted-string": .secret
            case "text": .script(length: element.rawText.utf16.count)
            default: holdsSecret(name, type, element.rawText) ? .secret : .text(element.text)
            }
            return .init(name: name, use: element["use"] ?? "", type: type, value: value)
        }
        return .init(
            assembly: config?.text("filename"), imports: config?.text("import-enabled") == "1", exports: config?.text("export-enabled") == "1",
            isFileBased: [config?.text("import-mode"), config?.text("export-mode")].contains { $0?.lowercased().hasPrefix("file") ?? false },
            parameters: parameters)
    }

    /// A parameter that its author did not mark, and that holds a secret all the same.
    private func holdsSecret(_ name: String, _ type: String, _ value: String) -> Bool {
        guard type == "string" else { return false }
        let name = name.lowercased()
        let value = value.lowercased()
        return !value.isEmpty && (takesPassword(name) || name.hasSuffix("token") || name.hasSuffix("passphrase") || value.contains("password=") || value.contains("pwd="))
    }
}
