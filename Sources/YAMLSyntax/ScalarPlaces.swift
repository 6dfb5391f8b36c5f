import Diagnostics

extension YAMLNode {
    /// Where a part of a scalar's text was written. Exact for plain and quoted scalars and for blocks; the whole scalar where the
    /// text and its spelling can't be laid side by side.
    ///
    /// - Parameter range: UTF-8 offsets into ``text``.
    public func place(of range: Range<Int>, in sources: SourceMap) -> Span {
        guard let offsets = offsets(in: sources) else { return span }
        let low = min(max(0, range.lowerBound), offsets.count - 1)
        let high = min(max(low, range.upperBound), offsets.count - 1)
        return Span(file: span.file, start: offsets[low], end: offsets[high])
    }

    /// Where each byte of a scalar's text was written, and where it ends; nil where the two can't be laid side by side.
    public func offsets(in sources: SourceMap) -> [Int32]? {
        guard let text, !text.isEmpty else { return nil }
        let written = Array(sources[span.file].bytes[Int(span.start)..<Int(span.end)])
        let wanted = Array(text.utf8)
        var offsets: [Int] = []
        offsets.reserveCapacity(wanted.count + 1)
        let quote = isPlain ? nil : written.first
        var i = quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") ? 1 : 0
        if quote == UInt8(ascii: ">") || quote == UInt8(ascii: "|") {
            // The text of a block begins behind the line of its sign, and behind the indentation.
            i = (written.firstIndex(of: 0x0A) ?? written.count - 1) + 1
            while i < written.count, isBreakOrBlank(written[i]), wanted[0] != written[i] { i += 1 }
        }
        var k = 0
        while k < wanted.count {
            guard i < written.count else { return nil }
            offsets.append(i)
            if written[i] == wanted[k], !(quote == UInt8(ascii: "\"") && written[i] == UInt8(ascii: "\\")) {
                if quote == UInt8(ascii: "'"), written[i] == quote, i + 1 < written.count, written[i + 1] == quote { i += 1 }
                i += 1
                k += 1
            } else if quote == UInt8(ascii: "\""), written[i] == UInt8(ascii: "\\"), i + 1 < written.count {
                // One escape; which one does not matter where it stands for one character of the text.
                i += 2
                k += 1
                while k < wanted.count, wanted[k] & 0xC0 == 0x80 {
                    offsets.append(i - 2)
                    k += 1
                }
            } else if isBreakOrBlank(written[i]) {
                // Folding: a line break with its indentation became one blank, or none.
                offsets.removeLast()
                if isBreakOrBlank(wanted[k]), !isBreakOrBlank(at: i + 1, in: written) {
                    offsets.append(i)
                    k += 1
                }
                i += 1
            } else {
                return nil
            }
        }
        offsets.append(i)
        return offsets.map { span.start + Int32($0) }
    }
}

private func isBreakOrBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
}

private func isBreakOrBlank(at index: Int, in bytes: [UInt8]) -> Bool {
    index < bytes.count && isBreakOrBlank(bytes[index])
}
