/// Where boxes and wires of an ``EstateMap`` go: the same for every estate.
///
/// A box stands in the column of its zone. A wire runs in the gutters between the columns; where it has to cross a column it runs below
/// the boxes there, on a track of its own. So no wire crosses a box.
struct EstateLayout {
    struct Road {
        let data: String
        let start: (x: Double, y: Double)
        let end: (x: Double, y: Double)
        /// Drawn from the wire's end to its beginning, so that it runs from left to right.
        let isReversed: Bool
        let endPointsRight: Bool
    }

    let boxes: [Canvas.Rect]
    let titles: [[String]]
    let height: Double
    var width: Double { EstateLayout.margin * 2 + 4 * EstateLayout.column + 3 * EstateLayout.gutter }

    private static let margin = 12.0, column = 232.0, gutter = 54.0, top = 12.0, padding = 10.0, first = 40.0
    private static let boxWidth = column - 2 * padding

    private let map: EstateMap
    private let rows: [[String: Double]]
    /// By wire and zone that it crosses.
    private let tracks: [Int: [Int: Double]]
    private let bottom: Double

    init(_ map: EstateMap) {
        self.map = map
        var boxes = [Canvas.Rect](repeating: .init(x: 0, y: 0, width: 0, height: 0), count: map.boxes.count)
        var titles: [[String]] = []
        var rows: [[String: Double]] = []
        var next = [Double](repeating: EstateLayout.top + EstateLayout.first, count: Zone.allCases.count)
        for (index, box) in map.boxes.enumerated() {
            let column = box.zone.rawValue
            let lines = TextWidth.lines(box.title, into: EstateLayout.boxWidth - 24, size: 13, isBold: true, count: 2)
            let head = 14 + Double(lines.count) * 17 + 17
            let y = next[column]
            let height = head + (box.rows.isEmpty ? 2 : Double(box.rows.count) * 21 + 6)
            boxes[index] = .init(
                x: EstateLayout.x(column) + EstateLayout.padding, y: y, width: EstateLayout.boxWidth, height: height)
            var places: [String: Double] = [:]
            for (number, row) in box.rows.enumerated() { places[row.id] = y + head + Double(number) * 21 + 9.5 }
            titles.append(lines)
            rows.append(places)
            next[column] = y + height + 16
        }

        // Tracks, in the order of where they lead, so that they don't cross in the gutter behind.
        var tracks: [Int: [Int: Double]] = [:]
        func place(_ end: EstateMap.End) -> Double { end.row.flatMap { rows[end.box][$0] } ?? boxes[end.box].y + 20 }
        let long = map.wires.indices.filter { abs(EstateLayout.zone(map, map.wires[$0].from) - EstateLayout.zone(map, map.wires[$0].to)) > 1 }
            .sorted { left, right in
                let a = place(map.wires[left].to), b = place(map.wires[right].to)
                return a != b ? a < b : left < right
            }
        for wire in long {
            let ends = [EstateLayout.zone(map, map.wires[wire].from), EstateLayout.zone(map, map.wires[wire].to)].sorted()
            for column in ends[0] + 1..<ends[1] {
                tracks[wire, default: [:]][column] = next[column]
                next[column] += 14
            }
        }
        self.boxes = boxes
        self.titles = titles
        self.rows = rows
        self.tracks = tracks
        bottom = max(next.max() ?? 0, EstateLayout.top + 160)
        height = bottom + 44
    }

    private static func x(_ column: Int) -> Double { margin + Double(column) * (EstateLayout.column + gutter) }
    private static func zone(_ map: EstateMap, _ end: EstateMap.End) -> Int { map.boxes[end.box].zone.rawValue }

    func zone(_ zone: Zone) -> Canvas.Rect {
        .init(x: EstateLayout.x(zone.rawValue), y: EstateLayout.top, width: EstateLayout.column, height: bottom - EstateLayout.top)
    }

    /// The middle of a row.
    func y(of end: EstateMap.End) -> Double? { end.row.flatMap { rows[end.box][$0] } }

    /// Where a wire without a row of its own leaves a box: beside its title.
    private func place(_ end: EstateMap.End) -> Double { y(of: end) ?? boxes[end.box].y + 20 }

    func road(_ index: Int) -> Road? {
        let wire = map.wires[index]
        var (left, right) = (wire.from, wire.to)
        var isReversed = false
        if EstateLayout.zone(map, left) > EstateLayout.zone(map, right) {
            (left, right) = (right, left)
            isReversed = true
        }
        let from = boxes[left.box], to = boxes[right.box]
        let start = (x: from.x + from.width, y: place(left))
        let columns = (EstateLayout.zone(map, left), EstateLayout.zone(map, right))
        if columns.0 == columns.1 {
            // Out to the right, and back.
            let end = (x: to.x + to.width, y: place(right))
            let far = start.x + 34
            return Road(
                data: "M\(Canvas.pair(start.x, start.y))C\(Canvas.pair(far, start.y)) \(Canvas.pair(far, end.y)) \(Canvas.pair(end.x + 6, end.y))",
                start: start, end: end, isReversed: false, endPointsRight: false)
        }
        let end = (x: to.x, y: place(right))
        var data = "M\(Canvas.pair(start.x, start.y))"
        var here = start
        func curve(to x: Double, _ y: Double) {
            let middle = (here.x + x) / 2
            data += "C\(Canvas.pair(middle, here.y)) \(Canvas.pair(middle, y)) \(Canvas.pair(x, y))"
            here = (x, y)
        }
        for column in columns.0 + 1..<max(columns.0 + 1, columns.1) {
            guard let y = tracks[index]?[column] else { continue }
            let x = EstateLayout.x(column) + EstateLayout.padding
            curve(to: x, y)
            here = (x + EstateLayout.boxWidth, y)
            data += "L\(Canvas.pair(here.x, here.y))"
        }
        curve(to: end.x - 6, end.y)
        return Road(data: data, start: start, end: end, isReversed: isReversed, endPointsRight: true)
    }
}
