import Analysis
import Diagnostics

/// `report.html`: the design on one page that needs no network, for people who decide and people who come later.
public struct ReportEmitter {
    public init() {}

    /// - Parameter artifacts: the files that the page links to; none where the page stands alone.
    public func emit(_ artifacts: [Artifact] = [], in context: EmissionContext) -> Artifact {
        Artifact(
            "report.html", ReportPage(context: context, paths: Set(artifacts.map(\.path))).html, summary: "The design on one page",
            origins: [context.plan.nameSpan])
    }
}

/// `pictures/`: the estate today and after each phase, and the road.
struct PictureEmitter {
    func emit(in context: EmissionContext) -> [Artifact] {
        let plan = context.plan
        guard !plan.estates.isEmpty else { return [] }
        let estates = EstatePicture(plan, map: context.map)
        var result = [
            Artifact(
                "pictures/road.svg", RoadPicture(plan: plan).picture.file, summary: "The phases and their pilots",
                origins: plan.phases.map(\.span))
        ]
        for estate in plan.estates.indices {
            result.append(Artifact(
                PictureEmitter.path(estate, plan), estates.picture(estate).file,
                summary: estate == 0 ? "The estate today" : "The estate after phase \(estate)",
                origins: estate == 0 ? [plan.nameSpan] : [plan.phases[estate - 1].span]))
        }
        return result
    }

    static func path(_ estate: Int, _ plan: CheckedPlan) -> String {
        "pictures/estate-\(estate == 0 ? "0-today" : plan.phases[estate - 1].folder).svg"
    }
}
