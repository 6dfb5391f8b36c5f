# What the scripts of the badge connector have in common.

Set-StrictMode -Version Latest

function Invoke-BadgeService {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)]
        $ConfigParameters,
        [Parameter(Mandatory = $true)]
        [string] $Path,
        [string] $Method = 'Get',
        [hashtable] $Body
    )
    $key = New-Object -TypeName System.Net.NetworkCredential -ArgumentList '', $ConfigParameters['ApiKey_Global'].SecureValue
    $request = @{
        Uri         = $ConfigParameters['BadgeService_Global'].Value.TrimEnd('/') + '/' + $Path
        Method      = $Method
        Headers     = @{ 'X-Api-Key' = $key.Password }
        ContentType = 'application/json; charset=utf-8'
        ErrorAction = 'Stop'
    }
    if ($null -ne $Body) {
        $request['Body'] = [System.Text.Encoding]::UTF8.GetBytes((ConvertTo-Json -InputObject $Body -Compress))
    }
    Invoke-RestMethod @request
}

function Get-BadgeHolder {
    <#
    .SYNOPSIS
        One page of all holders, in the order of their numbers.
    #>
    [CmdletBinding()]
    param($ConfigParameters, [int] $Skip, [int] $Count)
    Invoke-BadgeService -ConfigParameters $ConfigParameters -Path "holders?orderBy=employeeId&skip=$Skip&take=$Count"
}

function Set-BadgeHolder {
    [CmdletBinding()]
    param($ConfigParameters, [string] $EmployeeID, [hashtable] $Holder)
    $path = 'holders/' + [System.Uri]::EscapeDataString($EmployeeID)
    $null = Invoke-BadgeService -ConfigParameters $ConfigParameters -Path $path -Method 'Put' -Body $Holder
}

function Remove-BadgeHolder {
    [CmdletBinding()]
    param($ConfigParameters, [string] $EmployeeID)
    $path = 'holders/' + [System.Uri]::EscapeDataString($EmployeeID)
    try {
        $null = Invoke-BadgeService -ConfigParameters $ConfigParameters -Path $path -Method 'Delete'
    }
    catch [System.Net.WebException] {
        # Already gone is what was asked for.
        if ($null -eq $_.Exception.Response -or $_.Exception.Response.StatusCode -ne 'NotFound') { throw }
    }
}

Export-ModuleMember -Function Get-BadgeHolder, Set-BadgeHolder, Remove-BadgeHolder
