import Glibc

/// A file of rows that stays on the disk: any part of it can be read, by several threads at once. What is no plain file is read into
/// memory first.
public final class RowFile: Sendable {
    public let path: String
    public let size: Int
    private let descriptor: Int32
    private let bytes: [UInt8]

    public init(_ path: String) throws(FileError) {
        self.path = path
        var status = stat()
        // A pipe can be opened only once: closing it would end its writer.
        if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG {
            descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
            guard descriptor >= 0 else { throw FileError("read", path) }
            bytes = []
            size = Int(status.st_size)
        } else {
            descriptor = -1
            bytes = try PlanReader.bytes(of: path, limit: .max)
            size = bytes.count
        }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Fills the buffer from an offset on.
    ///
    /// - Returns: how much there was: less than asked for only at the end.
    /// - Throws: ``FileError``, also where the file is shorter than it was.
    public func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws -> Int {
        let wanted = max(0, min(buffer.count, size - offset))
        guard descriptor >= 0 else {
            if wanted > 0 { buffer.copyBytes(from: bytes[offset..<offset + wanted]) }
            return wanted
        }
        var done = 0
        while done < wanted {
            let count = pread(descriptor, buffer.baseAddress?.advanced(by: done), wanted - done, off_t(offset + done))
            if count < 0 {
                if errno == EINTR { continue }
                throw FileError("read", path)
            }
            if count == 0 { throw FileError("read", path, because: "it became shorter while it was read") }
            done += count
        }
        return done
    }
}
