import Analysis

/// The script that writes people, one change at a time.
enum ExportScript {
    static func text(
        _ connector: CheckedConnector, _ target: CheckedConnector.PowerShellTarget, _ attributes: [PortalAttribute],
        _ header: ScriptHeader
    ) -> PowerShellScript {
        let rows = PowerShellScript.table(
            ["Name", "Target", "Type", "Key"], attributes.map { [$0.name, $0.stored, $0.kind.rawValue, $0.key] })
        return #"""
            <#
            .SYNOPSIS
                \#(comment: header.what)
            .DESCRIPTION
                \#(comment: header.origin)

                Export Type is ObjectReplace: a change brings all attributes of the person. The host may send the same change
                again, so each one looks the person up by its anchor first and then does what is left to do.
                Needs LithnetRMA 1.x or 2.x on the host.
            .OUTPUTS
                Microsoft.MetadirectoryServices.PutExportEntriesResults, and nothing else.
            #>
            param(
                [System.Collections.ObjectModel.KeyedCollection[string, Microsoft.MetadirectoryServices.ConfigParameter]]
                $ConfigParameters,
                [Microsoft.MetadirectoryServices.Schema]
                $Schema,
                [Microsoft.MetadirectoryServices.OpenExportConnectionRunStep]
                $OpenExportConnectionRunStep,
                [System.Collections.Generic.IList[Microsoft.MetadirectoryServices.CSEntryChange]]
                $CSEntries,
            \#(SharedFunctions.credentialParameter)
            )

            \#(SharedFunctions.strictness)

            $ObjectType = \#(literal: connector.objectType)
            $AnchorName = \#(literal: connector.anchor)
            $AdoptBy = \#(literal: target.adoptBy ?? "")    # who is there already is found by this and gets the anchor
            $DefaultServiceAddress = \#(literal: target.service)

            # Name: the attribute that Entra sends. Target: the attribute in MIM. Type: its type in MIM.
            # Key: for a reference, the attribute by which its target is looked up.
            $Attributes = @(
            \#(rows)
            )

            $MaxAttempts = 4    # waits of 1, 2 and 4 seconds between them
            $DateTimeFormat = 'yyyy-MM-ddTHH:mm:ss.fff'    # the only text that LithnetRMA takes for a date-time; UTC

            \#(SharedFunctions.faults)

            \#(ExportOutcomes.faultCodes)

            \#(SharedFunctions.functions)

            \#(ExportOutcomes.functions)

            \#(ExportLookups.functions)

            \#(ExportValues.functions)

            function Save-Person {
                [CmdletBinding()]
                param($Person)
                # A save that needs an approval does not fail: it hands out the Request, and nothing changes until then.
                $request = @(Save-Resource -Resources $Person)
                if ($request.Count -gt 0) {
                    Stop-Entry -Code 'ExportErrorPermissionIssue' -Name 'authorization-required' -Detail (
                        "MIM holds the change for approval as request $($request[0]). Exempt the connector's account from approval.")
                }
            }

            function Export-Entry {
                [CmdletBinding()]
                param([Microsoft.MetadirectoryServices.CSEntryChange] $Entry)
                $anchor = Get-AnchorValue -Entry $Entry
                $person = Find-Person -Attribute $AnchorName -Value $anchor -AttributesToGet $personAttributes
                $type = $Entry.ObjectModificationType.ToString()

                if ($type -eq 'Delete') {
            \#(deletion(connector))
                    return
                }
                if ($null -eq $person) { $person = Find-Unclaimed -Entry $Entry -Anchor $anchor }
                if ($null -eq $person) {
                    if ($type -ne 'Add') {
                        Stop-Entry -Code 'ExportActionConvertUpdateToAdd' -Name 'missing-object' -Detail "No $ObjectType has this $AnchorName."
                    }
                    $person = New-Resource -ObjectType $ObjectType
                    $person.$AnchorName = $anchor
                }

                # Saved without a missing manager: the person must not wait for it, but Entra has to send it again.
                $unresolved = @(Set-PersonAttribute -Person $person -Entry $Entry)
                Save-Person -Person $person
                if ($unresolved.Count -gt 0) {
                    Stop-Entry -Code 'ExportErrorReferenceAttributeFailure' -Name 'unresolved-reference' -Detail (
                        "Saved without $($unresolved -join ', '): nobody in MIM has that key.")
                }
            }

            function Invoke-Export {
                [CmdletBinding()]
                param([Microsoft.MetadirectoryServices.CSEntryChange] $Entry)
                try {
                    # The look-up is tried again too: a save that timed out may have been done, and a second New-Resource would
                    # make a duplicate.
                    Invoke-WithRetry { Export-Entry -Entry $Entry } | Out-Null
                    return @{ Code = 'Success'; Name = ''; Detail = '' }
                }
                catch { return ConvertTo-Outcome -Exception $_.Exception }
            }

            function New-Result {
                [CmdletBinding()]
                param([Microsoft.MetadirectoryServices.CSEntryChange] $Entry, [hashtable] $Outcome)
                # No anchor is handed back: Entra supplies it.
                $code = [Microsoft.MetadirectoryServices.MAExportError] $Outcome.Code
                if ($Outcome.Code -eq 'Success') {
                    return [Microsoft.MetadirectoryServices.CSEntryChangeResult]::Create($Entry.Identifier, $null, $code)
                }
                return [Microsoft.MetadirectoryServices.CSEntryChangeResult]::Create(
                    $Entry.Identifier, $null, $code, $Outcome.Name, $Outcome.Detail)
            }

            Invoke-WithRetry { Connect-MimService } | Out-Null

            $schemaNames = @($Schema.Types[$ObjectType].Attributes | ForEach-Object { $_.Name })
            $personAttributes = @('ObjectID') + @($Attributes | ForEach-Object { $_.Target })
            $results = New-Object -TypeName 'System.Collections.Generic.List[Microsoft.MetadirectoryServices.CSEntryChangeResult]'
            $outage = $null

            # Twice: a manager may stand behind the reports in the same call, so unresolved references get a second go.
            $waiting = @($CSEntries)
            foreach ($isLastGo in $false, $true) {
                $unresolved = @()
                foreach ($entry in $waiting) {
                    # Once the service is gone the rest would only wait for it in turn; Entra sends all of it again.
                    $outcome = if ($null -ne $outage) { $outage } else { Invoke-Export -Entry $entry }
                    if ($outcome.Name -eq 'service-unavailable') { $outage = $outcome }
                    if ($outcome.Name -eq 'unresolved-reference' -and -not $isLastGo) { $unresolved += $entry; continue }
                    $results.Add((New-Result -Entry $entry -Outcome $outcome))
                }
                $waiting = $unresolved
            }

            # The faults handled here are in the results; left in $Error they could be taken for a failed run.
            $Error.Clear()

            # Through the activator and an array of one, because PowerShell would pass the list as separate arguments.
            [Activator]::CreateInstance([Microsoft.MetadirectoryServices.PutExportEntriesResults], [object[]] (, $results))

            """#
    }

    /// What a Delete of the host does with `$person`.
    private static func deletion(_ connector: CheckedConnector) -> PowerShellScript {
        // With Disable flow `Delete` the host sends a Delete for a disabled person too; the two can't be told apart here.
        switch connector.onDisable == .delete ? .delete : connector.onDelete {
        case .delete:
            #"""
                    # Already gone is what was asked for.
                    if ($null -ne $person) { Remove-Resource -ResourceObjects $person | Out-Null }
            """#
        case .set(let flag):
            #"""
                    # The plan marks a person whom Entra deletes. Already gone is as good.
                    if ($null -ne $person) {
                        $person.(\#(literal: flag)) = $true
                        Save-Person -Person $person
                    }
            """#
        case .none:
            #"""
                    # The plan keeps a person whom Entra deletes.
            """#
        }
    }
}
