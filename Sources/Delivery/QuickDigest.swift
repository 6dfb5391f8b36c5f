import CDigest

/// 64 bits that tell whether somebody edited a file of which there are tens of thousands, 64 bytes at a step. The same on every machine. For
/// other files, and wherever somebody might want to deceive, there is ``SHA256``.
public struct QuickDigest: Hashable, Sendable {
    private let value: UInt64

    /// In lower-case hexadecimal, 16 digits.
    public var hex: String {
        let text = String(value, radix: 16)
        return String(repeating: "0", count: 16 - text.utf8.count) + text
    }

    public init(of bytes: UnsafeRawBufferPointer) { self.init(of: [bytes]) }

    /// Of pieces one behind the other; where they were cut does not show.
    public init(of pieces: [UnsafeRawBufferPointer]) {
        var state = State(size: pieces.reduce(0) { $0 + $1.count })
        withUnsafeTemporaryAllocation(byteCount: State.step, alignment: 8) { rest in
            var count = 0
            for piece in pieces {
                var piece = piece[...]
                // What the piece before left is filled up first.
                if count > 0 {
                    let more = piece.prefix(State.step - count)
                    UnsafeMutableRawBufferPointer(rebasing: rest[count...]).copyBytes(from: more)
                    count += more.count
                    piece = piece.dropFirst(more.count)
                    guard count == State.step else { continue }
                    state.add(UnsafeRawBufferPointer(rest))
                }
                let whole = piece.count / State.step * State.step
                state.add(UnsafeRawBufferPointer(rebasing: piece.prefix(whole)))
                piece = piece.dropFirst(whole)
                rest.copyBytes(from: piece)
                count = piece.count
            }
            guard count > 0 else { return }
            UnsafeMutableRawBufferPointer(rebasing: rest[count...]).initializeMemory(as: UInt8.self, repeating: 0)
            state.add(UnsafeRawBufferPointer(rest))
        }
        value = state.value
    }

    private struct State {
        static let step = 64
        private var words: [UInt64]

        init(size: Int) {
            words = (0..<8).map { UInt64(size) &+ $0 &* 0x9E37_79B9_7F4A_7C15 }
        }

        /// - Parameter bytes: whole steps.
        mutating func add(_ bytes: UnsafeRawBufferPointer) {
            entrain_quick_blocks(&words, bytes.bindMemory(to: UInt8.self).baseAddress, bytes.count / State.step)
        }

        var value: UInt64 { words.reduce(0, State.mix) }

        private static func mix(_ state: UInt64, _ word: UInt64) -> UInt64 {
            let product = (state ^ word).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
            return product.high ^ product.low &+ 0x2545_F491_4F6C_DD1D
        }
    }
}
