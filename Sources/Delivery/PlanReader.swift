import Diagnostics
import Glibc

/// A file or folder that could not be read or written, in the system's words.
public struct FileError: Error, Sendable, CustomStringConvertible {
    public let path: String
    public let action: String
    public let code: Int32

    public init(_ action: String, _ path: String, code: Int32 = errno) {
        self.action = action
        self.path = path
        self.code = code
    }

    public var description: String {
        "can't \(action) \(path): \(String(cString: strerror(code)))"
    }
}

/// Reads a plan from the disk: every `*.yaml` below a folder, or one file.
public enum PlanReader {
    /// Folders are walked at most so deep; a link back to a folder above would never end.
    static let maximumDepth = 16

    /// The files by path, relative to the folder, with `/`. Hidden files and folders are left out.
    public static func read(_ path: String) throws(FileError) -> [SourceFile] {
        var status = stat()
        guard stat(path, &status) == 0 else { throw FileError("read", path) }
        if status.st_mode & S_IFMT != S_IFDIR {
            let name = path.split(separator: "/").last.map(String.init) ?? path
            return [SourceFile(path: name, bytes: try bytes(of: path))]
        }
        var files: [SourceFile] = []
        try walk(path, prefix: "", depth: 0, into: &files)
        return files.sorted { $0.path < $1.path }
    }

    private static func walk(_ folder: String, prefix: String, depth: Int, into files: inout [SourceFile]) throws(FileError) {
        guard depth < maximumDepth else { return }
        for name in try names(in: folder) where !name.hasPrefix(".") {
            let path = folder + "/" + name
            var status = stat()
            guard stat(path, &status) == 0 else { throw FileError("read", path) }
            if status.st_mode & S_IFMT == S_IFDIR {
                try walk(path, prefix: prefix + name + "/", depth: depth + 1, into: &files)
            } else if status.st_mode & S_IFMT == S_IFREG, name.hasSuffix(".yaml") || name.hasSuffix(".yml") {
                files.append(SourceFile(path: prefix + name, bytes: try bytes(of: path)))
            }
        }
    }

    /// The names in a folder, sorted, without `.` and `..`.
    static func names(in folder: String) throws(FileError) -> [String] {
        guard let handle = opendir(folder) else { throw FileError("read", folder) }
        defer { closedir(handle) }
        var names: [String] = []
        while let entry = readdir(handle) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// The content of a file, up to the size at which the front end refuses it anyway.
    public static func bytes(of path: String, limit: Int = (64 << 20) + 1) throws(FileError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError("read", path) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw FileError("read", path) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(min(Int(status.st_size) + 1, limit))
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count < limit {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw FileError("read", path)
            }
            if count == 0 { break }
            bytes.append(contentsOf: chunk[0..<count])
        }
        return bytes
    }
}
