import JSON
import Microsoft

extension GraphBundle {
    /// The bundle as docs/graph-bundle.md describes it.
    public var json: JSON {
        .compact([
            "format": 1,
            "plan": .string(plan),
            "environment": environment.map(JSON.string),
            "phase": .string(phase),
            "tenantId": .string(tenantID),
            "rollback": isRollback ? true : nil,
            "permissions": .strings(permissions),
            "secrets": .strings(secrets),
            "retry": retry,
            "requests": .array(steps.map(\.json)),
        ])
    }

    /// Retry-After decides where it is given (throttling guidance); the rest is what scripts in use wait (graph.md, section 1).
    private var retry: JSON {
        let used = Set(requests.compactMap(\.retry))
        return .compact([
            "throttled": [
                "status": [429, 503, 504], "everySeconds": 10, "atMostSeconds": 900,
                "because": "the service is busy, or asks for fewer requests",
            ],
            "replicated": used.contains(.replicated) ? [
                "status": [403, 404], "everySeconds": 5, "atMostSeconds": 180,
                "because": "new objects are not known everywhere at once",
            ] : nil,
            "full": used.contains(.full) ? [
                "status": [500], "everySeconds": 300, "atMostSeconds": 3_600,
                "because": "the service's store for this tenant is full; it empties in 5 to 10 minutes",
            ] : nil,
        ])
    }
}

extension GraphBundle.Step {
    var json: JSON {
        switch self {
        case .request(let request): request.json
        case .batch(let batch):
            [
                "id": .string(batch.id),
                "title": .string(batch.title),
                "version": .string(batch.version.rawValue),
                "batch": .array(batch.requests.map(\.json)),
            ]
        case .upload(let upload):
            upload.request.json
                .with("files", .string(upload.files))
                .with("count", .integer(upload.count))
                .with("contentType", "application/scim+json")
                .with("pace", [
                    "calls": .integer(ProvisioningLimits.bulkCallsPer5Seconds),
                    "seconds": 5,
                    "callsPerDay": .integer(ProvisioningLimits.bulkCallsPerDay),
                ])
        case .manual(let manual):
            [
                "id": .string(manual.id),
                "title": .string(manual.title),
                "manual": [
                    "where": .string(manual.place),
                    "do": .string(manual.instruction),
                    "check": .string(manual.check),
                ],
            ]
        }
    }
}

extension GraphBundle.Request {
    var json: JSON {
        .compact([
            "id": .string(id),
            "title": .string(title),
            "version": .string(version.rawValue),
            "method": .string(method.rawValue),
            "url": .string(url),
            "when": when.isEmpty ? nil : .array(when.map(\.json)),
            "unless": unless.map { .string($0) },
            "record": record.map { .string($0) },
            "body": body,
            "expect": .array(expect.map(JSON.integer)),
            "retry": retry.map { .string($0.rawValue) },
            "take": take.isEmpty ? nil : .array(take.map(\.json)),
            "require": require.isEmpty ? nil : .array(require.map { requirement in
                .compact([
                    "pointer": .string(requirement.pointer),
                    "equals": requirement.equals,
                    "contains": requirement.contains,
                ])
            }),
            "wait": wait.map { wait in
                [
                    "until": wait.until.json,
                    "everySeconds": .integer(wait.everySeconds),
                    "atMostSeconds": .integer(wait.atMostSeconds),
                    "because": .string(wait.because),
                ]
            },
            "keepAs": keepAs.map { .string($0) },
            "forget": forget.map { .string($0) },
            "permission": .string(permission),
        ])
    }
}

extension GraphBundle.Take {
    var json: JSON {
        .compact([
            "variable": .string(variable),
            "list": list.map { .string($0) },
            "prefer": prefer,
            "pointer": .string(pointer),
            "optional": isOptional ? true : nil,
            "transform": transform.map { .string($0) },
        ])
    }
}

extension GraphBundle.Condition {
    var json: JSON {
        switch self {
        case .status(let codes): ["status": .array(codes.map(JSON.integer))]
        case .value(let pointer, let value): ["pointer": .string(pointer), "equals": value]
        case .found(let members): ["find": members]
        case .any(let conditions): ["anyOf": .array(conditions.map(\.json))]
        }
    }
}

extension GraphBundle.Precondition {
    var json: JSON {
        switch self {
        case .hasValue(let name): ["variable": .string(name)]
        case .isOneOf(let name, let values): ["variable": .string(name), "oneOf": .strings(values)]
        case .wasRecorded(let name): ["record": .string(name)]
        }
    }
}
