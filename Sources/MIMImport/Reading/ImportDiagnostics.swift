import Diagnostics
import XML

extension SourceMap {
    /// A file by name only: the finding is about the file as a whole.
    mutating func whole(_ path: String, line: Int = 1, showing text: String = "") -> Span {
        let file = add(SourceFile(excerpt: Array(text.utf8), of: path, line: line, column: 1))
        return Span(file: file, start: 0, end: Int32(text.utf8.count))
    }
}

extension Diagnostic {
    static func unreadable(_ problem: XMLProblem, at span: Span) -> Diagnostic {
        let rule: Rule = switch problem.kind {
        case .malformed, .truncated, .encoding, .unreadable: .xmlSyntax
        case .documentType: .xmlDocumentType
        case .tooLarge: .xmlSize
        }
        return Diagnostic(rule, problem.message, at: Label(span), why: nil, help: problem.help.map { [FixIt($0)] } ?? [])
    }

    static func twice(_ what: String, _ path: String, first: String, in sources: inout SourceMap) -> Diagnostic {
        let here = sources.whole(path)
        let there = sources.whole(first)
        return Diagnostic(
            .twiceInExport, "\(what) is in this export twice", at: Label(here), and: [Label(there, "and here")],
            why: "The two may be of different days, and nothing says which is today's.",
            help: [FixIt("keep one export in a folder")])
    }

    static func entraConnect(_ paths: [String], in sources: inout SourceMap) -> Diagnostic {
        Diagnostic(
            .notMIM, "this is the configuration of Entra Connect, not of MIM", at: Label(sources.whole(paths[0])),
            why: "Entra Connect stays, or becomes cloud sync; nothing of it is migrated by a plan.",
            help: [FixIt("export MIM's: in Synchronization Service Manager, File › Export Server Configuration")])
    }

    static func noExport(_ found: [(path: String, root: String)], in sources: inout SourceMap) -> Diagnostic {
        guard let first = found.first else {
            return Diagnostic(
                .nothingToImport, "there is no XML file here", at: nil,
                help: [FixIt("name the folder with MV.xml and MA-*.xml, or one of the files")])
        }
        return Diagnostic(
            .notMIM, "no file here is an export of MIM's configuration", at: Label(sources.whole(first.path), "\(describe(first.root))"),
            help: [FixIt("export it: in Synchronization Service Manager, File › Export Server Configuration")])
    }

    static func otherExport(_ path: String, root: String, in sources: inout SourceMap) -> Diagnostic {
        Diagnostic(
            .otherExport, "`\(path)` is left out", at: Label(sources.whole(path), describe(root)),
            why: "It says nothing of rules, flows or agents of MIM.",
            help: [FixIt("move it out of the folder")])
    }

    private static func describe(_ root: String) -> String {
        switch root {
        case "run-history", "run-details": "a history of runs"
        case "mv-objects": "the result of a metaverse search"
        case "cs-objects": "the result of a connector space search"
        case "dsml": "an export of a schema"
        case "ma-data": "of Entra Connect"
        default: "its root element is `\(root)`"
        }
    }

    static func package(_ agent: ManagementAgent, in sources: inout SourceMap) -> Diagnostic {
        Diagnostic(
            .nothingToImport, "this is the installation package of a connector, `\(agent.listName ?? agent.subtype ?? agent.id)`",
            at: Label(sources.whole(agent.file)),
            why: "It has neither flows nor rules: an agent made from it does, and that one's export is wanted.",
            help: [FixIt("export the server's configuration, or the agent: in Synchronization Service Manager, Actions › Export Management Agent")])
    }

    static func agentWithoutFile(_ id: String, flows: Int, in sources: inout SourceMap, file: String) -> Diagnostic {
        Diagnostic(
            .agentWithoutFile, "agent \(id) has no file", at: Label(sources.whole(file), "\(flows) import flow\(flows == 1 ? "" : "s") of it"),
            why: "Nothing is known of its connection, joins, filters and deprovisioning.",
            help: [FixIt("add its file, MA-\(id).xml, of the same export")])
    }

    static func unknownAgentKind(_ agent: ManagementAgent, _ configuration: String?, in sources: inout SourceMap) -> Diagnostic {
        Diagnostic(
            .unknownAgentKind, "the agent `\(agent.name)` is of kind `\(agent.category)`, whose connection is not read",
            at: Label(sources.whole(agent.file), configuration.map { "configured by `\($0)`" } ?? ""),
            why: "Its flows and rules are imported; what takes its place a person has to choose.",
            help: [FixIt("see the inventory for what it gives and takes")])
    }
}
