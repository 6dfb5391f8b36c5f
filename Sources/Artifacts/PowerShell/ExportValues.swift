/// How the export script turns a change of the host into values of MIM.
enum ExportValues {
    static let functions: PowerShellScript = #"""
        function Get-NewValue {
            [CmdletBinding()]
            param([Microsoft.MetadirectoryServices.CSEntryChange] $Entry, [string] $Name)
            if (-not $Entry.AttributeChanges.Contains($Name)) { return $null }
            foreach ($change in $Entry.AttributeChanges[$Name].ValueChanges) {
                if ($change.ModificationType -eq [Microsoft.MetadirectoryServices.ValueModificationType]::Add) { return $change.Value }
            }
            return $null
        }

        function Get-AnchorValue {
            [CmdletBinding()]
            param([Microsoft.MetadirectoryServices.CSEntryChange] $Entry)
            # An Add may bring the anchor among the attributes only.
            $value = $given = Get-NewValue -Entry $Entry -Name $AnchorName
            if ($Entry.AnchorAttributes.Contains($AnchorName)) { $value = $Entry.AnchorAttributes[$AnchorName].Value }
            if ([string]::IsNullOrWhiteSpace($value)) {
                Stop-Entry -Code 'ExportErrorMissingAnchorComponent' -Name 'missing-anchor' -Detail "The change has no $AnchorName."
            }
            # Under another anchor the host would lose the person, and create a second one.
            if ($null -ne $given -and [string] $given -cne [string] $value) {
                Stop-Entry -Code 'ExportErrorChangeNamingAttribute' -Name 'changed-anchor' -Detail "$AnchorName cannot be changed."
            }
            return [string] $value
        }

        function ConvertTo-MimValue {
            [CmdletBinding()]
            param([hashtable] $Attribute, $Value)
            # '' stands on the left: $false -eq '' would be true and clear every false Boolean.
            if ($null -eq $Value -or '' -eq $Value) { return $null }
            try {
                if ($Attribute.Type -eq 'Boolean') { return [System.Convert]::ToBoolean($Value) }
                if ($Attribute.Type -eq 'Integer') { return [System.Convert]::ToInt64($Value) }
                if ($Attribute.Type -eq 'DateTime') {
                    [datetime]::ParseExact($Value, $DateTimeFormat, [System.Globalization.CultureInfo]::InvariantCulture) | Out-Null
                }
                return [string] $Value
            }
            catch {
                Stop-Entry -Code 'ExportErrorInvalidAttributeValue' -Name 'invalid-value' -Detail (
                    "The value of $($Attribute.Name) is not a $($Attribute.Type) as MIM writes it.")
            }
        }

        function Set-PersonAttribute {
            [CmdletBinding()]
            param($Person, [Microsoft.MetadirectoryServices.CSEntryChange] $Entry)
            # Returns the names of references without a target; these keep the value that they have.
            $isUpdate = $Entry.ObjectModificationType -eq [Microsoft.MetadirectoryServices.ObjectModificationType]::Update
            foreach ($attribute in $Attributes) {
                $name = $attribute.Name
                # The anchor never changes; what the schema leaves out is never sent and must not be cleared.
                if ($name -eq $AnchorName -or $schemaNames -notcontains $name) { continue }
                # Absent means "no value" in an Add or Replace and "as before" in an Update.
                if ($isUpdate -and -not $Entry.AttributeChanges.Contains($name)) { continue }

                $value = ConvertTo-MimValue -Attribute $attribute -Value (Get-NewValue -Entry $Entry -Name $name)
                if ($attribute.Type -eq 'Reference' -and $null -ne $value) {
                    $value = Resolve-Reference -Key $attribute.Key -Value $value
                    if ($null -eq $value) { $name; continue }
                }
                $Person.($attribute.Target) = $value
            }
        }
        """#
}
