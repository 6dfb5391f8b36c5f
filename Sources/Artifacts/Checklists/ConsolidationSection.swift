import Analysis
import Plan

/// Several sources, one person: looking at the people first, and then what runs the rules every night.
struct ConsolidationSection {
    let mapping: CheckedMapping
    let plan: CheckedPlan

    /// nil for a mapping of one source.
    var sections: [ChecklistSection] {
        guard case .source(let source) = mapping.from, let rules = source.consolidation else { return [] }
        return [look(source, rules)] + (rules.engine == .dataFactory ? [dataFactory(rules)] : [])
    }

    /// `--rows hr=HR.csv --rows contractors=CONTRACTORS.csv`
    static func rows(_ rules: CheckedConsolidation) -> String {
        rules.parts.map { "--rows \($0.name)=\($0.name.uppercased()).csv" }.joined(separator: " ")
    }

    private var environment: String { plan.environment.map { " --environment \($0)" } ?? "" }

    private func look(_ source: CheckedSource, _ rules: CheckedConsolidation) -> ChecklistSection {
        let command = "entrain consolidate PLAN\(environment) --consolidation \(source.name) \(Self.rows(rules)) --output DIR"
        return .init(
            id: mapping.name, title: "\(source.title): who is who",
            steps: [
                .init(
                    id: "who.1", action: "Make the people of today's files: \(Markdown.code(command)).", actors: [.operations],
                    evidence: "`summary.json`; the sums are what HR expects"),
                .init(
                    id: "who.2", action: "HR reads who was set aside, and corrects the rows or the rules.", actors: [.hr],
                    evidence: "`set-aside.jsonl` is empty, or each line is explained"),
                .init(
                    id: "who.3",
                    action: "HR looks at people who are in several sources and whose names differ: one number may belong to two people.",
                    actors: [.hr], evidence: "lines of `people.jsonl` with `others` at a name: 0, or each confirmed"),
            ])
    }

    private func dataFactory(_ rules: CheckedConsolidation) -> ChecklistSection {
        let template = "azure/\(mapping.name).data-factory.json"
        let tables = rules.parts.filter { $0.source.kind == .sql }
        var steps: [ChecklistStep] = [
            .init(
                id: "df.1",
                action: "Create a resource group, a storage account with the containers `inbox` and `consolidation`, and a key vault; only this team reads them.",
                actors: [.security], evidence: "role assignments of the three; a life-cycle rule that deletes from `consolidation` after days"),
            .init(
                id: "df.2", action: "Deploy the template. The trigger is deployed stopped.", actors: [.application], artifact: template,
                evidence: "the deployment's outcome, without a warning"),
            .init(
                id: "df.3",
                action: "Give the factory's identity the roles Storage Blob Data Contributor on the account"
                    + (tables.isEmpty ? "" : " and Key Vault Secrets User on the vault")
                    + ", and the application's roles `SynchronizationData-User.Upload` and `ProvisioningLog.Read.All` in Graph.",
                actors: [.privilegedRole], evidence: "the role assignments"),
        ]
        for part in tables {
            steps.append(.init(
                id: "df.4.\(part.name)",
                action: "Install the self-hosted integration runtime beside \(Markdown.text(part.source.title)), and put the connection string of an account that only reads into the vault as \(Markdown.code("\(part.name)-connection-string")).",
                actors: [.database], evidence: "the runtime shows as running; a test of the linked service"))
        }
        steps += [
            .init(
                id: "df.5",
                action: "Run the pipeline by hand with `minimumPeople` so high that nothing is sent, and compare `people.csv` of the run with `people.csv` of who.1.",
                actors: [.operations], evidence: "the two files hold the same lines, in any order", wait: "a few minutes until the cluster has started"),
            .init(
                id: "df.6", action: "Set `minimumPeople`, `maximumInactive` and `maximumSetAside` near today's sums, and run the pipeline with the pilot's files.",
                actors: [.operations, .hr], evidence: "the provisioning log shows the pilot's people, and nobody else"),
            .init(
                id: "df.7", action: "Start the trigger, and an alert for failed runs.", actors: [.operations],
                evidence: "a run of the night that nobody started"),
        ]
        return .init(
            id: mapping.name, title: "\(mapping.title): Data Factory",
            introduction: "The pipeline sends nothing where the sums are wrong: the service itself would disable everybody whom a half-empty file calls a leaver.",
            steps: steps)
    }
}
