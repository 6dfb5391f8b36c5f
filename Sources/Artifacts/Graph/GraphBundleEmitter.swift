import Analysis
import JSON
import Microsoft
import Plan

/// The requests of a phase, one file for each moment at which somebody decides to go on:
///
/// - `graph/convert.json`: the source of authority of groups and of the first people moves to the cloud;
/// - `graph/bundle.json`: set up, with the first step of the pilot in scope;
/// - `graph/allow-creation.json`: after the update-only pass, the jobs from HR may create people;
/// - `graph/widen-2.json` and so on: a further step of the pilot;
/// - `graph/open.json`: access packages are shown, and lifecycle workflows run by themselves;
/// - `graph/stop.json`: when everyone has moved, the jobs that end are paused;
/// - `graph/rollback.json`: back to how it was before the phase, from wherever it stands.
public struct GraphBundleEmitter: Emitter {
    public init() {}

    public func emit(_ phase: CheckedPhase, in context: EmissionContext) -> [Artifact] {
        GraphBundleEmitter.parts(of: phase, in: context.plan).map { part in
            Artifact(
                "\(phase.folder)/graph/\(part.name).json", part.bundle.json.prettyText, summary: part.summary,
                origins: part.mappings.map(\.span) + [phase.span])
        }
    }

    /// A file of the phase.
    struct Part {
        let name: String
        let summary: String
        let mappings: [CheckedMapping]
        let bundle: GraphBundle
    }

    static func parts(of phase: CheckedPhase, in plan: CheckedPlan) -> [Part] {
        var parts: [Part] = []
        func add(_ name: String, _ summary: String, _ mappings: [CheckedMapping], _ steps: [GraphBundle.Step], isRollback: Bool = false) {
            guard !steps.isEmpty else { return }
            var bundle = GraphBundle(plan: plan.name, environment: plan.environment, phase: phase.name, tenantID: plan.tenantID)
            bundle.steps = steps
            bundle.isRollback = isRollback
            parts.append(Part(name: name, summary: summary, mappings: mappings, bundle: bundle))
        }
        let applications = phase.starts.map { ApplicationSteps(mapping: $0, phase: phase, plan: plan) }
        let extensions = ExtensionSteps(plan: plan)
        let governance = GovernanceSteps(phase: phase, plan: plan)
        let conversion = ConversionSteps(phase: phase, plan: plan)
        if !conversion.isEmpty { add("convert", "Requests to Microsoft Graph: the source of authority moves to the cloud", [], conversion.steps) }
        add(
            "bundle", "Requests to Microsoft Graph: set up, and the first people", phase.starts,
            (phase.starts.contains { extensions.areUsed(by: $0) } ? extensions.steps : []) + applications.flatMap(\.steps) + governance.steps)
        let inbound = applications.filter(\.mapping.isInbound)
        add(
            "allow-creation", "Requests to Microsoft Graph: the jobs from HR may create people", inbound.map(\.mapping),
            inbound.flatMap(\.creation))
        let outbound = applications.filter { !$0.mapping.isInbound }
        for (index, step) in phase.pilot.enumerated().dropFirst() {
            add(
                "widen-\(index + 1)", "Requests to Microsoft Graph: \(PilotText.of(step)) in scope", outbound.map(\.mapping),
                outbound.flatMap { $0.widening(to: index) })
        }
        if !governance.isEmpty {
            add("open", "Requests to Microsoft Graph: access packages are shown, workflows run by themselves", [], governance.open)
        }
        add(
            "stop", "Requests to Microsoft Graph: what ends", phase.stopsMappings,
            phase.stopsMappings.flatMap { StopSteps(mapping: $0, plan: plan).steps })
        add(
            "rollback", "Requests to Microsoft Graph: the way back", phase.starts + phase.stopsMappings,
            RollbackSteps(phase: phase, plan: plan).steps, isRollback: true)
        return parts
    }
}

/// A step of the pilot in words.
enum PilotText {
    static func of(_ step: Phase.PilotStep) -> String {
        switch step {
        case .users(let users, _, _): users.map(\.value).joined(separator: ", ")
        case .group(let group, _, _): "the group \(group.value)"
        case .everyone: "everyone"
        }
    }
}
