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
    private(set) var kind: Kind?
    private(set) var server: String?
    private(set) var exported: String?
    private(set) var isPackage = false
    /// `ma-data` is the root itself, as Entra Connect writes it.
    private(set) var isBare = false
    /// `export-ma`
    private(set) var isSingle = false

    init(file: String) {
        self.file = file
    }

    mutating func interest(in name: String, _ attributes: XMLAttributes, path: [String], at place: XMLPlace) -> XMLInterest {
        guard let root = path.first else { return enterRoot(name, attributes) }
        switch kind {
        case .metaverse(var reading):
            if path.count == 1 { return name == "mv-data" ? .enter : .skip }
            kind = nil
            defer { kind = .metaverse(reading) }
            return reading.interest(in: name, attributes, path: path[2...])
        case .agent(var reading, var flows):
            if !isBare, path.count == 1 {
                if name == "ma-data", attributes["format"] == "Packaged" { isPackage = true }
                if name == "mv-data", root == "export-ma" { kind = .agent(reading, flows: MetaverseReading(file: file)) }
                return name == "ma-data" || name == "mv-data" ? .enter : .skip
            }
            kind = nil
            defer { kind = .agent(reading, flows: flows) }
            if !isBare, path[1] == "mv-data" { return flows?.interest(in: name, attributes, path: path[2...]) ?? .skip }
            return reading.interest(in: name, attributes, path: path[(isBare ? 1 : 2)...])
        case .service(var reading):
            kind = nil
            defer { kind = .service(reading) }
            return reading.interest(in: name, path: path[1...])
        case .entraConnect, .other, nil: return .skip
        }
    }

    private mutating func enterRoot(_ name: String, _ attributes: XMLAttributes) -> XMLInterest {
        (server, exported) = (attributes["server"], attributes["export-date"])
        switch name {
        case "saved-mv-configuration": kind = .metaverse(MetaverseReading(file: file))
        case "saved-ma-configuration", "export-ma":
            isSingle = name == "export-ma"
            kind = .agent(AgentReading(file: file), flows: nil)
        case "ma-data":
            isBare = true
            kind = .agent(AgentReading(file: file), flows: nil)
        case "Results": kind = .service(ServiceReading())
        case "synchronizationRule": kind = .entraConnect
        default: kind = .other(name)
        }
        return .enter
    }

    mutating func take(_ element: XMLElement, path: [String]) {
        // Taken out and put back, so that nothing is copied.
        let current = kind
        kind = nil
        switch current {
        case .metaverse(var reading):
            reading.take(element)
            kind = .metaverse(reading)
        case .agent(var reading, var flows):
            if !isBare, path.count > 1, path[1] == "mv-data" {
                flows?.take(element)
            } else {
                reading.take(element, path: path[(isBare ? 1 : 2)...])
            }
            kind = .agent(reading, flows: flows)
        case .service(var reading):
            reading.take(element)
            kind = .service(reading)
        case .entraConnect, .other, nil: kind = current
        }
    }

    mutating func leave(_ name: String, path: [String]) {
        let current = kind
        kind = nil
        switch current {
        case .metaverse(var reading):
            reading.leave(name)
            kind = .metaverse(reading)
        case .agent(var reading, var flows):
            flows?.leave(name)
            reading.leave(name)
            kind = .agent(reading, flows: flows)
        case .service(var reading):
            reading.leave(name)
            kind = .service(reading)
        case .entraConnect, .other, nil: kind = current
        }
    }
}
