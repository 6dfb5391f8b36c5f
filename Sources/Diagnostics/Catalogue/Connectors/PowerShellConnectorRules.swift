extension Rule {
    public static let pageSize = Rule(
        "page-size", .warning,
        law: "A page of a PowerShell import has at most 9,999 objects.",
        reason: "The connector hands no more to one call.",
        wrong: "page-size: 50000",
        right: "page-size: 1000",
        source: "MIMDocs: microsoft-identity-manager-2016-connector-powershell"
    )

    public static let mimAddress = Rule(
        "mim-address",
        law: "The MIM Service is reached at `http://HOST:5725`.",
        reason: "The ECMA host runs Windows PowerShell, which speaks WS-HTTP to that port; messages are signed and encrypted.",
        wrong: "service: https://mim.contoso.com",
        right: "service: http://mim.contoso.com:5725",
        source: "LithnetRMA: Set-ResourceManagementClient"
    )

    public static let createsTwice = Rule(
        "creates-twice", .warning,
        law: "A connector to the MIM Service says how the people who are there already are found.",
        reason: "They carry no anchor of Entra's yet. The host would not find them and create every one a second time.",
        wrong: "mim-portal: {kind: powershell, anchor: EntraObjectId, …}",
        right: "mim-portal: {kind: powershell, anchor: EntraObjectId, adopt-by: EmployeeID, …}"
    )

    public static let longPortalText = Rule(
        "long-portal-text", .warning,
        law: "A text for an attribute that Person has out of the box is at most 448 characters long.",
        reason: "They are indexed strings in the MIM Service, which refuses longer values when they come.",
        wrong: "mim-portal: {attributes: {JobTitle: string(1024)?, …}, …}",
        right: "mim-portal: {attributes: {JobTitle: string(448)?, …}, …}",
        source: "MIMDocs: the MIM Service's schema; a client library's Person class"
    )

    public static let scriptsOrService = Rule(
        "scripts-or-service",
        law: "A PowerShell connector has scripts of its own, or a MIM Service for which they are generated.",
        reason: "The wizard has one field for each script.",
        wrong: "badges: {kind: powershell, service: http://mim.contoso.com:5725, scripts: scripts/badges, …}",
        right: "badges: {kind: powershell, scripts: scripts/badges, …}"
    )

    public static let missingScript = Rule(
        "missing-script",
        law: "The folder of a connector's scripts lies in the plan and has schema.ps1, import.ps1 and export.ps1.",
        reason: "The connector needs a schema script, and the capabilities import and export each need theirs.",
        wrong: "badges: {kind: powershell, scripts: ../badges, …}",
        right: "badges: {kind: powershell, scripts: scripts/badges, …}",
        source: "MIMDocs: microsoft-identity-manager-2016-connector-powershell"
    )

    public static let unreadableScript = Rule(
        "unreadable-script",
        law: "A script is UTF-8 without control characters, and at most 1 MiB long.",
        reason: "It is pasted into a field of the wizard, or travels in an XML file.",
        wrong: "scripts: scripts/badges          # import.ps1 was saved as UTF-16",
        right: "scripts: scripts/badges          # import.ps1 is UTF-8"
    )

    public static let scriptSyntax = Rule(
        "script-syntax",
        law: "Brackets, strings and comments of a script end.",
        reason: "PowerShell refuses the whole script, when the host calls it.",
        wrong: "# import.ps1\nforeach ($badge in $badges) {\n    New-Entry -Badge $badge",
        right: "# import.ps1\nforeach ($badge in $badges) {\n    New-Entry -Badge $badge\n}",
        source: "Windows PowerShell 5.1: about_Parsing, about_Quoting_Rules"
    )

    public static let scriptParameters = Rule(
        "script-parameters",
        law: "A script declares what the host passes, under the names that it is passed under.",
        reason: "Parameters are bound by name. Where the documentation and the connector's samples differ, the samples work: PSCredential, Schema.",
        wrong: "# import.ps1\nparam($ConfigParameters, $Types, $Credential)",
        right: "# import.ps1\nparam(\n    $ConfigParameters, $Schema, $OpenImportConnectionRunStep, $GetImportEntriesRunStep,\n    [Alias('PSCredential')] $Credential\n)",
        source: "microsoft/MIMPowerShellConnectors: the host's and the management agents' exported configurations"
    )

    public static let scriptParameterName = Rule(
        "script-parameter-name",
        law: "Additional parameters have names of their own, without commas and without the ending `_Global`.",
        reason: "The wizard takes the names in one field with commas between them, and adds the endings itself.",
        wrong: "parameters: {BadgeServer_Global: badges.contoso.com}",
        right: "parameters: {BadgeServer: badges.contoso.com}",
        source: "MIMDocs: microsoft-identity-manager-2016-connector-powershell"
    )

    public static let scriptConfiguration = Rule(
        "script-configuration",
        law: "Scripts read parameters that are declared, with their ending, and secrets through SecureValue.",
        reason: "The configuration holds an additional parameter as NAME_Global; an encrypted one has its value in SecureValue only.",
        wrong: "# import.ps1, with parameters: {ApiToken: {secret: BADGE_TOKEN}}\n$token = $ConfigParameters['ApiToken'].Value",
        right: "# import.ps1\n$token = $ConfigParameters['ApiToken_Global'].SecureValue",
        source: "MIMDocs: microsoft-identity-manager-2016-connector-powershell"
    )

    public static let unusedScriptParameter = Rule(
        "unused-script-parameter", .warning,
        law: "A script reads every parameter that the plan declares.",
        reason: "Somebody is asked for a value that changes nothing.",
        wrong: "parameters: {BadgeServer: badges.contoso.com, Timeout: 30}     # no script reads Timeout",
        right: "parameters: {BadgeServer: badges.contoso.com}"
    )

    public static let scriptModule = Rule(
        "script-module",
        law: "The common module is one file, module.psm1, and each script that uses it loads it from where it is unpacked.",
        reason: "The connector unpacks it under the configured name: for imports and exports into its own folder, for the schema and the validation into the machine's TEMP.",
        wrong: "# schema.ps1\nImport-Module (Join-Path ([Microsoft.MetadirectoryServices.MAUtils]::MAFolder) 'module.psm1')",
        right: "# schema.ps1\n$folder = [System.Environment]::GetEnvironmentVariable('TEMP', 'Machine')\n$name = $ConfigParameters['Common Module Script Name (with extension)'].Value\nImport-Module -Name (Join-Path -Path $folder -ChildPath $name)",
        source: "microsoft/MIMPowerShellConnectors: the host's exported configuration; MIMDocs"
    )

    public static let strayOutput = Rule(
        "stray-output",
        law: "A script writes its one result to the output, and nothing else.",
        reason: "In PowerShell everything that nobody takes is output, and the host takes the output for the result.",
        wrong: "# import.ps1\n'Reading badges'\n$list = New-Object System.Collections.ArrayList\n$list.Add($entry)",
        right: "# import.ps1\nWrite-Verbose 'Reading badges'\n$list = New-Object System.Collections.ArrayList\n$null = $list.Add($entry)",
        source: "MIMDocs: microsoft-identity-manager-2016-connector-powershell; about_Return"
    )

    public static let scriptResult = Rule(
        "script-result",
        law: "A script hands back an object of the type that the host takes from it.",
        reason: "An import gives one GetImportEntriesResults, an export one PutExportEntriesResults, a schema script one Schema.",
        wrong: "# import.ps1\n$entries",
        right: "# import.ps1\n$results = New-Object -TypeName 'Microsoft.MetadirectoryServices.GetImportEntriesResults'\n$results.CSEntries = $entries\n$results",
        source: "MIMDocs: microsoft-identity-manager-2016-connector-powershell; microsoft/MIMPowerShellConnectors"
    )

    public static let scriptAttributes = Rule(
        "script-attributes",
        law: "The schema script declares the connector's attributes: the same names, types, anchor and object type.",
        reason: "The wizard offers what the script declares, and Entra's mapping names what the plan says.",
        wrong: "# schema.ps1, with attributes: {BadgeNumber: string(16), Active: boolean}\n[…SchemaAttribute]::CreateSingleValuedAttribute('Active', 'String')",
        right: "# schema.ps1\n[…SchemaAttribute]::CreateSingleValuedAttribute('Active', 'Boolean')",
        source: "MIMDocs: microsoft-identity-manager-2016-connector-powershell"
    )

    public static let unseenSchema = Rule(
        "unseen-schema", .warning,
        law: "What a schema script declares can be read in it.",
        reason: "Names that are worked out when the script runs can't be compared with the plan's.",
        wrong: "# schema.ps1\nforeach ($column in Get-BadgeColumns) { … }",
        right: "# schema.ps1\nforeach ($column in 'BadgeNumber', 'DisplayName') { … }"
    )

    public static let scriptAnchor = Rule(
        "script-anchor",
        law: "An import script gives every object its anchor.",
        reason: "The host keeps objects by the anchor; an attribute of the same name alone is not enough.",
        wrong: "# import.ps1\n$entry.AttributeChanges.Add([…AttributeChange]::CreateAttributeAdd('BadgeNumber', $number))",
        right: "# import.ps1\n$entry.AnchorAttributes.Add([…AnchorAttribute]::Create('BadgeNumber', $number))\n$entry.AttributeChanges.Add([…AttributeChange]::CreateAttributeAdd('BadgeNumber', $number))",
        source: "microsoft/MIMPowerShellConnectors: the host's sample"
    )

    public static let endlessImport = Rule(
        "endless-import",
        law: "MoreToImport becomes false at the end of an import.",
        reason: "The host calls the import script again for as long as it is true.",
        wrong: "# import.ps1\n$results.MoreToImport = $true",
        right: "# import.ps1\n$results.MoreToImport = $index -lt $badges.Count"
    )

    public static let unpagedImport = Rule(
        "unpaged-import", .warning,
        law: "An import script hands over page by page.",
        reason: "One call brings at most 9,999 objects.",
        wrong: "# import.ps1\nforeach ($badge in $badges) { $entries.Add((New-Entry $badge)) }\n$results.MoreToImport = $false",
        right: "# import.ps1\n$page = $badges | Select-Object -Skip $index -First $OpenImportConnectionRunStep.PageSize",
        source: "MIMDocs: microsoft-identity-manager-2016-connector-powershell"
    )

    public static let scriptValueType = Rule(
        "script-value-type",
        law: "Values of an import are texts, Booleans, 64-bit numbers or bytes.",
        reason: "The host refuses others: an Integer is a [long], dates and GUIDs are texts.",
        wrong: "# import.ps1\n[…AttributeChange]::CreateAttributeAdd('Level', [int] $badge.Level)",
        right: "# import.ps1\n[…AttributeChange]::CreateAttributeAdd('Level', [long] $badge.Level)",
        source: "Microsoft.MetadirectoryServicesEx.dll 4.1.4.0, metadata"
    )

    public static let unknownMember = Rule(
        "unknown-member",
        law: "Scripts name members of the host's enumerations that exist.",
        reason: "PowerShell looks them up when the line runs, which for an error code may be the night of the first error.",
        wrong: "# export.ps1\n[Microsoft.MetadirectoryServices.MAExportError]::ExportErrorObjectNotFound",
        right: "# export.ps1\n[Microsoft.MetadirectoryServices.MAExportError]::ExportErrorConnectedDirectoryMissingObject",
        source: "Microsoft.MetadirectoryServicesEx.dll 4.1.4.0, metadata"
    )

    public static let scriptCapabilities = Rule(
        "script-capabilities",
        law: "Partitions, hierarchies and the DN as anchor go with distinguished names in LDAP's style.",
        reason: "The wizard's boxes say so: only LDAP style DN.",
        wrong: "capabilities: {dn-style: generic, partitions: true}",
        right: "capabilities: {dn-style: ldap, partitions: true}",
        source: "microsoft/MIMPowerShellConnectors: an exported management agent"
    )

    public static let impersonation = Rule(
        "impersonation", .warning,
        law: "Scripts use the credential that they are passed.",
        reason: "An impersonated account needs rights in the server's registry and in the connector's folders.",
        wrong: "capabilities: {impersonate: true}",
        right: "user: CONTOSO\\svc-badges          # and $Credential in the scripts",
        source: "MIMDocs: microsoft-identity-manager-2016-connector-powershell"
    )

    public static let scriptExportType = Rule(
        "script-export-type", .warning,
        law: "An export script handles the changes that its export type brings.",
        reason: "With object-replace a changed object comes as Replace, with the other types as Update.",
        wrong: "# export.ps1, with export-type: object-replace\nswitch ($entry.ObjectModificationType) { 'Add' { … } 'Update' { … } 'Delete' { … } }",
        right: "# export.ps1\nswitch ($entry.ObjectModificationType) { 'Add' { … } 'Replace' { … } 'Delete' { … } }",
        source: "microsoft/MIMPowerShellConnectors; MIMDocs: microsoft-identity-manager-2016-connector-powershell"
    )

    public static let scriptDeltaImport = Rule(
        "script-delta-import", .warning,
        law: "A script for delta imports asks which import it is.",
        reason: "Full and delta imports call the same script; OpenImportConnectionRunStep.ImportType tells them apart.",
        wrong: "capabilities: {delta-import: true}          # import.ps1 always reads everything",
        right: "# import.ps1\nif ($OpenImportConnectionRunStep.ImportType -eq 'Delta') { … }",
        source: "MIMDocs: microsoft-identity-manager-2016-connector-powershell"
    )

    public static let unknownCommand = Rule(
        "unknown-command", .warning,
        law: "A script calls commands of Windows PowerShell, of its own, of its module, or of a module that it loads by name.",
        reason: "Others are there only if somebody has installed their module for all users of the server.",
        wrong: "# export.ps1\nSet-BadgeHolder -Number $number          # defined nowhere",
        right: "# export.ps1\nImport-Module -Name BadgeSystem\nSet-BadgeHolder -Number $number"
    )

    static let powerShellConnectorRules: [Rule] = [
        pageSize, mimAddress, createsTwice, longPortalText, scriptsOrService, missingScript, unreadableScript, scriptSyntax, scriptParameters,
        scriptParameterName, scriptConfiguration, unusedScriptParameter, scriptModule, strayOutput, scriptResult, scriptAttributes, unseenSchema,
        scriptAnchor, endlessImport, unpagedImport, scriptValueType, unknownMember, scriptCapabilities, impersonation, scriptExportType,
        scriptDeltaImport, unknownCommand,
    ]
}
