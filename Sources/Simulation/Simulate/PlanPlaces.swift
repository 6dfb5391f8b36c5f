import Diagnostics

/// Where things stand in the plan, as people read it: `mappings/hr-to-entra.yaml:14`.
public final class PlanPlaces {
    private let sources: SourceMap
    private var known: [Span: String] = [:]

    public init(_ sources: SourceMap) {
        self.sources = sources
    }

    public func name(_ span: Span) -> String {
        if let name = known[span] { return name }
        let name = "\(sources[span.file].path):\(sources.position(of: span.start, in: span.file).line)"
        known[span] = name
        return name
    }
}
