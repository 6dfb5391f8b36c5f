/// Enumerations of the namespace `Microsoft.MetadirectoryServices` that scripts name, with their members.
///
/// Source: the metadata of Microsoft.MetadirectoryServicesEx.dll 4.1.4.0.
public enum MetadirectoryServices {
    public static let namespace = "Microsoft.MetadirectoryServices"

    public static func members(of enumeration: String) -> [String]? {
        enumerations.first { $0.key.lowercased() == enumeration.lowercased() }?.value
    }

    /// A type's name without the namespace; nil for a type of another.
    public static func name(of type: String) -> String? {
        let prefix = namespace.lowercased() + "."
        guard type.lowercased().hasPrefix(prefix) else { return nil }
        return String(type.dropFirst(prefix.count))
    }

    public static let enumerations: [String: [String]] = [
        "AttributeType": ["String", "Integer", "Reference", "Binary", "Boolean", "Undefined"],
        "AttributeOperation": ["ImportExport", "ExportOnly", "ImportOnly"],
        "ObjectModificationType": ["Unconfigured", "None", "Add", "Replace", "Update", "Delete"],
        "AttributeModificationType": ["Unconfigured", "Add", "Replace", "Update", "Delete"],
        "ValueModificationType": ["Unconfigured", "Add", "Delete"],
        "OperationType": ["Full", "FullObject", "Delta"],
        "CloseReason": ["Normal", "TerminatedByUser", "TerminatedShuttingDown", "OpenConnectionFailure", "Unknown"],
        "MAImportError": [
            "Success", "ImportErrorMissingDomainName", "ImportErrorDomainNameNotLdapConformant", "ImportErrorInvalidDomainName",
            "ImportErrorMissingChangeType", "ImportErrorInvalidChangeType", "ImportErrorMultiValuedChangeType",
            "ImportErrorMissingObjectClass", "ImportErrorMissingObjectType", "ImportErrorParseError", "ImportErrorReadError",
            "ImportErrorInvalidAttributeValue", "ImportErrorInvalidBase64Value", "ImportErrorInvalidNumericValue",
            "ImportErrorInvalidBooleanValue", "ImportErrorCustomStopRun", "ImportErrorCustomContinueRun",
        ],
        "MAExportError": [
            "Success", "ExportActionConvertUpdateToAdd", "ExportActionRetryReferenceAttribute", "ExportActionProvisioningParent",
            "ExportErrorConnectedDirectoryError", "ExportErrorConnectedDirectoryMissingObject",
            "ExportErrorConnectedDirectoryExistingObject", "ExportErrorReferenceAttributeFailure", "ExportErrorNonExistingParent",
            "ExportErrorDuplicateAnchor", "ExportErrorAmbiguousUpdate", "ExportErrorPasswordPolicyViolation",
            "ExportErrorKerberosTimeSkew", "ExportErrorKerberosNoLogOnServer", "ExportErrorInvalidDN",
            "ExportErrorConstraintViolation", "ExportErrorSyntaxViolation", "ExportErrorChangeNamingAttribute",
            "ExportErrorPermissionIssue", "ExportErrorMissingProvisioningAttribute",
            "ExportErrorInvalidProvisioningAttributeValue", "ExportErrorMissingAnchorComponent",
            "ExportErrorMultiValuedAnchorComponent", "ExportErrorAnchorTooLong", "ExportErrorInvalidAttributeValue",
            "ExportErrorCustomStopRun", "ExportErrorCustomContinueRun",
        ],
        "MADistinguishedNameStyle": ["None", "Generic", "Ldap"],
        "MAExportType": ["AttributeUpdate", "AttributeReplace", "ObjectReplace", "MultivaluedReferenceAttributeUpdate"],
        "MANormalizations": ["None", "Uppercase", "RemoveAccents"],
        "MAObjectConfirmation": ["Normal", "NoDeleteConfirmation", "NoAddAndDeleteConfirmation"],
        "ParameterValidationResultCode": ["Success", "Failure"],
        "ConfigParameterPage": ["Connectivity", "Global", "RunStep", "Partition", "Capabilities", "Schema"],
        "PasswordOptions": ["None", "ForceChangeAtLogOn", "UnlockAccount", "ValidatePassword"],
    ]
}
