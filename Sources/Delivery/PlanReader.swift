import Analysis
import Diagnostics
import Glibc

/// A file or folder that could not be read or written, in the system's words.
public struct FileError: Error, Sendable, CustomStringConvertible {
    public let path: String
    public let action: String
    /// Why, in our words or the system's, and what to do.
    public let reason: String

    public init(_ action: String, _ path: String, code: Int32 = errno) {
        self.init(action, path, because: String(cString: strerror(code)))
    }

    public init(_ action: String, _ path: String, because reason: String) {
        self.action = action
        self.path = path
        self.reason = reason
    }

    public var description: String { "can't \(action) \(path): \(reason)" }
}

/// Reads a plan from the disk: every `*.yaml` and `*.yml` below a folder, in any case, and the scripts beside them; or one file.
public enum PlanReader {
    static let maximumDepth = 16
    /// Of a script; the front end refuses a longer one that a connector uses. Others may be of any size.
    static let scriptLimit = FrontEnd.scriptLimit + 1

    /// The files by path, relative to the folder, with `/`. Hidden files and folders are left out.
    public static func read(_ path: String) throws(FileError) -> [SourceFile] {
        var status = stat()
        guard stat(path, &status) == 0 else { throw FileError("read", path) }
        if status.st_mode & S_IFMT != S_IFDIR {
            let name = path.split(separator: "/").last.map(String.init) ?? path
            return [SourceFile(path: name, bytes: try bytes(of: path))]
        }
        var files: [SourceFile] = []
        var seen: Set<FolderID> = [FolderID(status)]
        try walk(path, prefix: "", depth: 0, &seen, into: &files)
        return files.sorted { $0.path < $1.path }
    }

    /// The paths of a plan's YAML files, as they can be opened.
    public static func paths(_ path: String) throws(FileError) -> [String] {
        var status = stat()
        guard stat(path, &status) == 0 else { throw FileError("read", path) }
        if status.st_mode & S_IFMT != S_IFDIR { return [path] }
        return try read(path).filter { isYAML($0.path) }.map { path + "/" + $0.path }
    }

    static func isYAML(_ name: String) -> Bool { [".yaml", ".yml"].contains(where: name.lowercased().hasSuffix) }

    /// Scripts that a connector may use.
    static func isScript(_ name: String) -> Bool { [".ps1", ".psm1"].contains(where: name.lowercased().hasSuffix) }

    /// Whether something is there under this name.
    public static func exists(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0
    }

    /// A folder, whatever path leads to it.
    private struct FolderID: Hashable {
        let device: UInt64
        let inode: UInt64

        init(_ status: stat) {
            device = UInt64(status.st_dev)
            inode = UInt64(status.st_ino)
        }
    }

    private static func walk(
        _ folder: String, prefix: String, depth: Int, _ seen: inout Set<FolderID>, into files: inout [SourceFile]
    ) throws(FileError) {
        // No plan is so deep; a file that is left out in silence would be worse than a refusal.
        guard depth < maximumDepth else { throw FileError("read", folder, because: "the folders of a plan are at most \(maximumDepth) deep") }
        for name in try names(in: folder) where !name.hasPrefix(".") {
            let path = folder + "/" + name
            var status = stat()
            let isScript = isScript(name)
            let isPlanFile = isScript || isYAML(name)
            guard stat(path, &status) == 0 else {
                // A link to nowhere matters only where a part of the plan should be.
                if !isPlanFile { continue }
                throw FileError("read", path)
            }
            if status.st_mode & S_IFMT == S_IFDIR {
                // Two ways into one folder are one folder; a link to a folder above never ends.
                guard seen.insert(FolderID(status)).inserted else { continue }
                try walk(path, prefix: prefix + name + "/", depth: depth + 1, &seen, into: &files)
            } else if status.st_mode & S_IFMT == S_IFREG, isPlanFile {
                files.append(SourceFile(path: prefix + name, bytes: try isScript ? bytes(of: path, limit: scriptLimit) : bytes(of: path)))
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
        // Opening a pipe must not wait for somebody to write into it.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else { throw FileError("read", path) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw FileError("read", path) }
        switch status.st_mode & S_IFMT {
        case S_IFREG, S_IFIFO: break
        case S_IFDIR: throw FileError("read", path, code: EISDIR)
        // A device may never end.
        default: throw FileError("read", path, because: "it is a device or a socket, no file")
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(min(Int(status.st_size) + 1, limit))
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count < limit {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count < 0 {
                if errno == EINTR { continue }
                if errno == EAGAIN {
                    // A pipe whose writer is still at work.
                    var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
                    poll(&waiting, 1, -1)
                    continue
                }
                throw FileError("read", path)
            }
            if count == 0 { break }
            bytes.append(contentsOf: chunk[0..<count])
        }
        return bytes
    }
}
