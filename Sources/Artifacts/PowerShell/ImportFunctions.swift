/// What the import script does with one page and one person.
enum ImportFunctions {
    /// Where a call starts, the next page of LithnetRMA's pager, and the keys that stand for references.
    static let paging: PowerShellScript = #"""
        function Get-StartIndex {
            [CmdletBinding()]
            param()
            $customData = $GetImportEntriesRunStep.CustomData
            if ([string]::IsNullOrWhiteSpace($customData)) { return 0 }
            return [int] (ConvertFrom-Json -InputObject $customData).Index
        }

        function Get-NextPage {
            [CmdletBinding()]
            param($Pager)
            # LithnetRMA 1 hands back the page, LithnetRMA 2 a task.
            if ($null -ne $Pager.PSObject.Methods['GetNextPage']) { return $Pager.GetNextPage() }
            return $Pager.GetNextPageAsync().GetAwaiter().GetResult()
        }

        # Key attribute -> identifier of the target -> value of the key ('' when it has none).
        $keyOfReference = @{}

        function Add-ReferenceKey {
            [CmdletBinding()]
            param([object[]] $Page)
            # One search for many targets: a look-up per person would double the number of requests.
            foreach ($attribute in $Attributes | Where-Object { $_.Type -eq 'Reference' }) {
                $key = $attribute.Key
                if (-not $keyOfReference.ContainsKey($key)) { $keyOfReference[$key] = @{} }
                $known = $keyOfReference[$key]
                $missing = @($Page | ForEach-Object { $_.($attribute.Source) } | Where-Object { $null -ne $_ } |
                    ForEach-Object { $_.Value } | Where-Object { -not $known.ContainsKey($_) } | Sort-Object -Unique)

                for ($first = 0; $first -lt $missing.Count; $first += $ReferenceBatchSize) {
                    $last = [Math]::Min($first + $ReferenceBatchSize, $missing.Count) - 1
                    $batch = $missing[$first..$last]
                    foreach ($id in $batch) { $known[$id] = '' }
                    $xpath = '/{0}[{1}]' -f $ObjectType, (($batch | ForEach-Object { "(ObjectID = '$_')" }) -join ' or ')
                    foreach ($target in @(Invoke-WithRetry { Search-Resources -XPath $xpath -AttributesToGet 'ObjectID', $key })) {
                        $known[$target.ObjectID.Value] = [string] $target.$key
                    }
                }
            }
        }
        """#

    /// A person of MIM as a change for the host. A value that can't be read fails its person, not the run.
    static let entries: PowerShellScript = #"""
        function ConvertTo-ImportValue {
            [CmdletBinding()]
            param([hashtable] $Attribute, $Value)
            if ($null -eq $Value) { return $null }
            switch ($Attribute.Type) {
                'Boolean' { return [bool] $Value }
                'Integer' { return [long] $Value }
                'Reference' { return $keyOfReference[$Attribute.Key][$Value.Value] }
                'DateTime' {
                    # MIM keeps UTC. A value of unspecified kind is UTC already and must not be moved.
                    $utc = if ($Value.Kind -eq 'Local') { $Value.ToUniversalTime() } else { $Value }
                    return $utc.ToString('yyyy-MM-ddTHH:mm:ss.fff', [System.Globalization.CultureInfo]::InvariantCulture)
                }
                default { return [string] $Value }
            }
        }

        function New-ImportEntry {
            [CmdletBinding()]
            param($Resource)
            $entry = [Microsoft.MetadirectoryServices.CSEntryChange]::Create()
            $entry.ObjectModificationType = [Microsoft.MetadirectoryServices.ObjectModificationType]::Add
            $entry.ObjectType = $ObjectType
            $name = $AnchorName
            try {
                # Over the table, not over the data: a name that the host's schema does not know makes the run fail.
                foreach ($attribute in $Attributes) {
                    $name = $attribute.Name
                    if ($schemaNames -notcontains $name) { continue }
                    $value = ConvertTo-ImportValue -Attribute $attribute -Value $Resource.($attribute.Source)
                    # '' stands on the left: $false -eq '' would be true and drop every false Boolean.
                    if ($null -eq $value -or '' -eq $value) { continue }
                    if ($name -eq $AnchorName) {
                        $entry.AnchorAttributes.Add([Microsoft.MetadirectoryServices.AnchorAttribute]::Create($name, $value))
                    }
                    # The anchor is wanted here as well.
                    $entry.AttributeChanges.Add([Microsoft.MetadirectoryServices.AttributeChange]::CreateAttributeAdd($name, $value))
                }
            }
            catch {
                # One bad object must not stop the run. Its values stay out of the message: the message is logged.
                $entry.ErrorCodeImport = [Microsoft.MetadirectoryServices.MAImportError]::ImportErrorCustomContinueRun
                $entry.ErrorName = 'unreadable-attribute'
                $entry.ErrorDetail = "Attribute $name cannot be read: $($_.Exception.GetBaseException().GetType().Name)."
            }
            return $entry
        }
        """#
}
