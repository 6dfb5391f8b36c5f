/// Reads a short text from left to right. Dates are ASCII, so bytes suffice; anything else simply does not match.
struct ByteScanner {
    private let bytes: ArraySlice<UInt8>
    private(set) var position: Int

    init(_ text: some StringProtocol) {
        bytes = Array(text.utf8)[...]
        position = 0
    }

    var isAtEnd: Bool { position == bytes.endIndex }
    var next: UInt8? { isAtEnd ? nil : bytes[position] }

    /// Steps over an ASCII character, if it is next.
    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard let next, UInt32(next) == character.value, character.isASCII else { return false }
        position += 1
        return true
    }

    /// Steps over these bytes, if they are next; `ignoringCase` for ASCII letters.
    mutating func take(_ wanted: some Collection<UInt8>, ignoringCase: Bool = false) -> Bool {
        let rest = bytes[position...].prefix(wanted.count)
        guard rest.elementsEqual(wanted, by: { $0 == $1 || ignoringCase && Self.folded($0) == Self.folded($1) }) else { return false }
        position += wanted.count
        return true
    }

    /// As many digits as there are, but at least `count.lowerBound` and at most `count.upperBound`; nil, and nothing read, for fewer.
    mutating func digits(_ count: ClosedRange<Int>) -> (value: Int, count: Int)? {
        let run = bytes[position...].prefix(count.upperBound).prefix { 48...57 ~= $0 }
        guard run.count >= count.lowerBound else { return nil }
        var value = 0
        for digit in run {
            let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
            // No field of a date is that large; the caller's own limit refuses it.
            value = overflow || tens > Int.max - 9 ? Int.max - 9 : tens + Int(digit - 48)
        }
        position += run.count
        return (value, run.count)
    }

    mutating func number(_ digits: Int) -> Int? { self.digits(digits...digits)?.value }

    /// `+` is 1 and `-` is -1.
    mutating func sign() -> Int? {
        if take("+") { return 1 }
        return take("-") ? -1 : nil
    }

    private static func folded(_ byte: UInt8) -> UInt8 { 65...90 ~= byte ? byte + 32 : byte }
}

extension StringProtocol {
    /// Without the white space around it, in .NET's meaning of white space.
    func trimmingWhiteSpace() -> Substring {
        var rest = Substring(self).unicodeScalars
        while rest.first?.properties.isWhitespace == true { rest.removeFirst() }
        while rest.last?.properties.isWhitespace == true { rest.removeLast() }
        return Substring(rest)
    }
}
