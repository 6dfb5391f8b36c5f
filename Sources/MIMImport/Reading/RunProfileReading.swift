import XML

/// Run profiles: what a step does, on which partition, with which limits. When they run is not in MIM.
struct RunProfileReading {
    let partitions: [ManagementAgent.Partition]

    func profile(_ element: XMLElement) -> ManagementAgent.RunProfile {
        .init(name: element.text("name") ?? "", steps: element.child("configuration")?.children("step").map(step) ?? [])
    }

    private func step(_ element: XMLElement) -> ManagementAgent.RunStep {
        let type = element.child("step-type")
        let id = element.text("partition").map(engineID)
        return .init(
            does: does(type), partition: id.flatMap { id in partitions.first { $0.id == id }?.name ?? id },
            inputFile: element.text("custom-data", "run-config", "input-file"),
            outputFile: element.text("custom-data", "run-config", "output-file"),
            objects: element.text("threshold", "object").flatMap { Int($0) },
            deletions: element.text("threshold", "delete").flatMap { Int($0) })
    }

    private func does(_ type: XMLElement?) -> String {
        let name = type?["type"] ?? ""
        switch name {
        case "full-import", "delta-import":
            let what = name == "full-import" ? "full import" : "delta import"
            return type?.text("import-subtype") == "to-cs" || type?.children("import-subtype").contains { $0.text == "to-cs" } == true
                ? what : what + " and delta synchronization"
        case "full-import-reevaluate-rules": return "full import and full synchronization"
        case "apply-rules":
            return type?.text("apply-rules-subtype") == "reevaluate-flow-connectors" ? "full synchronization" : "delta synchronization"
        case "export": return "export"
        default: return name
        }
    }
}
