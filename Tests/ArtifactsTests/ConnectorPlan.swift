import Analysis
import Diagnostics
import Testing

@testable import Artifacts

/// A plan with one hosted connector, as the emitters get it: through the front end, from text.
struct ConnectorPlan {
    private let context: EmissionContext
    /// What the front end had to say, for people.
    let findings: String

    /// - Parameters:
    ///   - connector: its keys, as YAML lines without indent. It is called `target`, and Entra's object id is its anchor `Id`.
    ///   - scripts: texts by path.
    init(_ connector: String, scripts: [String: String] = [:], sourceLocation: SourceLocation = #_sourceLocation) throws {
        var keys = connector.split(separator: "\n").map(String.init)
        // What a test does not ask about.
        for usual in ["on-disable: nothing", "on-delete: delete"] where !keys.contains(where: { $0.hasPrefix(usual.prefix { $0 != ":" } + ":") }) {
            keys.append(usual)
        }
        let lines = keys.map { "    \($0)" }.joined(separator: "\n")
        let text = """
            entrain: 1
            name: test
            tenant: {id: 8f6a2a54-6a3f-4d0e-9f59-1f4f9f0f7c11, domain: contoso.com, notify: it@contoso.com}
            agents:
              hq: {server: ecma01.contoso.com, port: 9000}
            sources:
              hr:
                kind: csv
                file: hr.csv
                key: Number
                attributes: {Number: string(16), Login: string(64), Name: string(64), Left: boolean}
            connectors:
              target:
                agent: hq
                token: {secret: THE_TOKEN}
                anchor: Id
            \(lines)
            mappings:
              in:
                from: hr
                to: entra
                via: api-driven
                match: {Number: employeeId}
                attributes:
                  displayName: Name
                  mailNickname: Login
                  userPrincipalName: '=Join("@", [Login], "contoso.com")'
              out:
                from: entra
                to: target
                via: ecma-host
                match: {objectId: Id}
                attributes: {Login: userPrincipalName}
            deprovisioning:
              leavers: {when: {hr: {Left: true}}, at-most: 10, entra: {disable: at once, delete: never}}
            phases:
              - {name: first, starts: [in, out]}

            """
        let files = [("plan.yaml", text)] + scripts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        let result = FrontEnd().check(files.map { SourceFile(path: $0.0, bytes: Array($0.1.utf8)) })
        findings = TextRenderer().render(result.report, sources: result.sources)
        let plan = try #require(
            result.plans.first, "\(TextRenderer().render(result.report, sources: result.sources))", sourceLocation: sourceLocation)
        context = EmissionContext(plan: plan, sources: result.sources)
    }

    /// The files of an emitter by path.
    func files(_ emitter: some Emitter) -> [String: String] {
        let artifacts = context.plan.phases.flatMap { emitter.emit($0, in: context) }
        return Dictionary(uniqueKeysWithValues: artifacts.map { ($0.path, String(decoding: $0.bytes, as: UTF8.self)) })
    }
}
