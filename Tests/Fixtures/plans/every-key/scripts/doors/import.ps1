param(
    [System.Collections.ObjectModel.KeyedCollection[string, Microsoft.MetadirectoryServices.ConfigParameter]]
    $ConfigParameters,
    [Microsoft.MetadirectoryServices.Schema]
    $Schema,
    [Microsoft.MetadirectoryServices.OpenImportConnectionRunStep]
    $OpenImportConnectionRunStep,
    [Microsoft.MetadirectoryServices.ImportRunStep]
    $GetImportEntriesRunStep,
    [Alias('PSCredential')]
    [System.Management.Automation.PSCredential]
    $Credential
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$folder = [Microsoft.MetadirectoryServices.MAUtils]::MAFolder
$name = $ConfigParameters['Common Module Script Name (with extension)'].Value
Import-Module -Name (Join-Path -Path $folder -ChildPath $name) -Verbose:$false

function New-ImportEntry {
    param($Holder)
    $entry = [Microsoft.MetadirectoryServices.CSEntryChange]::Create()
    $entry.ObjectModificationType = [Microsoft.MetadirectoryServices.ObjectModificationType]::Add
    $entry.ObjectType = 'Holder'
    $entry.AnchorAttributes.Add([Microsoft.MetadirectoryServices.AnchorAttribute]::Create('EmployeeID', [string] $Holder.employeeId))
    $values = @{ EmployeeID = [string] $Holder.employeeId; DisplayName = [string] $Holder.name; Active = [bool] $Holder.active }
    foreach ($attribute in $Schema.Types['Holder'].Attributes) {
        $value = $values[$attribute.Name]
        # '' stands on the left: $false -eq '' would be true and drop every false Boolean.
        if ($null -eq $value -or '' -eq $value) { continue }
        $entry.AttributeChanges.Add([Microsoft.MetadirectoryServices.AttributeChange]::CreateAttributeAdd($attribute.Name, $value))
    }
    return $entry
}

# The place in the list is kept by the host between two calls.
$skip = 0
if (-not [string]::IsNullOrWhiteSpace($GetImportEntriesRunStep.CustomData)) { $skip = [int] $GetImportEntriesRunStep.CustomData }
$size = [Math]::Min($OpenImportConnectionRunStep.PageSize, 9999)

$entries = New-Object -TypeName 'System.Collections.Generic.List[Microsoft.MetadirectoryServices.CSEntryChange]'
$holders = @(Get-BadgeHolder -ConfigParameters $ConfigParameters -Skip $skip -Count $size)
foreach ($holder in $holders) { $entries.Add((New-ImportEntry -Holder $holder)) }

$results = New-Object -TypeName 'Microsoft.MetadirectoryServices.GetImportEntriesResults'
$results.CSEntries = $entries
# A short page is the last one.
$results.MoreToImport = $holders.Count -eq $size
$results.CustomData = if ($results.MoreToImport) { [string] ($skip + $size) } else { '' }
$results
