@testable import Artifacts
import JSON
import Testing
import TestSupport

/// Two scripts run one bundle: what one of them reads, the other reads, too.
@Suite struct GraphRunnerTests {
    private func script(_ name: String) throws -> String {
        let file = try #require(GraphRunner.scripts(origins: []).first { $0.path == name })
        return String(decoding: file.bytes, as: UTF8.self)
    }

    private func words(_ text: String) -> Set<Substring> {
        Set(text.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) })
    }

    /// The names of a bundle's own members; what stands in bodies and in objects that are looked for is Graph's.
    private func members(_ value: JSON, isBody: Bool = false) -> Set<String> {
        switch value {
        case .array(let items): return items.reduce(into: []) { $0.formUnion(members($1, isBody: isBody)) }
        case .object(let object):
            return object.reduce(into: []) { names, member in
                if !isBody || member.key.hasPrefix("$") { names.insert(String(member.key.drop { $0 == "$" })) }
                switch member.key {
                case "$merge":
                    if case .object(let inner) = member.value { names.formUnion(inner.map(\.key)) }
                    if case .object(let inner)? = member.value["addAttributes"] { names.formUnion(inner.map(\.key)) }
                case "body": names.formUnion(members(member.value, isBody: true))
                case "prefer", "contains", "equals", "find": break
                default: names.formUnion(members(member.value, isBody: isBody))
                }
            }
        default: return []
        }
    }

    @Test func bothReadTheSameMembers() throws {
        var names: Set<String> = []
        for plan in ["contoso", "northwind"] {
            let (plan, sources) = try Plans.checked(plan, environment: "production")
            for artifact in Generator.artifacts(of: plan, sources: sources) where artifact.path.contains("/graph/") {
                names.formUnion(members(try JSONReader.read(artifact.bytes)))
            }
            for mapping in plan.mappings where mapping.isInbound { names.formUnion(members(UploadSteps.bundle(for: mapping, in: plan, count: 1).json)) }
        }
        #expect(names.count > 50)
        let (shell, power) = (words(try script("deploy.sh")), words(try script("deploy.ps1")))
        for name in names.sorted() { #expect(shell.contains(name[...]) == power.contains(name[...]), "\(name)") }
    }

    /// A run that one of them began, the other can finish: the journal has one form.
    @Test(arguments: ["runs", "done", "begun", "variables", "records", "state.json", "plan", "tenantId"])
    func bothWriteTheSameJournal(_ name: String) throws {
        for file in ["deploy.sh", "deploy.ps1"] { #expect(try script(file).contains(name), "\(file)") }
    }
}
