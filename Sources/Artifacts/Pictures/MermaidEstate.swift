import Analysis

/// The same estate for pages that show Mermaid: zones as subgraphs, what is new thick, what ends dotted.
struct MermaidEstate {
    let map: EstateMap

    /// - Returns: the lines of a diagram, without its fence; empty where nothing runs.
    func text(_ estate: Int) -> String {
        var shown: Set<Int> = []
        var edges = ""
        for wire in map.wires {
            let now = wire.isActive(estate), before = estate > 0 && wire.isActive(estate - 1)
            guard now || before else { continue }
            shown.insert(wire.from.box)
            shown.insert(wire.to.box)
            let counts = now ? wire : EstateMap.Wire(from: wire.from, to: wire.to, forward: [], backward: [])
            let goesBack = now && counts.backward[estate] > 0 && counts.forward[estate] > 0
            let (from, to) = now && counts.forward[estate] == 0 ? (wire.to.box, wire.from.box) : (wire.from.box, wire.to.box)
            let label = now ? "\(counts.forward[estate] + counts.backward[estate])" : "ends"
            let arrow: (String, String) = !now ? ("-.", ".->") : estate > 0 && !before ? ("==", "==>") : goesBack ? ("<--", "-->") : ("--", "-->")
            edges += "    b\(from) \(arrow.0) \"\(label)\" \(arrow.1) b\(to)\n"
        }
        guard !shown.isEmpty else { return "" }
        var text = "flowchart LR\n"
        for zone in Zone.allCases {
            let boxes = map.boxes.indices.filter { map.boxes[$0].zone == zone && shown.contains($0) }
            guard !boxes.isEmpty else { continue }
            text += "    subgraph z\(zone.rawValue) [\"\(zone.title)\"]\n"
            for box in boxes { text += "        b\(box)[\"\(MermaidEstate.label(map.boxes[box].title))\"]\n" }
            text += "    end\n"
        }
        return text + edges
    }

    /// Text in double quotation marks; Mermaid's own marks as entities.
    static func label(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "#", "&", "<", ">", "`", ";", "\\": result += "#\(scalar.value);"
            case "\n", "\r": result += " "
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
