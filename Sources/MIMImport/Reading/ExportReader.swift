import Diagnostics
import XML

/// Reads the files of an export one after the other; each is told by its root element, never by its name.
public struct ExportReader {
    public struct Result: Sendable {
        public var export: MIMExport
        public var report: Report
        public var sources: SourceMap
        /// False for what is no export of MIM, or holds nothing that could be brought along.
        public var isUsable: Bool
    }

    private var export = MIMExport()
    private var report = Report()
    private var sources = SourceMap()
    private var entraConnectFiles: [String] = []
    private var otherFiles: [(path: String, root: String)] = []
    private var services: [ServiceReading] = []
    private var metaverseFile: String?
    private let reader: XMLReader

    public init(limits: XMLReader.Limits = XMLReader.Limits()) {
        reader = XMLReader(limits: limits)
    }

    public mutating func add<Source: ByteSource>(_ path: String, _ source: inout Source) {
        var document = DocumentReading(file: path)
        do {
            try reader.read(&source, into: &document)
        } catch {
            let file = sources.add(SourceFile(excerpt: error.excerpt, of: path, line: error.place.line, column: error.excerptColumn))
            let offset = error.place.column - error.excerptColumn
            report.add(.unreadable(error, at: Span(file: file, start: Int32(offset), end: Int32(offset))))
            return
        }
        switch document.kind {
        case .metaverse(let reading):
            if reading.hasParameterValues || !reading.hasFlows {
                entraConnectFiles.append(path)
            } else if let first = metaverseFile {
                report.add(.twice("the metaverse", path, first: first, in: &sources))
            } else {
                metaverseFile = path
                export.metaverse = reading.result
                export.metaverse.isPresent = true
                export.importFlows = reading.flows
                export.files.append(path)
                (export.server, export.exported) = (document.server, document.exported)
            }
        case .agent(let reading, let flows):
            let agent = reading.result
            if !reading.hasCleanup, document.isBare {
                entraConnectFiles.append(path)
            } else if let first = export.agent(id: agent.id) {
                report.add(.twice("the agent `\(agent.name)`", path, first: first.file, in: &sources))
            } else {
                var agent = agent
                agent.isPackage = document.isPackage
                export.agents.append(agent)
                export.files.append(path)
                if let flows, metaverseFile == nil {
                    export.kind = .singleAgent
                    if export.metaverse.recall.isEmpty { export.metaverse.recall = flows.metaverse.recall }
                    if export.importFlows.isEmpty { export.importFlows = flows.flows }
                }
                if export.server == nil { (export.server, export.exported) = (document.server, document.exported) }
                if document.isSingle, metaverseFile == nil { export.kind = .singleAgent }
            }
        case .service(let reading):
            services.append(reading)
            export.files.append(path)
        case .entraConnect:
            entraConnectFiles.append(path)
        case .other(let root):
            otherFiles.append((path, root))
        case nil: break
        }
    }

    public mutating func finish() -> Result {
        export.files.sort()
        export.agents.sort { ($0.name.lowercased(), $0.id) < ($1.name.lowercased(), $1.id) }
        if metaverseFile != nil { export.kind = .serverConfiguration }
        if !services.isEmpty {
            var service = PortalService()
            for part in services.map(\.result) { service.add(part) }
            export.service = service
            if export.agents.isEmpty, metaverseFile == nil { export.kind = .serviceOnly }
            RuleMatching.match(&export)
        }
        var isUsable = true
        if !entraConnectFiles.isEmpty, export.files.isEmpty {
            report.add(.entraConnect(entraConnectFiles.sorted(), in: &sources))
            isUsable = false
        } else if export.files.isEmpty {
            if !report.hasErrors { report.add(.noExport(otherFiles, in: &sources)) }
            isUsable = false
        } else {
            for (path, root) in otherFiles { report.add(.otherExport(path, root: root, in: &sources)) }
            for path in entraConnectFiles { report.add(.otherExport(path, root: "ma-data", in: &sources)) }
            if !export.agents.isEmpty, export.agents.allSatisfy(\.isPackage), metaverseFile == nil {
                report.add(.package(export.agents[0], in: &sources))
                isUsable = false
            }
        }
        if isUsable { reportGaps() }
        return Result(export: export, report: report, sources: sources, isUsable: isUsable && !report.hasErrors)
    }

    private mutating func reportGaps() {
        for id in export.danglingAgents {
            let count = export.importFlows.count { $0.agent == id }
            report.add(.agentWithoutFile(id, flows: count, in: &sources, file: export.metaverse.file ?? export.files[0]))
        }
        for agent in export.agents {
            if case .other(let configuration) = agent.connection, !agent.isPackage {
                report.add(.unknownAgentKind(agent, configuration, in: &sources))
            }
        }
    }
}

extension PortalService {
    /// Adds what another file of the same service holds: `policy.xml` and `schema.xml`.
    mutating func add(_ other: PortalService) {
        objects.merge(other.objects, uniquingKeysWith: +)
        placeholders.merge(other.placeholders, uniquingKeysWith: +)
        syncRules += other.syncRules
        workflows += other.workflows
        policyRules += other.policyRules
        sets += other.sets
        functions += other.functions
        schema.merge(other.schema) { $0 + $1 }
    }
}
