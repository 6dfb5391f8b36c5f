import Glibc

/// The two streams of a command. Results go to standard output, everything else to standard error.
enum Terminal {
    static func print(_ text: String) {
        write(text, to: 1)
    }

    /// Bytes as they are: a text that is passed on need not be looked at.
    static func print(bytes: [UInt8]) {
        print(String(decoding: bytes, as: UTF8.self))
    }

    static func printError(_ text: String) {
        write(text, to: 2)
    }

    /// Whether a person is looking, and wants colours: a NO_COLOR that is set, and not empty, says no (https://no-color.org).
    static func wantsColor(_ descriptor: Int32) -> Bool {
        isatty(descriptor) == 1 && (getenv("NO_COLOR").map { $0.pointee == 0 } ?? true) && getenv("TERM").map { String(cString: $0) } != "dumb"
    }

    /// The columns of a terminal; 100 where nobody is looking, so that what is piped is the same everywhere.
    static func width(_ descriptor: Int32) -> Int {
        guard isatty(descriptor) == 1 else { return 100 }
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 100 }
        return Int(size.ws_col)
    }

    private static func write(_ text: String, to descriptor: Int32) {
        var text = text
        text.withUTF8 { buffer in
            var offset = 0
            while offset < buffer.count {
                let count = Glibc.write(descriptor, buffer.baseAddress?.advanced(by: offset), buffer.count - offset)
                if count < 0 {
                    if errno == EINTR { continue }
                    // A result that can't be written is no result; where standard error is gone nobody can be told.
                    if descriptor == 1 {
                        let reason = String(cString: strerror(errno))
                        printError("entrain: can't write to standard output: \(reason)\n")
                        exit(2)
                    }
                    return
                }
                offset += count
            }
        }
    }
}
