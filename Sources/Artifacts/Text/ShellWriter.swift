/// Quotes text for a POSIX shell: the only place of the program that does.
enum ShellWriter {
    /// One word. Inside single quotation marks nothing has a meaning; the mark itself is written outside of them.
    static func literal(_ text: String) -> String {
        let isPlain = !text.isEmpty && text.unicodeScalars.allSatisfy { scalar in
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", "/", ":", ".", "_", "-", "@", "%", ",": true
            default: false
            }
        }
        return isPlain ? text : "'" + text.writing("'", as: #"'\''"#) + "'"
    }
}
