@preconcurrency import Glibc

/// A program that runs beside ours, without a shell: its arguments reach it as they are.
final class ChildProcess {
    private var identifier: pid_t = 0
    private var input: Int32 = -1
    private var output: Int32 = -1
    private var isOver = false

    /// Starts a program that is found by PATH. Its standard error goes to ours only where `showsErrors`.
    init(_ arguments: [String], showsErrors: Bool = false) throws(FileError) {
        var toChild: [Int32] = [-1, -1], fromChild: [Int32] = [-1, -1]
        guard pipe(&toChild) == 0 else { throw FileError("start", arguments[0]) }
        guard pipe(&fromChild) == 0 else {
            let code = errno
            toChild.forEach { close($0) }
            throw FileError("start", arguments[0], code: code)
        }
        // Our ends must not live on in the child, or it would never see the end of its input.
        for descriptor in toChild + fromChild { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, toChild[0], 0)
        posix_spawn_file_actions_adddup2(&actions, fromChild[1], 1)
        if !showsErrors { posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0) }
        var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        defer { words.forEach { free($0) } }
        let code = posix_spawnp(&identifier, arguments[0], &actions, nil, &words, environ)
        close(toChild[0])
        close(fromChild[1])
        input = toChild[1]
        output = fromChild[0]
        guard code == 0 else {
            isOver = true
            throw FileError("start", arguments[0], code: code)
        }
    }

    deinit {
        if input >= 0 { close(input) }
        close(output)
        if !isOver {
            var status: Int32 = 0
            while waitpid(identifier, &status, 0) < 0, errno == EINTR {}
        }
    }

    func write(_ text: String) throws(FileError) {
        let bytes = Array(text.utf8)
        var offset = 0
        while offset < bytes.count {
            let count = bytes[offset...].withUnsafeBytes { Glibc.write(input, $0.baseAddress, $0.count) }
            if count < 0, errno != EINTR { throw FileError("write to", "a program") }
            offset += max(0, count)
        }
    }

    func endInput() {
        if input >= 0 { close(input) }
        input = -1
    }

    /// So many bytes, or fewer at the end.
    func read(_ wanted: Int) throws(FileError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: wanted)
        var offset = 0
        while offset < wanted {
            let count = bytes[offset...].withUnsafeMutableBytes { Glibc.read(output, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                throw FileError("read from", "a program")
            }
            if count == 0 { break }
            offset += count
        }
        bytes.removeLast(wanted - offset)
        return bytes
    }

    /// Up to and without the line break; nil at the end.
    func readLine() throws(FileError) -> String? {
        var line: [UInt8] = []
        while let byte = try read(1).first {
            if byte == 0x0A { return String(decoding: line, as: UTF8.self) }
            line.append(byte)
        }
        return line.isEmpty ? nil : String(decoding: line, as: UTF8.self)
    }

    func readToEnd(limit: Int) throws(FileError) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < limit {
            let chunk = try read(min(1 << 16, limit - bytes.count))
            if chunk.isEmpty { break }
            bytes += chunk
        }
        return bytes
    }

    /// Waits for the end, and gives the exit status; nil where a signal ended it.
    func wait() -> Int32? {
        endInput()
        var status: Int32 = 0
        while waitpid(identifier, &status, 0) < 0 {
            if errno != EINTR { return nil }
        }
        isOver = true
        return status & 0x7F == 0 ? (status >> 8) & 0xFF : nil
    }
}
