import Analysis
import JSON

/// The way back of a phase, from wherever it stands: what was started is paused, schemas are written back as they were kept, the
/// phase's own assignments are taken away, and what it paused is started. Applications and people are never deleted.
struct RollbackSteps {
    let phase: CheckedPhase
    let plan: CheckedPlan

    var steps: [GraphBundle.Step] {
        let started = phase.starts.reversed().map { ApplicationSteps(mapping: $0, phase: phase, plan: plan) }
        let all = started.map(\.names) + phase.stopsMappings.map { ApplicationNames(mapping: $0, plan: plan) }
        let governance = GovernanceSteps(phase: phase, plan: plan)
        let conversion = ConversionSteps(phase: phase, plan: plan)
        let closing = governance.isEmpty ? [] : governance.close
        let converted = conversion.isEmpty ? [] : conversion.back
        guard !all.isEmpty else { return closing + converted }
        // HR stops writing people before Active Directory is asked again.
        return closing + find(all) + started.flatMap(undo) + converted + phase.stopsMappings.flatMap(restart)
    }

    private func find(_ applications: [ApplicationNames]) -> [GraphBundle.Step] {
        GraphBundle.Step.together("find-applications", "Look for the applications", applications.map { $0.findApplication(isOptional: true) })
            + GraphBundle.Step.together("find-jobs", "Look for their provisioning jobs", applications.map {
                $0.findJob(isOptional: true, when: [.hasValue($0.variable("servicePrincipalId"))])
            })
            + GraphBundle.Step.together("read-statuses", "See what the jobs do", applications.map {
                $0.readStatus(when: [.hasValue($0.variable("jobId"))])
            })
    }

    private func undo(_ application: ApplicationSteps) -> [GraphBundle.Step] {
        let names = application.names
        let principals = application.mapping.isInbound ? [] : phase.pilot.indices.flatMap(application.principals)
        return [
            .request(.init(
                id: application.id("pause"), title: "Pause the job", method: .post, url: "\(names.jobURL)/pause", expect: [204],
                when: [names.isStarted], permission: "Synchronization.ReadWrite.All")),
            .request(.init(
                id: application.id("restore-schema"), title: "Write the schema back as it was before the phase", method: .put,
                url: "\(names.jobURL)/schema", body: ["$file": .string(names.schemaBackup)], expect: [204],
                when: [.hasValue(names.variable("jobId"))], permission: "Synchronization.ReadWrite.All")),
        ]
            + GraphBundle.Step.together(application.id("find-people"), "Find whom the phase put in scope", principals.map(\.findIfMade))
            + GraphBundle.Step.together(application.id("find-assignments"), "Find their assignments", principals.map(\.findAssignmentIfMade))
            + GraphBundle.Step.together(application.id("remove-assignments"), "Take them out of scope", principals.map(\.removeIfMade))
    }

    private func restart(_ mapping: CheckedMapping) -> [GraphBundle.Step] {
        let names = ApplicationNames(mapping: mapping, plan: plan)
        return [
            .request(.init(
                id: "\(mapping.name)/start", title: "Start the job that the phase paused", method: .post, url: "\(names.jobURL)/start",
                expect: [204], when: [.wasRecorded(names.pauseRecord), .isOneOf(names.variable("status"), ["Paused"])],
                permission: "Synchronization.ReadWrite.All", forget: names.pauseRecord))
        ]
    }
}
