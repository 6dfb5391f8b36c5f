import Analysis
import Diagnostics
import Foundation
import Microsoft
import PowerShellSyntax
import Testing
import TestSupport

@testable import Artifacts

/// MIM as the sender: its scripts, read by our own front end for PowerShell, and its sheet.
@Suite struct BulkClientTests {
    private func client() throws -> (client: BulkClient, files: [String: String]) {
        let (plan, sources) = try Plans.checked("interim", environment: nil, in: "Tests/Fixtures/plans")
        let mapping = try #require(plan.mappings.first)
        let client = try #require(BulkClient(mapping, in: plan))
        let context = EmissionContext(plan: plan, sources: sources)
        let artifacts = plan.phases.flatMap { BulkClientEmitter().emit($0, in: context) }
        return (client, Dictionary(uniqueKeysWithValues: artifacts.map {
            (String($0.path.split(separator: "/").last ?? ""), String(decoding: $0.bytes, as: UTF8.self))
        }))
    }

    @Test func bracketsEndAndEveryCommandExists() throws {
        let windows: Set<String> = [
            "New-Object", "Where-Object", "ForEach-Object", "Start-Sleep", "Set-StrictMode", "ConvertTo-Json", "ConvertFrom-Json", "Get-Item", "Join-Path",
            "Test-Path", "Invoke-RestMethod", "Invoke-WebRequest",
        ]
        for (name, text) in try client().files where name.hasSuffix(".ps1") {
            let tree = ScriptParser.parse(Array(text.utf8), file: FileID(index: 0))
            #expect(tree.errors == [], "\(name)")
            let functions = Dictionary(uniqueKeysWithValues: tree.body.functions.map { ($0.name, $0) })
            for command in tree.body.commands() {
                guard let called = command.name else { continue }
                guard let function = functions[called] else {
                    #expect(windows.contains(called), "\(name): \(called)")
                    continue
                }
                let parameters = Set(function.parameters.map(\.name))
                for case .parameter(let used) in command.arguments.map(\.kind) { #expect(parameters.contains(used), "\(name): \(called) -\(used)") }
            }
            // Windows PowerShell 5.1 reads a script without a byte-order mark as ANSI.
            #expect(text.utf8.allSatisfy { $0 < 0x80 })
        }
    }

    /// Every place of the one layout that all senders share is in the script's table, and nothing else.
    @Test func theScriptWritesWhatEverySenderWrites() throws {
        let (client, files) = try client()
        let shape = SCIMUserShape(client.layout)
        let count = shape.core.count + shape.name.count + shape.address.count + shape.phones.count + shape.enterprise.count + shape.custom.count
            + (shape.manager == nil ? 0 : 1)
        #expect(client.places.count == count + 1)
        let export = try #require(files["export.ps1"])
        for place in client.places { #expect(export.contains("Part = '\(place.part)'")) }
        #expect(export.components(separatedBy: "@{ Attribute = ").count == client.places.count + 1)
        for part in Set(client.places.map(\.part)) { #expect(export.contains("            '\(part)' { $"), "\(part)") }
        #expect(export.contains("$PeoplePerRequest = \(ProvisioningLimits.bulkOperations)"))
    }

    /// A pause of 250 milliseconds at least: 20 calls in 5 seconds, and 40 are allowed.
    @Test func theRateIsKept() throws {
        #expect(5_000 / BulkClient.pause <= 40)
        #expect(try client().files["export.ps1"]?.contains("$PauseMilliseconds = \(BulkClient.pause) ") == true)
    }

    @Test func noSecretIsAsked() throws {
        for (name, text) in try client().files {
            for word in ["client_secret", "SecureValue", "ConvertTo-SecureString"] { #expect(!text.contains(word), "\(name)") }
        }
    }

    /// What MIM must know to run the plan's rules: joins, precedence, the metaverse's names, who left.
    @Test func theSheetHasThePlansRules() throws {
        let sheet = try #require(try client().files["settings.md"])
        #expect(sheet.contains("| Agency (file) | `Badge` |"))
        #expect(sheet.contains("| `Phone` | Agency (file): `Phone`, then HR (SQL): `Phone` |"))
        #expect(sheet.contains("| `firstName` | `GivenName` | String |"))
        #expect(sheet.contains("- HR (SQL): `Status` is one of `Left`, `Gone`"))
    }
}
