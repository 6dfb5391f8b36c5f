import Diagnostics
import Glibc

/// Reads a plan as it was at a revision, through git's plumbing: no check-out, no shell, no filter, and nothing is written.
public enum GitPlan {
    /// The plan at `REV:PATH`, as git reads it: PATH from the repository's root, or from the current folder behind `./`.
    public static func read(_ specification: String) throws(FileError) -> [SourceFile] {
        try read(specification, in: ".", named: specification)
    }

    /// The plan that a path of the working tree held at a revision.
    public static func read(_ path: String, at revision: String) throws(FileError) -> [SourceFile] {
        guard let real = realpath(path, nil) else { throw FileError("read", path) }
        defer { free(real) }
        let full = String(cString: real)
        // `-C` takes a folder, and `./` a name in it: so the repository's root needs no name.
        var status = stat()
        if stat(full, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
            return try read("\(revision):./", in: full, named: "\(revision):\(path)")
        }
        let folder = Folder.parent(of: full)
        return try read("\(revision):./\(full.dropFirst(folder.utf8.count + (folder == "/" ? 0 : 1)))", in: folder, named: "\(revision):\(path)")
    }

    private static func read(_ specification: String, in folder: String, named name: String) throws(FileError) -> [SourceFile] {
        let object = try text(["rev-parse", "--verify", "--quiet", "--end-of-options", specification], in: folder, named: name)
        guard !object.isEmpty, object.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }) else {
            throw FileError("read", name, because: "git knows no such revision or path")
        }
        let kind = try text(["cat-file", "-t", object], in: folder, named: name)
        if kind == "blob" {
            let file = name.split(separator: "/").last.map(String.init) ?? name
            return try contents([(path: file.split(separator: ":").last.map(String.init) ?? file, object: object)], in: folder)
        }
        guard kind == "tree" else { throw FileError("read", name, because: "it is a \(kind), neither a folder nor a file. Write REV:PATH") }
        return try contents(try files(of: object, in: folder, named: name), in: folder)
    }

    /// The plan files below a tree, as ``PlanReader`` finds them on a disk.
    private static func files(of tree: String, in folder: String, named name: String) throws(FileError) -> [(path: String, object: String)] {
        let process = try git(["ls-tree", "-r", "-z", "--full-tree", tree], in: folder)
        let listing = try process.readToEnd(limit: 256 << 20)
        guard process.wait() == 0 else { throw FileError("read", name, because: "git could not list it") }
        var found: [(path: String, object: String)] = []
        for entry in listing.split(separator: 0) {
            // `100644 blob 1f3a… <tab> mappings/hr.yaml`
            guard let tab = entry.firstIndex(of: 0x09) else { continue }
            let words = String(decoding: entry[..<tab], as: UTF8.self).split(separator: " ")
            let path = String(decoding: entry[entry.index(after: tab)...], as: UTF8.self)
            let isHidden = path.split(separator: "/").contains { $0.hasPrefix(".") }
            guard words.count == 3, !isHidden, PlanReader.isYAML(path) || PlanReader.isScript(path) else { continue }
            guard words[0].hasPrefix("100") else {
                throw FileError("read", "\(name)/\(path)", because: "it is a link, and git keeps only where it leads")
            }
            found.append((path, String(words[2])))
        }
        return found.sorted { $0.path < $1.path }
    }

    private static func contents(_ files: [(path: String, object: String)], in folder: String) throws(FileError) -> [SourceFile] {
        guard !files.isEmpty else { return [] }
        let process = try git(["cat-file", "--batch"], in: folder)
        var result: [SourceFile] = []
        for file in files {
            // One question, one answer: neither pipe can fill up while the other waits.
            try process.write(file.object + "\n")
            guard let header = try process.readLine()?.split(separator: " "), header.count == 3, let size = Int(header[2]) else {
                throw FileError("read", file.path, because: "git has lost its content")
            }
            let bytes = try process.read(size)
            _ = try process.read(1)
            guard bytes.count == size else { throw FileError("read", file.path, because: "git stopped in the middle") }
            result.append(SourceFile(path: file.path, bytes: bytes))
        }
        guard process.wait() == 0 else { throw FileError("read", folder, because: "git ended with an error") }
        return result
    }

    private static func text(_ arguments: [String], in folder: String, named name: String) throws(FileError) -> String {
        let process = try git(arguments, in: folder)
        let bytes = try process.readToEnd(limit: 1 << 20)
        guard process.wait() == 0 else { throw FileError("read", name, because: "git knows no such revision or path here") }
        return String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self)
    }

    private static func git(_ arguments: [String], in folder: String) throws(FileError) -> ChildProcess {
        try ChildProcess(["git", "-C", folder, "--no-replace-objects", "--literal-pathspecs"] + arguments)
    }
}
