import Analysis
import Plan

/// The phases in their order: who is in the pilot and for how long, and what must be confirmed before the next one.
struct RoadPicture {
    let plan: CheckedPlan

    private static let width = 1140.0, row = 104.0, top = 16.0, left = 330.0, chip = 56.0

    var picture: Picture {
        var canvas = Canvas()
        let count = plan.phases.count
        let centre = { (index: Int) in RoadPicture.top + Double(index) * RoadPicture.row + RoadPicture.row / 2 }
        if count > 1 {
            canvas.path("M\(Canvas.pair(36, centre(0)))L\(Canvas.pair(36, centre(count - 1)))", style: "wire")
        }
        for (index, phase) in plan.phases.enumerated() { draw(phase, at: centre(index), &canvas) }
        let words = plan.phases.map { phase in
            "Phase \(phase.number), \(phase.title): \(phase.pilot.isEmpty ? "no pilot" : phase.pilot.map { RoadPicture.said($0) }.joined(separator: ", then "))."
        }
        return Picture(
            id: "road", title: "The phases and their pilots", description: words.joined(separator: " "), width: RoadPicture.width,
            height: RoadPicture.top * 2 + Double(count) * RoadPicture.row, canvas: canvas)
    }

    private func draw(_ phase: CheckedPhase, at y: Double, _ canvas: inout Canvas) {
        canvas.circle(x: 36, y: y, radius: 17, style: "dot")
        canvas.text("\(phase.number)", x: 36, y: y + 5, width: 30, size: 14, style: "over", isBold: true, anchor: .middle)
        let room = RoadPicture.left - 70 - 24
        let lines = TextWidth.lines(phase.title, into: room, size: 14, isBold: true, count: 2)
        let shift = Double(lines.count - 1) * 9
        for (number, line) in lines.enumerated() {
            canvas.text(line, x: 70, y: y - 4 - shift + Double(number) * 18, width: room, size: 14, style: "i", isBold: true)
        }
        canvas.text(time(phase), x: 70, y: y + 15 + shift, width: room, size: 11.5, style: "m")

        // The last place is the gate's.
        let gate = 176.0
        let end = RoadPicture.width - 16
        let steps = phase.pilot
        let width = steps.isEmpty ? 0 : (end - gate - RoadPicture.left) / Double(steps.count)
        for (index, step) in steps.enumerated() {
            let x = RoadPicture.left + Double(index) * width
            let rect = Canvas.Rect(x: x, y: y - RoadPicture.chip / 2, width: width - 26, height: RoadPicture.chip)
            canvas.box(rect, style: "box")
            let (who, duration) = RoadPicture.words(step)
            canvas.text(who, x: rect.x + 12, y: y - 3, width: rect.width - 24, size: 12.5, style: "i", isBold: true)
            canvas.text(duration, x: rect.x + 12, y: y + 15, width: rect.width - 24, size: 11.5, style: "m")
            canvas.path("M\(Canvas.pair(rect.x + rect.width + 4, y))L\(Canvas.pair(rect.x + width - 8, y))", style: "wire")
            canvas.arrow(x: rect.x + width - 3, y: y, toRight: true, style: "head")
        }
        let rect = Canvas.Rect(x: end - gate, y: y - RoadPicture.chip / 2, width: gate, height: RoadPicture.chip)
        canvas.box(rect, style: "gate")
        canvas.text("Go, or no go", x: rect.x + 12, y: y - 3, width: gate - 24, size: 12.5, style: "a", isBold: true)
        let checks = phase.checks.count
        canvas.text(
            checks == 0 ? "nothing to confirm" : "\(checks) to confirm", x: rect.x + 12, y: y + 15, width: gate - 24, size: 11.5, style: "m")
    }

    /// The least time that the pilot takes, where every step but the last says how long.
    private func time(_ phase: CheckedPhase) -> String {
        var days = 0
        for step in phase.pilot {
            guard let text = RoadPicture.duration(step) else { continue }
            guard let more = RoadPicture.days(text) else { return "" }
            days += more
        }
        guard days > 0 else { return phase.pilot.isEmpty ? "no pilot" : "no time set" }
        return days % 7 == 0 ? "at least \(days / 7) week\(days == 7 ? "" : "s") of pilot" : "at least \(days) day\(days == 1 ? "" : "s") of pilot"
    }

    static func days(_ text: String) -> Int? {
        let parts = text.split(separator: " ")
        guard parts.count == 2, let number = Int(parts[0]), number > 0, number < 1000 else { return nil }
        switch parts[1] {
        case "day", "days": return number
        case "week", "weeks": return number * 7
        case "month", "months": return number * 30
        default: return nil
        }
    }

    static func duration(_ step: Phase.PilotStep) -> String? {
        switch step {
        case .users(_, let duration, _), .group(_, let duration, _): duration
        case .everyone: nil
        }
    }

    static func words(_ step: Phase.PilotStep) -> (who: String, duration: String) {
        switch step {
        case .users(let users, let duration, _):
            (users.map(\.value).joined(separator: ", "), duration.map { "for \($0)" } ?? (users.count == 1 ? "test person" : "test people"))
        case .group(let group, let duration, _): (group.value, duration.map { "for \($0)" } ?? "group")
        case .everyone: ("Everyone", "in scope")
        }
    }

    static func said(_ step: Phase.PilotStep) -> String {
        let (who, _) = words(step)
        return who + (duration(step).map { " for \($0)" } ?? "")
    }
}
