import Analysis
import Plan

/// Where a system stands on the way from people to applications; the columns of the pictures.
enum Zone: Int, CaseIterable {
    case hr, cloud, bridge, premises

    var title: String {
        switch self {
        case .hr: "HR"
        case .cloud: "Cloud"
        case .bridge: "Bridge"
        case .premises: "On premises"
        }
    }
}

/// Systems and what runs between them, over the whole road: the same boxes at every moment, so that pictures of two phases can be laid
/// on each other.
struct EstateMap {
    /// A place where a flow arrives or passes: a line in a box.
    struct Row {
        let id: String
        let label: String
    }

    struct Box {
        let id: String
        let title: String
        let subtitle: String
        let zone: Zone
        var rows: [Row] = []
    }

    /// One end of a wire: a row of a box, or the box as such.
    struct End: Hashable {
        let box: Int
        let row: String?
    }

    struct Wire {
        let from: End
        let to: End
        /// How many flows, by estate.
        var forward: [Int]
        /// How many in the other direction: what MIM's agents bring back.
        var backward: [Int]

        func isActive(_ estate: Int) -> Bool { forward[estate] + backward[estate] > 0 }
    }

    private(set) var boxes: [Box] = []
    private(set) var wires: [Wire] = []
    let estateCount: Int

    /// A picture of more is no picture; what comes later shares a box, or a row.
    private static let boxLimit = 24, rowLimit = 18

    private var index: [String: Int] = [:]
    private var wireIndex: [[End]: Int] = [:]
    private let plan: CheckedPlan
    private let mappings: [String: CheckedMapping]
    private static let metaverse = "metaverse"

    init(_ plan: CheckedPlan) {
        self.plan = plan
        estateCount = plan.estates.count
        mappings = Dictionary(plan.mappings.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        for (number, estate) in plan.estates.enumerated() {
            for (engine, traffic) in Traffic.of(estate) { add(engine, traffic, estate: number) }
        }
        sortBoxes()
        sortRows()
    }

    // MARK: Flows

    /// What one engine moves between the metaverse and a system, or along a mapping.
    private struct Traffic {
        var systems: [String: (reads: Int, writes: Int)] = [:]
        var order: [String] = []
        var flows = 0

        static func of(_ estate: Estate) -> [(Flow.Engine, Traffic)] {
            var result: [Flow.Engine: Traffic] = [:]
            var order: [Flow.Engine] = []
            for flow in estate.flows {
                if result[flow.engine] == nil { order.append(flow.engine) }
                var traffic = result.removeValue(forKey: flow.engine) ?? Traffic()
                traffic.flows += 1
                if flow.writes.system != EstateMap.metaverse {
                    traffic.add(flow.writes.system, reads: 0, writes: 1)
                } else if let read = flow.reads.first {
                    traffic.add(read.system, reads: 1, writes: 0)
                } else if let only = traffic.order.first {
                    traffic.add(only, reads: 1, writes: 0)
                }
                result[flow.engine] = traffic
            }
            return order.compactMap { engine in result[engine].map { (engine, $0) } }
        }

        private mutating func add(_ system: String, reads: Int, writes: Int) {
            if systems[system] == nil { order.append(system) }
            let old = systems[system] ?? (0, 0)
            systems[system] = (old.reads + reads, old.writes + writes)
        }
    }

    private mutating func add(_ engine: Flow.Engine, _ traffic: Traffic, estate: Int) {
        switch engine {
        // A consolidation is drawn with the mapping that it feeds.
        case .entra, .consolidation: break
        case .managementAgent(let name):
            let mim = box("mim", title: "Microsoft Identity Manager", subtitle: "Synchronization service", .bridge)
            let agent = plan.legacy?.agents.first { $0.name.value == name }
            let row = row(mim, "agent:\(name)", agent?.notes.title ?? name)
            for system in traffic.order {
                guard let counts = traffic.systems[system] else { continue }
                let other = box(system)
                if boxes[other.box].zone.rawValue < Zone.bridge.rawValue {
                    wire(from: other, to: row, estate, forward: counts.reads, backward: counts.writes)
                } else {
                    wire(from: row, to: self.row(other, "agent:\(name)", "MIM"), estate, forward: counts.writes, backward: counts.reads)
                }
            }
        case .mapping(let name):
            guard let mapping = mappings[name] else { return }
            let from = box(mapping.from.name)
            // A consolidation is fed by its parts, by the rules of the engine that runs it.
            if case .source(let source) = mapping.from, let rules = source.consolidation {
                for part in rules.parts {
                    wire(from: box(part.name), to: row(from, part.name, part.source.title), estate, forward: part.source.attributes.count, backward: 0)
                }
            }
            let to = row(box(mapping.to.name), "mapping:\(name)", mapping.title)
            if let agent = mapping.connector?.agent {
                let host = box(
                    "agent.\(agent.name)", title: agent.title, subtitle: mapping.connector?.kind.isHosted == true ? "Provisioning agent, ECMA host" : "Provisioning agent",
                    .bridge)
                let through = row(host, "mapping:\(name)", mapping.title)
                wire(from: from, to: through, estate, forward: traffic.flows, backward: 0)
                wire(from: through, to: to, estate, forward: traffic.flows, backward: 0)
            } else {
                wire(from: from, to: to, estate, forward: traffic.flows, backward: 0)
            }
        }
    }

    private mutating func wire(from: End, to: End, _ estate: Int, forward: Int, backward: Int) {
        guard from != to else { return }
        let position: Int
        if let known = wireIndex[[from, to]] {
            position = known
        } else {
            position = wires.count
            let none = [Int](repeating: 0, count: estateCount)
            wires.append(Wire(from: from, to: to, forward: none, backward: none))
            wireIndex[[from, to]] = position
        }
        wires[position].forward[estate] += forward
        wires[position].backward[estate] += backward
    }

    // MARK: Boxes

    private mutating func box(_ system: String) -> End {
        if let known = index[system] { return End(box: known, row: nil) }
        if system == "entra" { return box(system, title: "Microsoft Entra ID", subtitle: plan.domain, .cloud) }
        if let source = plan.sources.first(where: { $0.name == system }) {
            guard let rules = source.consolidation else {
                return box(system, title: source.title, subtitle: source.kind.map { "Source, \($0.rawValue)" } ?? "Source", .hr)
            }
            let runs =
                switch rules.engine {
                case .dataFactory: "Consolidation, Data Factory"
                case .logicApps: "Consolidation, Logic Apps"
                case .mim: "Consolidation, MIM"
                }
            return box(system, title: source.title, subtitle: runs, .cloud)
        }
        if let connector = plan.connectors.first(where: { $0.name == system }) {
            return box(system, title: connector.title, subtitle: EstateMap.kind(connector), EstateMap.zone(connector))
        }
        let name = system.hasPrefix("legacy.") ? String(system.dropFirst("legacy.".count)) : system
        let agent = plan.legacy?.agents.first { $0.name.value == name }
        return box(system, title: agent?.notes.title ?? name, subtitle: agent?.kind.map { EstateMap.kind($0.value) } ?? "", zone(ofAgent: name))
    }

    private mutating func box(_ id: String, title: String, subtitle: String, _ zone: Zone) -> End {
        if let known = index[id] { return End(box: known, row: nil) }
        if boxes.count(where: { $0.zone == zone }) >= EstateMap.boxLimit {
            let rest = "rest-\(zone.rawValue)"
            if index[rest] == nil {
                index[rest] = boxes.count
                boxes.append(Box(id: rest, title: "And others", subtitle: "More than the picture has room for", zone: zone))
            }
            index[id] = index[rest]
            return End(box: index[rest] ?? 0, row: nil)
        }
        index[id] = boxes.count
        boxes.append(Box(id: id, title: title, subtitle: subtitle, zone: zone))
        return End(box: boxes.count - 1, row: nil)
    }

    private mutating func row(_ end: End, _ id: String, _ label: String) -> End {
        if boxes[end.box].rows.contains(where: { $0.id == id }) { return End(box: end.box, row: id) }
        if boxes[end.box].rows.count >= EstateMap.rowLimit {
            if boxes[end.box].rows.last?.id != "rest" { boxes[end.box].rows.append(Row(id: "rest", label: "and others")) }
            return End(box: end.box, row: "rest")
        }
        boxes[end.box].rows.append(Row(id: id, label: label))
        return End(box: end.box, row: id)
    }

    /// The order in which a reader looks: consolidations, Entra ID, then applications in the cloud; agents before MIM; what the cloud
    /// feeds before what MIM alone does.
    private mutating func sortBoxes() {
        let fedByAgents = Set(wires.filter { boxes[$0.from.box].id.hasPrefix("agent.") }.map(\.to.box))
        let feeders = Set(wires.map(\.from.box))
        func rank(_ position: Int) -> Int {
            let box = boxes[position]
            switch box.zone {
            case .hr: return 0
            case .cloud: return box.id == "entra" ? 1 : feeders.contains(position) ? 0 : 2
            case .bridge: return box.id == "mim" ? 1 : 0
            case .premises: return fedByAgents.contains(position) ? 0 : 1
            }
        }
        let order = boxes.indices.sorted { left, right in
            let a = rank(left), b = rank(right)
            return a != b ? a < b : left < right
        }
        var place = [Int](repeating: 0, count: boxes.count)
        for (new, old) in order.enumerated() { place[old] = new }
        boxes = order.map { boxes[$0] }
        wires = wires.map {
            Wire(
                from: End(box: place[$0.from.box], row: $0.from.row), to: End(box: place[$0.to.box], row: $0.to.row), forward: $0.forward,
                backward: $0.backward)
        }
    }

    /// MIM's agents stand in the order of what they connect to: fewer wires cross.
    private mutating func sortRows() {
        for position in boxes.indices where boxes[position].id == "mim" {
            var place: [String: Int] = [:]
            for wire in wires {
                let (mine, other) = wire.to.box == position ? (wire.to, wire.from) : (wire.from, wire.to)
                guard mine.box == position, let row = mine.row else { continue }
                let there = boxes[other.box].zone.rawValue * 1000 + other.box
                place[row] = min(place[row] ?? .max, there)
            }
            let sorted = boxes[position].rows.enumerated().sorted { left, right in
                let a = place[left.element.id] ?? .max, b = place[right.element.id] ?? .max
                return a != b ? a < b : left.offset < right.offset
            }
            boxes[position].rows = sorted.map(\.element)
        }
    }

    private func zone(ofAgent name: String) -> Zone {
        let imports = plan.legacy?.imports.contains { $0.agent.value == name } ?? false
        let exports = plan.legacy?.exports.contains { $0.agent.value == name } ?? false
        return imports && !exports ? .hr : .premises
    }

    private static func zone(_ connector: CheckedConnector) -> Zone {
        if case .scim = connector.target, connector.agent == nil { return .cloud }
        return .premises
    }

    private static func kind(_ connector: CheckedConnector) -> String {
        switch connector.kind {
        case .sql: "Database"
        case .powershell: "PowerShell"
        case .ldap: "Directory, LDAP"
        case .webService: "Web service"
        case .ecma2: "Connector of its own"
        case .scim: "SCIM"
        case .activeDirectory: "Active Directory"
        }
    }

    private static func kind(_ kind: Legacy.AgentKind) -> String {
        switch kind {
        case .sql: "Database"
        case .activeDirectory: "Active Directory"
        case .ldap: "Directory, LDAP"
        case .mimService: "MIM Service and Portal"
        case .textFile: "File"
        case .ecma1, .ecma2: "Extensible connector"
        case .other: "Other system"
        }
    }
}
