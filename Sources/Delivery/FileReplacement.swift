import Glibc

/// Replaces one file by another content in one step: whoever reads meanwhile sees the old or the new one.
public enum FileReplacement {
    public static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
        // A link stays a link: what it leads to is replaced.
        guard let real = realpath(path, nil) else { throw FileError("write", path) }
        defer { free(real) }
        let target = String(cString: real)
        let beside = "\(target).entrain-\(getpid())"
        var status = stat()
        guard stat(target, &status) == 0 else { throw FileError("write", path) }
        try Folder.write(bytes, to: beside)
        guard chmod(beside, status.st_mode & 0o7777) == 0, rename(beside, target) == 0 else {
            let code = errno
            unlink(beside)
            throw FileError("write", path, code: code)
        }
    }

    /// Writes a file whether it is there or not.
    public static func put(_ bytes: [UInt8], at path: String) throws(FileError) {
        if PlanReader.exists(path) { try write(bytes, to: path) } else { try create(bytes, at: path) }
    }

    /// Writes a new file; one that is there is left alone.
    public static func create(_ bytes: [UInt8], at path: String) throws(FileError) {
        try Folder.make(Folder.parent(of: path))
        try Folder.write(bytes, to: path)
    }
}
