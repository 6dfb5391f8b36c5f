import Analysis
import Diagnostics
import Foundation
import Testing
import TestSupport

@testable import Artifacts

/// Secrets that somebody planted: none gets through a check, and none is in what is generated.
@Suite("Secrets")
struct SecretTests {
    private static let plans: [(name: String, folder: String)] = [
        ("contoso", "plans"), ("northwind", "plans"), ("consolidated", "Tests/Fixtures/plans"), ("interim", "Tests/Fixtures/plans"), ("workday", "Tests/Fixtures/plans"),
    ]
    private static let planted = "Pl4nted-S3cret"

    /// The codes of the errors of the plan with another text in one file.
    private func errors(_ files: [SourceFile], _ path: String, _ text: String) -> Set<String> {
        let mutant = files.map { $0.path == path ? SourceFile(path: path, bytes: Array(text.utf8)) : $0 }
        let result = FrontEnd().check(mutant)
        return Set(result.report.diagnostics.filter { $0.severity == .error }.map(\.code))
    }

    @Test("a secret's value in the place of its name is refused", arguments: plans.indices)
    func namesBecomeValues(_ plan: Int) throws {
        let files = try Plans.files(Self.plans[plan].name, in: Self.plans[plan].folder)
        var tried = 0
        for file in files where file.path.hasSuffix(".yaml") {
            let text = String(decoding: file.bytes, as: UTF8.self)
            for match in text.matches(of: /\{secret: *[A-Z0-9_$\{\}a-z]+\}/) {
                tried += 1
                let found = errors(files, file.path, text.replacingCharacters(in: match.range, with: "'\(Self.planted)'"))
                #expect(!found.isDisjoint(with: ["literal-secret", "bad-secret-name"]), "\(file.path): \(match.output): \(found)")
                let renamed = errors(files, file.path, text.replacingCharacters(in: match.range, with: "{secret: \(Self.planted)}"))
                #expect(renamed.contains("bad-secret-name"), "\(file.path): \(match.output): \(renamed)")
            }
        }
        #expect(tried > 3 || Self.plans[plan].folder != "plans")
    }

    /// A whole connection string, a token or a key where something harmless belongs: one value after the other.
    @Test("a secret inside another value is refused", arguments: plans.indices)
    func valuesBringSecrets(_ plan: Int) throws {
        let files = try Plans.files(Self.plans[plan].name, in: Self.plans[plan].folder)
        var tried = 0
        for file in files where file.path.hasSuffix(".yaml") {
            let text = String(decoding: file.bytes, as: UTF8.self)
            for match in text.matches(of: /(?m)^ +(?:server|database|table|user|reader|file|title|service|url|view): ([^\s#\[\{'"$|>&*]+)(?= *(#.*)?$)/) {
                let value = match.output.1
                let all = ["'\(value);PWD=\(Self.planted)'", "'Server=x; Password=\(Self.planted);'", "'DefaultEndpointsProtocol=https;AccountName=a;AccountKey=\(Self.planted)=='"]
                tried += 1
                let found = errors(files, file.path, text.replacingCharacters(in: value.startIndex..<value.endIndex, with: all[tried % all.count]))
                #expect(found.contains("literal-secret"), "\(file.path): \(match.output.0): \(found)")
            }
        }
        #expect(tried > 0)
    }

    @Test("what is a secret, and what only looks like one", arguments: [
        ("PWD=x", true), ("pwd =x", true), ("a;Password=x", true), ("Server=s;User Id=u;Password=x;", true), ("SharedAccessKey=x", true), ("Client Secret=x", true),
        ("-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEF\n", true), ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abcdefghijklmnop", true),
        ("PWD=", false), ("PWD=;x", false), ("Password=${password}", false), ("password", false), ("the password is = x", false), ("=Join(\"\", [Password])", false), ("eyJ", false),
        ("a=PWD=x", false), ("Password: x", false), ("Passwords=x", false), ("", false), (";", false), ("-----BEGIN", false),
    ])
    func shapes(text: String, isSecret: Bool) {
        let file = SourceFile(path: "plan.yaml", bytes: Array("entrain: 1\nname: x\ntitle: \(JSONText.quoted(text))\n".utf8))
        let result = FrontEnd().check([file])
        #expect(result.report.diagnostics.contains { $0.code == "literal-secret" } == isSecret)
    }

    /// Everything that is committed of every plan: no keyword with a value, no key, no token.
    @Test("nothing that is generated holds a secret")
    func generatedIsClean() throws {
        let root = Repository.root.appendingPathComponent("generated")
        let paths = (FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []).sorted()
        var seen: [String: Int] = [:]
        // A value behind a keyword: not a variable, not the name of a secret, not an empty one.
        let value = /(?i)(?:^|[^a-z])(pwd|password|passwd|accountkey|sharedaccesskey|client_?secret|api_?key|secrettoken|access_?token)["']?\s*(=|:)\s*["']?([^\s"'$<>,;{}()\[\]`]{4,})/
        for path in paths {
            let url = root.appendingPathComponent(path)
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder), !isFolder.boolValue else { continue }
            seen[String(path.prefix { $0 != "/" }), default: 0] += 1
            let text = String(decoding: try Data(contentsOf: url), as: UTF8.self)
            #expect(!text.contains("-----BEGIN ") && !text.contains("AKIA"), "\(path)")
            #expect(text.firstMatch(of: /eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]+/) == nil, "\(path): a token")
            #expect(text.firstMatch(of: /[a-z]+:\/\/[^\s\/:@"'`]+:[^\s\/@"'`]+@/) == nil, "\(path): a password in an address")
            for match in text.matches(of: value) {
                let found = String(match.output.3)
                // The name of a secret may stand there.
                if found.allSatisfy({ $0.isUppercase || $0.isNumber || $0 == "_" }) { continue }
                Issue.record("\(path): \(match.output.0)")
            }
        }
        #expect(seen.keys.sorted() == ["consolidated", "contoso", "contoso-bulk", "interim", "northwind", "workday"])
    }
}

/// A text in double quotation marks, as JSON and YAML read it.
private enum JSONText {
    static func quoted(_ text: String) -> String {
        String(decoding: (try? JSONEncoder().encode(text)) ?? Data(), as: UTF8.self)
    }
}
