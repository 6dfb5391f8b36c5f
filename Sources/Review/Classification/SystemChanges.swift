import Analysis
import Artifacts
import Diagnostics
import Expressions
import Plan

extension Classifier {
    mutating func changePlan(_ subject: Subject, _ aspect: String, _ values: Differences.Values) {
        switch aspect {
        case "name": add(.planRenamed, subject, "the plan has another name", before: values.before, after: values.after, aspect: aspect)
        case "phases": reorderPhases(subject, values)
        case "MIM ends in": 
            let title: Prose = values.after == nil ? "MIM is no longer switched off" : values.before == nil ? "MIM is switched off" : "MIM is switched off in another phase"
            add(.mimStops, subject, title, before: values.before, after: values.after, aspect: aspect)
        case "uses of MIM": add(.legacyChanged, subject, "what MIM is used for is told otherwise", before: values.before, after: values.after, aspect: aspect)
        default: add(.wordsChanged, subject, "\(code: aspect) of the plan changes", before: values.before, after: values.after, aspect: aspect)
        }
    }

    /// Phases that came or went do not reorder the others.
    private mutating func reorderPhases(_ subject: Subject, _ values: Differences.Values) {
        let old = (values.before ?? "").split(separator: ", ").map(String.init)
        let new = (values.after ?? "").split(separator: ", ").map(String.init)
        let common = Set(old).intersection(new)
        if old.filter(common.contains) != new.filter(common.contains) {
            add(.phasesReordered, subject, "phases are walked in another order", before: values.before, after: values.after, aspect: "phases")
        }
    }

    mutating func changeTenant(_ subject: Subject, _ aspect: String, _ values: Differences.Values) {
        switch aspect {
        case "id", "kind": add(.tenantChanged, subject, "the plan is for another tenant", before: values.before, after: values.after, aspect: aspect)
        case "domain": add(.domainChanged, subject, "the domain of user principal names changes", before: values.before, after: values.after, aspect: aspect)
        case "domains", "licence", "synchronization":
            add(.tenantDescribed, subject, "\(code: "tenant.\(aspect)") changes", before: values.before, after: values.after, aspect: aspect)
        default: add(.wordsChanged, subject, "\(code: "tenant.\(aspect)") changes", before: values.before, after: values.after, aspect: aspect)
        }
    }

    // MARK: Sources

    mutating func changeSource(_ subject: Subject, _ aspect: String, _ values: Differences.Values) {
        if aspect == "apart-from" {
            add(.sourcesApart, subject, "source \(code: subject.name) shares nobody with other sources than before", before: values.before, after: values.after, aspect: aspect)
        } else if aspect == "today" {
            add(.legacyChanged, subject, "which of MIM's agents reads \(code: subject.name) today is told otherwise", before: values.before, after: values.after, aspect: aspect)
        } else if ["every", "ahead", "key-reuse"].contains(aspect) {
            add(.promiseChanged, subject, "something else is promised of source \(code: subject.name): \(code: aspect)", before: values.before, after: values.after, aspect: aspect)
        } else if aspect == "key" {
            add(.keyChanged, subject, "people of \(code: subject.name) are told apart by another attribute", before: values.before, after: values.after, aspect: aspect)
        } else {
            add(.sourceMoved, subject, "\(code: aspect) of source \(code: subject.name) changes", before: values.before, after: values.after, aspect: aspect)
        }
    }

    mutating func changeSourceType(_ subject: Subject, _ aspect: String, _ values: Differences.Values) {
        let name = Prose(code: subject.name)
        if aspect == "path" {
            return add(.sourceMoved, subject, "\(name) is read at another place", before: values.before, after: values.after, aspect: aspect)
        }
        switch TypeRelation(values.before, values.after) {
        case .wider, .optional: add(.sourceWidened, subject, "more may stand in \(name)", before: values.before, after: values.after, aspect: aspect)
        case .narrower, .required: add(.sourceNarrowed, subject, "less may stand in \(name)", before: values.before, after: values.after, aspect: aspect)
        case .other: add(.sourceTypeChanged, subject, "\(name) has another type", before: values.before, after: values.after, aspect: aspect)
        }
    }

    // MARK: Consolidations

    mutating func changeConsolidation(_ subject: Subject, _ aspect: String, _ values: Differences.Values) {
        let name = Prose(code: subject.name)
        func tell(_ rule: ChangeRule, _ title: Prose, _ classifier: inout Classifier) {
            classifier.add(rule, subject, title, before: values.before, after: values.after, aspect: aspect)
        }
        switch aspect {
        case "from", "same-person": tell(.consolidationChanged, "\(code: aspect) of consolidation \(name) changes", &self)
        case "precedence": tell(.precedenceChanged, "the sources of \(name) count in another order", &self)
        case "several-rows": tell(.precedenceChanged, "another row counts where a source of \(name) has several of a person", &self)
        case "on-conflict": tell(.precedenceChanged, "sources of \(name) that disagree are treated otherwise", &self)
        case "leavers-last": tell(.leaversChanged, "\(name) takes other people for leavers where one of several sources says so", &self)
        case "runs-on": tell(.consolidationMoved, "\(name) is put together elsewhere", &self)
        case _ where aspect.hasPrefix("attribute "):
            let attribute = String(aspect.dropFirst(10))
            let decides = Self.decides(attribute, subject.owner, new) || Self.decides(attribute, oldSubject(subject).owner, old)
            tell(decides ? .precedenceChanged : .consolidatedValue, "\(code: attribute) of \(name) comes from elsewhere", &self)
        case _ where aspect.hasPrefix("reason of "): tell(.wordsChanged, "the \(aspect) in \(name) changes", &self)
        default: tell(.consolidationChanged, "\(code: aspect) of consolidation \(name) changes", &self)
        }
    }

    /// Whether an attribute says who is in scope, who is a leaver or who is who.
    private static func decides(_ attribute: String, _ consolidation: String, _ version: Version) -> Bool {
        version.plan.mappings.contains { mapping in
            mapping.from.name == consolidation
                && ((mapping.scope + mapping.leavers).contains { $0.clauses.contains { $0.attribute.value == attribute } }
                    || mapping.attributes.contains { $0.matchingPriority > 0 && $0.value.reads(attribute) })
        }
    }

    mutating func changeExtension(_ subject: Subject, _ aspect: String, _ values: Differences.Values) {
        let isBound = TypeRelation(values.before, values.after) != .other
        add(
            isBound ? .extensionBoundChanged : .extensionTypeChanged, subject,
            isBound ? "extension \(code: subject.name) takes texts of another length" : "extension \(code: subject.name) has another type",
            before: values.before, after: values.after, aspect: aspect)
    }

    // MARK: Agents

    /// What the host and its connectors stand on; the rest is asked for by the checklist.
    private static let agentPlaces: Set<String> = ["server", "port", "certificate", "certificate-subject"]

    mutating func changeAgent(_ subject: Subject, _ aspect: String, _ values: Differences.Values) {
        let rule: ChangeRule = Self.agentPlaces.contains(aspect) ? .agentMoved : .agentSettings
        add(rule, subject, "\(code: aspect) of agent \(code: subject.name) changes", before: values.before, after: values.after, aspect: aspect)
    }

    // MARK: Connectors

    private enum Setting {
        /// Fixed when the connector is created: a change is a new connector.
        static let fixed: Set<String> = ["kind", "connector-name", "object-type", "dialect", "directory", "project", "library", "from", "capabilities", "template", "protocol"]
        static let places: Set<String> = ["server", "database", "table", "view", "delta-view", "service", "url", "base-dn", "domain", "agent", "port"]
        static let credentials: Set<String> = ["user", "password", "token", "reader", "security", "encrypt", "authentication", "certificate", "realm", "security-mode"]
        static let tuning: Set<String> = ["autosync", "page-size", "rehearse-on"]
    }

    mutating func changeConnector(_ subject: Subject, _ aspect: String, _ values: Differences.Values) {
        let name = Prose(code: subject.name)
        func tell(_ rule: ChangeRule, _ title: Prose, _ classifier: inout Classifier) {
            classifier.add(rule, subject, title, before: values.before, after: values.after, aspect: aspect)
        }
        switch aspect {
        case _ where aspect.hasPrefix("script "): changeScript(subject, aspect, values)
        case "anchor": tell(.anchorChanged, "the anchor of \(name) changes", &self)
        case "today": tell(.legacyChanged, "which of MIM's agents serves \(name) today is told otherwise", &self)
        case "adopt-by": tell(.matchChanged, "people who are in \(name) already are found otherwise", &self)
        case "on-disable", "on-delete":
            let deletes = values.after == "delete"
            tell(deletes ? .leaverFlowDeletes : .leaverFlowChanged, deletes ? "\(name) deletes where it did not" : "\(name) does something else with leavers", &self)
        // A view of changes that is new, or that nobody reads any more, loses nobody.
        case "delta-view" where values.before == nil || values.after == nil: tell(.connectorSettings, "\(code: aspect) of \(name) changes", &self)
        case _ where Setting.fixed.contains(aspect): tell(.connectorRecreated, "\(code: aspect) of \(name) changes: the connector is created anew", &self)
        case _ where Setting.places.contains(aspect):
            let isRead = ["server", "database", "table", "view", "delta-view"].contains(aspect)
                && new.plan.phases.contains { $0.redirects.contains { $0.connector.name == subject.owner } }
            tell(isRead ? .mimSourceMoved : .targetMoved, isRead ? "MIM reads \(name) from another place: \(code: aspect) changes" : "\(name) writes to another place: \(code: aspect) changes", &self)
        case _ where Setting.credentials.contains(aspect): tell(.credentialsChanged, "\(code: aspect) of \(name) changes", &self)
        case _ where Setting.tuning.contains(aspect): tell(.connectorTuning, "\(code: aspect) of \(name) changes", &self)
        default: tell(.connectorSettings, "\(code: aspect) of \(name) changes", &self)
        }
    }

    private mutating func changeScript(_ subject: Subject, _ aspect: String, _ values: Differences.Values) {
        func lines(_ text: String?) -> [String] { text?.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) ?? [] }
        let difference = LineDifference(lines(values.before), lines(values.after))
        let script = Prose(code: String(aspect.dropFirst(7))), name = Prose(code: subject.name)
        let title: Prose = values.before == nil ? "script \(script) of \(name) is new" : values.after == nil ? "script \(script) of \(name) is gone" : "script \(script) of \(name) does something else"
        add(.scriptChanged, subject, title, before: nil, after: "+\(difference.added) −\(difference.removed) lines", aspect: aspect)
    }

    // MARK: Columns

    mutating func addColumn(_ subject: Subject) {
        add(.columnAdded, subject, .added, "\(code: subject.name) is new", after: after.facts[subject]?["type"])
    }

    mutating func changeColumn(_ subject: Subject, _ aspect: String, _ values: Differences.Values) {
        let name = Prose(code: subject.name)
        switch TypeRelation(values.before, values.after) {
        case .wider, .optional: add(.columnWidened, subject, "more may stand in \(name)", before: values.before, after: values.after, aspect: aspect)
        case .narrower: add(.columnNarrowed, subject, "less may stand in \(name)", before: values.before, after: values.after, aspect: aspect)
        case .required: add(.columnRequired, subject, "\(name) must have a value", before: values.before, after: values.after, aspect: aspect)
        case .other: add(.columnTypeChanged, subject, "\(name) has another type", before: values.before, after: values.after, aspect: aspect)
        }
    }
}

/// What another type means for the values that are there.
enum TypeRelation {
    case wider, narrower
    /// Only absence: may be absent now, or must be there now.
    case optional, required
    case other

    init(_ before: String?, _ after: String?) {
        guard let before, let after, case .success(let old) = AttributeType.parse(before), case .success(let new) = AttributeType.parse(after),
            old.isMultiValued == new.isMultiValued
        else {
            self = .other
            return
        }
        let absence: TypeRelation? = old.isOptional == new.isOptional ? nil : new.isOptional ? .optional : .required
        if old.base == new.base {
            self = absence ?? .other
            return
        }
        guard case .string(let oldLength) = old.base, case .string(let newLength) = new.base else {
            self = .other
            return
        }
        // The worse of the two decides: a shorter text that may be absent still cuts.
        if (newLength ?? .max) < (oldLength ?? .max) { self = .narrower } else { self = absence == .required ? .required : .wider }
    }
}
