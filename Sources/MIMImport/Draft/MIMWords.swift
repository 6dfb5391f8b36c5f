import XML

/// MIM's rules in words for people.
enum MIMWords {
    static func place(_ file: String, _ place: XMLPlace) -> String { "\(file):\(place.line):\(place.column)" }

    static func describe(_ mapping: FlowMapping) -> String {
        switch mapping.value {
        case .direct: mapping.sources.first ?? "a direct flow without a source"
        case .constant(let text): "\"\(text)\""
        case .secret: "a secret constant"
        case .dnPart(let part): "part \(part) of the distinguished name"
        case .script(let rule): "code: \(rule.isEmpty ? "unnamed" : rule)"
        case .expression(let expression): expression.text
        case .unknown(let name): "a mapping of an unknown kind: \(name)"
        }
    }

    static func describe(_ filter: ManagementAgent.ConnectorFilter) -> String {
        if filter.isScripted { return "connector filter of \(filter.objectType) in code" }
        let alternatives = filter.alternatives.map { alternative in
            alternative.map { "\($0.attribute) \($0.operator)\($0.value.map { " \"\($0)\"" } ?? "")" }.joined(separator: " and ")
        }
        return "connector filter of \(filter.objectType): out if " + alternatives.joined(separator: ", or ")
    }
}

/// What code must have done, where the name that it is given or its attributes make that plain.
enum ScriptProposal {
    /// Why a flow by code is open, with a guess where there is one.
    static func reason(_ mapping: FlowMapping, attribute: String) -> String {
        guard case .script = mapping.value else {
            if case .dnPart = mapping.value { return "a part of MIM's own distinguished name; HR has it as a column, or not at all" }
            if case .direct = mapping.value { return "it is MIM's own name or number of the object, no attribute of HR" }
            return "its kind is not known"
        }
        return "code makes it; only its name and inputs are in the export." + (proposal(attribute: attribute, inputs: mapping.sources).map { " Probably: \($0)" } ?? "")
    }

    /// An expression of Entra's, over the inputs; nil where nothing is plain.
    static func proposal(attribute: String, inputs: [String]) -> String? {
        func input(_ words: [String]) -> String? {
            inputs.first { name in
                let name = name.lowercased()
                return words.contains { name.contains($0) }
            }
        }
        let first = input(["firstname", "givenname", "vorname", "first"])
        let last = input(["lastname", "surname", "nachname", "familyname", "last"]) ?? inputs.first { $0.lowercased() == "sn" }
        let attribute = attribute.lowercased()
        func has(_ words: String...) -> Bool { words.contains { attribute.contains($0) } }
        if has("displayname", "fullname") || attribute == "cn", let first, let last { return "Join(\" \", [\(first)], [\(last)])" }
        if has("initial"), let first { return "Left([\(first)], 1)" }
        if has("accountname", "alias", "mailnickname", "uid"), let first, let last {
            return "ToLower(Join(\".\", NormalizeDiacritics([\(first)]), NormalizeDiacritics([\(last)])))"
        }
        if has("mail", "userprincipalname"), let first, let last {
            return "Join(\"@\", ToLower(Join(\".\", NormalizeDiacritics([\(first)]), NormalizeDiacritics([\(last)]))), \"domain\")"
        }
        if has("active", "enabled", "disabled", "useraccountcontrol"), let status = input(["status", "state", "terminat"]) {
            return "Switch([\(status)], \"True\", \"Terminated\", \"False\"), with the words that the status really has"
        }
        if has("date"), let date = input(["date"]) { return "FormatDateTime([\(date)], , \"the input's format\", \"yyyy-MM-dd\")" }
        if inputs.count == 1, let only = inputs.first, !only.hasPrefix("<"), only.lowercased() == attribute { return "[\(only)], tidied up" }
        return nil
    }
}
