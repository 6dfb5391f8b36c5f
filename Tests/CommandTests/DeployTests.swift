import Foundation
import JSON
import Testing
import TestSupport

/// `deploy.sh` against a server that speaks enough of Microsoft Graph: it throttles, replicates late, and loses its clients.
@Suite struct DeployTests {
    static let production = Repository.root.appendingPathComponent("generated/contoso")
    private static let road = [
        "1-hr-direct/graph/bundle.json", "1-hr-direct/graph/allow-creation.json", "2-replace-hr-agents/graph/bundle.json",
        "2-replace-hr-agents/graph/widen-2.json", "2-replace-hr-agents/graph/widen-3.json", "3-retire-mim/graph/bundle.json",
        "3-retire-mim/graph/allow-creation.json", "3-retire-mim/graph/widen-2.json", "3-retire-mim/graph/widen-3.json", "3-retire-mim/graph/stop.json",
    ]

    private func server(_ hosts: URL = production, domain: String = "contoso.com", seed: Int = 1, throttle: Int = 6) throws -> GraphServer {
        try GraphServer(
            hosts: hosts, arguments: "--seed", String(seed), "--throttle", String(throttle), "--user", "ada.lovelace@\(domain)", "--group",
            "Identity migration pilot")
    }

    private func names(_ tenant: JSON) -> [String] {
        (tenant["principals"]?.values ?? []).compactMap { $0["displayName"]?.text }.sorted()
    }

    private func jobs(_ tenant: JSON) -> [JSON] { (tenant["principals"]?.values ?? []).flatMap { $0["jobs"]?.values ?? [] } }

    private func status(_ tenant: JSON, _ title: String) -> [String] {
        (tenant["principals"]?.values ?? []).filter { $0["displayName"]?.text == "Entrain contoso: \(title)" }
            .flatMap { $0["jobs"]?.values ?? [] }.compactMap { $0["status"]?.text }
    }

    /// Nothing of a secret or a token is left behind.
    private func expectNoSecrets(_ server: GraphServer) throws {
        let result = try Program.run("grep -rlE '\(GraphServer.secret)|good-token' .", in: server.state)
        #expect(result.status == 1, "\(result.output)")
    }

    /// The whole road of both environments, to its end.
    @Test(arguments: [("production", "contoso.com"), ("test", "test.contoso.com")])
    func theRoadIsWalkedToItsEnd(environment: String, domain: String) throws {
        var folder = Self.production
        if environment != "production" {
            folder = try Program.temporaryFolder().appendingPathComponent("out")
            let result = try Program.run("entrain compile plans/contoso --environment \(environment) --output \(folder.path)", in: Repository.root)
            #expect(result.status == 0, "\(result.output)")
        }
        defer { if environment != "production" { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) } }
        let server = try server(folder, domain: domain)
        for bundle in Self.road where environment == "production" || bundle.hasSuffix("/bundle.json") {
            let result = try server.deployByHand(folder.appendingPathComponent(bundle))
            #expect(result.status == 0, "\(bundle): \(result.output)")
        }
        let tenant = try server.tenant()
        #expect(names(tenant).count == 6 && Set(names(tenant)).count == 6)
        #expect(jobs(tenant).count == 6)
        #expect(tenant["applications"]?.values.count == 7)                  // and the one that owns the extensions
        for title in ["HR into Entra ID", "HR into Active Directory", "Entra ID to AD LDS"] { #expect(status(tenant, title) == ["Active"]) }
        try expectNoSecrets(server)
        guard environment == "production" else { return }
        #expect(tenant["assignments"]?.values.count == 6)                   // a person and a group in three applications
        for title in ["Entra ID to the MIM Portal", "Entra ID to MIM's staging table"] { #expect(status(tenant, title) == ["Paused"]) }
    }

    /// A second run finds everything and makes nothing.
    @Test func twiceMakesOneApplication() throws {
        let server = try server(seed: 2)
        let bundle = Self.production.appendingPathComponent("2-replace-hr-agents/graph/bundle.json")
        #expect(try server.deployByHand(bundle).status == 0)
        let before = try server.tenant()
        // Manual steps that were done once are not asked for again.
        let again = try server.deploy(bundle)
        #expect(again.status == 0, "\(again.output)")
        let after = try server.tenant()
        #expect(names(after) == names(before) && names(after).count == 2)
        #expect(jobs(after).count == 2)
        #expect(after["assignments"]?.values.count == 2)
        #expect(jobs(after).map { $0["schema"] } == jobs(before).map { $0["schema"] })
    }

    /// Killed before and after each request that changes something, and started again: as if nothing had happened.
    @Test(arguments: [1, 3, 4, 6, 7, 10])
    func aKilledRunGoesOn(at number: Int) throws {
        let server = try server(seed: 3, throttle: 0)
        let bundle = Self.production.appendingPathComponent("2-replace-hr-agents/graph/bundle.json")
        let way = number % 3 == 0 ? "drop" : "kill"
        try server.set([
            "at": .integer(number), "do": .string(way), "when": number % 2 == 0 ? "before" : "after",
            "process": .string(server.state.appendingPathComponent("lock/process").path),
        ])
        var runs = 0
        var result = try server.deployByHand(bundle)
        while result.status != 0, runs < 3 {
            runs += 1
            result = try server.deployByHand(bundle)
        }
        #expect(result.status == 0, "\(way) at \(number): \(result.output)")
        #expect(runs == (way == "kill" ? 1 : 0), "\(way) at \(number): \(runs) runs more")
        let tenant = try server.tenant()
        #expect(names(tenant).count == 2 && jobs(tenant).count == 2 && tenant["applications"]?.values.count == 3, "\(way) at \(number)")
        #expect(tenant["assignments"]?.values.count == 2, "\(way) at \(number)")
        let extensions = (tenant["applications"]?.values ?? []).flatMap { $0["extensions"]?.values ?? [] }
        #expect(extensions.count == 2)
        try expectNoSecrets(server)
    }

    /// The way back: jobs paused, schemas as they were, the phase's own assignments gone and no other.
    @Test func aPhaseIsRolledBack() throws {
        let server = try server(seed: 4)
        let phase = Self.production.appendingPathComponent("2-replace-hr-agents/graph")
        for bundle in ["bundle.json", "widen-2.json"] { #expect(try server.deployByHand(phase.appendingPathComponent(bundle)).status == 0) }
        #expect(try server.tenant()["assignments"]?.values.count == 4)
        let result = try server.deploy(phase.appendingPathComponent("rollback.json"))
        #expect(result.status == 0, "\(result.output)")
        let tenant = try server.tenant()
        #expect(tenant["assignments"]?.values.count == 0)
        #expect(names(tenant).count == 2)
        for title in ["Entra ID to the MIM Portal", "Entra ID to MIM's staging table"] { #expect(status(tenant, title) == ["Paused"]) }
        for name in ["entra-to-mim-portal", "entra-to-hr-staging"] {
            let backup = try server.kept("\(name).schema.backup.json").without("@odata.context")
            #expect(jobs(tenant).contains { $0["schema"]?.without("@odata.context") == backup && $0["original"]?.without("@") == backup.without("@") })
        }
        // Again changes nothing, and the phase can be begun anew.
        #expect(try server.deploy(phase.appendingPathComponent("rollback.json")).status == 0)
        #expect(try server.deployByHand(phase.appendingPathComponent("bundle.json")).status == 0)
        #expect(status(try server.tenant(), "Entra ID to the MIM Portal") == ["Active"])
    }

    /// After a run that was stopped half-way, and before there was any.
    @Test func theWayBackWorksFromHalfWay() throws {
        let server = try server(seed: 5, throttle: 0)
        let phase = Self.production.appendingPathComponent("2-replace-hr-agents/graph")
        #expect(try server.deploy(phase.appendingPathComponent("rollback.json")).status == 0)
        // The first application stands; its assignment was made, and the run never learned of it.
        try server.set([
            "at": 1, "path": "/appRoleAssignedTo$", "do": "kill", "when": "after",
            "process": .string(server.state.appendingPathComponent("lock/process").path),
        ])
        #expect(try server.deployByHand(phase.appendingPathComponent("bundle.json")).status == 137)
        #expect(try server.tenant()["assignments"]?.values.count == 1)
        let result = try server.deploy(phase.appendingPathComponent("rollback.json"))
        #expect(result.status == 0, "\(result.output)")
        #expect(try server.tenant()["assignments"]?.values.count == 0)
    }

    /// What another phase paused is started again, and only that.
    @Test func whatWasPausedIsStarted() throws {
        let server = try server(seed: 6, throttle: 0)
        #expect(try server.deployByHand(Self.production.appendingPathComponent("2-replace-hr-agents/graph/bundle.json")).status == 0)
        let phase = Self.production.appendingPathComponent("3-retire-mim/graph")
        #expect(try server.deploy(phase.appendingPathComponent("stop.json")).status == 0)
        #expect(status(try server.tenant(), "Entra ID to the MIM Portal") == ["Paused"])
        let result = try server.deploy(phase.appendingPathComponent("rollback.json"))
        #expect(result.status == 0, "\(result.output)")
        #expect(status(try server.tenant(), "Entra ID to the MIM Portal") == ["NotRun"])
    }

    /// What a person must hear: the step, the status, Graph's own words, and how to go on.
    @Test func failuresAreNamed() throws {
        let server = try server(seed: 7, throttle: 0)
        let bundle = Self.production.appendingPathComponent("2-replace-hr-agents/graph/bundle.json")
        let refused = try server.deploy(bundle, environment: ["GRAPH_TOKEN": "wrong-token"])
        #expect(refused.status == 1)
        #expect(refused.output.contains("step extensions/find-application failed: 401 InvalidAuthenticationToken: Access token has expired"))
        #expect(try server.deploy(bundle, environment: ["ECMA_TOKEN_HR_STAGING": ""]).status == 4)
        let other = try server.deploy(bundle, environment: ["GRAPH_TOKEN": "x.eyJ0aWQiOiIwMDAwMDAwMC0wMDAwLTAwMDAtMDAwMC0wMDAwMDAwMDAwMDAifQ.x"])
        #expect(other.status == 2 && other.output.contains("the token is for the tenant 00000000-0000-0000-0000-000000000000"), "\(other.output)")
        let unknown = try server.deploy(bundle, "--done nothing")
        #expect(unknown.status == 2 && unknown.output.contains("there is no manual step nothing"))
        // No user of that name: said at once, for people are not new.
        let nobody = try self.server(domain: "elsewhere.example", seed: 8, throttle: 0)
        let result = try nobody.deployByHand(bundle)
        #expect(result.status == 1 && result.output.contains("entra-to-mim-portal/find-test-user-1 failed: 404 Request_ResourceNotFound"), "\(result.output)")
    }

    /// A token ends in the middle of a long wait.
    @Test func endedTokensAreRenewed() throws {
        let server = try server(seed: 9, throttle: 0)
        try server.set(["refuseTokens": 1])
        let result = try server.deploy(
            Self.production.appendingPathComponent("1-hr-direct/graph/bundle.json"),
            environment: ["GRAPH_TOKEN": "", "GRAPH_TOKEN_COMMAND": "echo good-token"])
        #expect(result.status == 0, "\(result.output)")
    }

    /// The thousand rows: eight files, each taken once, however often the service says no and the run is killed.
    @Test func rowsAreSent() throws {
        let server = try server(seed: 11, throttle: 20)
        let setUp = try server.deploy(Self.production.appendingPathComponent("1-hr-direct/graph/bundle.json"))
        #expect(setUp.status == 0, "\(setUp.output)")
        let rows = Repository.root.appendingPathComponent("generated/contoso-bulk/send.json")
        try server.set([
            "full": 2, "at": 6, "do": "kill", "when": "after", "process": .string(server.state.appendingPathComponent("lock/process").path),
        ])
        #expect(try server.deploy(rows).status == 137)
        // The limit of a day counts what was sent before.
        let limited = try server.deploy(rows, "--calls-per-day 6")
        #expect(limited.status == 5 && limited.output.contains("6 calls of bulkUpload in 24 hours"), "\(limited.output)")
        let result = try server.deploy(rows)
        #expect(result.status == 0, "\(result.output)")
        let uploads = try server.tenant()["uploads"]?.values ?? []
        let keys = uploads.flatMap { $0["keys"]?.values ?? [] }.compactMap(\.text)
        // The file in flight when the run was killed may be sent again; the service compares.
        #expect(Set(keys).count == 359 && (8...9).contains(uploads.count))
        #expect(Set(uploads.compactMap { $0["job"]?.text }).count == 1)
    }

    @Test func aDryRunSendsNothing() throws {
        let server = try server(seed: 10)
        let result = try server.deploy(Self.production.appendingPathComponent("2-replace-hr-agents/graph/bundle.json"), "--dry-run", environment: ["GRAPH_TOKEN": ""])
        #expect(result.status == 0)
        #expect(result.output.contains("POST /v1.0/applicationTemplates/${entra-to-mim-portal.templateId}/instantiate"))
        #expect(try server.tenant()["log"]?.values.isEmpty == true)
    }

    /// The scripts hold what their own linter asks for.
    @Test func theScriptIsClean() throws {
        let result = try Program.run("shellcheck generated/contoso/deploy.sh", in: Repository.root)
        #expect(result.status == 0, "\(result.output)")
    }
}
