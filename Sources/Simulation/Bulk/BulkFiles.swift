import JSON
import Microsoft

/// Where the files of a run go.
public protocol BulkSink: Sendable {
    /// A whole request, in pieces one behind the other. Called by any worker, in any order of the numbers.
    ///
    /// - Parameter number: from 1.
    func write(request number: Int, _ pieces: [UnsafeRawBufferPointer]) throws
    /// Appends to `rejected.jsonl`, in the order of the rows.
    func reject(_ bytes: UnsafeRawBufferPointer) throws
    /// Forgets everything that was written: all of it comes again.
    func restart() throws
}

/// Operations and rejections of a part of the rows, before it is known in which requests they stand.
final class BulkPart {
    /// Each operation with a comma behind it.
    let operations = ByteBuffer(capacity: 1 << 19)
    // One worker has a part at a time.
    /// Where each operation ends, behind its comma.
    @exclusivity(unchecked) fileprivate(set) var ends: [Int] = []
    @exclusivity(unchecked) var summary = BulkBundle.Summary()
    /// Rows that are rows at all.
    @exclusivity(unchecked) var readable = 0
    /// The numbers of the rows' keys.
    @exclusivity(unchecked) var keys: [UInt64] = []
    let rejected = ByteBuffer(capacity: 1 << 12)
    private var rejections: [(line: Int?, end: Int)] = []
    private let head = ByteBuffer(capacity: 1 << 12)

    func clear() {
        operations.clear()
        ends.removeAll(keepingCapacity: true)
        keys.removeAll(keepingCapacity: true)
        readable = 0
        rejected.clear()
        rejections.removeAll(keepingCapacity: true)
        summary = BulkBundle.Summary()
    }

    func close(active: Bool?) {
        operations.reserve(1)
        operations.end[0] = UInt8(ascii: ",")
        operations.count += 1
        ends.append(operations.count)
        summary.sent += 1
        if active == true { summary.active += 1 }
        if active == false { summary.inactive += 1 }
    }

    /// - Parameter line: stands first in the object, once it is known at which line of the file the part begins.
    func reject(_ json: JSON, line: Int? = nil, code: String, rows: Int = 1) {
        summary.rejected += rows
        summary.reasons[code, default: 0] += rows
        rejected.append(json.compactText + "\n")
        rejections.append((line, rejected.count))
    }

    /// - Parameter first: what is added to each line.
    private func write(rejectionsAfter first: Int, to sink: any BulkSink) throws {
        guard rejected.count > 0 else { return }
        let text = ByteBuffer(capacity: rejected.count + rejections.count * 24)
        var begin = 0
        for rejection in rejections {
            if let line = rejection.line {
                text.append("{\"line\":\(first + line),")
                begin += 1
            }
            text.append(UnsafeRawBufferPointer(rebasing: rejected.bytes[begin..<rejection.end]))
            begin = rejection.end
        }
        try sink.reject(text.bytes)
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
            let from = next == 0 ? 0 : ends[next - 1]
            // Without the last comma.
            let to = ends[next + count - 1] - 1
            try BulkPart.write(
                request: place.firstRequest + request, isHead ? head.bytes : UnsafeRawBufferPointer(start: nil, count: 0),
                UnsafeRawBufferPointer(rebasing: operations.bytes[from..<to]), to: sink)
            next += count
        }
    }

    private static func write(request number: Int, _ head: UnsafeRawBufferPointer, _ operations: UnsafeRawBufferPointer, to sink: any BulkSink) throws {
        try SCIMUserProgram.requestOpen.withUnsafeBytes { open in
            try SCIMUserProgram.requestClose.withUnsafeBytes { close in
                try sink.write(request: number, [open, head, operations, close])
            }
        }
    }

    /// The request that is not full yet, and the sums. Touched in turn only.
    final class Total: @unchecked Sendable {
        private(set) var summary = BulkBundle.Summary()
        private let tail = ByteBuffer(capacity: 1 << 16)
        private var tailCount = 0

        /// Takes a part in.
        ///
        /// - Parameter lines: of the file before the part, where it counted its own alone.
        func add(_ part: BulkPart, lines: Int, _ sink: any BulkSink) throws -> Place {
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
            try part.write(rejectionsAfter: lines, to: sink)
            return place
        }

        /// Writes the last request.
        func finish(_ sink: any BulkSink) throws {
            guard tailCount > 0 else { return }
            summary.requests += 1
            try BulkPart.write(
                request: summary.requests, UnsafeRawBufferPointer(start: nil, count: 0), UnsafeRawBufferPointer(rebasing: tail.bytes.dropLast()), to: sink)
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
