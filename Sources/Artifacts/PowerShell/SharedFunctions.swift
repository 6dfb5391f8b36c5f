/// What the scripts have in common: texts that no plan changes.
enum SharedFunctions {
    /// The additional parameter that holds the address of the MIM Service, so that a move of the service needs no new scripts. The
    /// settings sheet declares it.
    static let addressParameter = "ServiceAddress"

    /// The last parameter of every script.
    static let credentialParameter: PowerShellScript = #"""
            # The documentation calls it Credential; the host passes PSCredential.
            [Alias('PSCredential')]
            [System.Management.Automation.PSCredential]
            $Credential
        """#

    /// An unset variable and a failed command end the script; the host sees a failed run, not half a result.
    static let strictness: PowerShellScript = #"""
        Set-StrictMode -Version Latest
        $ErrorActionPreference = 'Stop'
        """#

    /// Which faults of WCF are worth another attempt.
    static let faults: PowerShellScript = #"""
        # FaultException is a CommunicationException: the service answered, so asking again cannot help. It is tested first.
        $PermanentFaults = @('FaultException', 'MessageSecurityException', 'ProtocolException')
        $TransientFaults = @('TimeoutException', 'CommunicationException')
        """#

    /// Retries, the service's address, and the connection by LithnetRMA. They read `$MaxAttempts`, `$DefaultServiceAddress` and
    /// the tables of ``faults``.
    static let functions: PowerShellScript = #"""
        function Test-TransientFault {
            [CmdletBinding()]
            param([System.Exception] $Exception)
            # By name: the WCF types are loaded by LithnetRMA, and this must also work when that has failed.
            for ($fault = $Exception; $null -ne $fault; $fault = $fault.InnerException) {
                for ($type = $fault.GetType(); $null -ne $type; $type = $type.BaseType) {
                    if ($PermanentFaults -contains $type.Name) { return $false }
                    if ($TransientFaults -contains $type.Name) { return $true }
                }
            }
            return $false
        }

        function Invoke-WithRetry {
            [CmdletBinding()]
            param([scriptblock] $Operation)
            for ($attempt = 1; ; $attempt++) {
                try {
                    # Collected first: output of an attempt that fails half-way must not be seen.
                    $output = & $Operation
                    return $output
                }
                catch {
                    if ($attempt -ge $MaxAttempts -or -not (Test-TransientFault -Exception $_.Exception)) { throw }
                    Start-Sleep -Seconds ([Math]::Pow(2, $attempt - 1))
                }
            }
        }

        function Get-ServiceAddress {
            [CmdletBinding()]
            param()
            $name = \#(literal: addressParameter + "_Global")
            if ($ConfigParameters.Contains($name) -and -not [string]::IsNullOrWhiteSpace($ConfigParameters[$name].Value)) {
                return $ConfigParameters[$name].Value.Trim()
            }
            return $DefaultServiceAddress
        }

        function Connect-MimService {
            [CmdletBinding()]
            param()
            Import-Module -Name LithnetRMA -MinimumVersion '1.0' -MaximumVersion '2.9999' -Verbose:$false | Out-Null
            $connection = @{ BaseAddress = Get-ServiceAddress }
            if ($null -ne $Credential -and $Credential -ne [System.Management.Automation.PSCredential]::Empty) {
                $connection['Credentials'] = $Credential
            }
            # Only LithnetRMA 2 has modes; the others need a proxy process or another port.
            if ((Get-Command -Name Set-ResourceManagementClient).Parameters.ContainsKey('ConnectionMode')) {
                $connection['ConnectionMode'] = 'DirectWsHttp'
            }
            Set-ResourceManagementClient @connection | Out-Null
        }
        """#
}
