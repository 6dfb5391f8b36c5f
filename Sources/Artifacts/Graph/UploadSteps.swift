import Analysis
import JSON
import Microsoft

/// `send.json` of `entrain bundle`: the rows to the application of their mapping.
public enum UploadSteps {
    public static let fileName = "send.json"

    /// - Parameter count: of the files `bulk-*.json`, in the folder of the bundle.
    public static func bundle(for mapping: CheckedMapping, in plan: CheckedPlan, count: Int) -> GraphBundle {
        let names = ApplicationNames(mapping: mapping, plan: plan)
        var bundle = GraphBundle(plan: plan.name, environment: plan.environment, phase: "rows of \(mapping.name)", tenantID: plan.tenantID)
        bundle.steps = [
            .request(names.findApplication(isOptional: false)),
            .request(names.findJob(isOptional: false)),
            .upload(.init(
                request: .init(
                    id: "\(mapping.name)/upload", title: "Send the rows", method: .post, url: "\(names.jobURL)/bulkUpload", expect: [202],
                    retry: .full, permission: "SynchronizationData-User.Upload"),
                files: "bulk-*.json", count: count)),
        ]
        return bundle
    }
}
