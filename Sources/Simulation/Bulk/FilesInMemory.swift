import Synchronization

/// The files of a run that are wanted in memory.
public final class FilesInMemory: BulkSink {
    private let content = Mutex<[String: [UInt8]]>(["rejected.jsonl": []])

    public init() {}

    /// By name.
    public var files: [String: [UInt8]] { content.withLock { $0 } }

    public func write(request number: Int, _ pieces: [UnsafeRawBufferPointer]) {
        content.withLock { $0[BulkBundle.fileName(number)] = pieces.flatMap { Array($0) } }
    }

    public func reject(_ bytes: UnsafeRawBufferPointer) {
        content.withLock { $0["rejected.jsonl", default: []].append(contentsOf: bytes) }
    }

    public func restart() {
        content.withLock { $0 = ["rejected.jsonl": []] }
    }
}
