import JSON

/// Actions of a workflow, one after the other.
///
/// No action writes a variable, and the one loop has none inside: what runs side by side can't disturb each other.
struct WorkflowActions {
    typealias X = WorkflowExpression

    private(set) var members: [JSON.Member] = []
    private var previous: String?

    /// Microsoft's limit for an action's name is 80 characters.
    mutating func add(_ name: String, _ action: JSON) {
        let after: JSON = previous.map { .object([.init($0, ["Succeeded"])]) } ?? .object([])
        members.append(.init(name, action.with("runAfter", after)))
        previous = name
    }

    var json: JSON { .object(members) }

    /// Names what a person is called in no run's history.
    private static func secured(_ properties: [String]) -> JSON { ["secureData": ["properties": .strings(properties)]] }

    /// One row for each item.
    mutating func select(_ name: String, from: X, _ columns: [(String, X)]) {
        add(name, select(from, .object(columns.map { .init($0, $1.json) })))
    }

    /// One value for each item.
    mutating func select(_ name: String, from: X, value: X) {
        add(name, select(from, value.json))
    }

    private func select(_ from: X, _ what: JSON) -> JSON {
        [
            "type": "Select", "inputs": ["from": from.json, "select": what], "runtimeConfiguration": Self.secured(["inputs", "outputs"]),
        ]
    }

    /// The items for which a condition holds.
    mutating func query(_ name: String, from: X, where condition: X) {
        add(name, [
            "type": "Query", "inputs": ["from": from.json, "where": condition.json],
            "runtimeConfiguration": Self.secured(["inputs", "outputs"]),
        ])
    }

    mutating func compose(_ name: String, _ value: X) { compose(name, value.json) }

    /// - Parameter isPrivate: whether it holds what is known of people. Securing the inputs of Compose hides its outputs, too.
    mutating func compose(_ name: String, _ value: JSON, private isPrivate: Bool = true) {
        add(name, .compact(["type": "Compose", "inputs": value, "runtimeConfiguration": isPrivate ? Self.secured(["inputs"]) : nil]))
    }

    /// Ends the run as failed where a condition holds.
    mutating func stop(_ name: String, when condition: X, code: String, message: X) {
        add(name, [
            "type": "If",
            "expression": ["and": [["equals": [condition.json, true]]]],
            "actions": .object([.init("Fail_for_\(code)", [
                "type": "Terminate",
                "inputs": ["runStatus": "Failed", "runError": ["code": .string(code), "message": message.json]],
                "runAfter": .object([]),
            ])]),
        ])
    }

    /// - Parameter audience: whom the workflow's own identity gets a token for.
    static func http(
        _ method: String, _ uri: X, audience: String, headers: JSON? = nil, body: JSON? = nil, isAnsweredLater: Bool = false
    ) -> JSON {
        .compact([
            "type": "Http",
            "inputs": .compact([
                "method": .string(method), "uri": uri.json, "headers": headers, "body": body,
                "authentication": ["type": "ManagedServiceIdentity", "audience": .string(audience)],
                // 408, 429 and 5xx are tried again; a Retry-After is honoured.
                "retryPolicy": ["type": "exponential", "count": 6, "interval": "PT10S", "minimumInterval": "PT10S", "maximumInterval": "PT5M"],
            ]),
            // The answer is 202 with the address of a log, which is no operation to be waited for.
            "operationOptions": isAnsweredLater ? "DisableAsyncPattern" : nil,
            "runtimeConfiguration": Self.secured(["inputs", "outputs"]),
        ])
    }
}
