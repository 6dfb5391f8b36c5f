/// What a proof said of a phase.
public struct Verdict: Sendable {
    public enum Proof: String, Sendable, CaseIterable {
        case oneWriter = "one writer"
        case nothingLost = "nothing lost"
        case sameValue = "the same value"
        case noLoop = "no loop"
        case mimCanGo = "MIM can go"
    }

    public let proof: Proof
    /// How many things it looked at: attributes with a new writer, attributes that MIM stops writing, flows, types of objects.
    public internal(set) var looked = 0
    /// Refuted, and accepted in the plan.
    public internal(set) var accepted = 0
    /// Refuted.
    public internal(set) var open = 0
}

extension CheckedPhase {
    /// The verdict of a proof; nil where the phase has nothing to prove by it.
    public func verdict(_ proof: Verdict.Proof) -> Verdict? { verdicts.first { $0.proof == proof } }
}
