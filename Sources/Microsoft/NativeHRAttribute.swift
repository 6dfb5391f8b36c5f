/// What Microsoft's own connectors for HR systems read without being told where it stands: attributes by the names that the
/// provisioning application has for them. Any other has a path of its own, which is typed in the portal.
///
/// Both travel as text: Workday's `Active` is 0 or 1, its days are XML Schema's (`2020-03-16-07:00`).
public enum NativeHRSystem: String, Sendable, CaseIterable {
    case workday = "Workday"
    case successFactors = "SuccessFactors"

    public func isNative(_ name: String) -> Bool { entities.contains { $0.names.contains(name) } }
    public var names: [String] { entities.flatMap(\.names) }

    /// A person has several employments and jobs, at once or one after the other; in what order they come nobody says
    /// (entra-docs: sap-successfactors-integration-reference).
    public func standsInSeveralRows(_ name: String) -> Bool {
        self == .successFactors && entities.contains { ["EmpEmployment", "EmpJob"].contains($0.entity) && $0.names.contains(name) }
    }

    /// Whether a path says which of several rows counts: the last, or those of which something holds.
    public static func choosesRow(_ path: String) -> Bool { path.contains("[-1:]") || path.contains("[?(") }

    public var exampleAddress: String {
        switch self {
        case .workday: "https://wd3-services1.workday.com/ccx/service/TENANT/Human_Resources/v34.0"
        case .successFactors: "https://api4.successfactors.com"
        }
    }

    /// What is wrong with the address of the service; nil where nothing is.
    public func problem(withAddress text: String) -> String? {
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return "an address has no blanks, and letters of ASCII only" }
        let scheme = "https://"
        let hasScheme = text.lowercased().hasPrefix(scheme)
        if !hasScheme, self == .workday || text.contains("://") { return "it begins with https://" }
        let parts = (hasScheme ? text.dropFirst(scheme.count) : text[...]).split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let host = parts.first ?? ""
        if !host.contains(".") || host.contains("?") || host.contains("@") { return "the name of a host stands here" }
        var path = Array(parts.dropFirst())
        if path.last == "" { path.removeLast() }
        switch self {
        case .successFactors: return path.isEmpty ? nil : "the host alone is typed, without what stands behind it"
        case .workday:
            guard path.count >= 3, path[0] == "ccx", path[1] == "service", !path[2].isEmpty else { return "behind the host stands /ccx/service/TENANT" }
            if path.count >= 4, path[3] != "Human_Resources" { return "the connector asks the service Human_Resources" }
            if path.count == 5, !NativeHRSystem.isVersion(path[4]) { return "the version is written as v34.0" }
            return path.count > 5 ? "nothing stands behind the version" : nil
        }
    }

    private static func isVersion(_ text: String) -> Bool {
        let parts = text.dropFirst().split(separator: ".", omittingEmptySubsequences: false)
        return text.hasPrefix("v") && parts.count == 2 && parts.allSatisfy { part in !part.isEmpty && part.utf8.allSatisfy { (0x30...0x39).contains($0) } }
    }

    /// What is wrong with a path; nil where nothing is seen. Whether a value stands there only the service can say.
    public func problem(withPath text: String) -> String? {
        switch self {
        case .workday:
            if text.hasPrefix("$") { return "this is JSONPath" }
            if !text.hasPrefix("wd:"), !text.hasPrefix("/") { return "it begins with wd:Worker" }
        case .successFactors:
            if text.contains("wd:") || text.hasPrefix("/") { return "this is XPath" }
            if !text.hasPrefix("$.") && !text.hasPrefix("$[") { return "it begins with $" }
        }
        if text.hasSuffix("/") || text.hasSuffix(".") { return "it ends in the middle" }
        return NativeHRSystem.hasClosedBrackets(text) ? nil : "a bracket or a quotation mark is not closed"
    }

    private static func hasClosedBrackets(_ text: String) -> Bool {
        var open: [Character] = []
        var quote: Character?
        for character in text {
            if let end = quote {
                if character == end { quote = nil }
            } else if character == "'" || character == "\"" {
                quote = character
            } else if character == "(" || character == "[" {
                open.append(character == "(" ? ")" : "]")
            } else if character == ")" || character == "]" {
                guard open.popLast() == character else { return false }
            }
        }
        return open.isEmpty && quote == nil
    }

    private struct Entity {
        let entity: String
        let names: [String]

        init(entity: String, names: String) {
            self.entity = entity
            self.names = names.split { $0 == " " || $0 == "\n" }.map(String.init)
        }
    }

    private var entities: [Entity] {
        switch self {
        case .workday: NativeHRSystem.workdayEntities
        case .successFactors: NativeHRSystem.successFactorsEntities
        }
    }

    /// entra-docs: workday-attribute-reference, the list that ships with the connector; WID is the anchor.
    private static let workdayEntities: [Entity] = [
        .init(entity: "Worker", names: """
            Active AddressLineData AddressLine2Data AddressLine3Data AddressLine4Data AddressLine5Data AddressLine6Data
            AddressLine7Data AddressLine8Data AddressLine9Data BusinessTitle Company ContingentWorkerID CountryReference
            CountryReferenceFriendly CountryReferenceNumeric CountryReferenceTwoLetter CountryRegionReference EmailAddress
            EmployeeID FacilityLocation Fax FirstName JobClassificationID JobFamilyID LastName LeaveAbsenceType LocalReference
            LocationIdentifier ManagerReference MiddleName Mobile Municipality PositionID PositionTitle PostalCode
            PreferredFirstName PreferredLastName PreferredMiddleName PreferredNameData PrimaryWorkTelephone SupervisoryOrganization
            UserID WorkerID WorkSpaceReference WID StatusActive StatusActiveStatusDate StatusCompanyServiceDate
            StatusContinuousFirstDayOfWork StatusContinuousServiceDate StatusDateEnteredWorkforce StatusEndEmploymentDate
            StatusExpectedRetirementDate StatusHireDate StatusNotEligibleForHire StatusNotEligibleForRehire StatusOriginalHireDate
            StatusProbationStartDate StatusProbationEndDate StatusRehire StatusResignationDate StatusRetired StatusRetirementDate
            StatusSeniorityDate StatusSeveranceDate StatusTerminated StatusTerminationDate StatusTerminationLastDayOfWork
            """)
    ]

    /// entra-docs: sap-successfactors-attribute-reference. `custom15` and `isPrimary` stand in the integration reference; what is
    /// below EmpJob is counted as its own.
    private static let successFactorsEntities: [Entity] = [
        .init(entity: "PerPerson", names: """
            personIdExternal personId perPersonUuid
            """),
        .init(entity: "PerPersonal", names: """
            displayName firstName gender lastName middleName preferredName
            """),
        .init(entity: "User", names: """
            addressLine1 addressLine2 addressLine3 businessPhone cellPhone city country custom01 custom02 custom03 custom04 custom05
            custom06 custom07 custom08 custom09 custom10 custom11 custom12 custom13 custom14 custom15 empId homePhone jobFamily
            nickname state timeZone username zipCode
            """),
        .init(entity: "PerPhone", names: """
            areaCode countryCode extension phoneNumber phoneType
            """),
        .init(entity: "PerEmail", names: """
            emailAddress emailType isPrimary
            """),
        .init(entity: "EmpEmployment", names: """
            firstDateWorked lastDateWorked userId isContingentWorker
            """),
        .init(entity: "EmpJob", names: """
            countryOfCompany emplStatus endDate startDate jobTitle position customString13 managerId businessUnit businessUnitId
            company companyId twoCharCountryCode costCenter costCenterId costCenterDescription department departmentId division
            divisionId jobCode jobCodeId LocationName officeLocationAddress officeLocationCity officeLocationCustomString4
            officeLocationZipCode payGrade
            """),
        .init(entity: "EmpEmploymentTermination", names: """
            activeEmploymentsCount latestTerminationDate
            """),
    ]
}
