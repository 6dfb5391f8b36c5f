import Glibc

/// The few operations on folders that delivery needs. Links are never followed out of a tree.
enum Folder {
    enum Kind { case file, folder, link, other }

    static func kind(of path: String) -> Kind? {
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return .file
        case S_IFDIR: return .folder
        case S_IFLNK: return .link
        default: return .other
        }
    }

    /// Makes a folder and those above it.
    static func make(_ path: String) throws(FileError) {
        if path.isEmpty || kind(of: path) == .folder { return }
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { return }
        let parent = self.parent(of: path)
        if parent != path { try make(parent) }
        guard mkdir(path, 0o777) == 0 || errno == EEXIST else { throw FileError("make the folder", path) }
    }

    static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// What is below a folder, as paths relative to it, each list sorted.
    struct Content {
        /// Files and links.
        var files: [String] = []
        var folders: [String] = []
        /// Folders with nothing in them.
        var empty: [String] = []
    }

    static func content(of folder: String) throws(FileError) -> Content {
        var status = stat()
        guard lstat(folder, &status) == 0 else { throw FileError("read", folder) }
        var result = Content()
        try walk(folder, prefix: "", device: UInt64(status.st_dev), into: &result)
        result.files.sort()
        result.folders.sort()
        return result
    }

    private static func walk(_ folder: String, prefix: String, device: UInt64, into result: inout Content) throws(FileError) {
        let names = try PlanReader.names(in: folder)
        if names.isEmpty, !prefix.isEmpty { result.empty.append(String(prefix.dropLast())) }
        for name in names {
            let path = folder + "/" + name
            switch kind(of: path) {
            case .folder:
                // A repository is more than its files, and another file system can't be exchanged with this one.
                if name == ".git" { throw FileError("write around", path, because: "a repository is more than its files. Choose a folder inside it, such as generated") }
                var status = stat()
                guard lstat(path, &status) == 0, UInt64(status.st_dev) == device else {
                    throw FileError("write around", path, because: "another file system is mounted there. Choose another output folder")
                }
                result.folders.append(prefix + name)
                try walk(path, prefix: prefix + name + "/", device: device, into: &result)
            case .file where name == ".git": throw FileError("write around", path, because: "a repository is more than its files. Choose a folder inside it, such as generated")
            case .file, .link: result.files.append(prefix + name)
            case .other: throw FileError("keep", path, because: "it is a pipe, a socket or a device. Move it, or choose another output folder")
            case nil: throw FileError("read", path)
            }
        }
    }

    /// Gives a folder the rights of another.
    static func copyMode(from old: String, to new: String) {
        var status = stat()
        if lstat(old, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { chmod(new, status.st_mode & 0o7777) }
    }

    /// - Parameter mode: the rights of the new file, before the user's mask.
    static func write(_ bytes: [UInt8], to path: String, mode: mode_t = 0o666) throws(FileError) {
        let failure = bytes.withUnsafeBytes { write($0, path, mode) }
        if let failure { throw failure }
    }

    /// Pieces of a file, one behind the other.
    ///
    /// - Parameter folder: an open folder in which the path begins.
    static func write(_ pieces: [UnsafeRawBufferPointer], to path: String, in folder: Int32) throws(FileError) {
        let failure = create(path, in: folder, 0o666) { descriptor in
            var vectors = pieces.map { iovec(iov_base: UnsafeMutableRawPointer(mutating: $0.baseAddress), iov_len: $0.count) }
            let size = pieces.reduce(0) { $0 + $1.count }
            let count = writev(descriptor, &vectors, Int32(vectors.count))
            if count == size { return nil }
            // Interrupted, or a disk that is nearly full: the rest piece by piece, which says why.
            var done = max(0, count)
            for piece in pieces {
                let skipped = min(done, piece.count)
                done -= skipped
                if let code = write(UnsafeRawBufferPointer(rebasing: piece[skipped...]), to: descriptor) { return code }
            }
            return nil
        }
        if let failure { throw failure }
    }

    private static func write(_ bytes: UnsafeRawBufferPointer, _ path: String, _ mode: mode_t) -> FileError? {
        create(path, mode) { write(bytes, to: $0) }
    }

    private static func create(_ path: String, in folder: Int32 = AT_FDCWD, _ mode: mode_t, _ body: (Int32) -> Int32?) -> FileError? {
        let descriptor = openat(folder, path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard descriptor >= 0 else { return FileError("write", path) }
        var failure = body(descriptor)
        if close(descriptor) != 0, failure == nil { failure = errno }
        return failure.map { FileError("write", path, code: $0) }
    }

    /// Why it failed, if it did.
    static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32? {
        var offset = 0
        while offset < bytes.count {
            let count = Glibc.write(descriptor, bytes.baseAddress?.advanced(by: offset), bytes.count - offset)
            if count < 0 {
                if errno == EINTR { continue }
                return errno
            }
            offset += count
        }
        return nil
    }

    /// Removes a file or a whole folder. A failure leaves the rest; the caller has nothing better to do.
    static func remove(_ path: String) {
        if kind(of: path) == .folder {
            if let names = try? PlanReader.names(in: path) {
                for name in names { remove(path + "/" + name) }
            }
            rmdir(path)
        } else {
            unlink(path)
        }
    }
}
