import Analysis

/// The script that tells the host which attributes a connector has.
enum SchemaScript {
    static func text(_ connector: CheckedConnector, _ attributes: [PortalAttribute], _ header: ScriptHeader) -> PowerShellScript {
        let rows = PowerShellScript.table(["Name", "Type"], attributes.map { [$0.name, $0.hostType] })
        return #"""
            <#
            .SYNOPSIS
                \#(comment: header.what)
            .DESCRIPTION
                \#(comment: header.origin)

                The list is fixed and not read from the MIM Service, so that the wizard runs while the service is down.
            .OUTPUTS
                Microsoft.MetadirectoryServices.Schema
            #>
            param(
                [System.Collections.ObjectModel.KeyedCollection[string, Microsoft.MetadirectoryServices.ConfigParameter]]
                $ConfigParameters,
            \#(SharedFunctions.credentialParameter)
            )

            \#(SharedFunctions.strictness)

            $ObjectType = \#(literal: connector.objectType)
            $AnchorName = \#(literal: connector.anchor)

            # MIM date-times and references are text here: the host has no date type, and Entra sends the manager's key.
            $Attributes = @(
            \#(rows)
            )

            # The anchor is locked: another choice in the wizard would break the look-ups of the import and export scripts.
            $schemaType = [Microsoft.MetadirectoryServices.SchemaType]::Create($ObjectType, $true)
            $factory = [Microsoft.MetadirectoryServices.SchemaAttribute]
            $operation = [Microsoft.MetadirectoryServices.AttributeOperation]::ImportExport
            foreach ($attribute in $Attributes) {
                $name = $attribute.Name
                $type = [Microsoft.MetadirectoryServices.AttributeType] $attribute.Type
                if ($name -eq $AnchorName) { $schemaType.Attributes.Add($factory::CreateAnchorAttribute($name, $type, $operation)) }
                else { $schemaType.Attributes.Add($factory::CreateSingleValuedAttribute($name, $type, $operation)) }
            }

            $schema = [Microsoft.MetadirectoryServices.Schema]::Create()
            $schema.Types.Add($schemaType)
            $schema

            """#
    }
}
