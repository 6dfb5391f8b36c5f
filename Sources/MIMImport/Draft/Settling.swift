import Diagnostics

/// What a checker said of a draft: an error, and the place that it blames.
public struct Refusal: Sendable {
    public let code: String
    public let message: String
    /// File and byte, most telling first.
    public let places: [(path: String, offset: Int)]

    public init(code: String, message: String, places: [(path: String, offset: Int)]) {
        self.code = code
        self.message = message
        self.places = places
    }
}

extension DraftPlan {
    /// Writes a draft that passes its check: what the checker refuses becomes an open rule, with what was said of it as the reason.
    ///
    /// - Parameter check: the errors of a plan. Nothing is read or written by it.
    /// - Returns: the files, and what was still refused when nothing could be opened any more; empty but for a fault of ours.
    public static func settled(_ estate: MIMEstate, check: ([DraftFile]) -> [Refusal]) -> (plan: DraftPlan, files: [DraftFile], left: [Refusal]) {
        var gaps: Gaps = [:]
        var plan = DraftPlan(estate)
        var files = plan.files
        // Each round opens at least one part, and there are only so many; what a later stage finds comes a round later.
        for _ in 0..<64 {
            let refusals = check(files)
            if refusals.isEmpty { return (plan, files, []) }
            var changed = false
            for refusal in refusals {
                for (key, reason) in plan.answer(to: refusal, in: files) where gaps[key] == nil {
                    gaps[key] = reason
                    changed = true
                }
            }
            guard changed else { return (plan, files, refusals) }
            plan = DraftPlan(estate, gaps: gaps)
            files = plan.files
        }
        return (plan, files, check(files))
    }

    /// What is opened for a refusal: the innermost part at fault that can stand open.
    private func answer(to refusal: Refusal, in files: [DraftFile]) -> Gaps {
        for place in refusal.places {
            guard let file = files.first(where: { $0.path == place.path }) else { continue }
            let around = file.marks.filter { $0.place.contains(place.offset) }.sorted { $0.place.count < $1.place.count }
            for (mark, _) in around {
                let parts = mark.split(separator: ":", maxSplits: 2).map(String.init)
                switch parts[0] {
                case "attribute", "scope": return [mark: refusal.message]
                case "phase": return ["open:\(parts[1]):\(refusal.code):\(refusal.message)": refusal.message]
                case "declared": return ["attribute:entra-to-\(parts[1]):\(parts.count > 2 ? parts[2] : "")": TargetDraft.remove]
                case "target": return [mark: refusal.message, "open:retire-mim:target:\(parts[1])": "there is no target for `\(parts[1])` yet: \(refusal.message)"]
                default: continue
                }
            }
        }
        return [:]
    }
}
