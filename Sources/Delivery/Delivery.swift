import Artifacts
import Glibc

/// Artifacts ↔ a folder.
public enum Delivery {
    /// How a folder differs from what would be written now.
    public struct Drift: Sendable {
        public var missing: [String] = []
        public var different: [String] = []
        /// In the folder's manifest, and no longer made.
        public var surplus: [String] = []

        public var isEmpty: Bool { missing.isEmpty && different.isEmpty && surplus.isEmpty }
    }

    /// - Parameter command: one does not replace what another made.
    public static func manifest(of artifacts: [Artifact], in context: EmissionContext, command: String = "compile") -> Manifest {
        Manifest(
            command: command, plan: context.plan.name, environment: context.plan.environment,
            entries: artifacts.map { artifact in
                var places: [String] = []
                for place in artifact.origins.map(context.place) where !places.contains(place) { places.append(place) }
                return .init(path: artifact.path, bytes: artifact.bytes, summary: artifact.summary, from: places)
            })
    }

    /// Replaces the folder's content in one step.
    public static func write(_ artifacts: [Artifact], manifest: Manifest, to output: String) throws -> StagedTree.Outcome {
        let tree = try StagedTree(output: output)
        for artifact in artifacts { try tree.write(artifact.path, artifact.bytes, isExecutable: artifact.isExecutable) }
        return try tree.commit(manifest)
    }

    /// Compares without writing.
    public static func drift(of artifacts: [Artifact], manifest: Manifest, from output: String) -> Drift {
        var drift = Drift()
        var wanted = artifacts.map { ($0.path, $0.bytes) }
        wanted.append((Manifest.fileName, Array(manifest.text.utf8)))
        for (path, bytes) in wanted {
            guard let found = try? PlanReader.bytes(of: output + "/" + path) else {
                drift.missing.append(path)
                continue
            }
            if found != bytes { drift.different.append(path) }
        }
        let names = Set(wanted.map(\.0))
        drift.surplus = (StagedTree.ownFiles(in: output) ?? [:]).keys.filter { !names.contains($0) }.sorted()
        return drift
    }
}

extension Delivery {
    /// Whether the folder is, or holds, the other path. False where either does not exist yet.
    public static func contains(_ folder: String, _ path: String) -> Bool {
        guard let outer = resolved(folder), let inner = resolved(path) else { return false }
        return inner == outer || inner.hasPrefix(outer == "/" ? "/" : outer + "/")
    }

    private static func resolved(_ path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }
}
