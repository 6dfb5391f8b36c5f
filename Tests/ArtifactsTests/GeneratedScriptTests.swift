import Diagnostics
import PowerShellSyntax
import Testing

@testable import Artifacts

/// What holds of the scripts for the MIM Service whatever the plan says, read by our own front end for PowerShell.
@Suite("Scripts for the MIM Service")
struct GeneratedScriptTests {
    private static let attributes = """
        attributes: {Id: string(36), Login: string(113), Age: integer?, Gone: boolean?, Start: datetime?, Boss: string(36)?}
        """
    private static let service = """
        kind: powershell
        service: http://mim.contoso.com:5725
        user: CONTOSO\\svc-mim
        password: {secret: MIM_PASSWORD}
        lookups: {Boss: Manager}
        on-delete: set Gone
        \(attributes)
        """
    /// Commands of LithnetRMA that the scripts use; its documentation.
    private static let lithnet: Set<String> = [
        "Set-ResourceManagementClient", "Search-Resources", "Search-ResourcesPaged", "New-Resource", "Save-Resource", "Remove-Resource",
    ]
    private static let windows: Set<String> = [
        "Import-Module", "Get-Command", "New-Object", "Out-Null", "Where-Object", "ForEach-Object", "Sort-Object", "Start-Sleep", "Set-StrictMode",
        "ConvertTo-Json", "ConvertFrom-Json",
    ]

    private func files(_ more: String = "") throws -> [String: String] {
        let files = try ConnectorPlan(Self.service + more).files(PowerShellConnectorEmitter())
        return Dictionary(uniqueKeysWithValues: files.map { (String($0.key.split(separator: "/").last ?? ""), $0.value) })
    }

    private func trees() throws -> [String: ScriptTree] {
        try files().mapValues { ScriptParser.parse(Array($0.utf8), file: FileID(index: 0)) }
    }

    /// X130 to X138, X141: the checks for scripts of one's own find nothing in ours.
    @Test("they pass the checks of a connector with scripts of its own")
    func passTheChecks() throws {
        let scripts = try files()
        let plan = try ConnectorPlan(
            """
            kind: powershell
            scripts: s
            parameters: {ServiceAddress: "http://mim.contoso.com:5725"}
            on-delete: set Gone
            \(Self.attributes)
            """, scripts: Dictionary(uniqueKeysWithValues: scripts.map { ("s/\($0.key)", $0.value) }))
        // The test's plan feeds two attributes, has no pilot and no certificate, and tells of no leavers; that is not what is tested here.
        let findings = plan.findings.split(separator: "\n").filter { $0.hasPrefix("error[") || $0.hasPrefix("warning[") }
        let others = ["attribute-not-fed", "no-pilot", "self-signed-certificate", "leavers-stay"]
        #expect(findings.filter { finding in !others.contains { finding.contains($0) } } == [])
    }

    @Test("brackets and strings end, and every command and its parameters exist")
    func commands() throws {
        for (name, tree) in try trees() {
            #expect(tree.errors == [], "\(name)")
            let functions = Dictionary(uniqueKeysWithValues: tree.body.functions.map { ($0.name, $0) })
            for command in tree.body.commands() {
                guard let called = command.name else { continue }
                guard let function = functions[called] else {
                    #expect(Self.lithnet.contains(called) || Self.windows.contains(called), "\(name): \(called)")
                    continue
                }
                let parameters = Set(function.parameters.map(\.name))
                for case .parameter(let used) in command.arguments.map(\.kind) { #expect(parameters.contains(used), "\(name): \(called) -\(used)") }
            }
        }
    }

    @Test("every function is an advanced one, and every variable of the script is set in strict mode")
    func functions() throws {
        for (name, tree) in try trees() {
            for function in tree.body.functions {
                #expect(function.body.parameterBlock?.attributes.contains { $0.isNamed("CmdletBinding") } == true, "\(name): \(function.name)")
            }
            #expect(try files()[name]?.contains("Set-StrictMode -Version Latest") == true)
        }
    }

    /// X138 and X139
    @Test("an import ends, and brings a page at a time")
    func paging() throws {
        let script = try #require(try files()["import.ps1"])
        #expect(script.contains("$more = $page.Count -gt 0 -and $pager.HasMoreItems"))
        #expect(script.contains("$results.MoreToImport = $more"))
        #expect(script.contains("while ($more -and $entries.Count -lt $limit)"))
        #expect(script.contains("$MaxEntriesPerCall = 9999"))
    }

    /// X146
    @Test("the module's version is pinned, and the pager's method is the one that is there")
    func version() throws {
        let script = try #require(try files()["import.ps1"])
        #expect(script.contains("Import-Module -Name LithnetRMA -MinimumVersion '1.0' -MaximumVersion '2.9999'"))
        #expect(script.contains("if ($null -ne $Pager.PSObject.Methods['GetNextPage']) { return $Pager.GetNextPage() }"))
        #expect(script.contains("return $Pager.GetNextPageAsync().GetAwaiter().GetResult()"))
    }

    /// X147
    @Test("every search says which attributes it wants")
    func searches() throws {
        for tree in try trees().values {
            for command in tree.body.commands() where command.name?.hasPrefix("Search-Resources") == true {
                let isSplatted = command.arguments.contains { if case .splat = $0.kind { true } else { false } }
                let isSaid = command.arguments.contains { if case .parameter("AttributesToGet") = $0.kind { true } else { false } }
                #expect(isSplatted || isSaid)
            }
        }
        #expect(try files()["import.ps1"]?.contains("AttributesToGet = @('ObjectID') + @($Attributes | ForEach-Object { $_.Source })") == true)
    }

    /// X148
    @Test("a save that waits for approval is a failure")
    func approval() throws {
        let script = try #require(try files()["export.ps1"])
        #expect(script.contains("$request = @(Save-Resource -Resources $Person)"))
        #expect(script.contains("-Name 'authorization-required'"))
        let saves = try #require(try trees()["export.ps1"]).body.commands().filter { $0.name == "Save-Resource" }
        #expect(saves.count == 1)
    }

    /// X149
    @Test("a look-up handles none and many, and nothing calls Get-Resource, which throws for both")
    func lookups() throws {
        for tree in try trees().values { #expect(!tree.body.commands().contains { $0.name == "Get-Resource" }) }
        let script = try #require(try files()["export.ps1"])
        #expect(script.contains("-MaxResults 2"))
        #expect(script.contains("if ($found.Count -gt 1)"))
        #expect(script.contains("if ($found.Count -eq 0) { return $null }"))
    }

    /// X150 and X140
    @Test("dates have MIM's form, numbers 64 bits")
    func values() throws {
        let scripts = try files()
        #expect(scripts["export.ps1"]?.contains("$DateTimeFormat = 'yyyy-MM-ddTHH:mm:ss.fff'") == true)
        #expect(scripts["import.ps1"]?.contains("ToString('yyyy-MM-ddTHH:mm:ss.fff', [System.Globalization.CultureInfo]::InvariantCulture)") == true)
        #expect(scripts["import.ps1"]?.contains("'Integer' { return [long] $Value }") == true)
        #expect(scripts["export.ps1"]?.contains("[System.Convert]::ToInt64($Value)") == true)
    }

    /// X151
    @Test("a value in an XPath is quoted by the quote it does not hold, and refused when it holds both")
    func literals() throws {
        let script = try #require(try files()["export.ps1"])
        #expect(script.contains(#"if (-not $Value.Contains("'")) { return "'" + $Value + "'" }"#))
        #expect(script.contains(#"if (-not $Value.Contains('"')) { return '"' + $Value + '"' }"#))
        #expect(script.contains("-Name 'unsearchable-value'"))
    }

    /// X152
    @Test("the import asks for people of this connector only")
    func filter() throws {
        let script = try #require(try files()["import.ps1"])
        let line = try #require(script.split(separator: "\n").first { $0.hasPrefix("$ImportFilter = ") })
        #expect(line.contains("/Person[starts-with(Id, "))
    }

    /// X153: the plan can say no other address, and LithnetRMA 2 is told the mode that goes with it.
    @Test("the MIM Service is reached by WS-HTTP at port 5725")
    func address() throws {
        let script = try #require(try files()["export.ps1"])
        #expect(script.contains("$DefaultServiceAddress = 'http://mim.contoso.com:5725'"))
        #expect(script.contains("$connection['ConnectionMode'] = 'DirectWsHttp'"))
    }

    @Test("each outcome of a change is an answer of its own")
    func outcomes() throws {
        let script = try #require(try files()["export.ps1"])
        for outcome in [
            "ambiguous-key", "missing-anchor", "missing-object", "changed-anchor", "invalid-value", "unresolved-reference", "service-unavailable",
            "claimed-key", "change-failed",
        ] {
            #expect(script.contains("'\(outcome)'"), "\(outcome)")
        }
    }

    @Test("names of a plan change nothing of what a script does", arguments: [
        "O'Brien", "$(Remove-Item x)", "a`nb", "a\u{2019} + \u{201C}b", "x\u{200B}y", "😀", String(repeating: "n", count: 128), "#> }", "@'",
    ])
    func hostile(name: String) throws {
        let plan = try ConnectorPlan("""
            kind: powershell
            service: http://mim.contoso.com:5725
            user: CONTOSO\\svc-mim
            password: {secret: MIM_PASSWORD}
            object-type: "\(name)"
            attributes: {Id: string(36), Login: string(113), "\(name)": string(8)?}
            """)
        let plain = try trees()
        for (path, text) in plan.files(PowerShellConnectorEmitter()) {
            let file = String(path.split(separator: "/").last ?? "")
            let tree = ScriptParser.parse(Array(text.utf8), file: FileID(index: 0))
            #expect(tree.errors == [])
            // The same functions; no command that was not there.
            #expect(tree.body.functions.map(\.name) == plain[file]?.body.functions.map(\.name))
            #expect(Set(tree.body.commands().compactMap(\.name)).isSubset(of: Set(plain[file]?.body.commands().compactMap(\.name) ?? []).union(["Remove-Resource"])))
        }
    }
}
