param(
    [System.Collections.ObjectModel.KeyedCollection[string, Microsoft.MetadirectoryServices.ConfigParameter]]
    $ConfigParameters,
    [Alias('PSCredential')]
    [System.Management.Automation.PSCredential]
    $Credential
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$attributes = @(
    @{ Name = 'EmployeeID';  Type = 'String';  Anchor = $true }
    @{ Name = 'DisplayName'; Type = 'String';  Anchor = $false }
    @{ Name = 'Active';      Type = 'Boolean'; Anchor = $false }
)

$type = [Microsoft.MetadirectoryServices.SchemaType]::Create('Holder', $true)
foreach ($attribute in $attributes) {
    if ($attribute.Anchor) {
        $type.Attributes.Add([Microsoft.MetadirectoryServices.SchemaAttribute]::CreateAnchorAttribute($attribute.Name, $attribute.Type))
    }
    else {
        $type.Attributes.Add([Microsoft.MetadirectoryServices.SchemaAttribute]::CreateSingleValuedAttribute($attribute.Name, $attribute.Type))
    }
}

$schema = [Microsoft.MetadirectoryServices.Schema]::Create()
$schema.Types.Add($type)
$schema
