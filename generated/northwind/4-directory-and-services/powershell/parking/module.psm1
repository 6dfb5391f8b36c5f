# What the scripts of the parking connector have in common.

Set-StrictMode -Version Latest

function Invoke-ParkingService {
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
        Uri         = $ConfigParameters['ParkingService_Global'].Value.TrimEnd('/') + '/' + $Path
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

function Get-ParkingPermit {
    <#
    .SYNOPSIS
        One page of all permits, in the order of their numbers.
    #>
    [CmdletBinding()]
    param($ConfigParameters, [int] $Skip, [int] $Count)
    Invoke-ParkingService -ConfigParameters $ConfigParameters -Path "permits?orderBy=personNumber&skip=$Skip&take=$Count"
}

function Set-ParkingPermit {
    [CmdletBinding()]
    param($ConfigParameters, [string] $PersonNumber, [hashtable] $Permit)
    $path = 'permits/' + [System.Uri]::EscapeDataString($PersonNumber)
    $null = Invoke-ParkingService -ConfigParameters $ConfigParameters -Path $path -Method 'Put' -Body $Permit
}

function Remove-ParkingPermit {
    [CmdletBinding()]
    param($ConfigParameters, [string] $PersonNumber)
    $path = 'permits/' + [System.Uri]::EscapeDataString($PersonNumber)
    try {
        $null = Invoke-ParkingService -ConfigParameters $ConfigParameters -Path $path -Method 'Delete'
    }
    catch [System.Net.WebException] {
        # Already gone is what was asked for.
        if ($null -eq $_.Exception.Response -or $_.Exception.Response.StatusCode -ne 'NotFound') { throw }
    }
}

Export-ModuleMember -Function Get-ParkingPermit, Set-ParkingPermit, Remove-ParkingPermit
