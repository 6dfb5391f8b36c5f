import Analysis
import Expressions
import JSON
import Microsoft
import Plan

/// The rules of a consolidation as a workflow: from one file or table a source to requests of `bulkUpload`.
///
/// Rows are never gone through one by one: each step is one action over all of them, so that a run is some dozen actions, whatever the
/// files hold. Who is who is found by the place of a key in one text of all keys. The same rules run in `Simulation`; a test runs this
/// workflow on the same rows.
///
/// Of several spellings of one key (`a1`, `A1`) the row that counts gives it.
struct ConsolidationWorkflow {
    typealias X = WorkflowExpression

    let rules: CheckedConsolidation
    let parts: [PartWorkflow]
    let layout: InboundLayout
    let sendsActive: Bool
    /// By attribute, the name in a person's row.
    let columns: [String: String]

    init(_ rules: CheckedConsolidation, layout: InboundLayout, mapsEnabled: Bool) {
        self.rules = rules
        self.layout = layout
        var names = FlowNames(reserved: ["key", "aside", "active", "v"])
        let lengths = rules.parts.map { $0.keys[0].type.textLength ?? Self.usualKey }
        // One more, so that no key fills it: one that is cut is nobody's.
        let width = (lengths.max() ?? Self.usualKey) + 1
        parts = rules.parts.indices.map { PartWorkflow(rules, $0, name: names.unique(rules.parts[$0].name), keyWidth: width) }
        var own = FlowNames()
        columns = Dictionary(rules.attributes.map { ($0.attribute.name, "p_" + own.unique($0.attribute.name)) }, uniquingKeysWith: { first, _ in first })
        if case .unknown = rules.leavers { sendsActive = false } else { sendsActive = !mapsEnabled }
    }

    /// For a key whose source declares no length.
    private static let usualKey = 64
    /// Side by side, and how long each takes at least: 25 calls in 5 seconds at most, where 40 are allowed.
    static let parallel = 5
    static let pause = 1

    var actions: WorkflowActions {
        var actions = WorkflowActions()
        let today = X.call("int", [.call("formatDateTime", [.call("utcNow", []), .text("yyyyMMdd")])])
        actions.compose(WorkflowClauses.today, today.json, private: false)
        for part in parts { part.add(to: &actions) }
        addPeople(to: &actions)
        addSums(to: &actions)
        RequestWorkflow(layout: layout, sendsActive: sendsActive) { .member(.column("v"), columns[$0] ?? "") }
            .add(to: &actions, key: .member(.column("v"), columns[rules.key] ?? ""))
        addSending(to: &actions)
        return actions
    }

    // MARK: People

    private func addPeople(to actions: inout WorkflowActions) {
        // The key of nobody is blank.
        actions.query(
            "Everybody", from: .call("union", parts.map(\.keys)),
            where: .isPresent(.call("trim", [.dropFirst(.item)])))
        actions.select("Found", from: .body("Everybody"), [("key", .item)] + parts.flatMap { part in
            [
                (part.name, part.place(.item, occurrence: 1)), (part.name + "_2", part.place(.item, occurrence: 2)),
                (part.name + "_doubt", part.isDoubtful(.item)),
            ]
        })
        actions.select("Located", from: .body("Found"), parts.flatMap { part in
            [
                (part.name, part.row(at: .column(part.name))), (part.name + "_2", part.row(at: .column(part.name + "_2"))),
                (part.name + "_doubt", .column(part.name + "_doubt")),
            ]
        })
        actions.select("Merged", from: .body("Located"), rules.attributes.map { (columns[$0.attribute.name] ?? "", value($0)) } + [
            ("aside", .firstCode(aside)), ("active", activeByRows),
        ])
        var told: [(String, X)] = [("v", .item), ("aside", .column("aside")), ("active", .column("active"))]
        if case .person(let groups) = rules.leavers {
            let doubts = WorkflowClauses.doubts(groups) { .column(columns[$0] ?? "") }
            told[1].1 = .if(.isPresent(.column("aside")), .column("aside"), .firstCode(doubts))
            told[2].1 = .if(WorkflowClauses.condition(groups) { .column(columns[$0] ?? "") }, .text("false"), .text("true"))
        }
        actions.select("Told", from: .body("Merged"), told)
        actions.query("People", from: .body("Told"), where: .isEmpty(.column("aside")))
        actions.query("SetAside", from: .body("Told"), where: .isPresent(.column("aside")))
        actions.query("Inactive", from: .body("People"), where: .equal(.column("active"), .text("false")))
    }

    private func row(_ part: Int) -> X { .column(parts[part].name) }
    private func isThere(_ part: Int) -> X { .isPresent(.member(row(part), "key")) }
    private func worksThere(_ part: Int) -> X { .equal(.member(row(part), "left"), .text("0")) }

    private func value(_ origin: CheckedConsolidation.Origin) -> X { parts[origin.part].value(origin.attribute.name, of: row(origin.part)) }

    /// The value of an attribute: the origins' in their order; those where the person works first; the newest first.
    private func value(_ attribute: CheckedConsolidation.Attribute) -> X {
        let all = attribute.from.map { (origin: $0, value: value($0)) }
        // The key is the strongest source's, wherever the person works now.
        guard attribute.attribute.name != rules.key else { return first(all, when: { _ in .yes }) }
        guard all.count > 1 else { return all[0].value }
        func chosen(_ tier: (CheckedConsolidation.Origin) -> X) -> [(when: X, then: X)] {
            all.map { one in
                var conditions = [X.isPresent(one.value), tier(one.origin)]
                if case .newest(let by) = attribute.onConflict {
                    for other in all where other.origin.part != one.origin.part {
                        conditions.append(.any([
                            .isEmpty(other.value), .not(tier(other.origin)),
                            .call("lessOrEquals", [age(other.origin, by), age(one.origin, by)]),
                        ]))
                    }
                }
                return (when: .all(conditions.filter { $0 != .yes }), then: one.value)
            }
        }
        let working = rules.leaversLast ? chosen { worksThere($0.part) } : []
        return .firstValue(working + chosen { _ in .yes }, else: .empty)
    }

    private func first(_ all: [(origin: CheckedConsolidation.Origin, value: X)], when tier: (CheckedConsolidation.Origin) -> X) -> X {
        .firstValue(all.dropLast().map { (.isPresent($0.value), $0.value) }, else: all.last?.value ?? .empty)
    }

    private func age(_ origin: CheckedConsolidation.Origin, _ by: [Int: CheckedAttribute]) -> X {
        by[origin.part].map { parts[origin.part].order($0, of: row(origin.part)) } ?? .integer(0)
    }

    /// Why a person is set aside.
    private var aside: [(when: X, code: String)] {
        var result: [(when: X, code: String)] = parts.map { (.column($0.name + "_doubt"), "problem-row") }
        for part in parts {
            let second = X.column(part.name + "_2")
            let isThere = X.isPresent(.member(second, "key"))
            if case .newest(let by) = part.part.severalRows {
                let isTie = X.equal(part.order(by, of: second), part.order(by, of: row(part.index)))
                result.append((.all([isThere, isTie]), "same-newest"))
            } else {
                result.append((isThere, "several-rows"))
            }
        }
        for attribute in rules.attributes {
            guard case .reject = attribute.onConflict else { continue }
            let all = attribute.from.map(value)
            for (place, one) in all.enumerated() {
                for other in all.dropFirst(place + 1) {
                    result.append((.all([.isPresent(one), .isPresent(other), .not(.equal(one, other))]), "sources-disagree"))
                }
            }
        }
        return result
    }

    private var activeByRows: X {
        guard case .allRows = rules.leavers else { return .text("true") }
        return .if(.any(parts.map { .all([isThere($0.index), worksThere($0.index)]) }), .text("true"), .text("false"))
    }

    // MARK: Sums, and sending

    private func parameter(_ name: String) -> X { .call("parameters", [.text(name)]) }

    /// The service has no guard against a status column gone wrong: this is it.
    private func addSums(to actions: inout WorkflowActions) {
        let people = X.length(.body("People"))
        let inactive = X.length(.body("Inactive"))
        let aside = X.length(.body("SetAside"))
        let requests = X.call("div", [.plus(people, .integer(ProvisioningLimits.bulkOperations - 1)), .integer(ProvisioningLimits.bulkOperations)])
        let nobody = parts.dropFirst().reduce(parts[0].rowsOfNobody) { .plus($0, $1.rowsOfNobody) }
        actions.compose("Sums", [
            "people": people.json, "inactive": inactive.json, "setAside": aside.json, "rowsOfNobody": nobody.json, "requests": requests.json,
        ], private: false)
        func sum(_ name: String) -> X { .member(.outputs("Sums"), name) }
        func told(_ name: String) -> X { .call("string", [sum(name)]) }
        actions.stop(
            "Stop_where_the_sums_are_wrong",
            when: .any([
                .call("less", [sum("people"), parameter("minimumPeople")]), .call("greater", [sum("inactive"), parameter("maximumInactive")]),
                .call("greater", [.plus(sum("setAside"), sum("rowsOfNobody")), parameter("maximumSetAside")]),
            ]),
            code: "sums",
            message: .concat([
                .text("Nothing was sent. People: "), told("people"), .text(", of them inactive: "), told("inactive"), .text(", set aside: "),
                told("setAside"), .text(", rows of nobody: "), told("rowsOfNobody"),
            ]))
        actions.stop(
            "Stop_where_the_quota_is_too_small", when: .call("greater", [sum("requests"), parameter("maximumRequests")]), code: "quota",
            message: .concat([.text("Nothing was sent. Requests: "), told("requests")]))
    }

    private func addSending(to actions: inout WorkflowActions) {
        let job = X.concat([
            .text("https://graph.microsoft.com/v1.0/servicePrincipals/"), parameter("servicePrincipalId"), .text("/synchronization/jobs/"),
            parameter("jobId"), .text("/bulkUpload"),
        ])
        let graph = "https://graph.microsoft.com"
        let began = "Began"
        actions.compose(began, X.call("utcNow", []).json, private: false)
        let post = WorkflowActions.http(
            "POST", job, audience: graph, headers: ["Content-Type": "application/scim+json"],
            body: [
                "schemas": .strings([SCIMSlot.bulkURN]), "Operations": X.call("items", [.text("Send_the_requests")]).json, "failOnErrors": .null,
            ], isAnsweredLater: true)
        actions.add("Send_the_requests", [
            "type": "Foreach",
            "foreach": X.call("chunk", [.body("Operations"), .integer(ProvisioningLimits.bulkOperations)]).json,
            "actions": [
                "Keep_the_rate": [
                    "type": "Wait", "inputs": ["interval": ["count": .integer(Self.pause), "unit": "Second"]], "runAfter": .object([]),
                ],
                "Post_it_to_bulkUpload": post.with("runAfter", ["Keep_the_rate": ["Succeeded"]]),
            ],
            "runtimeConfiguration": ["concurrency": ["repetitions": .integer(Self.parallel)]],
        ])
        // 202 says that a batch was stored; what became of each record the log says minutes later.
        actions.add("Wait_for_the_log", ["type": "Wait", "inputs": ["interval": ["count": 15, "unit": "Minute"]]])
        let filter = X.concat([
            .text("jobid eq '"), parameter("jobId"), .text("' and activityDateTime ge "), .outputs(began),
            .text(" and statusInfo/status eq 'failure'"),
        ])
        actions.add("Read_the_failures", WorkflowActions.http(
            "GET", .concat([.text("https://graph.microsoft.com/v1.0/auditLogs/provisioning?$top=1000&$filter="), .call("encodeUriComponent", [filter])]),
            audience: graph))
        let failures = X.length(.call("coalesce", [.maybe(.body("Read_the_failures"), "value"), .call("json", [.text("[]")])]))
        actions.stop(
            "Stop_where_people_failed", when: .call("greater", [failures, parameter("maximumFailures")]), code: "failures",
            message: .concat([.text("Everything was sent, and the log has failures: "), .call("string", [failures])]))
    }
}
