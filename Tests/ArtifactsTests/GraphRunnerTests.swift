@testable import Artifacts
import Foundation
import JSON
import Testing
import TestSupport

/// Two scripts run one bundle: what one of them reads, writes or knows, the other does, too. Found in the two texts.
@Suite struct GraphRunnerTests {
    /// A script without its comments.
    private func script(_ name: String) throws -> String {
        let file = try #require(GraphRunner.scripts(origins: []).first { $0.path == name })
        return String(decoding: file.bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
            .filter { !$0.drop { $0 == " " }.hasPrefix("#") }.joined(separator: "\n")
    }

    /// The jq program that carries a run of `deploy.sh`.
    private func engine() throws -> String {
        let code = try script("deploy.sh")
        let start = try #require(code.firstRange(of: "ENGINE='")), end = try #require(code[start.upperBound...].firstRange(of: "\n'\n"))
        return String(code[start.upperBound..<end.lowerBound])
    }

    private func all(_ patterns: String..., in text: String) throws -> Set<String> {
        try patterns.reduce(into: []) { found, pattern in
            found.formUnion(text.matches(of: try Regex(pattern, as: (Substring, Substring).self)).map { String($0.1) })
        }
    }

    /// `.name`, `["name"]`, `has("name")` and the short `{name, …}`.
    private func shellMembers(in text: String) throws -> Set<String> {
        try all(#"\.([a-zA-Z]+)"#, #"has\("([^"]+)"\)"#, #"\["([^"]+)"\]"#, #"[{,] ?([a-zA-Z]+)(?=[,}:])"#, in: text)
    }

    /// `['name']`, `.Contains('name')`, `Get-MemberValue … 'name'` and lists of names.
    private func powerMembers() throws -> Set<String> {
        let code = try script("deploy.ps1")
        let lists = try all(#"foreach \(\$\w+ in ('[^)]*)"#, in: code).joined()
        return try all(#"\['([^']+)'\]"#, #"\.Contains\('([^']+)'\)"#, #"(?:Get-MemberValue|Test-Member) [^() ]+ '([^']+)'"#, #"\) '([^']+)'(?:\)|\n)"#, in: code)
            .union(all(#"'([^']+)'"#, in: lists))
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
        // For people.
        names.remove("rule")
        let (shell, power) = (try shellMembers(in: script("deploy.sh")), try powerMembers())
        for name in names.sorted() { #expect(shell.contains(name) == power.contains(name), "\(name)") }
    }

    /// Nor does one of them read anything of an answer, a body or the journal that the other does not.
    @Test func neitherReadsMore() throws {
        let (shell, power) = (try shellMembers(in: script("deploy.sh")), try powerMembers())
        // Headers, groups of regular expressions, and parts of a verdict.
        #expect(power.subtracting(shell).subtracting(["Authorization", "Content-Type", "Retry-After", "application/json", "punctuation", "text", "word", "Id", "Permission", "\\"]) == [])
        // What jq keeps for itself is assigned or made there. Parts of a verdict and what is to be done, a group, the environment,
        // an annotation that both know by its end, and names that PowerShell puts together of two parts.
        let own = try all(#"\.([a-z]+)(?:\[[^\]]*\])? *(?:\|=|\+=|-=|=(?!=))"#, #"[{,] ?([a-z]+): "#, in: engine())
        let known: Set = ["after", "next", "renew", "escaped", "GRAPH", "context", "sourceDirectoryName", "sourceObjectName", "targetDirectoryName", "targetObjectName"]
        #expect(try shellMembers(in: engine()).subtracting(power).subtracting(own).subtracting(known) == [])
    }

    /// A run that one of them began, the other can finish.
    @Test func bothWriteTheSameJournal() throws {
        let power = try script("deploy.ps1")
        let lists = try all(#"foreach \(\$name in ('[^)]*)\) \{ \$(?:script:Journal|run)\["#, in: power).joined()
        let written = try all(#"\$script:Journal\['([a-zA-Z]+)'\]"#, #"\$(?:script:Run|run)\['([a-z]+)'\]"#, in: power).union(all(#"'([^']+)'"#, in: lists))
        let makers = try all(#"(\{format: 1,.*\})"#, #"(\{done: .*\})"#, in: engine()).joined()
        #expect(try all(#"[{,] ?([a-zA-Z]+)"#, in: makers).union(all(#"[^.]run\.([a-z]+)"#, in: engine())) == written)
    }

    @Test func bothKnowTheSameAnswers() throws {
        func codes(_ text: String) throws -> Set<String> { try all(#"(?:^|[^0-9A-Za-z.:#])([2-5][0-9][0-9])(?![0-9A-Za-z])"#, in: text) }
        #expect(try codes(engine()) == codes(script("deploy.ps1")))
    }

    @Test func bothEndWithTheSameStatus() throws {
        let (shell, power) = (try script("deploy.sh"), try script("deploy.ps1"))
        // 130 is the shell's for a run that is interrupted.
        #expect(try all(#"(?:give_up|exit|stop\() ?([0-9]+)"#, in: shell).subtracting(["0", "130"])
            == all(#"(?:Stop-Run |OperationCanceledException '|\$code = )([0-9]+)"#, in: power).subtracting(["0"]))
    }

    @Test func bothTakeTheSameOptions() throws {
        let shell = try all(#"(--[a-z-]+)(?= [|]|\))"#, in: script("deploy.sh")).map { $0.filter { $0 != "-" } }
        let power = try all(#"\[(?:string|int|switch)\] \$([A-Z][a-zA-Z]+)(?=,| =|\n)"#, #"Alias\('([A-Za-z]+)'\)"#, in: script("deploy.ps1").components(separatedBy: "Set-StrictMode")[0])
        #expect(Set(shell) == Set(power.map { $0.lowercased() }).subtracting(["bundle"]))
    }

    /// Windows PowerShell reads a file without a byte-order mark in the code page of the machine.
    @Test func theScriptForWindowsIsASCII() throws {
        #expect(try #require(GraphRunner.scripts(origins: []).first { $0.path == "deploy.ps1" }).bytes.allSatisfy { $0 < 128 })
    }
}
