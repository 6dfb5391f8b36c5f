import Expressions
import JSON

extension FuzzTarget {
    /// An expression of the mapping language: read, printed, checked on every road, evaluated, and in the form of the synchronization schema.
    static let expression = FuzzTarget("expression") { bytes in
        let text = String(decoding: bytes, as: UTF8.self)
        let (tree, errors) = ExpressionParser.parse(text)
        for error in errors {
            try promise(error.range.lowerBound >= 0 && error.range.upperBound <= text.utf8.count, "\(error.kind) lies outside its text: \(error.range)")
        }
        if tree == nil { try promise(!errors.isEmpty, "no tree, and no reason") }
        for road in [ExpressionContext.Road?.none] + ExpressionContext.Road.allCases {
            var context = ExpressionContext(attributes: attributes)
            context.via = road
            context.targetType = AttributeType(.string(maxLength: 64))
            _ = ExpressionChecker.check(text, in: context)
        }
        guard let tree, !errors.contains(where: { !$0.isWarning }) else { return }

        let printed = tree.description
        let again = ExpressionParser.parse(printed)
        // Printing may make it longer than the service takes.
        if printed.utf8.count <= ExpressionParser.maximumLength {
            try promise(again.expression?.description == printed, "`\(printed)` is read as `\(again.expression?.description ?? "nothing")`")
        }
        let form = MappingSource(tree)
        _ = try? form.expression()
        if let read = try? JSONReader.read(Array(form.json.compactText.utf8)) {
            try promise((try? MappingSource(json: read)) == form, "the form of `\(printed)` is not read back")
        }

        let names = attributes.keys.sorted()
        let evaluator = Evaluator(tree) { name in names.firstIndex(of: name) }
        for row in rows {
            let counter = Counter()
            let world = EvaluationEnvironment(now: Instant(year: 2026, month: 11, day: 24) ?? Instant(ticks: 0)!, random: { counter.next() })
            _ = evaluator.evaluate(row, world)
        }
    }

    private static let attributes: [String: AttributeType] = [
        "a": AttributeType(.string(maxLength: 12)), "b": AttributeType(.string(maxLength: nil), optional: true), "d": AttributeType(.datetime(format: nil)),
        "f": AttributeType(.boolean), "l": AttributeType(.string(maxLength: 10), multiValued: true), "n": AttributeType(.integer),
    ]

    /// In the order of the names.
    private static let rows: [[Value]] = [
        [.text("Ada"), .absent, .text("2026-11-24"), .boolean(true), .list([.text("x"), .text("y")]), .integer(7)],
        [.text("\u{301}İ🧑"), .text("a-b@c"), .text("24.11.2026"), .boolean(false), .list([]), .integer(.min)],
    ]
}

/// "Random" numbers that are the same each time.
private final class Counter: @unchecked Sendable {
    private var state: UInt64 = 0

    func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return state ^ (state >> 29)
    }
}
