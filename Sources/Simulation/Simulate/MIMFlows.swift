import Analysis
import Plan

/// MIM's own way from a column of a source to an attribute of a target, where it only copies or gives a constant.
///
/// MIM's expressions are not evaluated here, and a value that another system may give first is not known.
struct MIMFlows {
    enum Way {
        case column(String)
        case constant(String)
    }

    private let legacy: Legacy?
    private let links: SystemLinks

    init(_ plan: CheckedPlan) {
        legacy = plan.legacy
        links = SystemLinks(plan: plan.plan)
    }

    func way(to target: String, _ attribute: String, from source: String) -> Way? {
        guard let legacy else { return nil }
        let exports = legacy.exports.filter {
            !$0.onCreate && $0.attribute.value.lowercased() == attribute.lowercased() && links.system(of: $0.agent.value) == target
        }
        guard let export = exports.first, exports.count == 1 else { return nil }
        switch export.value {
        case .constant(let text): return .constant(text)
        case .rule, .secret, .script: return nil
        case .direct(let name):
            let imports = legacy.imports.filter { $0.metaverseType == export.metaverseType && $0.metaverseAttribute.value.lowercased() == name.lowercased() }
            guard let first = imports.min(by: { $0.rank < $1.rank }), imports.count(where: { $0.rank == first.rank }) == 1,
                links.system(of: first.agent.value) == source
            else { return nil }
            switch first.value {
            case .direct(let column): return .column(column)
            case .constant(let text): return .constant(text)
            case .rule, .secret, .script: return nil
            }
        }
    }
}
