import Glibc
import XML

/// The XML files of an export.
public enum ExportFiles {
    /// Every `*.xml` below a folder, in any case, or one file: the path below the folder, and the path to open. Sorted.
    public static func list(_ path: String) throws(FileError) -> [(path: String, file: String)] {
        var status = stat()
        guard stat(path, &status) == 0 else { throw FileError("read", path) }
        if status.st_mode & S_IFMT != S_IFDIR {
            return [(path.split(separator: "/").last.map(String.init) ?? path, path)]
        }
        var files: [(path: String, file: String)] = []
        var folder = path
        while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
        try walk(folder, prefix: "", depth: 0, into: &files)
        return files.sorted { $0.path < $1.path }
    }

    private static func walk(
        _ folder: String, prefix: String, depth: Int, into files: inout [(path: String, file: String)]
    ) throws(FileError) {
        guard depth < PlanReader.maximumDepth else {
            throw FileError("read", folder, because: "the folders of an export are at most \(PlanReader.maximumDepth) deep")
        }
        for name in try PlanReader.names(in: folder) where !name.hasPrefix(".") {
            let path = folder + "/" + name
            switch Folder.kind(of: path) {
            case .folder: try walk(path, prefix: prefix + name + "/", depth: depth + 1, into: &files)
            case .file where name.lowercased().hasSuffix(".xml"): files.append((prefix + name, path))
            default: break
            }
        }
    }
}

/// The content of a file in pieces: an export may be larger than the machine's memory.
public final class FileBytes: ByteSource {
    private static let size = 1 << 17
    private let descriptor: Int32
    private let path: String

    public init(_ path: String) throws(FileError) {
        self.path = path
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else { throw FileError("read", path) }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    public func next() throws -> [UInt8]? {
        var failure: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: FileBytes.size) { buffer, count in
            var read = Glibc.read(descriptor, buffer.baseAddress, FileBytes.size)
            while read < 0, errno == EINTR { read = Glibc.read(descriptor, buffer.baseAddress, FileBytes.size) }
            if read < 0 { failure = errno }
            count = max(0, read)
        }
        if failure != 0 { throw FileError("read", path, code: failure) }
        return bytes.isEmpty ? nil : bytes
    }
}
