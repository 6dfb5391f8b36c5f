import XML

/// Tells a file by its root element and hands its content to whoever reads such a file.
struct DocumentReading: XMLVisitor {
    enum Kind {
        case metaverse(MetaverseReading)
        /// With the import flows that an agent exported by itself brings along.
        case agent(AgentReading, flows: MetaverseReading?)
        case service(ServiceReading)
        case entraConnect
        /// By its root element.
        case other(String)
    }

    let file: String
    private var root: Root?
    // Each is changed where it lies: a copy of a long schema for each of its parts would take for ever.
    private var metaverse: MetaverseReading?
    private var agent: AgentReading?
    private var flows: MetaverseReading?
    private var service: ServiceReading?
    private(set) var server: String?
    private(set) var exported: String?
    private(set) var isPackage = false
    /// `ma-data` is the root itself, as Entra Connect writes it.
    private(set) var isBare = false
    /// `export-ma`
    private(set) var isSingle = false

    private enum Root {
        case metaverse, agent, service, entraConnect
        case other(String)
    }

    init(file: String) {
        self.file = file
    }

    var kind: Kind? {
        switch root {
        case .metaverse: metaverse.map { .metaverse($0) }
        case .agent: agent.map { .agent($0, flows: flows) }
        case .service: service.map { .service($0) }
        case .entraConnect: .entraConnect
        case .other(let name): .other(name)
        case nil: nil
        }
    }

    mutating func interest(in name: String, _ attributes: XMLAttributes, path: [String], at place: XMLPlace) -> XMLInterest {
        guard let first = path.first else { return enterRoot(name, attributes) }
        switch root {
        case .metaverse:
            if path.count == 1 { return name == "mv-data" ? .enter : .skip }
            return metaverse?.interest(in: name, attributes, path: path[2...]) ?? .skip
        case .agent:
            if !isBare, path.count == 1 {
                if name == "ma-data", attributes["format"] == "Packaged" { isPackage = true }
                if name == "mv-data", first == "export-ma" { flows = MetaverseReading(file: file) }
                return name == "ma-data" || name == "mv-data" ? .enter : .skip
            }
            if !isBare, path[1] == "mv-data" { return flows?.interest(in: name, attributes, path: path[2...]) ?? .skip }
            return agent?.interest(in: name, attributes, path: path[(isBare ? 1 : 2)...]) ?? .skip
        case .service: return service?.interest(in: name, path: path[1...]) ?? .skip
        case .entraConnect, .other, nil: return .skip
        }
    }

    private mutating func enterRoot(_ name: String, _ attributes: XMLAttributes) -> XMLInterest {
        (server, exported) = (attributes["server"], attributes["export-date"])
        switch name {
        case "saved-mv-configuration":
            root = .metaverse
            metaverse = MetaverseReading(file: file)
        case "saved-ma-configuration", "export-ma", "ma-data":
            isSingle = name == "export-ma"
            isBare = name == "ma-data"
            root = .agent
            agent = AgentReading(file: file)
        case "Results":
            root = .service
            service = ServiceReading()
        case "synchronizationRule": root = .entraConnect
        default: root = .other(name)
        }
        return .enter
    }

    mutating func take(_ element: XMLElement, path: [String]) {
        switch root {
        case .metaverse: metaverse?.take(element)
        case .agent where !isBare && path.count > 1 && path[1] == "mv-data": flows?.take(element)
        case .agent: agent?.take(element, path: path[(isBare ? 1 : 2)...])
        case .service: service?.take(element)
        case .entraConnect, .other, nil: break
        }
    }

    mutating func leave(_ name: String, path: [String]) {
        switch root {
        case .metaverse: metaverse?.leave(name)
        case .agent:
            flows?.leave(name)
            agent?.leave(name)
        case .service: service?.leave(name)
        case .entraConnect, .other, nil: break
        }
    }
}
