/// How the export script says what became of a change.
enum ExportOutcomes {
    /// Faults of the MIM Service by the name of their type, and the answer that Entra's provisioning log shows.
    static let faultCodes: PowerShellScript = #"""
        # Members of MAExportError for what the MIM Service answers.
        $FaultCodes = @{
            'PermissionDeniedException'      = 'ExportErrorPermissionIssue'
            'AuthorizationRequiredException' = 'ExportErrorPermissionIssue'
            'InvalidRepresentationException' = 'ExportErrorInvalidAttributeValue'
            'UnsupportedDataTypeException'   = 'ExportErrorInvalidAttributeValue'
            'ResourceNotFoundException'      = 'ExportErrorConnectedDirectoryMissingObject'
        }
        """#

    /// An outcome is a code of `MAExportError`, a short name and a detail. No detail holds a value of a person: it is logged.
    static let functions: PowerShellScript = #"""
        function Stop-Entry {
            [CmdletBinding()]
            param([string] $Code, [string] $Name, [string] $Detail)
            # The exception carries the result, so that any function may end the entry.
            $fault = New-Object -TypeName 'System.InvalidOperationException' -ArgumentList $Detail
            $fault.Data['Outcome'] = @{ Code = $Code; Name = $Name; Detail = $Detail }
            throw $fault
        }

        function ConvertTo-Outcome {
            [CmdletBinding()]
            param([System.Exception] $Exception)
            if ($Exception.Data.Contains('Outcome')) { return $Exception.Data['Outcome'] }
            if (Test-TransientFault -Exception $Exception) {
                $detail = "The MIM Service did not answer in $MaxAttempts attempts."
                return @{ Code = 'ExportErrorCustomStopRun'; Name = 'service-unavailable'; Detail = $detail }
            }
            $code = 'ExportErrorCustomContinueRun'
            $cause = $Exception.GetBaseException()
            for ($fault = $Exception; $null -ne $fault; $fault = $fault.InnerException) {
                for ($type = $fault.GetType(); $null -ne $type; $type = $type.BaseType) {
                    if ($FaultCodes.ContainsKey($type.Name)) { $code = $FaultCodes[$type.Name]; $cause = $fault }
                }
            }
            # Not its message: MIM quotes the refused value in it, and the detail is shown in the provisioning log.
            $facts = @("The change failed in the MIM Service or its client: $($cause.GetType().Name).")
            foreach ($name in 'AttributeType', 'AttributeFailureCode', 'CorrelationID') {
                $property = $cause.PSObject.Properties[$name]
                if ($null -ne $property -and $null -ne $property.Value) { $facts += '{0}: {1}.' -f $name, $property.Value }
            }
            return @{ Code = $code; Name = 'change-failed'; Detail = $facts -join ' ' }
        }
        """#
}
