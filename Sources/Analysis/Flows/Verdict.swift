/// What a proof said of a phase.
public struct Verdict: Sendable {
    public enum Proof: String, Sendable, CaseIterable {
        case oneWriter = "one writer"
        case oneHome = "one home"
        case noLoop = "no loop"
        case nothingLost = "nothing lost"
        case sameValue = "the same value"
        case order = "order and way back"
        case fits = "it fits"
        case mimCanGo = "MIM can go"

        /// What holds where it is proven, in one sentence.
        public var law: String {
            switch self {
            case .oneWriter: "No attribute of a person has two active authorities, unless nobody can be meant by both."
            case .oneHome: "Everybody whom HR's mappings take lives in one place, and nobody is written where they do not live."
            case .noLoop: "No attribute feeds itself through other systems."
            case .nothingLost: "What a system gets from MIM today it still gets, or the plan says that it is dropped, and why."
            case .sameValue: "A value is made of the same attributes of HR as before, or the mapping gives a reason."
            case .order: "A phase starts only what its predecessors have made possible, stops only what runs, and its checklist has the way back of each."
            case .fits: "Each value fits the attribute that takes it, in type, length and presence."
            case .mimCanGo: "When MIM is switched off, nothing is left that only MIM does."
            }
        }
    }

    public let proof: Proof
    /// How many things it looked at: attributes with a new writer, attributes that MIM stops writing, flows, types of objects.
    public internal(set) var looked = 0
    /// Refuted, and accepted in the plan.
    public internal(set) var accepted = 0
    /// Refuted.
    public internal(set) var open = 0

    public var holds: Bool { open == 0 }

    /// What it looked at: `45 attributes`.
    public var things: String {
        func count(_ one: String) -> String { "\(looked) \(one)\(looked == 1 ? "" : "s")" }
        return switch proof {
        case .oneHome: "\(looked) pair\(looked == 1 ? "" : "s") of mapping and population"
        case .oneWriter, .nothingLost, .sameValue: count("attribute")
        case .noLoop: count("flow")
        case .order: count("change")
        case .fits: count("value")
        case .mimCanGo: "\(looked) type\(looked == 1 ? "" : "s") of objects"
        }
    }
}

extension CheckedPhase {
    /// The verdict of a proof; nil where the phase has nothing to prove by it.
    public func verdict(_ proof: Verdict.Proof) -> Verdict? { verdicts.first { $0.proof == proof } }
}
