import Diagnostics
import Expressions
import Microsoft
import Plan

/// Plan → ``CheckedPlan``: resolves names, compares types, walks the phases. Each kind of check is a file of its own.
struct Checker {
    let plan: Plan
    let scripts: PlanScripts
    var report = Report()
    /// What was read before had errors.
    var hadErrors = false
    /// A mapping is written, and one of its systems has such problems that nothing is known of it.
    var missesMappings = false
    /// How many names are still compared to find what was meant; ten million take a second or two.
    var suggestionBudget = 10_000_000

    /// nil when something is missing without which there is no plan; the reasons are in the report.
    static func check(_ plan: Plan, scripts: PlanScripts, today: String?, into report: inout Report) -> CheckedPlan? {
        var checker = Checker(plan: plan, scripts: scripts)
        checker.hadErrors = report.hasErrors
        var result = checker.run(today: today)
        // The same plan gives the same pages on every day.
        let ofTheDay = [Rule.acceptanceEnded.code, Rule.certificateEnded.code]
        result?.warnings = checker.report.sorted().filter { $0.severity == .warning && !ofTheDay.contains($0.code) }
        report.add(contentsOf: checker.report)
        return result
    }

    private mutating func run(today: String?) -> CheckedPlan? {
        checkHeader()
        let sources = checkSources()
        let extensions = checkExtensions()
        let agents = checkAgents(today: today)
        checkServerNames()
        let legacyAgents = checkLegacy()
        var connectors = checkConnectors(agents: agents)
        let mappings = checkMappings(sources: sources, extensions: extensions, connectors: &connectors)
        var populations = checkPopulations(sources: sources)
        checkDeprovisioning(sources: sources, connectors: connectors)
        checkLeaverRules(mappings, connectors: connectors)
        checkSourcesAreUsed()
        checkExtensionsAreFilled(mappings)
        checkActiveDirectory(mappings)
        checkDomains(mappings)
        checkPromises(mappings, sources: sources)
        checkConnectorsAgainstMappings(connectors, mappings)
        checkKeyChanges(mappings)
        checkDatabaseNames(connectors)
        checkScripts(of: connectors)
        let packages = checkPackages()
        let workflows = checkWorkflows()
        var phases = checkPhases(
            mappings: mappings, legacyAgents: legacyAgents, agents: agents, packages: packages, workflows: workflows)
        checkConversions(&phases, &populations)
        checkHeirs()
        checkSenders(phases)
        checkDates(of: phases)
        checkDeleting(phases)
        let estates = checkFlows(&phases, sources: sources, populations: populations)
        checkTests(sources: sources)
        let unresolved = checkUnresolved()
        checkAcceptances(today: today)

        guard let name = plan.name, let tenant = plan.tenant, let id = tenant.id, let domain = tenant.domain else { return nil }
        return CheckedPlan(
            name: name.value, title: plan.title ?? name.value, because: plan.because, environment: plan.environment,
            tenantID: id.value, domain: domain.value, notify: tenant.notify?.value, sources: sources,
            populations: populations, extensions: extensions,
            agents: agents, connectors: connectors, mappings: mappings, phases: phases, estates: estates,
            unresolved: unresolved, legacy: plan.legacy,
            acceptances: plan.accepts, nameSpan: name.span, plan: plan)
    }

    private mutating func checkHeader() {
        if let kind = plan.tenant?.kind, kind.value != .workforce, let hosted = plan.connectors.first(where: { $0.kind.value.isHosted }) {
            report.add(.tenantKind(kind, hosted))
        }
        guard plan.isComplete else { return }
        if plan.name == nil { report.add(.missingHeader("name", "name: contoso")) }
        if let id = plan.tenant?.id, let problem = Parameters.Kind.uuid.problem(with: id.value) { report.add(.badTenant("id", id.span, problem)) }
        if let domain = plan.tenant?.domain, let problem = Parameters.Kind.domain.problem(with: domain.value) {
            report.add(.badTenant("domain", domain.span, problem))
        }
        if plan.tenant == nil { report.add(.missingHeader("tenant", "tenant:\n  id: ${tenantId}\n  domain: ${domain}")) }
    }

    /// A name that can't be resolved. Silent where a part of the plan could not be read: it may be in there.
    mutating func unknownName(_ name: Spanned<String>, _ what: String, known: [String]) {
        guard plan.isComplete else { return }
        // Nobody reads the ten-thousandth suggestion, and each costs a look at every name.
        suggestionBudget -= known.count
        report.add(.unknownName(name.value, name.span, what: what, known: suggestionBudget > 0 ? known : Array(known.prefix(13))))
    }

    // MARK: Sources, extensions, agents

    private mutating func checkSources() -> [CheckedSource] {
        var result: [CheckedSource] = []
        for source in plan.sources {
            let attributes = source.attributes.map { CheckedAttribute(name: $0.name.value, type: $0.type.value) }
            for attribute in source.attributes {
                guard case .reference(let system) = attribute.type.value.base else { continue }
                if system != source.name.value, !plan.sources.contains(where: { $0.name.value == system }) {
                    unknownName(Spanned(system, attribute.type.span), "source", known: plan.sources.map(\.name.value))
                }
            }
            if let key = source.key {
                if let attribute = source.attributes.first(where: { $0.name.value == key.value }) {
                    if attribute.type.value.isOptional || attribute.type.value.isMultiValued {
                        report.add(.keyMayBeAbsent(key, attribute.type.span))
                    }
                    if !attribute.type.value.identifies { report.add(.noIdentifier(key, attribute.type)) }
                } else {
                    unknownName(key, "attribute of `\(source.name.value)`", known: attributes.map(\.name))
                }
            }
            if let url = source.url { checkNoSecret(in: url) }
            result.append(CheckedSource(
                name: source.name.value, title: source.notes.title ?? source.name.value, kind: source.kind?.value,
                key: source.key?.value ?? "", attributes: attributes, plan: source, span: source.span))
        }
        for consolidation in plan.consolidations {
            if let checked = checkConsolidation(consolidation, among: result) { result.append(checked) }
        }
        return result
    }

    private mutating func checkExtensions() -> [CheckedAttribute] {
        checkExtensionBudget()
        return plan.extensions.map { item in
            if EntraUserAttribute.named(item.name.value) != nil { report.add(.extensionShadows(item.name)) }
            let type = item.type.value
            switch type.base {
            case .string(let length):
                if length ?? .max > 256 { report.add(.extensionTooLong(item.type.span, length)) }
            case .date, .reference, .binary:
                report.add(.extensionType(item.type))
            case .integer, .boolean, .datetime:
                break
            }
            if type.isMultiValued { report.add(.extensionMultiValued(item.type.span)) }
            // The number in the middle is the application that owns the extensions; it is known when the bundle runs.
            return CheckedAttribute(
                name: item.name.value, schemaName: "extension_${extensionAppId}_\(item.name.value)", type: type.optional)
        }
    }

    private mutating func checkExtensionsAreFilled(_ mappings: [CheckedMapping]) {
        guard plan.isComplete else { return }
        let tried = Set(plan.mappings.filter { $0.to?.value == "entra" }.flatMap(\.attributes).map(\.target.value))
        for item in plan.extensions where !tried.contains(item.name.value) { report.add(.nobodyFills(item.name)) }
    }

    /// `https://user:password@host`, `?token=…`: a secret in an address.
    mutating func checkNoSecret(in url: Spanned<String>) {
        let text = url.value.lowercased()
        let authority = text.split(separator: "/", omittingEmptySubsequences: true).dropFirst().first ?? ""
        let hasPassword = authority.split(separator: "@").count == 2 && authority.contains(":") && text.contains("://")
        let names = ["token=", "key=", "secret=", "password=", "pwd=", "sig="]
        if hasPassword || names.contains(where: { text.contains("?" + $0) || text.contains("&" + $0) }) {
            report.add(.literalSecret(url.span))
        }
    }

    // MARK: Legacy

    private mutating func checkLegacy() -> [Legacy.Agent] {
        guard let legacy = plan.legacy else { return [] }
        let names = Set(legacy.agents.map(\.name.value))
        for name in legacy.imports.map(\.agent) + legacy.exports.map(\.agent) where !names.contains(name.value) {
            unknownName(name, "management agent", known: legacy.agents.map(\.name.value))
        }
        // An export of MIM holds initial passwords in the clear; a plan must not.
        let passwords: Set<String> = ["unicodepwd", "userpassword", "export_password", "password", "pwd"]
        for flow in legacy.exports where passwords.contains(flow.attribute.value.lowercased()) {
            if case .constant = flow.value { report.add(.literalSecret(flow.span)) }
        }
        return legacy.agents
    }

    // MARK: Acceptances

    private mutating func checkAcceptances(today: String?) {
        // Not every check has run where the plan has errors, or a phase is open: what one of them would find may be accepted all the same.
        let everythingRan = plan.isComplete && !hadErrors && !report.hasErrors && plan.phases.allSatisfy(\.unresolved.isEmpty)
        for acceptance in plan.accepts {
            if let finding = acceptance.finding, Rule.named(finding.value) == nil {
                // A change is accepted too; whether there is one, only a comparison with an earlier version can say.
                if ChangeRule.named(finding.value) == nil {
                    unknownName(finding, "finding", known: Rule.all.map(\.code) + ChangeRule.all.map(\.code))
                } else if acceptance.by == nil {
                    report.add(.nobodyAccepts(finding))
                }
            }
            if let until = acceptance.until, CalendarDay.problem(with: until.value) == nil, let today, until.value < today { report.add(.acceptanceEnded(until)) }
            if let finding = acceptance.finding, let at = acceptance.at, everythingRan, Rule.named(finding.value) != nil,
                !Rule.migrationRules.contains(where: { $0.code == finding.value }),
                !usedAcceptances.contains(AcceptanceKey(code: finding.value, at: at.value))
            {
                report.add(.acceptanceUnused(finding.value, acceptance.span))
            }
        }
    }

    struct AcceptanceKey: Hashable {
        let code: String
        let at: String
    }

    /// Where each table was named first.
    var tables: [String: Span] = [:]
    /// The verdicts of the phase that is being proven.
    var verdicts: [Verdict] = []
    var usedAcceptances: Set<AcceptanceKey> = []

    /// Adds a finding that a person may overrule, unless the plan accepts it.
    ///
    /// - Parameter group: what the subject belongs to; an acceptance there stands for all of it.
    /// - Returns: whether the plan accepts it.
    @discardableResult
    mutating func addUnlessAccepted(_ diagnostic: Diagnostic, at subject: String, or group: String? = nil) -> Bool {
        let key = AcceptanceKey(code: diagnostic.code, at: subject)
        if plan.accepts.contains(where: { $0.finding?.value == key.code && $0.at?.value == subject }) {
            usedAcceptances.insert(key)
            return true
        } else if let group, plan.accepts.contains(where: { $0.finding?.value == key.code && $0.at?.value == group }) {
            usedAcceptances.insert(AcceptanceKey(code: diagnostic.code, at: group))
            return true
        } else {
            report.add(diagnostic)
            return false
        }
    }
}
