import Analysis
import Diagnostics
import Expressions
import Plan

/// Runs the tests of a plan: given rows and objects through the phases, and what came out beside what must.
public struct TestRun: Sendable {
    /// What is otherwise than expected.
    public struct Failure: Sendable {
        public let phase: String
        public let key: String
        public let target: String
        /// `outcome`, `finding`, or an attribute.
        public let what: String
        public let expected: String
        public let actual: String
        /// Why, where the simulation says it.
        public let because: [String]
        public let place: Span
    }

    public struct Result: Sendable {
        public let test: PlanTest
        public let failures: [Failure]
        /// Expected outcomes.
        public let expectationCount: Int
        /// Why it could not run.
        public let problem: String?

        public var hasPassed: Bool { failures.isEmpty && problem == nil }
    }

    public private(set) var results: [Result] = []
    public private(set) var coverage: Coverage

    /// - Parameter today: for tests that name no day.
    public init(_ plan: CheckedPlan, today: Day) {
        coverage = Coverage(plan)
        for test in plan.plan.tests { results.append(run(test, plan, today)) }
    }

    public var hasPassed: Bool { results.allSatisfy(\.hasPassed) }

    private mutating func run(_ test: PlanTest, _ plan: CheckedPlan, _ today: Day) -> Result {
        func result(_ failures: [Failure], problem: String? = nil) -> Result {
            Result(test: test, failures: failures, expectationCount: test.expectations.count, problem: problem)
        }
        let phases = test.expectations.compactMap { one in plan.phases.firstIndex { $0.name == one.phase.value } }
        guard let last = phases.max() else { return result([], problem: "it expects nothing") }
        let day = test.today.flatMap { Day($0.value, format: "yyyy-MM-dd") } ?? today
        var stories: [PersonStory] = []
        do {
            var simulator = try Simulator(
                plan, rows: TestRun.files(test, plan), objects: TestRun.objects(test, plan), through: last + 1, today: day)
            simulator.tracing = .everybody
            _ = try simulator.run { stories.append($0) }
        } catch let error as Simulator.RowsHeaderError {
            return result([], problem: "the rows of `\(error.source)` lack `\(error.error.name)`")
        } catch {
            return result([], problem: "\(error)")
        }
        for story in stories { coverage.add(story) }
        return result(test.expectations.flatMap { failures(of: $0, stories, plan) })
    }

    /// Every source has a file, if only of its header: a consolidation wants all of its own.
    private static func files(_ test: PlanTest, _ plan: CheckedPlan) -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for source in plan.plan.sources {
            let columns = source.attributes.map(\.name.value)
            var csv = CSVWriter()
            csv.write(columns)
            for row in test.rows.filter({ $0.source.value == source.name.value }).flatMap(\.rows) {
                csv.write(columns.map { column in row.first { $0.name.value == column }?.value ?? "" })
            }
            files[source.name.value] = csv.bytes
        }
        return files
    }

    private static func objects(_ test: PlanTest, _ plan: CheckedPlan) -> [String: ExistingObjects] {
        var objects: [String: ExistingObjects] = [:]
        for (system, list) in test.existing {
            objects[system.value] = ExistingObjects(objects: list.map { object in object.map { ($0.name.value, $0.value) } })
        }
        return objects
    }

    private func failures(of one: PlanTest.Expectation, _ stories: [PersonStory], _ plan: CheckedPlan) -> [Failure] {
        let number = plan.phases.first { $0.name == one.phase.value }?.number
        // Rows with the key may be set aside, and several sources may know it.
        let fates = stories.filter { $0.key == one.key.value }.flatMap { story in
            story.steps.filter { $0.phase == number }.flatMap { $0.fates.filter { $0.target == one.target.value } }
        }
        func failure(_ what: String, _ expected: String, _ actual: String, _ because: [String] = [], at place: Span) -> Failure {
            Failure(
                phase: one.phase.value, key: one.key.value, target: one.target.value, what: what, expected: expected, actual: actual, because: because,
                place: place)
        }
        guard let wanted = one.outcome else { return [] }
        // Of several mappings into the target, the one that means the person.
        guard let fate = fates.first(where: { $0.kind != .outOfScope }) ?? fates.first else {
            return [failure("outcome", wanted.value.rawValue, "nobody: no mapping of the phase takes this person to `\(one.target.value)`", at: one.key.span)]
        }
        let because = fate.findings.map { "\($0.code): \($0.reason)" }
        var result: [Failure] = []
        if fate.kind.rawValue != wanted.value.rawValue { result.append(failure("outcome", wanted.value.rawValue, fate.kind.rawValue, because, at: wanted.span)) }
        for (name, value) in one.values {
            let actual = fate.object?.first { $0.key.lowercased() == name.value.lowercased() }?.value ?? ""
            if !ExactSearch.areEqual(actual, value) { result.append(failure(name.value, value, actual, at: name.span)) }
        }
        let codes = fate.findings.map(\.code)
        for finding in one.findings where !codes.contains(finding.value) {
            result.append(failure("finding", finding.value, codes.isEmpty ? "nothing is found" : codes.joined(separator: ", "), at: finding.span))
        }
        return result
    }
}
