import Diagnostics
import Plan

/// An attribute of a system. Case does not count: databases, directories and Entra take `mail` and `Mail` for one.
public struct AttributeRef: Sendable, Hashable, CustomStringConvertible {
    /// A source, a connector or `entra` by its name in the plan; an agent of MIM that no system of the plan stands for, as
    /// `legacy.NAME`; or `metaverse`.
    public let system: String
    /// As it was written first. In the metaverse with its object type: `person.displayName`.
    public let attribute: String
    private let key: String
    /// The proofs look an attribute up many times in each phase; its two names are hashed once.
    private let code: Int

    public init(_ system: String, _ attribute: String, key: String? = nil) {
        self.system = system
        self.attribute = attribute
        self.key = (key ?? attribute).lowercased()
        var hasher = Hasher()
        hasher.combine(system)
        hasher.combine(self.key)
        code = hasher.finalize()
    }

    public static func == (left: AttributeRef, right: AttributeRef) -> Bool {
        left.code == right.code && left.key == right.key && left.system == right.system
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(code) }

    public var description: String { "\(system).\(attribute)" }
}

/// A value on its way from some attributes to one, through one engine.
public struct Flow: Sendable {
    public enum Engine: Sendable, Hashable {
        /// An import or export flow of a management agent of MIM.
        case managementAgent(String)
        /// A provisioning job of Entra.
        case mapping(String)
        /// The rules by which rows of several sources become people.
        case consolidation(String)
        /// What Entra makes of its own attributes.
        case entra
    }

    public let engine: Engine
    /// None for a constant.
    public let reads: [AttributeRef]
    public let writes: AttributeRef
    /// Of an import into the metaverse: 1 wins.
    public let rank: Int?
    public let isOnCreate: Bool
    public let span: Span
}

/// Who writes what at one moment of the road.
public struct Estate: Sendable {
    /// 0 is today; otherwise the number of the phase that is complete.
    public let phase: Int
    public let flows: [Flow]
    /// Indexes of flows by what they write.
    public let writers: [AttributeRef: [Int]]

    init(phase: Int, flows: [Flow]) {
        self.phase = phase
        self.flows = flows
        var writers: [AttributeRef: [Int]] = Dictionary(minimumCapacity: flows.count)
        for (index, flow) in flows.enumerated() { writers[flow.writes, default: []].append(index) }
        self.writers = writers
    }

    public func flows(into attribute: AttributeRef) -> [Flow] { (writers[attribute] ?? []).map { flows[$0] } }

    /// Attributes from which a value comes in the end: those that nothing writes, those of `origins`, and those that `isOrigin`.
    public func roots(of attribute: AttributeRef, isOrigin: (AttributeRef, Flow?) -> Bool = { _, _ in false }) -> Set<AttributeRef> {
        var roots: Set<AttributeRef> = []
        var seen: Set<AttributeRef> = [attribute]
        var waiting = [attribute]
        while let next = waiting.popLast() {
            for flow in flows(into: next) {
                for read in flow.reads {
                    if isOrigin(read, flow) || writers[read] == nil { roots.insert(read) }
                    if seen.insert(read).inserted { waiting.append(read) }
                }
            }
        }
        return roots
    }
}
