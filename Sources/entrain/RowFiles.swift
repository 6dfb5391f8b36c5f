import Analysis
import Delivery
import Diagnostics
import Simulation

/// Files of rows, as they are named on the command line: `FILE`, or `hr=FILE` for each source of a consolidation.
struct RowFiles {
    struct Problem: Error, CustomStringConvertible {
        let description: String
    }

    /// By source.
    let files: [String: String]

    /// - Throws: ``Problem`` where a source has no file, two, or is none of the mapping's.
    init(_ arguments: [String], of system: System) throws {
        guard case .source(let source) = system else { throw Problem(description: "rows are of a source, and this mapping begins at \(system.title)") }
        guard let consolidation = source.consolidation else {
            guard arguments.count == 1 else { throw Problem(description: "`\(source.name)` is one source: give --rows once") }
            let prefix = source.name + "="
            files = [source.name: arguments[0].hasPrefix(prefix) ? String(arguments[0].dropFirst(prefix.count)) : arguments[0]]
            return
        }
        files = try RowFiles.files(arguments, of: consolidation, named: source.name)
    }

    init(_ arguments: [String], of consolidation: CheckedConsolidation, named name: String) throws {
        files = try RowFiles.files(arguments, of: consolidation, named: name)
    }

    private static func files(_ arguments: [String], of consolidation: CheckedConsolidation, named consolidationName: String) throws -> [String: String] {
        let names = consolidation.parts.map(\.name)
        let form = names.map { "--rows \($0)=FILE" }.joined(separator: " ")
        var files: [String: String] = [:]
        for argument in arguments {
            guard let equals = argument.firstIndex(of: "=") else {
                throw Problem(description: "which source are the rows of `\(argument)` of? `\(consolidationName)` consolidates several: \(form)")
            }
            let name = String(argument[..<equals])
            guard names.contains(name) else {
                let near = nearest(to: name, among: names)
                throw Problem(description: "`\(consolidationName)` has no source `\(name)`; " + (near.map { "did you mean `\($0)`?" } ?? "it has \(names.joined(separator: ", "))"))
            }
            if files.updateValue(String(argument[argument.index(after: equals)...]), forKey: name) != nil {
                throw Problem(description: "`\(name)` has two files of rows; put them into one")
            }
        }
        for (name, path) in files.sorted(by: { $0.key < $1.key }) where RowFiles.form(of: path) == .jsonLines {
            throw Problem(description: "the rows of `\(name)` are JSON Lines, and a consolidation reads CSV; write \(path) as CSV whose first line names the columns")
        }
        // Half of the files would make half of the people, and look like a morning on which everybody left.
        let missing = names.filter { files[$0] == nil }
        if !missing.isEmpty { throw Problem(description: "there are no rows of `\(missing.joined(separator: "` and `"))`: \(form)") }
        return files
    }

    /// The files without their folders, sorted by source.
    var names: String {
        files.sorted { $0.key < $1.key }.map { name, path in
            let file = path.split(separator: "/").last.map(String.init) ?? path
            return files.count == 1 ? file : "\(name)=\(file)"
        }.joined(separator: ", ")
    }

    /// By the name of the file.
    static func form(of path: String) -> RowForm {
        let name = path.lowercased()
        return name.hasSuffix(".jsonl") || name.hasSuffix(".ndjson") ? .jsonLines : .csv
    }

    func bytes() throws -> [String: [UInt8]] {
        try files.mapValues { try PlanReader.bytes(of: $0, limit: .max) }
    }

    static func text(_ error: HeaderError, file: String) -> String {
        if error.header.isEmpty {
            return "error[rows-header]: no line of \(file) has a member `\(error.name)`\n\nhelp: names are compared letter by letter. Where nobody has a value, "
                + "write \"\(error.name)\": null in one line, so that it is plain that the name is meant\n"
        }
        if error.isTwice {
            return "error[rows-header]: the header of \(file) names `\(error.name)` twice\n\nhelp: rename one of the two columns\n"
        }
        if error.header.count == 1, let separator = error.header[0].first(where: { $0 == ";" || $0 == "\t" || $0 == "|" }) {
            let name = separator == "\t" ? "tabs" : "`\(separator)`"
            return "error[rows-header]: the columns of \(file) are separated by \(name)\n\nhelp: save it with commas between them\n"
        }
        let near = nearest(to: error.name, among: error.header)
        return "error[rows-header]: \(file) has no column `\(error.name)`\n\nhelp: "
            + (near.map { "the header says `\($0)`; names are compared letter by letter" } ?? "its columns are \(error.header.prefix(30).joined(separator: ", "))") + "\n"
    }
}
