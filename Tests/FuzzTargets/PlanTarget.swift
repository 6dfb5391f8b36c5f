import Analysis
import Artifacts
import Diagnostics

extension FuzzTarget {
    /// The files of a plan, all the way: a plan or a reason, printed in every form, and what has a plan is generated.
    static let plan = FuzzTarget("plan") { bytes in
        let files = FileBundle.files(bytes, alone: "plan.yaml").map { SourceFile(path: $0.path, bytes: $0.bytes) }
        try answered(files, .all)
    }

    static func answered(_ files: [SourceFile], _ environments: FrontEnd.Environments) throws {
        let result = FrontEnd(today: "2026-11-24").check(files, environments: environments)
        let printed = TextRenderer().render(result.report, sources: result.sources)
        _ = JSONRenderer().render(result.report, sources: result.sources)
        _ = SARIFRenderer().render(result.report, sources: result.sources)
        _ = AnnotationRenderer(.github).render(result.report, sources: result.sources)
        if result.plans.isEmpty { try promise(result.report.hasErrors && !printed.isEmpty, "no plan, and no reason") }
        for plan in result.plans {
            let artifacts = Generator.artifacts(of: plan, sources: result.sources)
            try promise(Set(artifacts.map(\.path)).count == artifacts.count, "two artifacts have one path")
            for artifact in artifacts {
                let parts = artifact.path.split(separator: "/", omittingEmptySubsequences: false)
                try promise(!parts.contains { $0.isEmpty || $0 == "." || $0 == ".." }, "an artifact leaves its folder: \(artifact.path)")
            }
        }
    }
}
