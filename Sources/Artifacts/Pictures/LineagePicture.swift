import Analysis

/// One attribute in one estate: on the left what it is made of, on the right what is made of it. An attribute that was met before is
/// shown again, but not followed again: MIM's round trips would never end.
public struct LineagePicture {
    private final class Node {
        let system: String
        let attribute: String
        /// Who writes the nearer of the two attributes.
        let engine: String
        let isEnd: Bool
        var next: [Node]
        var x = 0.0, y = 0.0

        init(system: String, attribute: String, engine: String, isEnd: Bool, next: [Node]) {
            (self.system, self.attribute, self.engine, self.isEnd, self.next) = (system, attribute, engine, isEnd, next)
        }
    }

    private static let box = (width: 216.0, height: 58.0), step = (x: 290.0, y: 74.0), margin = 16.0
    private static let limit = 120

    private let lineage: Lineage
    private let title: String
    private let titles: AttributeMatrix.Titles

    /// - Parameter moment: `today`, `after phase 2, …`.
    public init(_ lineage: Lineage, moment: String, of plan: CheckedPlan) {
        self.lineage = lineage
        title = "\(lineage.attribute), \(moment)"
        titles = AttributeMatrix.Titles(plan)
    }

    /// SVG, a file of its own.
    public var svg: String { picture.file }

    var picture: Picture {
        var seen: Set<AttributeRef> = [lineage.attribute]
        var budget = LineagePicture.limit
        let sources = backwards(lineage.comesFrom, &seen, &budget)
        seen = [lineage.attribute]
        budget = LineagePicture.limit
        let targets = forwards(lineage.goesTo, &seen, &budget)
        let (leftDepth, rightDepth) = (depth(sources), depth(targets))
        let leftHeight = place(sources, depth: 1, direction: -1, centre: leftDepth)
        let rightHeight = place(targets, depth: 1, direction: 1, centre: leftDepth)
        let rows = max(leftHeight, rightHeight, 1)
        let height = LineagePicture.margin * 2 + rows * LineagePicture.step.y - (LineagePicture.step.y - LineagePicture.box.height)
        let middle = Node(system: lineage.attribute.system, attribute: lineage.attribute.attribute, engine: "", isEnd: true, next: [])
        middle.x = LineagePicture.margin + Double(leftDepth) * LineagePicture.step.x
        middle.y = height / 2 - LineagePicture.box.height / 2
        func shift(_ nodes: [Node], by offset: Double) {
            for node in nodes {
                node.y += offset
                shift(node.next, by: offset)
            }
        }
        shift(sources, by: LineagePicture.margin + (rows - max(leftHeight, 1)) / 2 * LineagePicture.step.y)
        shift(targets, by: LineagePicture.margin + (rows - max(rightHeight, 1)) / 2 * LineagePicture.step.y)

        var canvas = Canvas()
        connect(middle, sources, direction: -1, &canvas)
        connect(middle, targets, direction: 1, &canvas)
        draw(middle, &canvas, isCentre: true)
        func drawAll(_ nodes: [Node]) {
            for node in nodes {
                draw(node, &canvas)
                drawAll(node.next)
            }
        }
        drawAll(sources)
        drawAll(targets)
        func words(_ nodes: [Node]) -> String { nodes.map { "\($0.system) \($0.attribute) by \($0.engine)" }.joined(separator: "; ") }
        return Picture(
            id: "lineage", title: title,
            description: "Made of: \(sources.isEmpty ? "nothing" : words(sources)). Goes to: \(targets.isEmpty ? "nothing" : words(targets)).",
            width: LineagePicture.margin * 2 + Double(leftDepth + rightDepth) * LineagePicture.step.x + LineagePicture.box.width, height: height,
            canvas: canvas)
    }

    // MARK: Trees

    private func backwards(_ steps: [Lineage.Step], _ seen: inout Set<AttributeRef>, _ budget: inout Int) -> [Node] {
        var nodes: [Node] = []
        for step in steps where budget > 0 {
            budget -= 1
            let engine = titles.engine(step.flow.engine)
            if step.flow.reads.isEmpty {
                nodes.append(Node(system: "", attribute: "a constant", engine: engine, isEnd: true, next: []))
            }
            for read in step.flow.reads {
                let isNew = seen.insert(read).inserted
                let further = isNew ? backwards(step.next.filter { $0.flow.writes == read }, &seen, &budget) : []
                nodes.append(Node(system: read.system, attribute: read.attribute, engine: engine, isEnd: isNew, next: further))
            }
        }
        return nodes
    }

    private func forwards(_ steps: [Lineage.Step], _ seen: inout Set<AttributeRef>, _ budget: inout Int) -> [Node] {
        var nodes: [Node] = []
        for step in steps where budget > 0 {
            budget -= 1
            let isNew = seen.insert(step.flow.writes).inserted
            let further = isNew ? forwards(step.next, &seen, &budget) : []
            nodes.append(Node(
                system: step.flow.writes.system, attribute: step.flow.writes.attribute, engine: titles.engine(step.flow.engine), isEnd: isNew,
                next: further))
        }
        return nodes
    }

    private func depth(_ nodes: [Node]) -> Int { nodes.map { 1 + depth($0.next) }.max() ?? 0 }

    /// - Returns: how many rows the trees take.
    private func place(_ nodes: [Node], depth: Int, direction: Int, centre: Int) -> Double {
        var next = 0.0
        func put(_ node: Node, depth: Int) {
            node.x = LineagePicture.margin + Double(centre + direction * depth) * LineagePicture.step.x
            if node.next.isEmpty {
                node.y = next * LineagePicture.step.y
                next += 1
            } else {
                for child in node.next { put(child, depth: depth + 1) }
                let first = node.next.first?.y ?? 0, last = node.next.last?.y ?? 0
                node.y = (first + last) / 2
            }
        }
        for node in nodes { put(node, depth: depth) }
        return next
    }

    // MARK: Drawing

    private func connect(_ node: Node, _ others: [Node], direction: Int, _ canvas: inout Canvas) {
        let width = LineagePicture.box.width, half = LineagePicture.box.height / 2
        for other in others {
            let (left, right) = direction < 0 ? (other, node) : (node, other)
            let from = (x: left.x + width, y: left.y + half), to = (x: right.x, y: right.y + half)
            let middle = (from.x + to.x) / 2
            canvas.path(
                "M\(Canvas.pair(from.x, from.y))C\(Canvas.pair(middle, from.y)) \(Canvas.pair(middle, to.y)) \(Canvas.pair(to.x - 6, to.y))",
                style: "wire")
            canvas.arrow(x: to.x, y: to.y, toRight: true, style: "head")
            connect(other, other.next, direction: direction, &canvas)
        }
    }

    private func draw(_ node: Node, _ canvas: inout Canvas, isCentre: Bool = false) {
        let rect = Canvas.Rect(x: node.x, y: node.y, width: LineagePicture.box.width, height: LineagePicture.box.height)
        canvas.box(rect, style: isCentre ? "fresh" : node.isEnd ? "box" : "past")
        let room = rect.width - 24
        let system = node.system == "metaverse" ? "MIM, metaverse" : titles.system(node.system)
        canvas.text(node.attribute, x: rect.x + 12, y: rect.y + 18, width: room, size: 12.5, style: isCentre ? "a" : "i", isBold: true)
        canvas.text(system, x: rect.x + 12, y: rect.y + 33, width: room, size: 11, style: "m")
        if !node.engine.isEmpty {
            canvas.text(
                node.isEnd ? "by \(node.engine)" : "by \(node.engine), as shown", x: rect.x + 12, y: rect.y + 48, width: room, size: 11, style: "m")
        }
    }
}
