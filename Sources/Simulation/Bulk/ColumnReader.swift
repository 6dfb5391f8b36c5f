import Analysis
import Expressions

/// ``FieldValue`` for many rows. What is plainly right is taken as it stands; anything else is left to ``FieldValue``, which alone
/// knows why a value is refused.
final class ColumnReaders: Sendable {
    /// How much room a value needs beside its own bytes.
    static let most = 16

    private enum Kind: Sendable {
        case text, day, other
    }

    /// What a look at a value needs, without anything that is counted.
    private struct Plain: Sendable {
        let kind: Kind
        let isOptional: Bool
        let limit: Int
    }

    let count: Int
    // Neither counted nor checked: it is asked for each value of each row.
    private nonisolated(unsafe) let plain: UnsafeMutableBufferPointer<Plain>
    private let formats: [DayFormat]
    private let attributes: [CheckedAttribute]

    init(_ attributes: [CheckedAttribute]) {
        self.attributes = attributes
        count = attributes.count
        formats = attributes.map { attribute in
            if case .date(let format?) = attribute.type.base { DayFormat(format) } else { DayFormat("yyyy-MM-dd") }
        }
        plain = .allocate(capacity: attributes.count)
        _ = plain.initialize(from: attributes.map { attribute in
            let (kind, limit): (Kind, Int) =
                switch attribute.type.base {
                case .string(let limit?): (.text, limit)
                case .date: (.day, 0)
                case .integer, .boolean: (.other, 0)
                case .string(nil), .datetime, .binary, .reference: (.text, .max)
                }
            return Plain(kind: kind, isOptional: attribute.type.isOptional, limit: limit)
        })
    }

    deinit { plain.deallocate() }

    /// - Parameter scratch: has room for ``most`` bytes and the value's own; a value that is written otherwise than in the file goes there.
    /// - Returns: the value; nil where ``problem(_:_:)`` tells why there is none.
    @inline(__always) func value(_ column: Int, _ raw: Slice, _ scratch: ByteBuffer) -> Slice? {
        let plain = plain[column]
        // A text has no more UTF-16 units than UTF-8 bytes.
        if plain.kind == .text, raw.count <= plain.limit, !raw.isEmpty || plain.isOptional { return raw }
        return unusual(column, plain, raw, scratch)
    }

    private func unusual(_ column: Int, _ plain: Plain, _ raw: Slice, _ scratch: ByteBuffer) -> Slice? {
        if raw.isEmpty { return plain.isOptional ? raw : nil }
        switch plain.kind {
        case .text: break
        case .day:
            if let day = formats[column].day(raw.buffer) { return formats[column].isISO ? raw : scratch.put(day) }
        case .other: break
        }
        guard case .success(let value) = FieldValue.read(raw.text, as: attributes[column]) else { return nil }
        return raw.equals(Array(value.utf8)) ? raw : scratch.put(value)
    }

    func problem(_ column: Int, _ raw: Slice) -> FieldValue.Problem? {
        if case .failure(let problem) = FieldValue.read(raw.text, as: attributes[column]) { problem } else { nil }
    }
}

extension ByteBuffer {
    /// Appends where there is room.
    fileprivate func put(_ day: Day) -> Slice {
        let place = end
        func digits(_ number: Int, _ width: Int, before last: Int) {
            var rest = number
            for at in 1...width {
                place[last - at] = UInt8(0x30 + rest % 10)
                rest /= 10
            }
        }
        digits(day.year, 4, before: 4)
        place[4] = UInt8(ascii: "-")
        digits(day.month, 2, before: 7)
        place[7] = UInt8(ascii: "-")
        digits(day.day, 2, before: 10)
        count += 10
        return Slice(start: UnsafePointer(place), count: 10)
    }

    func put(_ text: String) -> Slice {
        let place = end
        var size = 0
        for byte in text.utf8 {
            place[size] = byte
            size += 1
        }
        count += size
        return Slice(start: UnsafePointer(place), count: size)
    }
}
