import Analysis
import Microsoft

extension BulkClient {
    private static let help: PowerShellScript = #"""
        # The product hands over every parameter under its name and the page it stands on.
        function Get-Setting {
            [CmdletBinding()]
            param([string] $Name)
            $key = $Name + '_Global'
            if (-not $ConfigParameters.Contains($key) -or [string]::IsNullOrWhiteSpace($ConfigParameters[$key].Value)) {
                throw "The parameter $Name is empty."
            }
            return $ConfigParameters[$key].Value.Trim()
        }

        # One line for each time that a person was sent; the last one counts.
        function Read-Ledger {
            [CmdletBinding()]
            param([string] $Path)
            $people = New-Object -TypeName 'System.Collections.Specialized.OrderedDictionary'
            if (Test-Path -LiteralPath $Path) {
                foreach ($line in [System.IO.File]::ReadAllLines($Path)) {
                    if ([string]::IsNullOrWhiteSpace($line)) { continue }
                    $entry = ConvertFrom-Json -InputObject $line
                    $people[[string] $entry.anchor] = $entry
                }
            }
            return $people
        }
        """#

    private var table: PowerShellScript {
        let rows = attributes.map { [$0.name, $0.type] } + (sendsActive ? [[Self.active, "Boolean"]] : [])
        return PowerShellScript.table(["Name", "Type"], rows)
    }

    func schemaScript(_ header: ScriptHeader) -> PowerShellScript {
        #"""
        <#
        .SYNOPSIS
            \#(comment: header.what)
        .DESCRIPTION
            \#(comment: header.origin)
        .OUTPUTS
            Microsoft.MetadirectoryServices.Schema
        #>
        param(
            [System.Collections.ObjectModel.KeyedCollection[string, Microsoft.MetadirectoryServices.ConfigParameter]]
            $ConfigParameters,
        \#(SharedFunctions.credentialParameter)
        )

        \#(SharedFunctions.strictness)

        $ObjectType = \#(literal: Self.objectType)
        $AnchorName = \#(literal: anchor)

        # A reference is the other person's key, as text: the service finds the manager by it.
        $Attributes = @(
        \#(table)
        )

        # The anchor is locked: the scripts find people by it.
        $schemaType = [Microsoft.MetadirectoryServices.SchemaType]::Create($ObjectType, $true)
        $factory = [Microsoft.MetadirectoryServices.SchemaAttribute]
        $operation = [Microsoft.MetadirectoryServices.AttributeOperation]::ImportExport
        foreach ($attribute in $Attributes) {
            $name = $attribute.Name
            $type = [Microsoft.MetadirectoryServices.AttributeType] $attribute.Type
            if ($name -eq $AnchorName) { $schemaType.Attributes.Add($factory::CreateAnchorAttribute($name, $type, $operation)) }
            else { $schemaType.Attributes.Add($factory::CreateSingleValuedAttribute($name, $type, $operation)) }
        }

        $schema = [Microsoft.MetadirectoryServices.Schema]::Create()
        $schema.Types.Add($schemaType)
        $schema

        """#
    }

    func importScript(_ header: ScriptHeader) -> PowerShellScript {
        #"""
        <#
        .SYNOPSIS
            \#(comment: header.what)
        .DESCRIPTION
            \#(comment: header.origin)

            bulkUpload can't be read back. What it took stands in the ledger, so that MIM sees its exports confirmed and sends
            nobody twice. What became of a person in Entra ID stands in the provisioning log.
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

        $ObjectType = \#(literal: Self.objectType)
        $AnchorName = \#(literal: anchor)
        $MaxEntriesPerCall = 9999    # the connector takes at most 9,999 objects per call

        $Attributes = @(
        \#(table)
        )

        \#(Self.help)

        function New-ImportEntry {
            [CmdletBinding()]
            param($Person)
            $entry = [Microsoft.MetadirectoryServices.CSEntryChange]::Create()
            $entry.ObjectModificationType = [Microsoft.MetadirectoryServices.ObjectModificationType]::Add
            $entry.ObjectType = $ObjectType
            foreach ($attribute in $Attributes) {
                $name = $attribute.Name
                $property = $Person.values.PSObject.Properties[$name]
                if ($schemaNames -notcontains $name -or $null -eq $property -or $null -eq $property.Value) { continue }
                $value = switch ($attribute.Type) {
                    'Boolean' { [bool] $property.Value }
                    'Integer' { [long] $property.Value }
                    default { [string] $property.Value }
                }
                if ($name -eq $AnchorName) {
                    $entry.AnchorAttributes.Add([Microsoft.MetadirectoryServices.AnchorAttribute]::Create($name, $value))
                }
                # The anchor is wanted here as well.
                $entry.AttributeChanges.Add([Microsoft.MetadirectoryServices.AttributeChange]::CreateAttributeAdd($name, $value))
            }
            return $entry
        }

        $schemaNames = @($Schema.Types[$ObjectType].Attributes | ForEach-Object { $_.Name })
        $ledger = Join-Path -Path (Get-Setting -Name 'LedgerFolder') -ChildPath 'sent.jsonl'
        $people = @((Read-Ledger -Path $ledger).Values | Where-Object { -not $_.gone })

        $limit = $MaxEntriesPerCall
        if ($OpenImportConnectionRunStep.PageSize -gt 0) { $limit = [Math]::Min($limit, $OpenImportConnectionRunStep.PageSize) }
        $index = 0
        if (-not [string]::IsNullOrWhiteSpace($GetImportEntriesRunStep.CustomData)) { $index = [int] $GetImportEntriesRunStep.CustomData }

        $entries = New-Object -TypeName 'System.Collections.Generic.List[Microsoft.MetadirectoryServices.CSEntryChange]'
        while ($index -lt $people.Count -and $entries.Count -lt $limit) {
            $entries.Add((New-ImportEntry -Person $people[$index]))
            $index++
        }

        $results = New-Object -TypeName 'Microsoft.MetadirectoryServices.GetImportEntriesResults'
        $results.CSEntries = $entries
        $results.MoreToImport = $index -lt $people.Count
        # Cleared at the end, so that the next run does not start at the end of this one.
        $results.CustomData = if ($results.MoreToImport) { [string] $index } else { '' }
        $results

        """#
    }

    func exportScript(_ header: ScriptHeader) -> PowerShellScript {
        let rows = PowerShellScript.table(["Attribute", "Part", "Name"], places.map { [$0.attribute, $0.part, $0.name] })
        return #"""
            <#
            .SYNOPSIS
                \#(comment: header.what)
            .DESCRIPTION
                \#(comment: header.origin)

                Export Type is ObjectReplace: a change brings all attributes of the person, and the request has all of them. Requests have
                at most 50 people. A person whom MIM deletes is sent once more, as inactive: the endpoint deletes nobody.
                Signs in with a certificate; no secret is in this file or in the agent.
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

            $AnchorName = \#(literal: anchor)
            $ActiveName = \#(literal: sendsActive ? Self.active : "")    # empty where the job's mapping says who is enabled

            $CoreSchema = \#(literal: SCIMSlot.coreURN)
            $EnterpriseSchema = \#(literal: SCIMSlot.enterpriseURN)
            $CustomSchema = \#(literal: layout.customURN)
            $BulkSchema = \#(literal: SCIMSlot.bulkURN)

            $Attributes = @(
            \#(table)
            )

            # Where each attribute is written in a SCIM user; the same as every other sender of the plan.
            $Places = @(
            \#(rows)
            )

            $PeoplePerRequest = 50
            $PauseMilliseconds = 250    # 20 requests in 5 seconds at most, where 40 are allowed; other senders share the limit
            $MaxAttempts = 6            # waits of 10, 20, 40, 80 and 160 seconds between them, or what the service asks for

            \#(Self.help)

            \#(Self.signIn)

            \#(Self.people)

            \#(Self.sending)

            """#
    }

    /// A token by a certificate: the assertion of the client-credentials flow, signed here. Source: entra-docs, certificate-credentials.
    private static let signIn: PowerShellScript = #"""
        function ConvertTo-Base64Url {
            [CmdletBinding()]
            param([byte[]] $Bytes)
            return [System.Convert]::ToBase64String($Bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_')
        }

        function ConvertTo-Part {
            [CmdletBinding()]
            param([System.Collections.IDictionary] $Members)
            $json = ConvertTo-Json -InputObject $Members -Compress
            return ConvertTo-Base64Url -Bytes ([System.Text.Encoding]::UTF8.GetBytes($json))
        }

        function Get-Token {
            [CmdletBinding()]
            param()
            $thumbprint = Get-Setting -Name 'CertificateThumbprint'
            $certificate = Get-Item -LiteralPath ('Cert:\LocalMachine\My\' + $thumbprint)
            $clientId = Get-Setting -Name 'ClientId'
            $address = 'https://login.microsoftonline.com/' + (Get-Setting -Name 'TenantId') + '/oauth2/v2.0/token'
            $now = [System.DateTimeOffset]::UtcNow.ToUnixTimeSeconds()
            $head = ConvertTo-Part -Members @{ alg = 'RS256'; typ = 'JWT'; x5t = ConvertTo-Base64Url -Bytes $certificate.GetCertHash() }
            $claims = ConvertTo-Part -Members @{
                aud = $address; iss = $clientId; sub = $clientId; jti = [guid]::NewGuid().ToString(); nbf = $now; exp = $now + 600
            }
            $key = [System.Security.Cryptography.X509Certificates.RSACertificateExtensions]::GetRSAPrivateKey($certificate)
            if ($null -eq $key) { throw "The account may not read the private key of the certificate $thumbprint." }
            $signature = $key.SignData(
                [System.Text.Encoding]::ASCII.GetBytes("$head.$claims"), [System.Security.Cryptography.HashAlgorithmName]::SHA256,
                [System.Security.Cryptography.RSASignaturePadding]::Pkcs1)
            $form = @{
                client_id = $clientId; scope = 'https://graph.microsoft.com/.default'; grant_type = 'client_credentials'
                client_assertion_type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
                client_assertion = "$head.$claims." + (ConvertTo-Base64Url -Bytes $signature)
            }
            return (Invoke-RestMethod -Method Post -Uri $address -Body $form).access_token
        }
        """#

    /// A change of MIM → an operation. What is absent is left out.
    private static let people: PowerShellScript = #"""
        function Get-NewValue {
            [CmdletBinding()]
            param([Microsoft.MetadirectoryServices.CSEntryChange] $Entry, [string] $Name)
            if (-not $Entry.AttributeChanges.Contains($Name)) { return $null }
            foreach ($change in $Entry.AttributeChanges[$Name].ValueChanges) {
                if ($change.ModificationType -eq [Microsoft.MetadirectoryServices.ValueModificationType]::Add) { return $change.Value }
            }
            return $null
        }

        function Get-AnchorValue {
            [CmdletBinding()]
            param([Microsoft.MetadirectoryServices.CSEntryChange] $Entry)
            $value = Get-NewValue -Entry $Entry -Name $AnchorName
            if ($Entry.AnchorAttributes.Contains($AnchorName)) { $value = $Entry.AnchorAttributes[$AnchorName].Value }
            return [string] $value
        }

        # What is known of the person, by attribute: from the change, or from the ledger where MIM deletes.
        function Get-Person {
            [CmdletBinding()]
            param([Microsoft.MetadirectoryServices.CSEntryChange] $Entry, [string] $Anchor)
            $values = [ordered]@{ $AnchorName = $Anchor }
            if ($Entry.ObjectModificationType -eq [Microsoft.MetadirectoryServices.ObjectModificationType]::Delete) {
                if (-not $sent.Contains($Anchor)) { return $null }
                foreach ($property in $sent[$Anchor].values.PSObject.Properties) { $values[$property.Name] = $property.Value }
                if ('' -ne $ActiveName) { $values[$ActiveName] = $false }
                return $values
            }
            foreach ($attribute in $Attributes) {
                $name = $attribute.Name
                $value = Get-NewValue -Entry $Entry -Name $name
                # '' stands on the left: $false -eq '' would be true and drop every false Boolean.
                if ($name -eq $AnchorName -or $null -eq $value -or '' -eq $value) { continue }
                $values[$name] = switch ($attribute.Type) {
                    'Boolean' { [System.Convert]::ToBoolean($value) }
                    'Integer' { [System.Convert]::ToInt64($value) }
                    default { [string] $value }
                }
            }
            return $values
        }

        function New-Operation {
            [CmdletBinding()]
            param([System.Collections.IDictionary] $Values)
            $anchor = [string] $Values[$AnchorName]
            $user = [ordered]@{ schemas = @($CoreSchema); externalId = $anchor; userName = $anchor }
            $name = [ordered]@{}
            $address = [ordered]@{ type = 'work' }
            $phones = @()
            $enterprise = [ordered]@{}
            $custom = [ordered]@{}
            foreach ($place in $Places) {
                if (-not $Values.Contains($place.Attribute)) { continue }
                $value = $Values[$place.Attribute]
                switch ($place.Part) {
                    'userName' { $user['userName'] = [string] $value }
                    'core' { $user[$place.Name] = $value }
                    'name' { $name[$place.Name] = $value }
                    'address' { $address[$place.Name] = $value }
                    'phone' { $phones += [ordered]@{ type = $place.Name; value = $value } }
                    'enterprise' { $enterprise[$place.Name] = $value }
                    'manager' { $enterprise['manager'] = [ordered]@{ value = $value } }
                    'custom' { $custom[$place.Name] = $value }
                }
            }
            if ('' -ne $ActiveName) { $user['active'] = [bool] $Values[$ActiveName] }
            if ($name.Count -gt 0) { $user['name'] = $name }
            if ($address.Count -gt 1) { $user['addresses'] = @($address) }
            if ($phones.Count -gt 0) { $user['phoneNumbers'] = @($phones) }
            if ($enterprise.Count -gt 0) { $user['schemas'] += $EnterpriseSchema; $user[$EnterpriseSchema] = $enterprise }
            if ($custom.Count -gt 0) { $user['schemas'] += $CustomSchema; $user[$CustomSchema] = $custom }
            return [ordered]@{ method = 'POST'; bulkId = $anchor; path = '/Users'; data = $user }
        }
        """#

    private static let sending: PowerShellScript = #"""
        # How long to wait before another attempt, in seconds; below zero where asking again can't help.
        function Get-Delay {
            [CmdletBinding()]
            param([System.Exception] $Exception, [int] $Attempt)
            $seconds = 10 * [Math]::Pow(2, $Attempt - 1)
            $response = $null
            if ($Exception -is [System.Net.WebException]) { $response = $Exception.Response }
            if ($null -eq $response) { return $seconds }
            $status = [int] $response.StatusCode
            if ($status -ne 429 -and $status -lt 500) { return -1 }
            $asked = 0
            if ([int]::TryParse([string] $response.Headers['Retry-After'], [ref] $asked) -and $asked -gt $seconds) { return $asked }
            return $seconds
        }

        # Returns '' where the request was taken, or what went wrong. No name and no value of a person is in it: it is logged.
        function Send-Request {
            [CmdletBinding()]
            param([object[]] $Operations)
            $request = [ordered]@{ schemas = @($BulkSchema); Operations = @($Operations); failOnErrors = $null }
            $body = [System.Text.Encoding]::UTF8.GetBytes((ConvertTo-Json -InputObject $request -Depth 10 -Compress))
            $address = 'https://graph.microsoft.com/v1.0/servicePrincipals/' + (Get-Setting -Name 'ServicePrincipalId') +
                '/synchronization/jobs/' + (Get-Setting -Name 'JobId') + '/bulkUpload'
            for ($attempt = 1; ; $attempt++) {
                Start-Sleep -Milliseconds $PauseMilliseconds
                try {
                    # A token lasts an hour or so; a run may last longer.
                    if ($null -eq $script:token -or $script:tokenTime -lt [System.DateTime]::UtcNow.AddMinutes(-30)) {
                        $script:token = Get-Token
                        $script:tokenTime = [System.DateTime]::UtcNow
                    }
                    $answer = Invoke-WebRequest -UseBasicParsing -Method Post -Uri $address -Body $body `
                        -ContentType 'application/scim+json' -Headers @{ Authorization = 'Bearer ' + $script:token }
                    if ($answer.StatusCode -eq 202) { return '' }
                    return "The service answered $($answer.StatusCode) instead of 202."
                }
                catch {
                    $delay = Get-Delay -Exception $_.Exception -Attempt $attempt
                    if ($delay -lt 0 -or $attempt -ge $MaxAttempts) { return "The request failed: $($_.Exception.Message)" }
                    Start-Sleep -Seconds $delay
                }
            }
        }

        function New-Result {
            [CmdletBinding()]
            param([Microsoft.MetadirectoryServices.CSEntryChange] $Entry, [string] $Code, [string] $Name, [string] $Detail)
            $outcome = [Microsoft.MetadirectoryServices.MAExportError] $Code
            if ($Code -eq 'Success') {
                return [Microsoft.MetadirectoryServices.CSEntryChangeResult]::Create($Entry.Identifier, $null, $outcome)
            }
            return [Microsoft.MetadirectoryServices.CSEntryChangeResult]::Create($Entry.Identifier, $null, $outcome, $Name, $Detail)
        }

        # Windows PowerShell 5.1 may begin with protocols that the service refuses.
        [System.Net.ServicePointManager]::SecurityProtocol =
            [System.Net.ServicePointManager]::SecurityProtocol -bor [System.Net.SecurityProtocolType]::Tls12

        $script:token = $null
        $script:tokenTime = [System.DateTime]::MinValue
        $ledger = Join-Path -Path (Get-Setting -Name 'LedgerFolder') -ChildPath 'sent.jsonl'
        $utf8 = New-Object -TypeName 'System.Text.UTF8Encoding' -ArgumentList $false
        $sent = Read-Ledger -Path $ledger
        $results = New-Object -TypeName 'System.Collections.Generic.List[Microsoft.MetadirectoryServices.CSEntryChangeResult]'

        # What can be sent. A person stands once in a request: of two changes the later one is the state.
        $waiting = @()
        foreach ($entry in @($CSEntries)) {
            $anchor = Get-AnchorValue -Entry $entry
            if ([string]::IsNullOrWhiteSpace($anchor)) {
                $results.Add((New-Result -Entry $entry -Code 'ExportErrorMissingAnchorComponent' -Name 'missing-anchor' -Detail "The change has no $AnchorName."))
                continue
            }
            $gone = $entry.ObjectModificationType -eq [Microsoft.MetadirectoryServices.ObjectModificationType]::Delete
            $values = Get-Person -Entry $entry -Anchor $anchor
            if ($null -eq $values) {
                # Never sent: nobody is there who could be disabled.
                $results.Add((New-Result -Entry $entry -Code 'Success'))
                continue
            }
            if ('' -ne $ActiveName -and -not $values.Contains($ActiveName)) {
                $results.Add((New-Result -Entry $entry -Code 'ExportErrorMissingProvisioningAttribute' -Name 'missing-active' -Detail "The change does not say $ActiveName."))
                continue
            }
            $waiting += @{ Entry = $entry; Anchor = $anchor; Values = $values; Gone = $gone }
        }

        for ($first = 0; $first -lt $waiting.Count; $first += $PeoplePerRequest) {
            $last = [Math]::Min($first + $PeoplePerRequest, $waiting.Count) - 1
            $batch = @($waiting[$first..$last])
            $problem = Send-Request -Operations @($batch | ForEach-Object { New-Operation -Values $_.Values })
            if ('' -eq $problem) {
                $lines = @($batch | ForEach-Object {
                    ConvertTo-Json -InputObject ([ordered]@{ anchor = $_.Anchor; gone = $_.Gone; values = $_.Values }) -Depth 5 -Compress
                })
                [System.IO.File]::AppendAllText($ledger, ($lines -join "`n") + "`n", $utf8)
            }
            foreach ($one in $batch) {
                if ('' -eq $problem) { $results.Add((New-Result -Entry $one.Entry -Code 'Success')) }
                else { $results.Add((New-Result -Entry $one.Entry -Code 'ExportErrorCustomContinueRun' -Name 'not-taken' -Detail $problem)) }
            }
        }

        # The faults handled here are in the results; left in $Error they could be taken for a failed run.
        $Error.Clear()

        # Through the activator and an array of one, because PowerShell would pass the list as separate arguments.
        [Activator]::CreateInstance([Microsoft.MetadirectoryServices.PutExportEntriesResults], [object[]] (, $results))
        """#
}
