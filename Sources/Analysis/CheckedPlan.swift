import Diagnostics
import Expressions
import Microsoft
import Plan

/// A plan whose names are resolved, whose types fit and whose phases can be walked, for one environment.
///
/// Emitters take this and nothing else: what they would have to ask again is already in its types.
public struct CheckedPlan: Sendable {
    public let name: String
    public let title: String
    public let because: String?
    /// The environment whose values were filled in; nil for a plan without environments.
    public let environment: String?
    public let tenantID: String
    public let domain: String
    /// Who is mailed when a job is in quarantine.
    public let notify: String?
    public let sources: [CheckedSource]
    /// Whose accounts live where; none where the plan does not say.
    public let populations: [CheckedPopulation]
    public let extensions: [CheckedAttribute]
    public let agents: [CheckedAgent]
    public let connectors: [CheckedConnector]
    public let mappings: [CheckedMapping]
    public internal(set) var phases: [CheckedPhase]
    /// Who writes what: today, and after each phase.
    public internal(set) var estates: [Estate]
    /// Rules of MIM that are still in MIM's words.
    public internal(set) var unresolved: [UnresolvedRule]
    public let legacy: Legacy?
    public let acceptances: [Acceptance]
    /// What the checks warn of; without what depends on the day.
    public internal(set) var warnings: [Diagnostic] = []
    public let nameSpan: Span
    /// The plan as it was written, for comparing two versions: former names, reasons, keys that are handed on as they are.
    /// Emitters have no business there.
    public let plan: Plan

    /// The URN of the SCIM extension in which the plan's own attributes travel.
    public var customURN: String { SCIMSlot.customURN(plan: name) }

    /// The road to a phase and no further; nil where there is no such phase. It was checked as a whole, and what comes later stays true.
    public func until(_ phase: String) -> CheckedPlan? {
        guard let last = phases.firstIndex(where: { $0.name == phase }) else { return nil }
        var plan = self
        plan.phases = Array(phases[...last])
        // Today, and one after each phase.
        plan.estates = Array(estates.prefix(last + 2))
        let names = Set(plan.phases.map(\.name))
        plan.unresolved = unresolved.filter { $0.phases.isEmpty || !names.isDisjoint(with: $0.phases) }
        return plan
    }

    public func mapping(_ name: String) -> CheckedMapping? { mappings.first { $0.name == name } }
}

/// An attribute of a system.
public struct CheckedAttribute: Sendable, Hashable {
    public let name: String
    /// The name in the synchronization schema, where it differs from the one in plans.
    public let schemaName: String
    public let type: AttributeType

    public init(name: String, schemaName: String? = nil, type: AttributeType) {
        self.name = name
        self.schemaName = schemaName ?? name
        self.type = type
    }
}

/// A source, or a consolidation of several.
public struct CheckedSource: Sendable {
    public let name: String
    public let title: String
    public let kind: SourceKind?
    /// The attribute that identifies a person for good.
    public let key: String
    public let attributes: [CheckedAttribute]
    public let plan: Source?
    public let span: Span
    /// How its rows are made, where it consolidates other sources.
    public internal(set) var consolidation: CheckedConsolidation? = nil

    public func attribute(_ name: String) -> CheckedAttribute? { attributes.first { $0.name == name } }
}

public struct CheckedAgent: Sendable {
    public let name: String
    public let title: String
    public let server: String
    public let port: Int
    public let hasAuthorityCertificate: Bool
    /// `yyyy-MM-dd`
    public let certificateEnds: String?
    /// The server of a passive agent.
    public let standby: String?
    public let version: String?
    public let span: Span
}

/// What a mapping connects.
public enum System: Sendable {
    case source(CheckedSource)
    case entra
    case connector(CheckedConnector)

    public var name: String {
        switch self {
        case .source(let source): source.name
        case .entra: "entra"
        case .connector(let connector): connector.name
        }
    }

    public var title: String {
        switch self {
        case .source(let source): source.title
        case .entra: "Microsoft Entra ID"
        case .connector(let connector): connector.title
        }
    }
}

public struct CheckedAttributeMapping: Sendable {
    public enum Value: Sendable {
        case direct(CheckedAttribute)
        case constant(String)
        case expression(Expression)
    }

    public let target: CheckedAttribute
    public let value: Value
    public let onCreate: Bool
    public let defaultValue: String?
    /// 0: not a matching attribute; 1, 2, … the order in which matches are tried.
    public let matchingPriority: Int
    public let because: String?
    public let span: Span
}

public struct CheckedMapping: Sendable {
    public let name: String
    public let title: String
    public let because: String?
    public let from: System
    public let to: System
    public let via: Via
    public let attributes: [CheckedAttributeMapping]
    public let scope: [ScopeGroup]
    /// Which rows are leavers; the sender works it out, because Entra's mappings see no clock.
    public let leavers: [ScopeGroup]
    public let deletionThreshold: Int?
    /// Accounts whose people leave the scope stay as they are; otherwise they are disabled or deleted.
    public let keepsOutOfScope: Bool
    /// The display name of the gallery item, where the plan says it, and its id.
    public let gallery: String?
    public let template: String?
    /// The agent of MIM whose own exports of the same attributes end when this starts.
    public let takesOver: String?
    public let span: Span

    /// From HR into Entra or Active Directory.
    public var isInbound: Bool {
        if case .source = from { true } else { false }
    }

    public var connector: CheckedConnector? {
        if case .connector(let connector) = to { connector } else { nil }
    }

    /// The HR system whose people Microsoft's own connector reads; nil where rows are sent.
    public var native: NativeHRSystem? { via.native }

    /// Whether a worker who has an account can be provisioned alone, by a request: Workday's worker is named by the number that the account's
    /// `employeeId` holds, because people are matched by it.
    ///
    /// Source: Microsoft Graph, synchronizationJobSubject; it names no object of SuccessFactors.
    public var findsWorkersOnDemand: Bool {
        guard native == .workday else { return false }
        return attributes.contains { item in
            guard item.matchingPriority > 0, item.target.name.lowercased() == "employeeid", case .direct(let attribute) = item.value else { return false }
            return attribute.name == "WorkerID"
        }
    }

    /// What the connector must be told the path of, in the order of the source.
    public var attributesWithPath: [AttributeDeclaration] {
        guard native != nil, case .source(let source) = from else { return [] }
        var used = Set(scope.flatMap(\.clauses).map(\.attribute.value))
        for item in attributes {
            switch item.value {
            case .direct(let attribute): used.insert(attribute.name)
            case .expression(let tree): used.formUnion(tree.attributes.map(\.name))
            case .constant: break
            }
        }
        return (source.plan?.attributes ?? []).filter { $0.path != nil && used.contains($0.name.value) }
    }
}

public struct CheckedPhase: Sendable {
    /// From 1.
    public let number: Int
    public let name: String
    public let title: String
    public let because: String?
    public let starts: [CheckedMapping]
    /// Mappings that end, by name.
    public let stopsMappings: [CheckedMapping]
    /// Agents of MIM that end; all of them where the plan says `legacy`.
    public let stopsAgents: [Legacy.Agent]
    public let retiresMIM: Bool
    public let redirects: [(agent: Legacy.Agent, connector: CheckedConnector)]
    /// Connectors that are needed for the first time.
    public let newConnectors: [CheckedConnector]
    /// Agents that are needed for the first time.
    public let newAgents: [CheckedAgent]
    public let pilot: [Phase.PilotStep]
    public let checks: [String]
    /// What MIM did beside people, and who does it from here on.
    public let handsOver: [(thing: String, to: String)]
    /// Access packages that people may ask for, or get, from here on.
    public let packages: [CheckedPackage]
    /// Lifecycle workflows that run from here on.
    public let workflows: [CheckedWorkflow]
    /// Whose source of authority moves to the cloud.
    public internal(set) var converts: [CheckedPopulation] = []
    /// Groups whose source of authority moves, by their display names.
    public internal(set) var convertsGroups: [String] = []
    /// Of the proofs that have something to say of it.
    public internal(set) var verdicts: [Verdict] = []
    public let span: Span

    /// `1-hr-direct`
    public var folder: String { "\(number)-\(name)" }
}
