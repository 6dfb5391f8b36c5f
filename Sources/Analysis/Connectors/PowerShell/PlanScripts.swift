import Diagnostics

/// The scripts that lie beside the plan's files. Only those in folders that a connector names are read.
struct PlanScripts: Sendable {
    struct File: Sendable {
        let path: String
        let id: FileID
        let bytes: [UInt8]

        var name: String { path.split(separator: "/").last.map(String.init) ?? path }
    }

    private(set) var files: [File] = []
    /// Whether the rest of the plan is one file; a plan that was read from a file alone has no folder to look into.
    var isBesideOneFile = false

    var count: Int { files.count }

    mutating func add(_ file: SourceFile, _ id: FileID) {
        files.append(File(path: file.path, id: id, bytes: file.bytes))
    }

    static func isScript(_ path: String) -> Bool {
        [".ps1", ".psm1"].contains { path.lowercased().hasSuffix($0) }
    }

    /// The scripts directly in a folder.
    func files(in folder: String) -> [File] {
        let prefix = folder + "/"
        return files.filter { $0.path.hasPrefix(prefix) && !$0.path.dropFirst(prefix.count).contains("/") }
    }

    /// The folders that hold scripts.
    var folders: [String] {
        var result: [String] = []
        for file in files {
            let folder = file.path.split(separator: "/").dropLast().joined(separator: "/")
            if !folder.isEmpty, !result.contains(folder) { result.append(folder) }
        }
        return result
    }
}
