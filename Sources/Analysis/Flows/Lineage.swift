/// Where the value of an attribute comes from, or goes to, in one estate.
public struct Lineage: Sendable {
    public struct Step: Sendable {
        public let flow: Flow
        /// What comes before: of each attribute that the flow reads, the flows into it. Or what comes behind.
        public let next: [Step]
    }

    public let attribute: AttributeRef
    public let comesFrom: [Step]
    public let goesTo: [Step]

    /// How many steps a tree has at most; MIM's round trips make many of few.
    private static let limit = 500

    public init(of attribute: AttributeRef, in estate: Estate) {
        self.attribute = attribute
        var readers: [AttributeRef: [Int]] = [:]
        for (index, flow) in estate.flows.enumerated() {
            for read in flow.reads { readers[read, default: []].append(index) }
        }
        var budget = Lineage.limit
        comesFrom = Lineage.backwards(attribute, estate, [attribute], &budget)
        budget = Lineage.limit
        goesTo = Lineage.forwards(attribute, estate, readers, [attribute], &budget)
    }

    private static func backwards(_ attribute: AttributeRef, _ estate: Estate, _ path: Set<AttributeRef>, _ budget: inout Int) -> [Step] {
        var steps: [Step] = []
        for flow in estate.flows(into: attribute) where budget > 0 {
            budget -= 1
            var next: [Step] = []
            for read in flow.reads where !path.contains(read) { next += backwards(read, estate, path.union([read]), &budget) }
            steps.append(Step(flow: flow, next: next))
        }
        return steps
    }

    private static func forwards(
        _ attribute: AttributeRef, _ estate: Estate, _ readers: [AttributeRef: [Int]], _ path: Set<AttributeRef>, _ budget: inout Int
    ) -> [Step] {
        var steps: [Step] = []
        for index in readers[attribute] ?? [] where budget > 0 {
            budget -= 1
            let flow = estate.flows[index]
            let next = path.contains(flow.writes) ? [] : forwards(flow.writes, estate, readers, path.union([flow.writes]), &budget)
            steps.append(Step(flow: flow, next: next))
        }
        return steps
    }
}

extension Flow {
    /// The engine in words.
    public var engineName: String {
        switch engine {
        case .managementAgent(let name): "MIM agent \(name)"
        case .mapping(let name): name
        case .consolidation(let name): "consolidation \(name)"
        case .entra: "Entra ID"
        }
    }
}
