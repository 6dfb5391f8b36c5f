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

    /// Every file and link below a folder, as paths relative to it, sorted.
    static func files(below folder: String) throws(FileError) -> [String] {
        var result: [String] = []
        try walk(folder, prefix: "", into: &result)
        return result.sorted()
    }

    private static func walk(_ folder: String, prefix: String, into result: inout [String]) throws(FileError) {
        for name in try PlanReader.names(in: folder) {
            let path = folder + "/" + name
            if kind(of: path) == .folder {
                try walk(path, prefix: prefix + name + "/", into: &result)
            } else {
                result.append(prefix + name)
            }
        }
    }

    static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw FileError("write", path) }
        var offset = 0
        var failure: Int32?
        bytes.withUnsafeBytes { buffer in
            while offset < buffer.count {
                let count = Glibc.write(descriptor, buffer.baseAddress?.advanced(by: offset), buffer.count - offset)
                if count < 0 {
                    if errno == EINTR { continue }
                    failure = errno
                    return
                }
                offset += count
            }
        }
        if close(descriptor) != 0, failure == nil { failure = errno }
        if let failure { throw FileError("write", path, code: failure) }
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
