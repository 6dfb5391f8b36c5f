import Analysis
import Expressions
import Microsoft

/// A person of Entra ID who does not exist, to show what a mapping makes of one. The same on every machine.
struct ExamplePerson {
    let domain: String
    /// Source attributes that must be a number, because a number's attribute takes them as they are.
    private let numbers: Set<String>

    init(_ mapping: CheckedMapping, domain: String) {
        self.domain = domain
        numbers = Set(mapping.attributes.compactMap { item in
            guard case .direct(let source) = item.value, LDAPAttribute.numbers.contains(LDAPAttribute.canonical(item.target.name)) else { return nil }
            return source.name
        })
    }

    /// What the mapping gives for an attribute; nil for nothing.
    func value(_ item: CheckedAttributeMapping) -> Value? {
        let value: Value
        switch item.value {
        case .constant(let text): value = .text(text)
        case .direct(let source): value = self.value(of: source.name, source.type)
        case .expression(let tree): value = evaluated(tree) ?? .absent
        }
        if value.isAbsentOrEmpty { return item.defaultValue.map { .text($0) } }
        return value
    }

    private func evaluated(_ tree: Expression) -> Value? {
        let names = Array(Set(tree.attributes.map(\.name))).sorted()
        let row = names.map { name in
            value(of: name, EntraSourceAttribute.named(name)?.type ?? AttributeType(.string(maxLength: 16)))
        }
        let evaluator = Evaluator(tree, column: { names.firstIndex(of: $0) })
        // One number for ever: what is random is a password, and no password is written.
        guard let now = Instant(year: 2026, month: 1, day: 1) else { return nil }
        let world = EvaluationEnvironment(now: now, defaultDomain: domain, random: { 0x9E37_79B9_7F4A_7C15 })
        if case .value(let value) = evaluator.evaluate(row, world) { return value }
        return nil
    }

    private func value(of name: String, _ type: AttributeType) -> Value {
        if numbers.contains(name) { return .text("59999") }
        let text: String
        switch name {
        case "objectId", "id": text = "00000000-0000-4000-8000-000000000001"
        case "userPrincipalName", "mail": text = "entrain-rehearsal@\(domain)"
        case "mailNickname": text = "entrain-rehearsal"
        case "displayName": text = "Entrain Rehearsal"
        case "givenName": text = "Entrain"
        case "surname": text = "Rehearsal"
        case "employeeId": text = "R0001"
        case "mobilePhone", "businessPhones", "telephoneNumber", "faxNumber": text = "+1 425 555 0100"
        case "country", "usageLocation": text = "US"
        case "preferredLanguage": text = "en-US"
        case "postalCode": text = "98052"
        case "accountEnabled": return .boolean(true)
        default:
            switch type.base {
            case .boolean: return .boolean(false)
            case .integer: return .integer(59_999)
            case .date: return .text("2026-01-01")
            case .datetime: return .text("2026-01-01T00:00:00Z")
            case .reference, .binary: return .absent
            case .string: text = "Rehearsal"
            }
        }
        return .text(type.maxLength.map { String(decoding: text.utf16.prefix($0), as: UTF16.self) } ?? text)
    }
}
