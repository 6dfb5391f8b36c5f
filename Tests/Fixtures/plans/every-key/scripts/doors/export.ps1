param(
    [System.Collections.ObjectModel.KeyedCollection[string, Microsoft.MetadirectoryServices.ConfigParameter]]
    $ConfigParameters,
    [Microsoft.MetadirectoryServices.Schema]
    $Schema,
    [Microsoft.MetadirectoryServices.OpenExportConnectionRunStep]
    $OpenExportConnectionRunStep,
    [System.Collections.Generic.IList[Microsoft.MetadirectoryServices.CSEntryChange]]
    $CSEntries,
    [Alias('PSCredential')]
    [System.Management.Automation.PSCredential]
    $Credential
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$folder = [Microsoft.MetadirectoryServices.MAUtils]::MAFolder
$name = $ConfigParameters['Common Module Script Name (with extension)'].Value
Import-Module -Name (Join-Path -Path $folder -ChildPath $name) -Verbose:$false

function Get-NewValue {
    param($Entry, [string] $Name)
    if (-not $Entry.AttributeChanges.Contains($Name)) { return $null }
    foreach ($change in $Entry.AttributeChanges[$Name].ValueChanges) {
        if ($change.ModificationType -eq [Microsoft.MetadirectoryServices.ValueModificationType]::Add) { return $change.Value }
    }
    return $null
}

function Get-Number {
    param($Entry)
    if ($Entry.AnchorAttributes.Contains('EmployeeID')) { return [string] $Entry.AnchorAttributes['EmployeeID'].Value }
    return [string] (Get-NewValue -Entry $Entry -Name 'EmployeeID')
}

function Export-Holder {
    param($Entry)
    $number = Get-Number -Entry $Entry
    switch ($Entry.ObjectModificationType) {
        'Delete' { Remove-BadgeHolder -ConfigParameters $ConfigParameters -EmployeeID $number }
        # The service creates what it does not know: sent again, it is the same.
        { $_ -in 'Add', 'Replace' } {
            $holder = @{
                name   = [string] (Get-NewValue -Entry $Entry -Name 'DisplayName')
                active = [System.Convert]::ToBoolean((Get-NewValue -Entry $Entry -Name 'Active'))
            }
            Set-BadgeHolder -ConfigParameters $ConfigParameters -EmployeeID $number -Holder $holder
        }
    }
}

$results = New-Object -TypeName 'System.Collections.Generic.List[Microsoft.MetadirectoryServices.CSEntryChangeResult]'
foreach ($entry in $CSEntries) {
    try {
        Export-Holder -Entry $entry
        $results.Add([Microsoft.MetadirectoryServices.CSEntryChangeResult]::Create($entry.Identifier, $null, 'Success'))
    }
    catch {
        # The message may quote a person's data; the type of the fault does not.
        $detail = 'The badge service refused the change: ' + $_.Exception.GetType().Name
        $results.Add([Microsoft.MetadirectoryServices.CSEntryChangeResult]::Create(
            $entry.Identifier, $null, 'ExportErrorCustomContinueRun', 'badge-service', $detail))
    }
}
$Error.Clear()

# Through the activator and an array of one, because PowerShell would pass the list as separate arguments.
[Activator]::CreateInstance([Microsoft.MetadirectoryServices.PutExportEntriesResults], [object[]] (, $results))
