import Diagnostics
import Foundation
import YAMLSyntax

/// The reference's tables, read by the compiler's own YAML.
public enum ReferenceTables {
    public struct Case: Sendable, CustomStringConvertible {
        public let id: String
        public let expression: String
        public let node: YAMLNode
        public var description: String { id }
    }

    public static let cases = read("cases.yaml")
    public static let errors = read("errors.yaml")

    private static func read(_ name: String) -> [Case] {
        guard let data = try? Data(contentsOf: Repository.fixtures.appendingPathComponent("expressions/\(name)")) else { return [] }
        var sources = SourceMap()
        let file = sources.add(SourceFile(path: name, bytes: Array(data)))
        var report = Report()
        let items = YAMLParser().parse(file, of: sources, into: &report)?.root?.items ?? []
        return items.compactMap { item in
            guard let id = item["id"]?.text, let expression = item["expression"]?.text else { return nil }
            return Case(id: id, expression: expression, node: item)
        }
    }
}
