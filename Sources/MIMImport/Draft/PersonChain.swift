import Microsoft

/// What one HR source gives to people: the way of each value through the metaverse, with the metaverse taken out.
struct PersonChain {
    /// A value that the source gives to a metaverse attribute.
    struct Gift {
        let flow: ImportFlow
        /// Over the source's own attributes; nil where code or something unknown makes it.
        let value: RuleExpression?
    }

    let member: MIMEstate.Member
    let peopleType: String
    /// By metaverse attribute: the best-ranked flow of this source.
    private(set) var gifts: [String: Gift] = [:]
    /// Metaverse attributes in the order of the export.
    private(set) var order: [String] = []

    init(_ member: MIMEstate.Member, in estate: MIMEstate) {
        self.member = member
        peopleType = estate.peopleType ?? "person"
        for flow in estate.export.importFlows
        where flow.agent == member.agent.id && flow.metaverseType == peopleType && !flow.isMachinery && gifts[flow.metaverseAttribute] == nil {
            gifts[flow.metaverseAttribute] = Gift(flow: flow, value: PersonChain.value(flow.mapping))
            order.append(flow.metaverseAttribute)
        }
    }

    static func value(_ mapping: FlowMapping) -> RuleExpression? {
        switch mapping.value {
        case .direct:
            guard let source = mapping.sources.first, !source.hasPrefix("<") else { return nil }
            return .attribute(source)
        case .constant(let text): return .string(text)
        case .expression(let expression): return expression
        case .secret, .dnPart, .script, .unknown: return nil
        }
    }

    func value(of metaverseAttribute: String) -> RuleExpression? { gifts[metaverseAttribute]?.value }

    /// The attribute of the source that a metaverse attribute is a copy of.
    func copied(by metaverseAttribute: String) -> String? {
        if case .attribute(let name)? = value(of: metaverseAttribute) { name } else { nil }
    }

    /// Everything that flows of people read, in the order of the source's own attributes.
    var readAttributes: [String] {
        var names = Set<String>()
        for gift in gifts.values { names.formUnion(gift.flow.mapping.sources.filter { !$0.hasPrefix("<") }) }
        return member.agent.selectedAttributes.filter(names.contains) + names.subtracting(member.agent.selectedAttributes).sorted()
    }

    /// The attribute that tells who somebody is, and the metaverse attribute it is joined by; the anchor where no join says so.
    var key: (source: String, metaverse: String?)? {
        let people = Set(gifts.values.map(\.flow.objectType))
        for join in member.agent.joins where people.contains(join.objectType) && (join.metaverseType == nil || join.metaverseType == peopleType) {
            guard join.mappings.count == 1, case .direct = join.mappings[0].mapping.value, let source = join.mappings[0].mapping.sources.first,
                !source.hasPrefix("<"), !FlowMapping.machineryAttributes.contains(join.mappings[0].metaverseAttribute.lowercased())
            else { continue }
            return (source, join.mappings[0].metaverseAttribute)
        }
        guard let anchor = member.agent.anchor.first else { return nil }
        return (anchor, order.first { copied(by: $0) == anchor })
    }

    /// Length of an attribute of the source, in UTF-16 units; nil where nobody knows.
    func length(of attribute: String) -> Int? {
        if case .database(let database) = member.agent.connection, let column = database.columns.first(where: { $0.name == attribute }),
            let length = column.length, length > 0, length < 1 << 20, column.type == "String"
        {
            return length
        }
        return member.agent.schema.attribute(attribute).flatMap { $0.type == .string ? $0.length : nil }
    }

    func isNullable(_ attribute: String) -> Bool {
        if member.agent.anchor.contains(attribute) { return false }
        guard case .database(let database) = member.agent.connection, let column = database.columns.first(where: { $0.name == attribute })
        else { return true }
        return column.isNullable
    }
}

/// Which Entra attribute stands for an attribute of the metaverse.
enum EntraNames {
    /// By Active Directory's name of the same thing, whatever its case.
    static func named(byActiveDirectory name: String) -> EntraUserAttribute? {
        let name = name == "c" ? "co" : name
        return EntraUserAttribute.all.first { $0.activeDirectoryName?.lowercased() == name.lowercased() && $0.inbound == .writable }
    }

    /// By the metaverse's own name: as installed, or as Entra's.
    static func named(byMetaverse name: String) -> EntraUserAttribute? {
        let name = name.lowercased()
        let entra = metaverse[name] ?? name
        return EntraUserAttribute.all.first { $0.name.lowercased() == entra.lowercased() && $0.inbound == .writable }
            ?? named(byActiveDirectory: name)
    }

    private static let metaverse: [String: String] = [
        "accountname": "mailNickname", "samaccountname": "mailNickname", "alias": "mailNickname", "uid": "mailNickname",
        "firstname": "givenName", "lastname": "surname", "sn": "surname", "displayname": "displayName", "cn": "displayName",
        "employeeid": "employeeId", "employeenumber": "employeeId", "officephone": "businessPhones", "phone": "businessPhones",
        "telephonenumber": "businessPhones", "mobile": "mobilePhone", "mobilephone": "mobilePhone", "fax": "faxNumber", "officefax": "faxNumber",
        "facsimiletelephonenumber": "faxNumber", "address": "streetAddress", "street": "streetAddress", "st": "state", "l": "city", "co": "country",
        "c": "country", "company": "companyName", "title": "jobTitle", "jobtitle": "jobTitle", "costcenter": "employeeOrgData.costCenter",
        "division": "employeeOrgData.division", "employeestartdate": "employeeHireDate", "hiredate": "employeeHireDate", "startdate": "employeeHireDate",
        "employeeenddate": "employeeLeaveDateTime", "terminationdate": "employeeLeaveDateTime",
        "physicaldeliveryofficename": "officeLocation", "office": "officeLocation", "userprincipalname": "userPrincipalName",
    ]
}
