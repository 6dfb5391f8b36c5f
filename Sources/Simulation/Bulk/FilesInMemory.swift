import Synchronization

/// The files of a run that are wanted in memory.
public final class FilesInMemory: BulkSink {
    private let content = Mutex<[String: [UInt8]]>(["rejected.jsonl": []])

    public init() {}

    /// By name.
    public var files: [String: [UInt8]] { content.withLock { $0 } }

    public func write(_ name: String, _ bytes: UnsafeRawBufferPointer) {
        content.withLock { $0[name] = Array(bytes) }
    }

    public func reject(_ bytes: UnsafeRawBufferPointer) {
        content.withLock { $0["rejected.jsonl", default: []].append(contentsOf: bytes) }
    }
}
