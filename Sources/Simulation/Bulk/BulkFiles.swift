import JSON
import Microsoft

/// Where the files of a run go.
public protocol BulkSink: Sendable {
    /// A whole file. Called by any worker, in any order of the names.
    func write(_ name: String, _ bytes: UnsafeRawBufferPointer) throws
    /// Appends to `rejected.jsonl`, in the order of the rows.
    func reject(_ bytes: UnsafeRawBufferPointer) throws
}

/// Operations and rejections of a part of the rows, before it is known in which requests they stand.
final class BulkPart {
    /// Each operation with a comma behind it.
    let operations = ByteBuffer(capacity: 1 << 19)
    /// Where each operation ends, behind its comma.
    var ends: [Int] = []
    let rejected = ByteBuffer(capacity: 1 << 12)
    var summary = BulkBundle.Summary()
    private let file = ByteBuffer(capacity: 1 << 16)
    private let head = ByteBuffer(capacity: 1 << 12)

    func clear() {
        operations.clear()
        ends.removeAll(keepingCapacity: true)
        rejected.clear()
        summary = BulkBundle.Summary()
    }

    func close(active: Bool?) {
        operations.reserve(1)
        operations.put(UInt8(ascii: ","))
        ends.append(operations.count)
        summary.sent += 1
        if active == true { summary.active += 1 }
        if active == false { summary.inactive += 1 }
    }

    func reject(_ json: JSON, code: String, rows: Int = 1) {
        summary.rejected += rows
        summary.reasons[code, default: 0] += rows
        rejected.append(json.compactText + "\n")
    }

    /// What is known only in turn: the number of the first request that is complete with this part, and how many of its operations
    /// go to the one that earlier parts began.
    struct Place {
        var firstRequest = 0
        var toHead = 0
        var requests = 0
    }

    /// Writes the requests that are complete.
    func write(_ place: Place, to sink: any BulkSink) throws {
        var next = 0
        for request in 0..<place.requests {
            let isHead = request == 0 && place.toHead > 0
            let count = isHead ? place.toHead : ProvisioningLimits.bulkOperations
            file.count = 0
            append(SCIMUserProgram.requestOpen)
            if isHead { file.append(head.bytes) }
            let from = next == 0 ? 0 : ends[next - 1]
            let to = ends[next + count - 1]
            file.append(UnsafeRawBufferPointer(rebasing: operations.bytes[from..<to]))
            // Without the last comma.
            file.count -= 1
            append(SCIMUserProgram.requestClose)
            try sink.write(BulkBundle.fileName(place.firstRequest + request), file.bytes)
            next += count
        }
    }

    private func append(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { file.append($0) }
    }

    /// The request that is not full yet, and the sums. Touched in turn only.
    final class Total: @unchecked Sendable {
        private(set) var summary = BulkBundle.Summary()
        private let tail = ByteBuffer(capacity: 1 << 16)
        private var tailCount = 0

        /// Takes a part in.
        func add(_ part: BulkPart, _ sink: any BulkSink) throws -> Place {
            let most = ProvisioningLimits.bulkOperations
            let count = part.ends.count
            var place = Place(firstRequest: summary.requests + 1)
            var first = 0
            if tailCount > 0, tailCount + count >= most {
                place.toHead = most - tailCount
                place.requests = 1
                first = place.toHead
                part.head.count = 0
                part.head.append(tail.bytes)
                tail.count = 0
                tailCount = 0
            }
            if tailCount == 0 {
                place.requests += (count - first) / most
                first += (count - first) / most * most
            }
            if first < count {
                tail.append(UnsafeRawBufferPointer(rebasing: part.operations.bytes[(first == 0 ? 0 : part.ends[first - 1])...]))
                tailCount += count - first
            }
            summary.add(part.summary)
            summary.requests += place.requests
            if part.rejected.count > 0 { try sink.reject(part.rejected.bytes) }
            return place
        }

        /// Writes the last request.
        func finish(_ sink: any BulkSink) throws {
            guard tailCount > 0 else { return }
            summary.requests += 1
            let file = ByteBuffer()
            SCIMUserProgram.requestOpen.withUnsafeBytes { file.append($0) }
            file.append(tail.bytes)
            file.count -= 1
            SCIMUserProgram.requestClose.withUnsafeBytes { file.append($0) }
            try sink.write(BulkBundle.fileName(summary.requests), file.bytes)
            tailCount = 0
        }
    }
}

extension BulkBundle.Summary {
    mutating func add(_ other: BulkBundle.Summary) {
        rows += other.rows
        sent += other.sent
        rejected += other.rejected
        requests += other.requests
        active += other.active
        inactive += other.inactive
        reasons.merge(other.reasons, uniquingKeysWith: +)
    }
}
