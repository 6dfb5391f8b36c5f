import Analysis
import Plan

/// Several sources, one person: looking at the people first; and, once the application is there, what runs the rules every night.
///
/// The sender needs the application and its job, so that it comes behind them; it sends nobody before the test person of the pilot, and
/// runs by itself only when everybody was sent once.
struct ConsolidationSection {
    let mapping: CheckedMapping
    let plan: CheckedPlan
    private let source: CheckedSource
    private let rules: CheckedConsolidation

    /// nil for a mapping of one source.
    init?(mapping: CheckedMapping, plan: CheckedPlan) {
        guard case .source(let source) = mapping.from, let rules = source.consolidation else { return nil }
        self.mapping = mapping
        self.plan = plan
        self.source = source
        self.rules = rules
    }

    var engine: Consolidation.Engine { rules.engine }

    /// Tables that the sender reads whole: a pilot's rows are no file of theirs.
    private var tables: [CheckedConsolidation.Part] { rules.parts.filter { $0.source.kind == .sql } }

    /// The first people go by requests that are made here: MIM has one object at a time, and files may hold one row; a table has everybody.
    var sendsPilotByHand: Bool { engine != .mim && !tables.isEmpty }

    /// What sends, made and looked at; it sends nobody yet.
    var sender: ChecklistSection {
        switch engine {
        case .dataFactory: dataFactory
        case .logicApps: logicApp
        case .mim: interim
        }
    }

    /// From the pilot to every night.
    var schedule: ChecklistSection {
        switch engine {
        case .dataFactory:
            .init(id: mapping.name, title: "\(mapping.title): every night", steps: [
                .init(
                    id: "df.7", action: "Start the trigger, and an alert for failed runs.", actors: [.operations],
                    evidence: "a run of the night that nobody started"),
            ])
        case .logicApps:
            .init(id: mapping.name, title: "\(mapping.title): every night", steps: [
                .init(
                    id: "la.7", action: "Leave it enabled, with an alert for failed runs.", actors: [.operations],
                    evidence: "a run of the night that nobody started"),
            ])
        case .mim:
            .init(id: mapping.name, title: "\(mapping.title): every night", steps: [
                .init(
                    id: "bulk.6", action: "Schedule Export, Full Import and Delta Synchronization behind HR's import.", actors: [.mim],
                    evidence: "a run of the night"),
            ])
        }
    }

    /// nil where Azure sends already.
    var moveToAzure: ChecklistSection? { engine == .mim ? move : nil }

    // MARK: Guards

    /// Values with which the sender stops before it sends, whatever it reads.
    private var nothingIsSent: String { "\(Markdown.code("minimumPeople")) 1000000, \(Markdown.code("maximumInactive")) 0 and \(Markdown.code("maximumSetAside")) 0" }

    /// The three guards while the sender reads files of the pilot.
    var guardsOfPilot: String {
        "\(Markdown.code("minimumPeople")) 1, \(Markdown.code("maximumInactive")) as many leavers as the files hold, and \(Markdown.code("maximumSetAside")) 0"
    }

    /// The three guards from the first run with everybody on.
    var guardsOfEverybody: String {
        let leavers = mapping.deletionThreshold.map { ", and \($0) more" } ?? ", and as many more as leave on a bad day"
        return "\(Markdown.code("minimumPeople")) a little below \(Markdown.code("people")) of today's \(Markdown.code("summary.json")) (who.1), "
            + "\(Markdown.code("maximumInactive")) at its \(Markdown.code("inactive"))\(leavers), "
            + "and \(Markdown.code("maximumSetAside")) at the sum of its \(Markdown.code("setAside"))"
    }

    /// `--rows hr=HR.csv --rows contractors=CONTRACTORS.csv`
    static func rows(_ rules: CheckedConsolidation) -> String {
        rules.parts.map { "--rows \($0.name)=\($0.name.uppercased()).csv" }.joined(separator: " ")
    }

    private var environment: String { plan.environment.map { " --environment \($0)" } ?? "" }

    /// Who is who; before anything else.
    var look: ChecklistSection {
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

    private var dataFactory: ChecklistSection {
        let template = "azure/\(mapping.name).data-factory.json"
        var steps: [ChecklistStep] = [
            .init(
                id: "df.1",
                action: "Create a resource group, a storage account with the containers `inbox` and `consolidation`, and a key vault; only this team reads them.",
                actors: [.security], evidence: "role assignments of the three; a life-cycle rule that deletes from `consolidation` after days"),
            .init(
                id: "df.2", action: "Deploy the template, with the job of in.6, and with \(nothingIsSent): until the pilot nothing can be sent. The trigger is deployed stopped.", actors: [.application], artifact: template,
                evidence: "the deployment's outcome, without a warning"),
            .init(
                id: "df.3",
                action: "Give the factory's identity the roles Storage Blob Data Contributor on the account"
                    + (tables.isEmpty ? "" : " and Key Vault Secrets User on the vault")
                    + ", and the application's role `SynchronizationData-User.Upload` in Graph.",
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
                action: "Run the pipeline by hand with everybody's files, and compare `people.csv` of the run with `people.csv` of who.1. It stops at its guards, and sends nothing.",
                actors: [.operations], evidence: "the two files hold the same lines, in any order; the run failed at its sums", wait: "a few minutes until the cluster has started"),
        ]
        return .init(
            id: mapping.name, title: "\(mapping.title): Data Factory",
            introduction: "The pipeline sends nothing where the sums are wrong: the service itself would disable everybody whom a half-empty file calls a leaver.",
            steps: steps)
    }

    private var logicApp: ChecklistSection {
        let files = rules.parts.count > tables.count
        var steps: [ChecklistStep] = [
            .init(
                id: "la.1",
                action: files
                    ? "Create a resource group, and a storage account with the container `inbox`; only this team reads them. Files are dropped with the content type `text/plain; charset=utf-8`."
                    : "Create a resource group; only this team reads it.",
                actors: [.security], evidence: "role assignments"),
        ]
        for part in tables {
            steps.append(.init(
                id: "la.2.\(part.name)",
                action: "Install the on-premises data gateway beside \(Markdown.text(part.source.title)), register it in Azure, and put the password of an account that only reads into a key vault; the parameters' file refers to it.",
                actors: [.database, .security], evidence: "the gateway shows as online; the parameters' file holds no password"))
        }
        return .init(
            id: mapping.name, title: "\(mapping.title): the logic app",
            introduction: "The workflow sends nothing where the sums are wrong: the service itself would disable everybody whom a half-empty file calls a leaver.",
            steps: steps + [
                .init(
                    id: "la.3", action: "Deploy the template, with the job of in.6, and with \(nothingIsSent): until the pilot nothing can be sent. The workflow is deployed disabled.", actors: [.application],
                    artifact: "azure/\(mapping.name).logic-app.json", evidence: "the deployment's outcome, without a warning"),
                .init(
                    id: "la.4",
                    action: "Give the workflow's identity "
                        + (files ? "the role Storage Blob Data Reader on the container, and " : "")
                        + "the application's roles `SynchronizationData-User.Upload` and `ProvisioningLog.Read.All` in Graph. Whoever may read the run history sees people: only this team may.",
                    actors: [.privilegedRole], evidence: "the role assignments"),
                .init(
                    id: "la.5",
                    action: "Enable it and run it by hand with everybody's \(tables.isEmpty ? "files" : files ? "files and tables" : "tables"); compare the outputs of the action Sums with `summary.json` of who.1. It stops at its guards, and sends nothing. Disable it again.",
                    actors: [.operations], evidence: "the sums are the same; the run failed at them"),
            ])
    }

    // MARK: MIM, for the time being

    private var interim: ChecklistSection {
        let folder = "mim/\(mapping.name)"
        return .init(
            id: mapping.name, title: "\(mapping.title): MIM sends, for the time being",
            introduction: "One sender for a population at any time: nothing else posts these people while MIM does.",
            steps: [
                .init(
                    id: "bulk.1",
                    action: "Register an application for the sender, with a certificate and without a secret; give it `SynchronizationData-User.Upload` and nothing else.",
                    actors: [.privilegedRole, .security], evidence: "the app role assignment; the certificate's end is in the calendar"),
                .init(
                    id: "bulk.2",
                    action: "Install the certificate in LocalMachine\\My of the MIM server; the synchronization service's account may read its private key.",
                    actors: [.mim], evidence: "the permission of the key"),
                .init(
                    id: "bulk.3", action: "Make the management agent, page by page, with its three scripts.", actors: [.mim], artifact: "\(folder)/settings.md",
                    evidence: "the agent's export, read by a second person; it holds no secret"),
                .init(
                    id: "bulk.4",
                    action: "Provision the people of who.1 into its connector space, and compare before anything is exported: as many people, and for ten of them the same values as `people.jsonl`.",
                    actors: [.mim, .hr], evidence: "the counts, and the ten"),
            ])
    }

    /// From MIM to Azure; the plan says `runs-on: data-factory` or `logic-apps` by then.
    private var move: ChecklistSection {
        var steps: [ChecklistStep] = [
            .init(
                id: "move.1", action: "Deploy what the changed plan generates, and run it with \(nothingIsSent).",
                actors: [.operations], evidence: "the run stops with its sums"),
            .init(
                id: "move.2",
                action: "Compare the requests of one day: those of the run, and what `sent.jsonl` of MIM's agent says of the same people. The difference is empty, or each line is explained.",
                actors: [.operations, .hr], evidence: "the difference, signed"),
            .init(
                id: "move.3", action: "Disable MIM's schedule, then its agent: MIM stops first.", actors: [.mim],
                evidence: "no export is pending, and none runs"),
            .init(
                id: "move.4", action: "Set \(guardsOfEverybody), and run it. Everybody is sent once; whoever is unchanged is skipped by the service.",
                actors: [.operations], evidence: "provisioning log: no create, no disable beyond those of the day", wait: "15 minutes until the log is whole"),
            .init(
                id: "move.5", action: "Remove the application role of MIM's registration, then its certificate.", actors: [.privilegedRole, .security],
                evidence: "the role assignment is gone"),
        ]
        if plan.legacy != nil {
            steps.append(.init(
                id: "move.7",
                action: "Whom Azure sends may leave MIM now, not before: the changed plan's checklist says who and how (MIM: cloud-only people leave it).",
                actors: [.mim, .hr], evidence: "its steps, ticked"))
        }
        steps.append(.init(
            id: "move.6", action: "After two clean weeks delete the agent and its folder with `sent.jsonl`: it holds people's data.", actors: [.mim],
            evidence: "the folder is gone", isPointOfNoReturn: true))
        return .init(
            id: mapping.name, title: "\(mapping.title): from MIM to Azure",
            introduction: "Done before MIM is switched off, when the plan says `runs-on: data-factory` or `runs-on: logic-apps`: its checklist deploys what sends from then on.",
            steps: steps)
    }
}
