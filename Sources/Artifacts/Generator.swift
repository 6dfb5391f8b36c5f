import Analysis
import Diagnostics

/// A checked plan → all its artifacts, by path.
public enum Generator {
    /// Every emitter, in the order in which a phase's files are listed.
    static let emitters: [any Emitter] = [
        ChecklistEmitter(),
        StagingTableEmitter(),
        FileDSNEmitter(),
        PowerShellConnectorEmitter(),
        DirectoryEmitter(),
        SettingsSheetEmitter(),
        SCIMSettingsEmitter(),
        ManagementAgentEmitter(),
        ConfigurationFileEmitter(),
        GraphBundleEmitter(),
        SCIMExtensionEmitter(),
        DataFactoryEmitter(),
        LogicAppEmitter(),
        BulkClientEmitter(),
    ]

    public static func artifacts(of plan: CheckedPlan, sources: SourceMap) -> [Artifact] {
        var context = EmissionContext(plan: plan, sources: sources)
        if !plan.estates.isEmpty { context.map = EstateMap(plan) }
        var artifacts = plan.phases.flatMap { phase in emitters.flatMap { $0.emit(phase, in: context) } }
        if artifacts.contains(where: { GraphRunner.isNeeded(for: $0.path) }) { artifacts += GraphRunner.scripts(origins: [plan.nameSpan]) }
        artifacts += PictureEmitter().emit(in: context)
        artifacts.append(ReportEmitter().emit(artifacts, in: context))
        artifacts.append(IndexEmitter().emit(artifacts, in: context))
        return artifacts.sorted { $0.path < $1.path }
    }
}
