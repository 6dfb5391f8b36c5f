import CDirectoryExchange
import Glibc
import Synchronization

/// A folder's new content, made beside it and exchanged with it in one step.
///
/// Until ``commit(_:)`` nothing that was there is touched; after it everything is new. Files that are in the folder and in no
/// manifest of Entrain's are kept.
///
/// Several threads may write at once; one commits.
public final class StagedTree: Sendable {
    public struct Conflict: Error, CustomStringConvertible {
        public let path: String

        public var description: String {
            "\(path) is in the way: Entrain would write a file there, but did not make the one that is there. Move it, or choose another output folder."
        }
    }

    public struct Outcome: Sendable {
        public let written: Int
        /// Files of the last time that are no longer made.
        public let removed: [String]
        /// Generated files that somebody had edited; their content is gone from the folder.
        public let overwrittenEdits: [String]
        /// Other people's files, kept.
        public let kept: [String]
    }

    private let output: String
    private let staging: String
    /// The same folder, open: a name in it is found faster than a path.
    private let folder: Int32
    private let state = Mutex(State())

    private struct State {
        var paths: Set<String> = []
        var isDone = false
    }

    /// - Throws: ``FileError`` when the folder can't be made; nothing is left behind then.
    public init(output: String) throws(FileError) {
        var output = output
        while output.count > 1, output.hasSuffix("/") || output.hasSuffix("/.") { output.removeLast() }
        // A link to a folder stays a link: the folder behind it is exchanged.
        if let real = realpath(output, nil) {
            output = String(cString: real)
            free(real)
        }
        if let kind = Folder.kind(of: output), kind != .folder { throw FileError("write into", output, code: ENOTDIR) }
        self.output = output
        let parent = Folder.parent(of: output)
        try Folder.make(parent)
        let name = output.split(separator: "/").last.map(String.init) ?? "output"
        if let folder = getcwd(nil, 0) {
            defer { free(folder) }
            let here = String(cString: folder)
            // Whoever stands in a folder that is exchanged is left in the old one.
            if here == output || here.hasPrefix(output + "/") { throw FileError("replace", output, because: "it is the folder in which you are, or holds it. Name a folder below, or go up first") }
        }
        StagedTree.clearLeftovers(".\(name).entrain-", in: parent)
        staging = "\(parent)/.\(name).entrain-\(getpid())"
        if Folder.kind(of: staging) != nil { Folder.remove(staging) }
        guard mkdir(staging, 0o777) == 0 else { throw FileError("make the folder", staging) }
        folder = Glibc.open(staging, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else {
            let code = errno
            rmdir(staging)
            throw FileError("make the folder", staging, code: code)
        }
    }

    deinit {
        close(folder)
        if !state.withLock({ $0.isDone }) { Folder.remove(staging) }
    }

    /// What a run that was ended left behind. Its number tells whether it is still at work.
    private static func clearLeftovers(_ prefix: String, in parent: String) {
        for name in (try? PlanReader.names(in: parent)) ?? [] where name.hasPrefix(prefix) {
            guard let process = pid_t(name.dropFirst(prefix.count)), process > 0, kill(process, 0) != 0, errno == ESRCH else { continue }
            Folder.remove(parent + "/" + name)
        }
    }

    /// Adds a file. Paths are relative, with `/`, and none goes up.
    public func write(_ path: String, _ bytes: [UInt8], isExecutable: Bool = false) throws(FileError) {
        let file = try begin(path)
        try Folder.write(bytes, to: file, mode: isExecutable ? 0o777 : 0o666)
    }

    /// The same for bytes that somebody else owns, in pieces one behind the other.
    public func write(_ path: String, _ pieces: [UnsafeRawBufferPointer]) throws(FileError) {
        _ = try begin(path)
        try Folder.write(pieces, to: path, in: folder)
    }

    /// Takes a file out again that was written.
    public func remove(_ path: String) throws(FileError) {
        guard state.withLock({ $0.paths.remove(path) }) != nil else { return }
        guard unlink(staging + "/" + path) == 0 else { throw FileError("remove", path) }
    }

    /// A file that is written piece by piece.
    public func open(_ path: String) throws(FileError) -> GrowingFile {
        try GrowingFile(try begin(path))
    }

    /// The path at which a new file is written.
    private func begin(_ path: String) throws(FileError) -> String {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard !parts.isEmpty, parts.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." && !$0.contains("\0") }) else {
            throw FileError("write", path, code: EINVAL)
        }
        if parts.count > 1 { try Folder.make(Folder.parent(of: staging + "/" + path)) }
        state.withLock { _ = $0.paths.insert(path) }
        return staging + "/" + path
    }

    /// Puts the new content in place.
    public func commit(_ manifest: Manifest) throws -> Outcome {
        try write(Manifest.fileName, manifest.bytes)
        let paths = state.withLock { $0.paths }
        // What stands above a file that is made can't be a file.
        var above: Set<String> = []
        for path in paths {
            var path = path[...]
            while let slash = path.lastIndex(of: "/") {
                path = path[..<slash]
                above.insert(String(path))
            }
        }
        var kept: [String] = []
        var removed: [String] = []
        var edits: [String] = []
        var listed: Set<String> = []
        let exists = Folder.kind(of: output) == .folder
        if exists {
            let own = StagedTree.ownFiles(in: output)
            if let other = StagedTree.command(in: output), other != manifest.command {
                throw FileError("write into", output, because: "it holds what `entrain \(other)` made. Choose another output folder")
            }
            let content = try Folder.content(of: output)
            for path in content.files where path != Manifest.fileName || own == nil {
                if let digest = own?[path] {
                    let isEdited = (try? PlanReader.bytes(of: output + "/" + path)).map { !Manifest.isDigest(digest, of: $0) } ?? true
                        || Folder.kind(of: output + "/" + path) != .file
                    if paths.contains(path) {
                        if isEdited { edits.append(path) }
                        continue
                    }
                    if !isEdited {
                        removed.append(path)
                        continue
                    }
                    // No longer made, but somebody wrote in it: theirs now.
                }
                if paths.contains(path) || above.contains(path) || StagedTree.folders(above: path).contains(where: paths.contains) {
                    throw Conflict(path: output + "/" + path)
                }
                try keep(path)
                kept.append(path)
            }
            for path in content.empty where !paths.contains(path) { try Folder.make(staging + "/" + path) }
            for path in content.folders { Folder.copyMode(from: output + "/" + path, to: staging + "/" + path) }
            Folder.copyMode(from: output, to: staging)
            listed = Set(content.files)
        }
        try exchange(exists: exists)
        state.withLock { $0.isDone = true }
        if exists {
            // What somebody put there meanwhile is in the old tree now.
            for path in ((try? Folder.content(of: staging)) ?? Folder.Content()).files where !listed.contains(path) {
                let new = output + "/" + path
                try Folder.make(Folder.parent(of: new))
                if linkat(AT_FDCWD, staging + "/" + path, AT_FDCWD, new, 0) == 0 { kept.append(path) }
            }
            Folder.remove(staging)
        }
        return Outcome(written: paths.count, removed: removed, overwrittenEdits: edits, kept: kept)
    }

    private static func folders(above path: String) -> [String] {
        path.indices.filter { path[$0] == "/" }.map { String(path[..<$0]) }
    }

    /// Another person's file: the same file under its name in the new tree.
    private func keep(_ path: String) throws(FileError) {
        let old = output + "/" + path
        let new = staging + "/" + path
        try Folder.make(Folder.parent(of: new))
        if linkat(AT_FDCWD, old, AT_FDCWD, new, 0) == 0 { return }
        // A file system without hard links: copy.
        if Folder.kind(of: old) == .link {
            var target = [CChar](repeating: 0, count: 4_097)
            guard readlink(old, &target, 4_096) > 0, symlink(target, new) == 0 else { throw FileError("keep", old) }
        } else {
            try Folder.write(try PlanReader.bytes(of: old, limit: .max), to: new)
        }
    }

    private func exchange(exists: Bool) throws(FileError) {
        guard exists else {
            guard rename(staging, output) == 0 else { throw FileError("put in place", output) }
            return
        }
        let code = entrain_exchange_paths(staging, output)
        if code == 0 { return }
        guard code == ENOSYS || code == EINVAL || code == ENOTSUP else { throw FileError("put in place", output, code: code) }
        // A file system that can't exchange: two renames, and back if the second fails.
        let aside = staging + ".old"
        guard rename(output, aside) == 0 else { throw FileError("put in place", output) }
        guard rename(staging, output) == 0 else {
            let failure = errno
            rename(aside, output)
            throw FileError("put in place", output, code: failure)
        }
        rename(aside, staging)
    }

    /// The command that made a folder, where it says so.
    private static func command(in folder: String) -> String? {
        guard let bytes = try? PlanReader.bytes(of: folder + "/" + Manifest.fileName) else { return nil }
        return Manifest.command(in: String(decoding: bytes, as: UTF8.self))
    }

    static func ownFiles(in folder: String) -> [String: String]? {
        guard let bytes = try? PlanReader.bytes(of: folder + "/" + Manifest.fileName) else { return nil }
        return Manifest.ownFiles(in: String(decoding: bytes, as: UTF8.self))
    }
}
