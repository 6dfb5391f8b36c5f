/// Several files in one text, as the fixtures have them: a line `-- path --` before each. A text without such a line is one file.
enum FileBundle {
    static func files(_ bytes: [UInt8], alone path: String) -> [(path: String, bytes: [UInt8])] {
        var files: [(path: String, bytes: [UInt8])] = []
        for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            if let name = name(line) {
                files.append((name, []))
            } else if !files.isEmpty {
                files[files.count - 1].bytes += line
                files[files.count - 1].bytes.append(UInt8(ascii: "\n"))
            } else {
                return [(path, bytes)]
            }
        }
        // A path names one file; what `entrain` reads from a disk never names two.
        var seen: Set<String> = []
        return files.filter { $0.path != "expected" && seen.insert($0.path).inserted }
    }

    private static func name(_ line: ArraySlice<UInt8>) -> String? {
        guard line.count > 6, line.count < 200, line.starts(with: Array("-- ".utf8)), line.suffix(3).elementsEqual(Array(" --".utf8)) else { return nil }
        return String(decoding: line.dropFirst(3).dropLast(3), as: UTF8.self)
    }
}
