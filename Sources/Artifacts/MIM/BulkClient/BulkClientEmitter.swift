import Analysis

/// The management agent by which MIM sends people while nothing else does: three scripts and a sheet.
public struct BulkClientEmitter: Emitter {
    public init() {}

    public func emit(_ phase: CheckedPhase, in context: EmissionContext) -> [Artifact] {
        phase.starts.flatMap { mapping -> [Artifact] in
            guard let client = BulkClient(mapping, in: context.plan) else { return [] }
            let folder = "\(phase.folder)/mim/\(mapping.name)"
            let origins = [client.source.span, mapping.span]
            let scripts = client.scripts.map { script in
                let header = ScriptHeader(context.header(
                    "\(script.setting) of MIM's agent that sends \(client.source.title): \(script.what).", from: client.source.span))
                return Artifact("\(folder)/\(script.file)", script.text(header).text, summary: "\(script.setting) of MIM as the sender of \(client.source.title)", origins: origins)
            }
            let sheet = BulkClientSheet(
                client: client, legacy: context.plan.legacy,
                header: context.header("MIM sends \(client.source.title), for \(mapping.name)", from: client.source.span))
            return scripts + [Artifact("\(folder)/settings.md", sheet.text, summary: "MIM's agent that sends \(client.source.title), page by page", origins: origins)]
        }
    }
}
