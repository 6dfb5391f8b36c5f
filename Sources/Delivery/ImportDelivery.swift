/// Writes a draft plan into a folder, and never over what a person wrote.
///
/// The manifest remembers what was written: a file that is still so may be written again. When somebody has edited a part of the
/// plan, the plan is theirs, and only the inventory and what MIM does are brought up to date.
public enum ImportDelivery {
    public struct File: Sendable {
        public let path: String
        public let bytes: [UInt8]
        public let summary: String
        /// Facts of the export, not decisions: they are brought up to date also where the plan was edited.
        public let isFact: Bool

        public init(path: String, bytes: [UInt8], summary: String, isFact: Bool) {
            self.path = path
            self.bytes = bytes
            self.summary = summary
            self.isFact = isFact
        }
    }

    public struct Outcome: Sendable {
        public let written: [String]
        /// Left as somebody edited them.
        public let kept: [String]
        /// Made by the last import, unedited, and not brought up to date because other parts were edited.
        public let stale: [String]
        public let removed: [String]
        public let isFirst: Bool
    }

    /// What the last import wrote about the export, if this folder has one: the text of `inventory.json`.
    public static func lastInventory(in output: String) -> [UInt8]? {
        guard StagedTree.ownFiles(in: output) != nil else { return nil }
        return try? PlanReader.bytes(of: output + "/inventory.json", limit: .max)
    }

    public static func write(_ files: [File], plan: String, to output: String) throws -> Outcome {
        let tree = try StagedTree(output: output)
        let own = StagedTree.ownFiles(in: output)
        let present = Folder.kind(of: output) == .folder ? try Folder.content(of: output).files : []
        if own == nil, let stranger = present.first(where: { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }) {
            throw FileError("write into", output, because: "it holds a plan that `entrain import` did not write (\(stranger)). Choose another folder")
        }
        func digest(_ path: String) -> String? {
            (try? PlanReader.bytes(of: output + "/" + path, limit: .max)).map { SHA256.hex(of: $0) }
        }
        // Unedited files of the last import.
        let ours = Set((own ?? [:]).filter { digest($0.key) == $0.value }.map(\.key))
        let isEdited = own.map { own in
            own.keys.contains { $0.hasSuffix(".yaml") && !ours.contains($0) } || present.contains { $0.hasSuffix(".yaml") && own[$0] == nil }
        } ?? false
        var entries: [Manifest.Entry] = []
        var written: [String] = []
        var kept: [String] = []
        var stale: [String] = []
        for file in files {
            let isThere = present.contains(file.path)
            if isThere, !ours.contains(file.path) {
                kept.append(file.path)
            } else if isEdited, !file.isFact {
                // A part of a plan that is somebody's now: what is there stays, what is new they add themselves.
                guard isThere else { continue }
                let bytes = try PlanReader.bytes(of: output + "/" + file.path, limit: .max)
                if bytes != file.bytes { stale.append(file.path) }
                try tree.write(file.path, bytes)
                entries.append(.init(path: file.path, bytes: bytes, summary: file.summary, from: []))
            } else {
                if !isThere || digest(file.path) != SHA256.hex(of: file.bytes) { written.append(file.path) }
                try tree.write(file.path, file.bytes)
                entries.append(.init(path: file.path, bytes: file.bytes, summary: file.summary, from: []))
            }
        }
        if isEdited {
            // Unedited parts that the new draft would not have stay, too.
            for path in ours.sorted() where !files.contains(where: { $0.path == path }) {
                let bytes = try PlanReader.bytes(of: output + "/" + path, limit: .max)
                try tree.write(path, bytes)
                entries.append(.init(path: path, bytes: bytes, summary: "Of an earlier import", from: []))
            }
        }
        let outcome = try tree.commit(Manifest(command: "import", plan: plan, environment: nil, entries: entries))
        return Outcome(written: written, kept: kept, stale: stale, removed: outcome.removed, isFirst: own == nil)
    }
}
