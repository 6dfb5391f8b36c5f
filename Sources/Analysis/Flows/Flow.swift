import Diagnostics
import Plan

/// An attribute of a system. Case does not count: databases, directories and Entra take `mail` and `Mail` for one.
public struct AttributeRef: Sendable, Hashable, CustomStringConvertible {
    /// The proofs look an attribute up and copy it many times in each phase: its two names are hashed once, and kept in one place.
    private final class Names: Sendable {
        let system: String
        let attribute: String
        let key: String
        let code: Int

        init(_ system: String, _ attribute: String, key: String) {
            self.system = system
            self.attribute = attribute
            self.key = key
            var hasher = Hasher()
            hasher.combine(system)
            hasher.combine(key)
            code = hasher.finalize()
        }
    }

    private let names: Names

    /// A source, a connector or `entra` by its name in the plan; an agent of MIM that no system of the plan stands for, as
    /// `legacy.NAME`; or `metaverse`.
    public var system: String { names.system }
    /// As it was written first. In the metaverse with its object type: `person.displayName`.
    public var attribute: String { names.attribute }

    public init(_ system: String, _ attribute: String, key: String? = nil) {
        names = Names(system, attribute, key: (key ?? attribute).lowercased())
    }

    public static func == (left: AttributeRef, right: AttributeRef) -> Bool {
        left.names === right.names
            || (left.names.code == right.names.code && left.names.key == right.names.key && left.names.system == right.names.system)
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(names.code) }

    public var description: String { "\(system).\(attribute)" }
}

/// A value on its way from some attributes to one, through one engine. Never changed once it is made, and shared by all phases.
public final class Flow: Sendable {
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

    init(engine: Engine, reads: [AttributeRef], writes: AttributeRef, rank: Int?, isOnCreate: Bool, span: Span) {
        self.engine = engine
        self.reads = reads
        self.writes = writes
        self.rank = rank
        self.isOnCreate = isOnCreate
        self.span = span
    }
}

/// Who writes what at one moment of the road.
public struct Estate: Sendable {
    /// 0 is today; otherwise the number of the phase that is complete.
    public let phase: Int
    public let flows: [Flow]
    /// By attribute: its first and its last writer, as indexes of `flows`.
    private let ends: [AttributeRef: (first: Int32, last: Int32)]
    /// By flow: the next one that writes the same; -1 behind the last.
    private let next: [Int32]

    init(phase: Int, flows: [Flow]) {
        self.phase = phase
        self.flows = flows
        var ends: [AttributeRef: (first: Int32, last: Int32)] = Dictionary(minimumCapacity: flows.count)
        var next = [Int32](repeating: -1, count: flows.count)
        for (index, flow) in flows.enumerated() {
            let index = Int32(index)
            if let last = ends[flow.writes]?.last { next[Int(last)] = index }
            ends[flow.writes, default: (index, index)].last = index
        }
        self.ends = ends
        self.next = next
    }

    public func isWritten(_ attribute: AttributeRef) -> Bool { ends[attribute] != nil }

    /// In the order of `flows`.
    public func flows(into attribute: AttributeRef) -> [Flow] {
        guard var index = ends[attribute]?.first else { return [] }
        var result: [Flow] = []
        while index >= 0 {
            result.append(flows[Int(index)])
            index = next[Int(index)]
        }
        return result
    }

    /// Attributes from which a value comes in the end: those that nothing writes, those of `origins`, and those that `isOrigin`.
    public func roots(of attribute: AttributeRef, isOrigin: (AttributeRef, Flow?) -> Bool = { _, _ in false }) -> Set<AttributeRef> {
        var roots: Set<AttributeRef> = []
        var seen: Set<AttributeRef> = [attribute]
        var waiting = [attribute]
        while let next = waiting.popLast() {
            for flow in flows(into: next) {
                for read in flow.reads {
                    if isOrigin(read, flow) || !isWritten(read) { roots.insert(read) }
                    if seen.insert(read).inserted { waiting.append(read) }
                }
            }
        }
        return roots
    }
}
