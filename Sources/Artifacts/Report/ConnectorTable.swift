import Analysis
import Plan

extension ReportPage {
    func connectors(_ writer: inout HTMLWriter) {
        guard !plan.connectors.isEmpty else {
            writer.element("p", [:], "The plan has no connectors: everything goes into Entra ID.")
            return
        }
        var first: [String: CheckedPhase] = [:]
        for phase in plan.phases { for connector in phase.newConnectors where first[connector.name] == nil { first[connector.name] = phase } }
        table(
            &writer, "Connectors", style: "find", head: ["Connector", "Reaches", "Through", "Anchor", "Attributes", "When disabled", "When deleted", "From"]
        ) { rows in
            for connector in plan.connectors {
                rows.line()
                rows.element("tr") { row in
                    row.element("th", ["scope": "row"]) { cell in
                        cell.write(connector.title)
                        cell.element("span", ["class": "under"]) { under in
                            under.element("code", [:], connector.name)
                            under.write(", \(connector.kind.rawValue)")
                        }
                    }
                    row.element("td") { code(&$0, ReportPage.reaches(connector)) }
                    row.element("td") { cell in
                        guard let agent = connector.agent else {
                            cell.write("Entra ID itself")
                            return
                        }
                        cell.write(agent.title)
                        code(&cell, agent.server, style: "under")
                    }
                    row.element("td") { cell in
                        if connector.anchor.isEmpty { cell.write("—") } else { code(&cell, connector.anchor) }
                    }
                    row.element("td", ["class": "n"], "\(connector.attributes.count)")
                    row.element("td", [:], ReportPage.words(connector.onDisable))
                    row.element("td", [:], ReportPage.words(connector.onDelete))
                    row.element("td") { cell in
                        if let phase = first[connector.name] {
                            cell.element("a", ["href": "#phase-\(phase.number)"], "Phase \(phase.number)")
                        } else {
                            cell.write("no phase")
                        }
                    }
                }
            }
        }
    }

    private static func reaches(_ connector: CheckedConnector) -> String {
        switch connector.target {
        case .sql(let target): "\(target.server) / \(target.database) / \(target.table)"
        case .powershell: "the MIM Service"
        case .scripts: "what its scripts reach"
        case .ldap(let target): "\(target.server):\(target.port) \(target.container)"
        case .webService(let target): target.server
        case .ecma2(let target): target.library
        case .scim(let target): target.url
        case .activeDirectory(let target): "\(target.domain) \(target.container)"
        }
    }

    private static func words(_ flow: HostFlow) -> String {
        switch flow {
        case .none: "stays as it is"
        case .delete: "is deleted"
        case .set(let attribute): "sets \(attribute)"
        }
    }
}
