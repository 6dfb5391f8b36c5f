import Analysis
import JSON

/// A mapping that ends: its job is paused, not deleted, so that the way back stays open.
struct StopSteps {
    let mapping: CheckedMapping
    let plan: CheckedPlan

    var steps: [GraphBundle.Step] {
        let names = ApplicationNames(mapping: mapping, plan: plan)
        return [
            .request(names.findApplication(isOptional: false)),
            .request(names.findJob(isOptional: false)),
            .request(names.readStatus()),
            .request(.init(
                id: "\(mapping.name)/pause", title: "Pause the job", method: .post, url: "\(names.jobURL)/pause", expect: [204],
                when: [names.isStarted], permission: "Synchronization.ReadWrite.All", record: names.pauseRecord)),
        ]
    }
}
