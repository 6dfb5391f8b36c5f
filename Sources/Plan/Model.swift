import Diagnostics
import Expressions
import YAMLSyntax

/// A plan as it was written, in the types of the language, for one environment. Names are not resolved here.
public struct Plan: Sendable {
    public var name: Spanned<String>?
    public var title: String?
    public var because: String?
    public var tenant: Tenant?
    public var environment: String?
    public var sources: [Source] = []
    public var consolidations: [Consolidation] = []
    public var populations: [Population] = []
    public var extensions: [ExtensionAttribute] = []
    public var legacy: Legacy?
    public var agents: [Agent] = []
    public var connectors: [Connector] = []
    public var mappings: [Mapping] = []
    public var deprovisioning: [DeprovisioningRule] = []
    public var accessPackages: [AccessPackage] = []
    public var workflows: [LifecycleWorkflow] = []
    public var accepts: [Acceptance] = []
    public var phases: [Phase] = []
    /// Of the files below `tests/`.
    public var tests: [PlanTest] = []
    /// False when a part could not be read: names that seem unknown may be in that part.
    public var isComplete = true
    /// For whoever compares two versions.
    public var written = WrittenPlan()

    public init() {}
}

/// What any named thing may carry.
public struct Notes: Sendable {
    public var title: String?
    public var because: String?
    public var was: String?

    public init() {}
}

public struct Tenant: Sendable {
    public var id: Spanned<String>?
    public var domain: Spanned<String>?
    public var domains: [Spanned<String>] = []
    public var notify: Spanned<String>?
    public var kind: Spanned<Kind>?
    public var licence: Spanned<Licence>?
    public var synchronization: Synchronization?
    public var span: Span

    /// Which of Microsoft's directories it is; on-premises provisioning works in the first only.
    public enum Kind: String, Sendable, CaseIterable {
        case workforce
        case externalID = "external-id"
        case b2c
    }
}

public enum SourceKind: String, Sendable, CaseIterable {
    case csv, sql, rest, workday, successfactors
    case oracleHCM = "oracle-hcm"
}

/// An attribute that a source has or a connector takes.
public struct AttributeDeclaration: Sendable {
    public var name: Spanned<String>
    public var type: Spanned<AttributeType>
    public var notes = Notes()
    /// Where an HR system's own connector finds it: XPath of Workday, JSONPath of SuccessFactors.
    public var path: Spanned<String>?
}

public struct Source: Sendable {
    public var name: Spanned<String>
    public var notes: Notes
    public var kind: Spanned<SourceKind>?
    public var key: Spanned<String>?
    public var attributes: [AttributeDeclaration]
    public var server: Spanned<String>?
    public var database: Spanned<String>?
    public var table: Spanned<String>?
    public var file: Spanned<String>?
    public var url: Spanned<String>?
    /// Sources with whom it shares nobody.
    public var apartFrom: [Spanned<String>] = []
    /// Workday is asked a day ahead for people who leave.
    public var lookAhead: Spanned<Bool>?
    /// The management agent of MIM that reads it today: `legacy.NAME`.
    public var today: Spanned<String>?
    /// Minutes from one reading to the next.
    public var every: Spanned<Int>?
    /// Minutes before the first day at which it delivers people.
    public var ahead: Spanned<Int>?
    public var keyReuse: Spanned<KeyReuse>?
    public var span: Span

    /// Whether a key is given a second time.
    public enum KeyReuse: String, Sendable, CaseIterable {
        case never
        case afterLeaving = "after-leaving"
    }
}

public struct ExtensionAttribute: Sendable {
    public var name: Spanned<String>
    public var type: Spanned<AttributeType>
    public var notes: Notes
}

public enum Via: String, Sendable, CaseIterable {
    case workday, successfactors
    case apiDriven = "api-driven"
    case ecmaHost = "ecma-host"
    case scim, mim
}

/// What becomes of accounts whose people leave a mapping's scope.
public enum OutOfScope: String, Sendable, CaseIterable {
    case deprovision, keep
}

public enum Apply: String, Sendable, CaseIterable {
    case always
    case onCreate = "on-create"
}

public struct MappedExpression: Sendable {
    /// Without the `=`, parameters filled in.
    public var text: String
    public var tree: Expression?
    /// The whole value.
    public var span: Span
    /// Where each byte of the text was written, and its end; those of a parameter's value at its `${`. nil where nobody can say.
    public var offsets: [Int32]?
    /// The text stands in the file as it is: an edit of a part of it is exact.
    public var isVerbatim: Bool
    /// Parsed without an error.
    public var isWhole: Bool

    /// Where a part of the text was written.
    public func place(_ range: Range<Int>) -> Span {
        guard let offsets, !offsets.isEmpty else { return span }
        let low = min(max(0, range.lowerBound), offsets.count - 1)
        var high = min(max(low, range.upperBound), offsets.count - 1)
        // A part that ends in a parameter's value ends behind its brace.
        if range.upperBound > range.lowerBound {
            while high < offsets.count - 1, offsets[high] == offsets[high - 1] { high += 1 }
        }
        return Span(file: span.file, start: offsets[low], end: offsets[high])
    }
}

public struct AttributeMapping: Sendable {
    public enum Value: Sendable {
        case direct(Spanned<String>)
        case constant(Spanned<String>)
        case expression(MappedExpression)
        /// A rule of MIM that nobody has put into words of Entra's language yet.
        case unresolved(Unresolved)
        /// Something was written that can't be read; it was reported.
        case unreadable
    }

    public var target: Spanned<String>
    public var value: Value
    public var apply: Spanned<Apply>?
    public var defaultValue: Spanned<String>?
    public var because: String?
    /// The value's place.
    public var span: Span
}

/// One clause of a scope.
public struct Clause: Sendable {
    public enum Test: Sendable, Hashable {
        case equals(String)
        case isOneOf([String])
        case isNot(String)
        case matches(String)
        case matchesNot(String)
        case isPresent(Bool)
        case isTrue(Bool)
        case includes(String)
        case endsWith(String)
        case isAbove(Int)
        case isAtLeast(Int)
        /// A date that is over: only the sender can say.
        case isPast(Bool)
    }

    public var attribute: Spanned<String>
    public var test: Test
    public var span: Span

    public init(attribute: Spanned<String>, test: Test, span: Span) {
        self.attribute = attribute
        self.test = test
        self.span = span
    }
}

/// Clauses that must hold together; of several groups, one must.
public struct ScopeGroup: Sendable {
    public var clauses: [Clause]
    public var span: Span

    public init(clauses: [Clause], span: Span) {
        self.clauses = clauses
        self.span = span
    }
}

public struct Mapping: Sendable {
    public var name: Spanned<String>
    public var notes: Notes
    public var from: Spanned<String>?
    public var to: Spanned<String>?
    public var via: Spanned<Via>?
    /// In the order in which they are tried.
    public var match: [(source: Spanned<String>, target: Spanned<String>)]
    public var scope: [ScopeGroup]
    public var outOfScope: Spanned<OutOfScope>?
    /// The item of Microsoft's gallery from which the application is made, by its display name.
    public var gallery: Spanned<String>?
    /// The item's id, where it is known.
    public var template: Spanned<String>?
    /// The agent of MIM whose own exports of the same attributes end when this starts: `legacy.NAME`.
    public var takesOver: Spanned<String>?
    public var attributes: [AttributeMapping]
    /// What else of MIM's rules is open: joins and filters in code.
    public var unresolved: [Unresolved]
    public var span: Span
}

public struct DeprovisioningRule: Sendable {
    public enum Delay: Sendable, Hashable {
        case atOnce
        case days(Int)
        case never
    }

    public struct Action: Sendable {
        public var system: Spanned<String>
        public var disable: Delay?
        public var delete: Delay?
        public var set: [(attribute: Spanned<String>, value: Spanned<String>)]
        public var move: Spanned<String>?
        public var keep: Bool
        /// Minutes, as they were promised.
        public var within: Spanned<Int>?
        public var span: Span
    }

    public var name: Spanned<String>
    public var notes: Notes
    /// By source; nil where the rule does not name one.
    public var when: [(source: Spanned<String>?, groups: [ScopeGroup])]
    public var actions: [Action]
    public var atMost: Spanned<Int>?
    /// A threshold was written, though its number may not be readable.
    public var hasThreshold: Bool
    public var span: Span
}

public struct Acceptance: Sendable {
    public var finding: Spanned<String>?
    public var at: Spanned<String>?
    public var until: Spanned<String>?
    public var because: Spanned<String>?
    /// Who decided.
    public var by: Spanned<String>?
    public var span: Span
}

public struct Phase: Sendable {
    public enum PilotStep: Sendable {
        case users([Spanned<String>], duration: String?, Span)
        case group(Spanned<String>, duration: String?, Span)
        case everyone(Span)

        public var span: Span {
            switch self {
            case .users(_, _, let span), .group(_, _, let span), .everyone(let span): span
            }
        }
    }

    public var name: Spanned<String>
    public var notes: Notes
    public var starts: [Spanned<String>]
    public var stops: [Spanned<String>]
    public var redirects: [(agent: Spanned<String>, connector: Spanned<String>)]
    public var converts: [Conversion] = []
    public var pilot: [PilotStep]
    public var checks: [Spanned<String>]
    /// What MIM did beside people: who does it from here on.
    public var handsOver: [(thing: Spanned<String>, to: Spanned<String>)] = []
    /// What must be decided before the phase can be generated.
    public var unresolved: [Unresolved]
    public var span: Span
}

/// What MIM does today.
public struct Legacy: Sendable {
    public enum AgentKind: String, Sendable, CaseIterable {
        case sql
        case activeDirectory = "active-directory"
        case ldap
        case mimService = "mim-service"
        case textFile = "text-file"
        /// The first form of extensible agents, which MIM still runs.
        case ecma1
        case ecma2
        /// A kind that the language has no word for, or one that is not known.
        case other
    }

    public struct Agent: Sendable {
        public var name: Spanned<String>
        public var notes: Notes
        public var kind: Spanned<AgentKind>?
        public var server: String?
        public var database: String?
        public var table: String?
        public var anchor: String?
        public var objectTypes: [String]
        public var partitions: [Spanned<String>]
        /// Attributes with many values.
        public var multiValued: [Spanned<String>]
        /// Attributes that name other objects.
        public var references: [Spanned<String>]
        /// The DLL with the agent's rules extension.
        public var rulesExtension: Spanned<String>?
        /// Imports and exports files, instead of a call for each page.
        public var isFileBased: Spanned<Bool>?
        public var deletes: Bool?
        public var span: Span
    }

    /// Where a value comes from.
    public enum Value: Sendable {
        /// An attribute as it is.
        case direct(String)
        /// An expression of MIM.
        case rule(String, reads: [String])
        case constant(String)
        case secret(SecretName)
        /// A rules extension.
        case script(String, reads: [String])
    }

    public struct ImportFlow: Sendable {
        public var metaverseType: String
        public var metaverseAttribute: Spanned<String>
        public var agent: Spanned<String>
        public var value: Value
        /// 1 wins; the same rank twice is equal precedence.
        public var rank: Int
        public var span: Span
    }

    public struct ExportFlow: Sendable {
        public var agent: Spanned<String>
        public var objectType: String
        public var metaverseType: String
        public var attribute: Spanned<String>
        public var value: Value
        public var onCreate: Bool
        public var span: Span
    }

    public var agents: [Agent]
    /// What MIM is used for beside its flows.
    public var uses: [Spanned<Capability>] = []
    public var imports: [ImportFlow]
    public var exports: [ExportFlow]
    public var span: Span
}
