/// Writes CSV as RFC 4180 has it, with line feeds. The only place where a CSV field is quoted.
public struct CSVWriter {
    public private(set) var bytes: [UInt8] = []

    public init() {}

    public mutating func write(_ fields: [String]) {
        for (index, field) in fields.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            // A lone empty field would be a blank line, which readers skip.
            let isQuoted = field.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D } || (fields.count == 1 && field.isEmpty)
            guard isQuoted else {
                bytes.append(contentsOf: field.utf8)
                continue
            }
            bytes.append(0x22)
            for byte in field.utf8 {
                if byte == 0x22 { bytes.append(0x22) }
                bytes.append(byte)
            }
            bytes.append(0x22)
        }
        bytes.append(0x0A)
    }

    /// What was written since, leaving nothing behind: for files that are written piece by piece.
    public mutating func take() -> [UInt8] {
        defer { bytes.removeAll(keepingCapacity: true) }
        return bytes
    }
}
