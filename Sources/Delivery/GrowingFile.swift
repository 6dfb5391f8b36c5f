import Glibc

/// A new file that is written piece by piece, with its digest and size. For one thread at a time.
public final class GrowingFile {
    private let path: String
    private let descriptor: Int32
    private var hash = SHA256()
    private(set) public var size = 0

    init(_ path: String) throws(FileError) {
        self.path = path
        descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw FileError("write", path) }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    public func append(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
        if let code = Folder.write(bytes, to: descriptor) { throw FileError("write", path, code: code) }
        hash.update(bytes)
        size += bytes.count
    }

    /// Takes everything out again.
    public func restart() throws(FileError) {
        guard ftruncate(descriptor, 0) == 0, lseek(descriptor, 0, SEEK_SET) == 0 else { throw FileError("write", path) }
        hash = SHA256()
        size = 0
    }

    /// The digest of all of it. Nothing can be added after it.
    public func finish() -> String { hash.finish() }
}
