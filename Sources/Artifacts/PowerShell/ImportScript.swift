import Analysis

/// The script that reads all people of a connector, page by page.
enum ImportScript {
    static func text(
        _ connector: CheckedConnector, _ target: CheckedConnector.PowerShellTarget, _ attributes: [PortalAttribute],
        _ header: ScriptHeader
    ) -> PowerShellScript {
        let rows = PowerShellScript.table(
            ["Name", "Source", "Type", "Key"], attributes.map { [$0.name, $0.stored, $0.kind.rawValue, $0.key] })
        let presence = Presence(of: connector.anchor, attributes.first { $0.name == connector.anchor }?.kind ?? .string)
        return #"""
            <#
            .SYNOPSIS
                \#(comment: header.what)
            .DESCRIPTION
                \#(comment: header.origin)

                The host calls the script until MoreToImport is false. Each call runs the sorted search again and starts at the
                index kept in CustomData, because the host does not promise to keep variables between calls.
                Needs LithnetRMA 1.x or 2.x on the host.
            .OUTPUTS
                Microsoft.MetadirectoryServices.GetImportEntriesResults, and nothing else.
            #>
            param(
                [System.Collections.ObjectModel.KeyedCollection[string, Microsoft.MetadirectoryServices.ConfigParameter]]
                $ConfigParameters,
                [Microsoft.MetadirectoryServices.Schema]
                $Schema,
                [Microsoft.MetadirectoryServices.OpenImportConnectionRunStep]
                $OpenImportConnectionRunStep,
                [Microsoft.MetadirectoryServices.ImportRunStep]
                $GetImportEntriesRunStep,
            \#(SharedFunctions.credentialParameter)
            )

            \#(SharedFunctions.strictness)

            $ObjectType = \#(literal: connector.objectType)
            $AnchorName = \#(literal: connector.anchor)
            $DefaultServiceAddress = \#(literal: target.service)

            \#(presence.comment)
            $ImportFilter = \#(literal: "/\(connector.objectType)[\(presence.predicate)]")

            # Name: the attribute that Entra sees. Source: the attribute in MIM. Type: its type in MIM.
            # Key: for a reference, the attribute of the target that stands for it.
            $Attributes = @(
            \#(rows)
            )

            $MaxEntriesPerCall = 9999    # the host takes at most 9,999 objects per call
            $ServicePageSize = 500       # keeps one answer of the MIM Service small, whatever the run profile says
            $MaxAttempts = 4             # waits of 1, 2 and 4 seconds between them
            $ReferenceBatchSize = 40     # keeps the XPath of a reference look-up short

            \#(SharedFunctions.faults)

            \#(SharedFunctions.functions)

            \#(ImportFunctions.paging)

            \#(ImportFunctions.entries)

            Invoke-WithRetry { Connect-MimService } | Out-Null

            $schemaNames = @($Schema.Types[$ObjectType].Attributes | ForEach-Object { $_.Name })
            $index = Get-StartIndex
            $limit = $MaxEntriesPerCall
            if ($OpenImportConnectionRunStep.PageSize -gt 0) { $limit = [Math]::Min($limit, $OpenImportConnectionRunStep.PageSize) }
            $search = @{
                XPath           = $ImportFilter
                AttributesToGet = @('ObjectID') + @($Attributes | ForEach-Object { $_.Source })
                SortAttributes  = $AnchorName    # never changes, so the order is the same in every call
                PageSize        = [Math]::Min($limit, $ServicePageSize)
            }
            $pager = Invoke-WithRetry { Search-ResourcesPaged @search }
            $entries = New-Object -TypeName 'System.Collections.Generic.List[Microsoft.MetadirectoryServices.CSEntryChange]'

            $more = $index -lt $pager.TotalCount
            while ($more -and $entries.Count -lt $limit) {
                $size = [Math]::Min($limit - $entries.Count, $ServicePageSize)
                $page = @(Invoke-WithRetry {
                    # Set on every attempt: a retry must ask for the same page again.
                    $pager.CurrentIndex = $index
                    $pager.PageSize = $size
                    Get-NextPage -Pager $pager
                })
                Add-ReferenceKey -Page $page
                foreach ($resource in $page) { $entries.Add((New-ImportEntry -Resource $resource)) }
                $index += $page.Count
                # An empty page ends the import even if the service says otherwise; the host would ask for ever.
                $more = $page.Count -gt 0 -and $pager.HasMoreItems
            }

            $results = New-Object -TypeName 'Microsoft.MetadirectoryServices.GetImportEntriesResults'
            $results.CSEntries = $entries
            $results.MoreToImport = $more
            # Cleared at the end, so that the next run does not start at the end of this one.
            $results.CustomData = if ($more) { ConvertTo-Json -InputObject @{ Index = $index } -Compress } else { '' }
            $results

            """#
    }

    /// How MIM is asked for the people who have an anchor; its XPath has no word for "is present" (LithnetRMA, `IsPresent`).
    private struct Presence {
        let comment: PowerShellScript
        let predicate: String

        init(of anchor: String, _ kind: PortalAttribute.Kind) {
            switch kind {
            case .integer:
                comment = #"""
                    # Only people whom this connector manages; MIM writes "is present" as a number not above the largest. Without it the
                    # built-in accounts of the MIM Service would come in as well.
                    """#
                predicate = "\(anchor) <= 999999999999999"
            case .string, .boolean, .dateTime, .reference:
                comment = #"""
                    # Only people whom this connector manages; MIM writes "is present" as starts-with '%'. Without it the built-in
                    # accounts of the MIM Service would come in as well.
                    """#
                predicate = "starts-with(\(anchor), '%')"
            }
        }
    }
}
