import Analysis

/// The estate at one moment of the road: zones as columns, systems as boxes, what runs between them as wires that end at a line of text.
/// Labels stand in boxes only, so none can lie on a wire or on another box.
struct EstatePicture {
    let map: EstateMap
    let layout: EstateLayout
    let plan: CheckedPlan

    init(_ plan: CheckedPlan, map: EstateMap? = nil) {
        self.plan = plan
        self.map = map ?? EstateMap(plan)
        layout = EstateLayout(self.map)
    }

    /// What became of something since the estate before.
    enum State {
        case hidden, running, fresh, past
    }

    /// - Parameter estate: 0 is today.
    func picture(_ estate: Int) -> Picture {
        var canvas = Canvas()
        zones(&canvas)
        for wire in map.wires.indices { draw(wire, estate, &canvas) }
        for box in map.boxes.indices { draw(box: box, estate, &canvas) }
        legend(estate, &canvas)
        let name = estate == 0 ? "today" : plan.phases[estate - 1].name
        return Picture(
            id: "estate-\(name)", title: estate == 0 ? "The estate today" : "The estate after phase \(estate), \(plan.phases[estate - 1].title)",
            description: description(estate), width: layout.width, height: layout.height, canvas: canvas)
    }

    // MARK: States

    private func state(_ wire: EstateMap.Wire, _ estate: Int) -> State {
        let now = wire.isActive(estate)
        let before = estate > 0 && wire.isActive(estate - 1)
        if now { return estate == 0 || before ? .running : .fresh }
        return before ? .past : .hidden
    }

    private func state(ofBox box: Int, row: String?, _ estate: Int) -> State {
        var result = State.hidden
        for wire in map.wires {
            let isHere = [wire.from, wire.to].contains { $0.box == box && (row == nil || $0.row == row) }
            guard isHere else { continue }
            switch (state(wire, estate), result) {
            case (.running, _): result = row == nil ? .running : (result == .fresh ? .fresh : .running)
            case (.fresh, .running): result = row == nil ? .running : .fresh
            case (.fresh, _): result = .fresh
            case (.past, .hidden): result = .past
            default: break
            }
        }
        // Something that had another wire before is not new.
        if row == nil, result == .fresh, estate > 0,
            map.wires.contains(where: { ($0.from.box == box || $0.to.box == box) && $0.isActive(estate - 1) }) { return .running }
        return result
    }

    private func counts(_ box: Int, _ row: String, _ estate: Int) -> String {
        var arriving = 0, leaving = 0
        for wire in map.wires where wire.isActive(estate) {
            if wire.to == EstateMap.End(box: box, row: row) {
                arriving += wire.forward[estate]
                leaving += wire.backward[estate]
            } else if wire.from == EstateMap.End(box: box, row: row) {
                leaving += wire.forward[estate]
                arriving += wire.backward[estate]
            }
        }
        // What only passes is told where it arrives.
        if map.boxes[box].id.hasPrefix("agent.") { return "" }
        return [arriving > 0 ? "\(arriving) in" : nil, leaving > 0 ? "\(leaving) out" : nil].compactMap { $0 }.joined(separator: ", ")
    }

    // MARK: Drawing

    private func zones(_ canvas: inout Canvas) {
        for zone in Zone.allCases {
            let rect = layout.zone(zone)
            canvas.area(rect, style: "zone", radius: 12)
            canvas.text(zone.title, x: rect.x + 16, y: rect.y + 24, width: rect.width - 32, size: 12, style: "m", isBold: true)
        }
    }

    private func draw(box position: Int, _ estate: Int, _ canvas: inout Canvas) {
        let box = map.boxes[position]
        let rect = layout.boxes[position]
        let state = state(ofBox: position, row: nil, estate)
        guard state != .hidden || box.id == "entra" else { return }
        canvas.box(rect, style: state == .fresh ? "fresh" : state == .past ? "past" : "box")
        let inner = rect.width - 24
        for (number, line) in layout.titles[position].enumerated() {
            canvas.text(
                line, x: rect.x + 12, y: rect.y + 22 + Double(number) * 17, width: inner, size: 13, style: state == .past ? "gone" : "i", isBold: true)
        }
        canvas.text(
            box.subtitle, x: rect.x + 12, y: rect.y + 22 + Double(layout.titles[position].count) * 17, width: inner, size: 11, style: "m")
        for row in box.rows {
            guard let y = layout.y(of: EstateMap.End(box: position, row: row.id)) else { continue }
            let state = self.state(ofBox: position, row: row.id, estate)
            guard state != .hidden else { continue }
            let count = state == .past ? "ends" : counts(position, row.id, estate)
            let room = count.isEmpty ? 0 : TextWidth.of(count, size: 11) + 8
            canvas.area(
                .init(x: rect.x + 6, y: y - 9.5, width: rect.width - 12, height: 19), style: state == .fresh ? "rowfresh" : "row", radius: 4)
            canvas.text(
                (state == .fresh ? "+ " : "") + row.label, x: rect.x + 12, y: y + 4, width: inner - room, size: 11,
                style: state == .fresh ? "a" : state == .past ? "gone" : "i")
            if !count.isEmpty {
                canvas.text(count, x: rect.x + rect.width - 12, y: y + 4, width: room, size: 11, style: "m", anchor: .end)
            }
        }
    }

    private func draw(_ position: Int, _ estate: Int, _ canvas: inout Canvas) {
        let wire = map.wires[position]
        let state = state(wire, estate)
        guard state != .hidden, let road = layout.road(position) else { return }
        let style = state == .fresh ? "wirefresh" : state == .past ? "wirepast" : "wire"
        let head = state == .fresh ? "headfresh" : "head"
        // A wire that ends is shown with the directions that it had.
        let shown = state == .past ? estate - 1 : estate
        canvas.path(road.data, style: style)
        let runsForward = wire.forward[shown] > 0, runsBackward = wire.backward[shown] > 0
        if road.isReversed ? runsBackward : runsForward { canvas.arrow(x: road.end.x, y: road.end.y, toRight: road.endPointsRight, style: head) }
        if road.isReversed ? runsForward : runsBackward { canvas.arrow(x: road.start.x, y: road.start.y, toRight: false, style: head) }
    }

    private func legend(_ estate: Int, _ canvas: inout Canvas) {
        let y = layout.height - 18
        var x = layout.zone(.hr).x + 4
        func entry(_ text: String, _ style: String, _ canvas: inout Canvas) {
            canvas.path("M\(Canvas.pair(x, y))L\(Canvas.pair(x + 28, y))", style: style)
            let width = TextWidth.of(text, size: 11)
            canvas.text(text, x: x + 36, y: y + 4, width: width, size: 11, style: "m")
            x += 36 + width + 28
        }
        entry(estate == 0 ? "runs today" : "runs on", "wire", &canvas)
        guard estate > 0 else { return }
        entry("new in this phase", "wirefresh", &canvas)
        entry("ends in this phase", "wirepast", &canvas)
    }

    // MARK: In words

    private func description(_ estate: Int) -> String {
        var parts: [String] = []
        func list(_ wanted: State, _ words: String) {
            let said = map.wires.filter { state($0, estate) == wanted }.map { wire in
                "\(map.boxes[wire.from.box].title) to \(map.boxes[wire.to.box].title)"
            }
            var unique: [String] = []
            for text in said where !unique.contains(text) { unique.append(text) }
            if !unique.isEmpty { parts.append("\(words): \(unique.prefix(12).joined(separator: "; "))\(unique.count > 12 ? "; and \(unique.count - 12) more" : "").") }
        }
        list(.fresh, "New")
        list(.past, "Ends")
        list(.running, estate == 0 ? "Runs" : "Runs on")
        return parts.isEmpty ? "Nothing runs." : parts.joined(separator: " ")
    }
}
