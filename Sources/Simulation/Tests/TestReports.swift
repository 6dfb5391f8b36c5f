import Artifacts
import Diagnostics
import JSON

extension TestRun {
    /// What a terminal shows.
    public func text(_ plan: String, _ places: PlanPlaces) -> String {
        var text = ""
        for result in results {
            text += "\(result.hasPassed ? "ok  " : "FAIL") \(result.test.name.value)\(result.test.notes.title.map { " — \($0)" } ?? "")\n"
            if let problem = result.problem { text += "     could not run: \(problem)\n" }
            var last = ""
            for failure in result.failures {
                let head = "     \(failure.phase), \(failure.key), \(failure.target)\n"
                if head != last { text += head }
                last = head
                text += "       \(failure.what)   \(places.name(failure.place))\n"
                text += "         - expected \(shown(failure.expected))\n         + actual   \(shown(failure.actual))\n"
                for reason in failure.because { text += "           \(reason)\n" }
            }
        }
        let failed = results.count { !$0.hasPassed }
        text += "\n\(plan): \(results.count) test\(results.count == 1 ? "" : "s"), \(failed == 0 ? "all passed" : "\(failed) failed")\n"
        text += "coverage: " + Coverage.Kind.allCases.map { kind in
            let count = coverage.count(kind)
            return "\(kind.rawValue) \(count.reached) of \(count.all)"
        }.joined(separator: ", ") + "\n"
        for item in coverage.missing { text += "  not reached: \(item.name)   \(places.name(item.place))\n" }
        return text
    }

    private func shown(_ text: String) -> String { text.isEmpty ? "nothing" : text }

    public func json(_ plan: String, environment: String?, _ places: PlanPlaces) -> JSON {
        .compact([
            "plan": .string(plan),
            "environment": environment.map { .string($0) },
            "passed": .bool(hasPassed),
            "tests": .array(results.map { result in
                .compact([
                    "name": .string(result.test.name.value),
                    "plan": .string(places.name(result.test.span)),
                    "passed": .bool(result.hasPassed),
                    "problem": result.problem.map { .string($0) },
                    "failures": .array(result.failures.map { failure in
                        [
                            "phase": .string(failure.phase), "key": .string(failure.key), "target": .string(failure.target),
                            "what": .string(failure.what), "expected": .string(failure.expected), "actual": .string(failure.actual),
                            "because": .strings(failure.because), "plan": .string(places.name(failure.place)),
                        ]
                    }),
                ])
            }),
            "coverage": .object(Coverage.Kind.allCases.map { kind in
                let count = coverage.count(kind)
                return .init(kind.rawValue, ["reached": .integer(count.reached), "all": .integer(count.all)])
            }),
            "notReached": .array(coverage.missing.map { ["name": .string($0.name), "plan": .string(places.name($0.place))] }),
        ])
    }

    /// JUnit's XML, as CI systems read it. Without times: two runs of one plan are the same bytes.
    public func junit(_ plan: String, _ places: PlanPlaces) -> String {
        let failed = results.count { !$0.failures.isEmpty && $0.problem == nil }
        let errors = results.count { $0.problem != nil }
        let cases = results.map { result in
            let place = places.name(result.test.span).split(separator: ":")
            let problems = result.problem.map { [XMLElement("error", [("message", $0)], [])] } ?? []
            return XMLElement(
                "testcase",
                [
                    ("classname", plan), ("name", result.test.name.value), ("file", place.dropLast().joined(separator: ":")),
                    ("line", place.last.map(String.init) ?? ""),
                ], problems + result.failures.map { junit($0, places) })
        }
        let counts: [(StaticString, String)] = [
            ("name", plan), ("tests", String(results.count)), ("failures", String(failed)), ("errors", String(errors)), ("skipped", "0"),
        ]
        return XMLElement("testsuites", [], [XMLElement("testsuite", counts, cases)]).document()
    }

    private func junit(_ failure: Failure, _ places: PlanPlaces) -> XMLElement {
        let lines = ["expected \(shown(failure.expected))", "actual   \(shown(failure.actual))"] + failure.because + [places.name(failure.place)]
        return XMLElement(
            "failure", [("message", "\(failure.phase), \(failure.key), \(failure.target): \(failure.what)")], text: lines.joined(separator: "\n"))
    }
}
