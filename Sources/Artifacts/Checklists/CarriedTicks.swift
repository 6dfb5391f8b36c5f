/// What people have ticked in an earlier checklist, and the lines they wrote below a step.
///
/// A tick is for what the step said then: where the step says something else now, it has to be ticked again.
public struct CarriedTicks {
    struct Kept {
        var isTicked = false
        /// As they were written, indentation and all.
        var notes: [String] = []
    }

    private struct Entry {
        var isTicked: Bool
        var action: String
        var notes: [String] = []
    }

    private var entries: [String: Entry] = [:]
    /// Steps whose tick was kept.
    public private(set) var kept: [String] = []
    /// Steps that were ticked and say something else now.
    public private(set) var changed: [String] = []

    /// Steps that were ticked and are no more, by name.
    public var gone: [String] { entries.filter(\.value.isTicked).map(\.key).sorted() }

    /// - Parameter text: a checklist as it was generated and ticked, or the body of an issue or pull request that was made from one.
    public init(_ text: String) {
        var current: String?
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            if let step = CarriedTicks.step(line) {
                current = step.id
                entries[step.id] = Entry(isTicked: step.isTicked, action: step.action)
            } else if line.hasPrefix("  "), let id = current, !CarriedTicks.isGenerated(line) {
                let note = String(line)
                if !note.allSatisfy({ $0 == " " }) { entries[id]?.notes.append(note) }
            } else if !line.hasPrefix("  ") {
                current = nil
            }
        }
    }

    /// What becomes of a step; each is taken once.
    mutating func take(_ id: String, action: String) -> Kept {
        guard let entry = entries.removeValue(forKey: id) else { return Kept() }
        let isTicked = entry.isTicked && entry.action == action
        if isTicked { kept.append(id) } else if entry.isTicked { changed.append(id) }
        return Kept(isTicked: isTicked, notes: entry.notes)
    }

    /// `- [x] **cut/cut.1** Announce: … _(PM)_`
    private static func step(_ line: Substring) -> (id: String, isTicked: Bool, action: String)? {
        let marks: [(String, Bool)] = [("- [ ] **", false), ("- [x] **", true), ("- [X] **", true)]
        guard let (mark, isTicked) = marks.first(where: { line.hasPrefix($0.0) }) else { return nil }
        let rest = line.dropFirst(mark.count)
        guard let end = rest.firstRange(of: "** ") else { return nil }
        let id = String(rest[..<end.lowerBound])
        var action = rest[end.upperBound...]
        if let roles = action.ranges(of: " _(").last { action = action[..<roles.lowerBound] }
        return (id, isTicked, String(action))
    }

    /// The lines below a step that every compile writes anew.
    private static func isGenerated(_ line: Substring) -> Bool {
        let text = line.drop { $0 == " " }
        return ["- File: ", "- Wait: ", "- Evidence: ", "- **Point of no return.**"].contains(where: text.hasPrefix)
    }
}
