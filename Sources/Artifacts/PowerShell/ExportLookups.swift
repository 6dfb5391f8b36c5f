/// How the export script finds people: by the anchor, and by the key that stands for a reference.
enum ExportLookups {
    static let functions: PowerShellScript = #"""
        function ConvertTo-XPathLiteral {
            [CmdletBinding()]
            param([string] $Attribute, [string] $Value)
            # Numbers stand bare, and are written from the number, not from the text, so that nothing else gets in with them.
            if (@($Attributes | Where-Object { $_.Target -eq $Attribute -and $_.Type -eq 'Integer' }).Count -gt 0) {
                return [string] [System.Convert]::ToInt64($Value)
            }
            if (-not $Value.Contains("'")) { return "'" + $Value + "'" }
            if (-not $Value.Contains('"')) { return '"' + $Value + '"' }
            # XPath has no escape for quotes.
            Stop-Entry -Code 'ExportErrorInvalidAttributeValue' -Name 'unsearchable-value' -Detail (
                'A value to look up has both kinds of quotes, which a MIM filter cannot express.')
        }

        function Find-Person {
            [CmdletBinding()]
            param([string] $Attribute, [string] $Value, [string[]] $AttributesToGet)
            # Not Get-Resource: it throws for none and for many.
            $xpath = '/{0}[{1} = {2}]' -f $ObjectType, $Attribute, (ConvertTo-XPathLiteral -Attribute $Attribute -Value $Value)
            $found = @(Search-Resources -XPath $xpath -AttributesToGet $AttributesToGet -MaxResults 2)
            if ($found.Count -gt 1) {
                Stop-Entry -Code 'ExportErrorAmbiguousUpdate' -Name 'ambiguous-key' -Detail (
                    "More than one $ObjectType has the same $Attribute.")
            }
            if ($found.Count -eq 0) { return $null }
            return $found[0]
        }

        function Find-Unclaimed {
            [CmdletBinding()]
            param([Microsoft.MetadirectoryServices.CSEntryChange] $Entry, [string] $Anchor)
            # People from before this connector have no anchor yet: a new object beside theirs would be the same person twice.
            if ('' -eq $AdoptBy) { return $null }
            $key = Get-NewValue -Entry $Entry -Name $AdoptBy
            if ([string]::IsNullOrWhiteSpace($key)) { return $null }
            $person = Find-Person -Attribute $AdoptBy -Value ([string] $key) -AttributesToGet $personAttributes
            if ($null -eq $person) { return $null }
            if (-not [string]::IsNullOrWhiteSpace([string] $person.$AnchorName)) {
                Stop-Entry -Code 'ExportErrorDuplicateAnchor' -Name 'claimed-key' -Detail (
                    "The $ObjectType with this $AdoptBy belongs to another object of Entra ID.")
            }
            $person.$AnchorName = $Anchor
            return $person
        }

        # Hits only: a manager who is missing now may be created later in the same call.
        $references = @{}

        function Resolve-Reference {
            [CmdletBinding()]
            param([string] $Key, [string] $Value)
            $cacheKey = "$Key=$Value"
            if (-not $references.ContainsKey($cacheKey)) {
                $target = Find-Person -Attribute $Key -Value $Value -AttributesToGet 'ObjectID'
                if ($null -eq $target) { return $null }
                $references[$cacheKey] = $target
            }
            return $references[$cacheKey]
        }
        """#
}
