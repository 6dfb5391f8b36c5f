import Analysis
import Diagnostics
import Expressions
import Plan

/// What of a plan its tests have reached: mappings, the ways of their expressions, scopes, and the rules for leavers.
public struct Coverage: Sendable {
    public enum Kind: String, Sendable, CaseIterable {
        case mapping = "mappings"
        case branch = "branches"
        case scope = "scopes"
        case leavers = "leavers"
    }

    public struct Item: Sendable {
        public let kind: Kind
        /// As a clause: `the arm "UK" of usageLocation in hr-to-entra`.
        public let name: String
        public let place: Span
        public internal(set) var isReached = false
    }

    private enum Key: Hashable {
        case value(mapping: String, attribute: String)
        case branch(mapping: String, attribute: String, start: Int, way: Int)
        case scope(mapping: String, group: Int)
        case outside(mapping: String)
        case rule(source: String)
        case action(rule: String, system: String)
    }

    public private(set) var items: [Item] = []
    private var places: [Key: [Int]] = [:]
    private var leavers: [String: [String]] = [:]

    init(_ plan: CheckedPlan) {
        let running = Set(plan.phases.flatMap { $0.starts.map(\.name) })
        for mapping in plan.mappings where running.contains(mapping.name) {
            for item in mapping.attributes {
                add(.value(mapping: mapping.name, attribute: item.target.name), .mapping, "`\(item.target.name)` of \(mapping.name)", item.span)
                guard case .expression(let tree) = item.value else { continue }
                for point in BranchPoint.all(in: tree) {
                    for (way, label) in point.branches.enumerated() {
                        add(.branch(mapping: mapping.name, attribute: item.target.name, start: point.range.lowerBound, way: way), .branch,
                            "\(point.name) of `\(item.target.name)` in \(mapping.name): \(label)", item.span)
                    }
                }
            }
            for (group, scope) in mapping.scope.enumerated() {
                add(.scope(mapping: mapping.name, group: group), .scope,
                    mapping.scope.count == 1 ? "somebody in the scope of \(mapping.name)" : "group \(group + 1) of the scope of \(mapping.name)", scope.span)
            }
            if let first = mapping.scope.first { add(.outside(mapping: mapping.name), .scope, "somebody out of the scope of \(mapping.name)", first.span) }
        }
        let systems = Set(plan.mappings.filter { running.contains($0.name) }.map(\.to.name))
        for rule in plan.plan.deprovisioning {
            for (source, groups) in rule.when {
                let names = source.map { [$0.value] } ?? plan.plan.sources.map(\.name.value)
                for name in names {
                    add(.rule(source: name), .leavers, "a leaver of `\(name)` by the rule \(rule.name.value)", groups.first?.span ?? rule.span)
                    leavers[name, default: []].append(rule.name.value)
                }
            }
            for action in rule.actions where systems.contains(action.system.value) {
                add(.action(rule: rule.name.value, system: action.system.value), .leavers, "what \(rule.name.value) does in `\(action.system.value)`", action.span)
            }
        }
    }

    private mutating func add(_ key: Key, _ kind: Kind, _ name: String, _ place: Span) {
        places[key, default: []].append(items.count)
        items.append(Item(kind: kind, name: name, place: place))
    }

    private mutating func reach(_ key: Key) {
        for place in places[key] ?? [] { items[place].isReached = true }
    }

    mutating func add(_ story: PersonStory) {
        for fate in story.steps.flatMap(\.fates) {
            for group in fate.scopeGroups { reach(.scope(mapping: fate.mapping, group: group)) }
            if fate.kind == .outOfScope, fate.scopeGroups.isEmpty { reach(.outside(mapping: fate.mapping)) }
            for value in fate.values {
                reach(.value(mapping: fate.mapping, attribute: value.attribute))
                for part in value.trace?.all ?? [] {
                    if let way = part.branch { reach(.branch(mapping: fate.mapping, attribute: value.attribute, start: part.range.lowerBound, way: way)) }
                }
            }
            guard fate.isLeaver else { continue }
            let sources = Set(story.rows.map(\.source) + [story.source])
            for source in sources {
                reach(.rule(source: source))
                for rule in leavers[source] ?? [] { reach(.action(rule: rule, system: fate.target)) }
            }
        }
    }

    public func count(_ kind: Kind) -> (reached: Int, all: Int) {
        let own = items.filter { $0.kind == kind }
        return (own.count { $0.isReached }, own.count)
    }

    public var isComplete: Bool { items.allSatisfy(\.isReached) }
    /// In the order of the plan.
    public var missing: [Item] { items.filter { !$0.isReached } }
}
