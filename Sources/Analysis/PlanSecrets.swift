import Diagnostics
import Plan
import YAMLSyntax

/// Secrets among the texts of a plan, wherever they stand: a key of the plan's language that wants a secret refuses a literal by itself, but a
/// password can come along inside another value, as when somebody copies a whole connection string to where only the database's name belongs.
enum PlanSecrets {
    /// The keywords of connection strings behind which a secret stands, in small letters and without blanks. Sources: the documentation of ODBC, ADO.NET
    /// and Azure Storage and Service Bus.
    private static let keywords: Set<String> = ["pwd", "password", "accountkey", "sharedaccesskey", "sharedaccesssignature", "clientsecret", "client_secret", "apikey"]

    static func check(_ tree: YAMLTree, into report: inout Report) {
        tree.forEachScalar { text, span in
            if isSecret(text) { report.add(.literalSecret(span)) }
        }
    }

    /// `Server=a;PWD=b`, a private key, a signed token.
    static func isSecret(_ text: ArraySlice<UInt8>) -> Bool {
        // Where the present part between semicolons begins, and where in it an equals sign stood.
        var start = text.startIndex
        var isKeyword = true
        for index in text.indices {
            switch text[index] {
            case UInt8(ascii: ";"):
                (start, isKeyword) = (index + 1, true)
            case UInt8(ascii: "="):
                // A parameter, `${…}`, is no value; nor is nothing.
                if isKeyword, text.endIndex - start <= 4_096, keywords.contains(folded(text[start..<index])), isValue(text[(index + 1)...]) { return true }
                isKeyword = false
            default: break
            }
        }
        return text.starts(with: privateKey) && text.count > 40 || isToken(text)
    }

    private static func isValue(_ rest: ArraySlice<UInt8>) -> Bool {
        guard let first = rest.first else { return false }
        return first != UInt8(ascii: ";") && first != UInt8(ascii: "$") && first != UInt8(ascii: " ")
    }

    private static func folded(_ word: ArraySlice<UInt8>) -> String {
        String(decoding: word.lazy.filter { $0 != UInt8(ascii: " ") }, as: UTF8.self).lowercased()
    }

    private static let privateKey = Array("-----BEGIN ".utf8)

    /// A JSON web token: three parts in base64url, of which the first is `{"` in it.
    private static func isToken(_ text: ArraySlice<UInt8>) -> Bool {
        guard text.count > 40, text.starts(with: [UInt8(ascii: "e"), UInt8(ascii: "y"), UInt8(ascii: "J")]) else { return false }
        return text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).count == 3 && !text.contains(UInt8(ascii: " "))
    }
}
