import Foundation
import JSON
import Testing
import TestSupport

/// `deploy.sh` against a server that speaks enough of Microsoft Graph: it throttles, replicates late, and loses its clients.
@Suite struct DeployTests {
    static let production = Repository.root.appendingPathComponent("generated/contoso")
    private static let portal = "entra-to-mim-portal"
    private static let second = production.appendingPathComponent("2-replace-hr-agents/graph")

    private func server(_ hosts: URL = production, domain: String = "contoso.com", seed: Int = 1, throttle: Int = 0) throws -> GraphServer {
        try GraphServer(
            hosts: hosts, arguments: "--seed", String(seed), "--throttle", String(throttle), "--user", "ada.lovelace@\(domain)", "--user", "nora@\(domain)", "--group",
            "Identity migration pilot", "--group", "Finance department", "--group", "Ledger users", "--group", "Ledger owners", "--group",
            "Service desk", "--group", "Building plans readers")
    }

    private func names(_ tenant: JSON) -> [String] {
        (tenant["principals"]?.values ?? []).compactMap { $0["displayName"]?.text }.sorted()
    }

    private func jobs(_ tenant: JSON) -> [JSON] { (tenant["principals"]?.values ?? []).flatMap { $0["jobs"]?.values ?? [] } }

    private func status(_ tenant: JSON, _ title: String) -> [String] {
        (tenant["principals"]?.values ?? []).filter { $0["displayName"]?.text == "Entrain contoso: \(title)" }
            .flatMap { $0["jobs"]?.values ?? [] }.compactMap { $0["status"]?.text }
    }

    private func kill(_ server: GraphServer, _ options: JSON) throws {
        try server.set(options.with("do", "kill").with("process", .string(server.state.appendingPathComponent("lock/process").path)))
    }

    /// Nothing of a secret or a token is left behind.
    private func expectNoSecrets(_ server: GraphServer) throws {
        let result = try Program.run("grep -rlE '\(GraphServer.secret)|good-token' .", in: server.state)
        #expect(result.status == 1, "\(result.output)")
    }

    /// The whole road, to its end.
    @Test func theRoadIsWalkedToItsEnd() throws {
        let server = try server(throttle: 5)
        for bundle in [
            "1-hr-direct/graph/bundle.json", "1-hr-direct/graph/allow-creation.json", "2-replace-hr-agents/graph/bundle.json",
            "2-replace-hr-agents/graph/widen-2.json", "2-replace-hr-agents/graph/widen-3.json", "3-retire-mim/graph/bundle.json",
            "3-retire-mim/graph/allow-creation.json", "3-retire-mim/graph/widen-2.json", "3-retire-mim/graph/widen-3.json",
            "3-retire-mim/graph/stop.json", "1-hr-direct/graph/open.json", "3-retire-mim/graph/open.json",
        ] {
            let result = try server.deployByHand(Self.production.appendingPathComponent(bundle))
            #expect(result.status == 0, "\(bundle): \(result.output)")
        }
        let tenant = try server.tenant()
        #expect(names(tenant).count == 5 && Set(names(tenant)).count == 5)
        #expect(jobs(tenant).count == 5)
        #expect(tenant["applications"]?.values.count == 6)                  // and the one that owns the extensions
        #expect(tenant["assignments"]?.values.count == 6)                   // a person and a group in three applications
        for title in ["Everybody into Entra ID", "HR into Active Directory", "Entra ID to AD LDS"] { #expect(status(tenant, title) == ["Active"]) }
        for title in ["Entra ID to the MIM Portal", "Entra ID to MIM's staging table"] { #expect(status(tenant, title) == ["Paused"]) }
        try expectNoSecrets(server)
    }

    /// Access packages and workflows: made once, opened, and closed by the way back, which takes nothing from people.
    @Test func accessIsOpenedAndClosed() throws {
        let server = try server(seed: 9)
        let folder = Self.production.appendingPathComponent("3-retire-mim/graph")
        let bundle = try server.part(of: folder.appendingPathComponent("bundle.json"), beginning: "access.", "governance/")
        // Ended behind the request that makes the package: its roles still come.
        try kill(server, ["at": 1, "path": "/accessPackages$", "when": "after"])
        #expect(try server.deploy(bundle).status == 137)
        for _ in 1...2 {
            let result = try server.deploy(bundle)
            #expect(result.status == 0, "\(result.output)")
        }
        func packages() throws -> [JSON] { try server.tenant()["packages"]?.values ?? [] }
        #expect(try packages().map { $0["roles"]?.values.count } == [1, 1])
        #expect(try packages().allSatisfy { $0["isHidden"] == true })
        #expect(try server.tenant()["policies"]?.values.count == 4)
        #expect(try server.tenant()["catalogs"]?.values.count == 2)
        #expect(try server.deploy(folder.appendingPathComponent("open.json")).status == 0)
        #expect(try packages().allSatisfy { $0["isHidden"] == false })
        #expect(try server.deploy(try server.part(of: folder.appendingPathComponent("rollback.json"), beginning: "access.", "governance/")).status == 0)
        #expect(try packages().allSatisfy { $0["isHidden"] == true } && packages().map { $0["roles"]?.values.count } == [1, 1])
    }

    /// The other environment: the same files, other people and servers.
    @Test func theTestTenantIsSetUp() throws {
        let folder = try Program.temporaryFolder().appendingPathComponent("out")
        defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
        let compiled = try Program.run("entrain compile plans/contoso --environment test --output \(folder.path)", in: Repository.root)
        #expect(compiled.status == 0, "\(compiled.output)")
        let server = try server(folder, domain: "test.contoso.com", seed: 12)
        for phase in ["1-hr-direct", "2-replace-hr-agents", "3-retire-mim"] {
            let result = try server.deployByHand(folder.appendingPathComponent("\(phase)/graph/bundle.json"))
            #expect(result.status == 0, "\(phase): \(result.output)")
        }
        #expect(jobs(try server.tenant()).compactMap { $0["status"]?.text } == Array(repeating: "Active", count: 5))
        // What belongs to one tenant is never sent to another.
        let other = try server.deploy(Self.production.appendingPathComponent("1-hr-direct/graph/bundle.json"))
        #expect(other.status == 2 && other.output.contains("belongs to another plan or tenant"), "\(other.output)")
    }

    /// A second run finds everything and makes nothing.
    @Test func twiceMakesOneApplication() throws {
        let server = try server(seed: 2, throttle: 10)
        let bundle = try server.part(of: Self.second.appendingPathComponent("bundle.json"), for: Self.portal)
        #expect(try server.deployByHand(bundle).status == 0)
        let before = try server.tenant()
        // Manual steps that were done once are not asked for again.
        let again = try server.deploy(bundle)
        #expect(again.status == 0, "\(again.output)")
        let after = try server.tenant()
        #expect(names(after) == names(before) && names(after).count == 1 && jobs(after).count == 1)
        #expect(after["assignments"]?.values.count == 1)
        #expect(jobs(after).map { $0["schema"] } == jobs(before).map { $0["schema"] })
    }

    /// Killed, or cut off, before or after a request that makes something is carried out, and started again: as if nothing had happened.
    @Test(arguments: [
        ("/instantiate$", "kill", "after"), ("/jobs$", "drop", "after"), ("/applications$", "kill", "before"), ("[$]batch$", "drop", "after"),
        ("/appRoleAssignedTo$", "kill", "after"),
    ])
    func aRunGoesOn(path: String, way: String, when: String) throws {
        let server = try server(seed: 3)
        let bundle = try server.part(of: Self.second.appendingPathComponent("bundle.json"), for: Self.portal)
        // The second batch makes the extensions.
        try server.set([
            "at": path.contains("batch") ? 2 : 1, "path": .string(path), "do": .string(way), "when": .string(when),
            "process": .string(server.state.appendingPathComponent("lock/process").path),
        ])
        var result = try server.deployByHand(bundle)
        #expect(result.status == (way == "kill" ? 137 : 0), "\(result.output)")
        if result.status == 137 { result = try server.deployByHand(bundle) }
        #expect(result.status == 0, "\(result.output)")
        let tenant = try server.tenant()
        #expect(names(tenant).count == 1 && jobs(tenant).count == 1 && tenant["applications"]?.values.count == 2)
        #expect(tenant["assignments"]?.values.count == 1)
        #expect((tenant["applications"]?.values ?? []).flatMap { $0["extensions"]?.values ?? [] }.count == 2)
        try expectNoSecrets(server)
    }

    /// The way back: jobs paused, schemas as they were, the phase's own assignments gone and no other.
    @Test func aPhaseIsRolledBack() throws {
        let server = try server(seed: 4)
        let (bundle, back) = (
            try server.part(of: Self.second.appendingPathComponent("bundle.json"), for: Self.portal),
            try server.part(of: Self.second.appendingPathComponent("rollback.json"), for: Self.portal)
        )
        // Before there was anything, there is nothing to do.
        #expect(try server.deploy(back).status == 0)
        #expect(try server.deployByHand(bundle).status == 0)
        let widened = try server.deploy(try server.part(of: Self.second.appendingPathComponent("widen-2.json"), for: Self.portal))
        #expect(widened.status == 0, "\(widened.output)")
        #expect(try server.tenant()["assignments"]?.values.count == 2)
        let result = try server.deploy(back)
        #expect(result.status == 0, "\(result.output)")
        let tenant = try server.tenant()
        #expect(tenant["assignments"]?.values.count == 0)
        #expect(names(tenant).count == 1 && status(tenant, "Entra ID to the MIM Portal") == ["Paused"])
        let backup = try server.kept("\(Self.portal).schema.backup.json").without("@odata.context")
        #expect(jobs(tenant).map { $0["schema"]?.without("@odata.context") } == [backup])
        #expect(jobs(tenant).map { $0["original"]?.without("@odata.context") } == [backup])
        // Again changes nothing.
        #expect(try server.deploy(back).status == 0)
    }

    /// After a run that was stopped half-way: the assignment was made, and the run never learned of it.
    @Test func theWayBackWorksFromHalfWay() throws {
        let server = try server(seed: 5)
        try kill(server, ["at": 1, "path": "/appRoleAssignedTo$", "when": "after"])
        #expect(try server.deployByHand(try server.part(of: Self.second.appendingPathComponent("bundle.json"), for: Self.portal)).status == 137)
        #expect(try server.tenant()["assignments"]?.values.count == 1)
        let result = try server.deploy(try server.part(of: Self.second.appendingPathComponent("rollback.json"), for: Self.portal))
        #expect(result.status == 0, "\(result.output)")
        #expect(try server.tenant()["assignments"]?.values.count == 0)
    }

    /// What a later phase paused is started again.
    @Test func whatWasPausedIsStarted() throws {
        let server = try server(seed: 6)
        let third = Self.production.appendingPathComponent("3-retire-mim/graph")
        #expect(try server.deployByHand(try server.part(of: Self.second.appendingPathComponent("bundle.json"), for: Self.portal)).status == 0)
        #expect(try server.deploy(try server.part(of: third.appendingPathComponent("stop.json"), for: Self.portal)).status == 0)
        #expect(status(try server.tenant(), "Entra ID to the MIM Portal") == ["Paused"])
        let result = try server.deploy(try server.part(of: third.appendingPathComponent("rollback.json"), for: Self.portal))
        #expect(result.status == 0, "\(result.output)")
        #expect(status(try server.tenant(), "Entra ID to the MIM Portal") == ["NotRun"])
    }

    /// What a person must hear: the step, the status, Graph's own words, and how to go on.
    @Test func failuresAreNamed() throws {
        let server = try server(domain: "elsewhere.example", seed: 7)
        let bundle = Self.second.appendingPathComponent("bundle.json")
        let refused = try server.deploy(bundle, environment: ["GRAPH_TOKEN": "wrong-token"])
        #expect(refused.status == 1)
        #expect(refused.output.contains("step extensions/find-application failed: 401 InvalidAuthenticationToken: Access token has expired"))
        let other = try server.deploy(bundle, environment: ["GRAPH_TOKEN": "x.eyJ0aWQiOiIwMDAwMDAwMC0wMDAwLTAwMDAtMDAwMC0wMDAwMDAwMDAwMDAifQ.x"])
        #expect(other.status == 2 && other.output.contains("the token is for the tenant 00000000-0000-0000-0000-000000000000"), "\(other.output)")
        let unknown = try server.deploy(bundle, "--done nothing")
        #expect(unknown.status == 2 && unknown.output.contains("there is no manual step nothing"))
        // No user of that name: said at once, for people are not new.
        let result = try server.deployByHand(try server.part(of: bundle, for: Self.portal))
        #expect(result.status == 1 && result.output.contains("entra-to-mim-portal/find-test-user-1 failed: 404 Request_ResourceNotFound"), "\(result.output)")
    }

    /// The rows of both files: eight requests, each taken once, however often the service says no and the run is killed.
    @Test func rowsAreSent() throws {
        let server = try server(seed: 11, throttle: 10)
        let setUp = try server.deploy(try server.part(of: Self.production.appendingPathComponent("1-hr-direct/graph/bundle.json"), for: "people-to-entra"))
        #expect(setUp.status == 0, "\(setUp.output)")
        let rows = Repository.root.appendingPathComponent("generated/contoso-bulk/send.json")
        try kill(server, ["full": 2, "at": 6, "when": "after"])
        // A token that ends is asked for again.
        try server.set(["refuseTokens": 1])
        #expect(try server.deploy(rows, environment: ["GRAPH_TOKEN": "", "GRAPH_TOKEN_COMMAND": "echo good-token"]).status == 137)
        // The limit of a day counts what was sent before.
        let limited = try server.deploy(rows, "--calls-per-day 6")
        #expect(limited.status == 5 && limited.output.contains("6 calls of bulkUpload in 24 hours"), "\(limited.output)")
        let result = try server.deploy(rows)
        #expect(result.status == 0, "\(result.output)")
        let uploads = try server.tenant()["uploads"]?.values ?? []
        let keys = uploads.flatMap { $0["keys"]?.values ?? [] }.compactMap(\.text)
        // The file in flight when the run was killed may be sent again; the service compares.
        #expect(Set(keys).count == 365 && (8...9).contains(uploads.count))
        #expect(Set(uploads.compactMap { $0["job"]?.text }).count == 1)
        // In the order of their numbers, of however many digits.
        let folder = try Program.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let bundle = try String(contentsOf: rows, encoding: .utf8).replacing(#""count": 8"#, with: #""count": 2"#)
        try Data(bundle.utf8).write(to: folder.appendingPathComponent("send.json"))
        for (name, copy) in [("deploy.sh", "deploy.sh"), ("bulk-00002.json", "bulk-99999.json"), ("bulk-00001.json", "bulk-100000.json")] {
            try FileManager.default.copyItem(at: rows.deletingLastPathComponent().appendingPathComponent(name), to: folder.appendingPathComponent(copy))
        }
        let wide = try server.deploy(folder.appendingPathComponent("send.json"))
        #expect(wide.status == 0, "\(wide.output)")
        let last = (try server.tenant()["uploads"]?.values ?? []).suffix(2).map { $0["keys"]?.values.first?.text }
        #expect(last == [uploads[1], uploads[0]].map { $0["keys"]?.values.first?.text })
    }

    /// Workday and SuccessFactors: what a person types is asked for once, looked for, and never overwritten.
    @Test func hrSystemsAreConnected() throws {
        let server = try server(Repository.root.appendingPathComponent("generated/workday"), domain: "fabrikam.com", seed: 14)
        for phase in ["1-workers", "2-plants"] {
            let folder = Repository.root.appendingPathComponent("generated/workday/\(phase)/graph")
            for name in ["bundle", "allow-creation"] {
                let result = try server.deployByHand(folder.appendingPathComponent("\(name).json"))
                #expect(result.status == 0, "\(name): \(result.output)")
            }
        }
        #expect(jobs(try server.tenant()).compactMap { $0["status"]?.text } == ["Active", "Active"])
        let written = try server.tenant()["log"]?.values.filter { $0["method"]?.text == "PUT" && $0["path"]?.text?.hasSuffix("/secrets") == true }
        #expect(written?.isEmpty == true)
        // The worker of the test user, by the number in the account; SuccessFactors has no such request.
        let workday = try server.kept("workers-to-entra.test-user-1.json")
        #expect(workday["value"]?.text?.contains(#""status": "Success""#) == true, "\(workday)")
        #expect(throws: (any Error).self) { try server.kept("plants-to-directory.test-user-1.json") }
        let back = try server.deploy(Repository.root.appendingPathComponent("generated/workday/2-plants/graph/rollback.json"))
        #expect(back.status == 0, "\(back.output)")
    }

    /// The source of authority of the first people moves to the cloud and back; who is there already is asked for nothing.
    @Test func peopleAreConvertedAndGoBack() throws {
        let server = try server(seed: 16, throttle: 20)
        let folder = Self.production.appendingPathComponent("1-hr-direct/graph")
        func ada() throws -> JSON? { try server.tenant()["users"]?["ada.lovelace@contoso.com"] }
        for _ in 1...2 {
            let result = try server.deploy(folder.appendingPathComponent("convert.json"))
            #expect(result.status == 0, "\(result.output)")
            #expect(try ada()?["isCloudManaged"] == true && ada()?["onPremisesSyncEnabled"] == false)
        }
        let back = try server.part(of: folder.appendingPathComponent("rollback.json"), beginning: "convert/")
        for _ in 1...2 {
            let result = try server.deploy(back)
            #expect(result.status == 0, "\(result.output)")
            #expect(try ada()?["isCloudManaged"] == false && ada()?["onPremisesSyncEnabled"] == true)
        }
        let writes = try server.tenant()["log"]?.values.filter { $0["method"] == "PATCH" && $0["status"] == 204 } ?? []
        #expect((2...4).contains(writes.count))
    }

    /// A token that has ended is no reason to look for what a creation may have made.
    @Test func anEndedTokenIsRenewed() throws {
        let server = try server(seed: 13)
        let bundle = try server.part(of: Self.production.appendingPathComponent("1-hr-direct/graph/bundle.json"), beginning: "extensions/")
        try server.set(["refuseTokens": 1, "refusePath": "applications$"])
        let result = try server.deploy(bundle, environment: ["GRAPH_TOKEN": "", "GRAPH_TOKEN_COMMAND": "echo good-token"])
        #expect(result.status == 0, "\(result.output)")
        #expect(result.output.split(separator: "\n").count == 5, "\(result.output)")
    }

    @Test func aDryRunSendsNothing() throws {
        let server = try server(seed: 10)
        let result = try server.deploy(Self.second.appendingPathComponent("bundle.json"), "--dry-run", environment: ["GRAPH_TOKEN": ""])
        #expect(result.status == 0)
        #expect(result.output.contains("POST /v1.0/applicationTemplates/${entra-to-mim-portal.templateId}/instantiate"))
        #expect(try server.tenant()["log"]?.values.isEmpty == true)
    }

    /// The script has nothing to which its linter objects.
    @Test func theScriptIsClean() throws {
        let result = try Program.run("shellcheck generated/contoso/deploy.sh", in: Repository.root)
        #expect(result.status == 0, "\(result.output)")
    }
}
