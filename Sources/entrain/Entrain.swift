import ArgumentParser

struct Entrain: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "entrain",
        abstract: "Takes an organisation from Microsoft Identity Manager to Microsoft Entra ID, by a plan that is checked.",
        discussion: """
            A plan is a folder of YAML files: HR sources, connectors, attribute mappings, deprovisioning, phases. Entrain checks it \
            and generates what is deployed.

            Exit status: 0 fine, perhaps with warnings; 1 the plan or the rows have errors, or the output is out of date; \
            2 the command could not run; 3 a plan changes more than `--fail-on` lets through, or a command's own limit is passed.
            """,
        version: Release.version,
        subcommands: [
            Check.self, Compile.self, Diff.self, Consolidate.self, Bundle.self, Simulate.self, TestCommand.self, Profile.self, Phases.self,
            LineageCommand.self, ChecklistCommand.self, ReportCommand.self, Migrate.self, Import.self, Eval.self, Explain.self, Schema.self,
            Fmt.self, Init.self, Manual.self,
        ]
    )
}
