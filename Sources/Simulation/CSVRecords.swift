/// The records of a CSV file in memory, one after the other.
enum CSVRecords {
    /// - Parameters:
    ///   - start: where the first record begins, and on which line.
    ///   - width: how many fields a record has; of more, the first are kept and all are counted.
    ///   - visit: takes the record that was found, and where in the file it begins.
    /// - Throws: what `visit` throws.
    static func forEach(
        in bytes: [UInt8], from start: Int, line: Int, width: Int, _ visit: (CSVScanner, Int) throws -> Void
    ) throws {
        var reader = PartScanner(BytesInMemory(bytes), CSVScanner(width: width, line: line))
        var (offset, line) = (start, line)
        while offset < bytes.count {
            let end = try reader.read(from: offset, before: offset + RowLimits.chunk, line: line) { scanner, offset in try visit(scanner, offset) }
            (offset, line) = (end.offset, end.line)
        }
    }
}
