import Diagnostics
import Plan

/// No attribute feeds itself through other systems, as far as the plan's own mappings take part. MIM's round trips through its portal
/// are MIM's business, and end with it.
extension Checker {
    mutating func checkNoLoop(_ phase: CheckedPhase, _ before: Estate, _ after: Estate) {
        let fresh = Set(phase.starts.map { Flow.Engine.mapping($0.name) })
        guard !fresh.isEmpty else { return }
        // A circle on which a new flow lies is found from its end; the rest of the estate was looked at in the phases before.
        let component = StrongComponents(after, from: after.flows.lazy.filter { fresh.contains($0.engine) }.map(\.writes)).component
        var seen: Set<Int> = []
        for flow in after.flows where fresh.contains(flow.engine) {
            count(.noLoop, looked: 1)
            guard let home = component[flow.writes] else { continue }
            for read in flow.reads where component[read] == home && seen.insert(home).inserted {
                guard let path = path(from: flow.writes, to: read, in: after, home, component) else { continue }
                count(.noLoop, accepted: addUnlessAccepted(.attributeLoop(flow, rotated(path), at: flow.span), at: flow.writes.description))
            }
        }
    }

    /// The circle as people think of it: beginning in HR, where it touches HR.
    private func rotated(_ path: [AttributeRef]) -> [AttributeRef] {
        let sources = Set(plan.sources.map(\.name.value))
        guard let start = path.firstIndex(where: { sources.contains($0.system) }) else { return path }
        return Array(path[start...] + path[..<start])
    }

    /// The shortest way by which a value comes back; attributes in the order in which it passes them.
    private func path(
        from start: AttributeRef, to end: AttributeRef, in estate: Estate, _ home: Int, _ component: [AttributeRef: Int]
    ) -> [AttributeRef]? {
        if start == end { return [start] }
        // Backwards: the estate knows who writes an attribute.
        var next: [AttributeRef: AttributeRef] = [:]
        var waiting = [end]
        var position = 0
        while position < waiting.count {
            let attribute = waiting[position]
            position += 1
            for read in estate.flows(into: attribute).flatMap(\.reads) where component[read] == home && next[read] == nil {
                next[read] = attribute
                if read == start {
                    var path = [start]
                    while let last = path.last, last != end, let following = next[last] { path.append(following) }
                    return path
                }
                waiting.append(read)
            }
        }
        return nil
    }
}

/// Attributes that feed each other, directly or by a detour, by Tarjan's algorithm without recursion.
struct StrongComponents {
    /// Only for attributes that lie on a circle.
    private(set) var component: [AttributeRef: Int] = [:]

    /// - Parameter starts: where the search begins, against the direction of the flows.
    init(_ estate: Estate, from starts: some Sequence<AttributeRef>) {
        var number: [AttributeRef: Int] = [:], low: [AttributeRef: Int] = [:]
        var stack: [AttributeRef] = []
        var onStack: Set<AttributeRef> = []
        var count = 0
        func sources(of attribute: AttributeRef) -> [AttributeRef] {
            let writers = estate.flows(into: attribute)
            return writers.count == 1 ? writers[0].reads : writers.flatMap(\.reads)
        }

        for start in starts where number[start] == nil {
            var work: [(node: AttributeRef, edges: [AttributeRef], edge: Int)] = [(start, sources(of: start), 0)]
            while let top = work.last {
                let (node, edges) = (top.node, top.edges)
                if top.edge == 0 {
                    number[node] = count
                    low[node] = count
                    count += 1
                    stack.append(node)
                    onStack.insert(node)
                }
                if top.edge < edges.count {
                    work[work.count - 1].edge += 1
                    let other = edges[top.edge]
                    if number[other] == nil {
                        // What nothing writes lies on no circle.
                        let further = sources(of: other)
                        if !further.isEmpty { work.append((other, further, 0)) }
                    } else if onStack.contains(other), let there = number[other], let here = low[node] {
                        low[node] = min(here, there)
                    }
                    continue
                }
                if low[node] == number[node] {
                    var members: [AttributeRef] = []
                    while let member = stack.popLast() {
                        onStack.remove(member)
                        members.append(member)
                        if member == node { break }
                    }
                    if members.count > 1 || edges.contains(node) {
                        let id = number[node] ?? 0
                        for member in members { component[member] = id }
                    }
                }
                work.removeLast()
                if let parent = work.last?.node, let mine = low[node], let theirs = low[parent] { low[parent] = min(mine, theirs) }
            }
        }
    }
}

extension Diagnostic {
    static func attributeLoop(_ flow: Flow, _ path: [AttributeRef], at span: Span) -> Diagnostic {
        let way = (path + path.prefix(1)).map(\.description).joined(separator: " → ")
        return Diagnostic(
            .attributeLoop, "`\(flow.writes)` feeds itself", at: Label(span, "this mapping closes the circle"),
            why: "The value goes round: \(way). A change made in between is overwritten, or a wrong value never leaves.",
            help: [FixIt("let one of these flows end"), acceptance("attribute-loop", flow.writes.description)])
    }
}
