extension Function {
    /// Whether a call has the right number of slots, and every required one filled.
    ///
    /// - Parameter unreadable: slots that hold something, but nothing that could be read.
    func arityErrors(_ call: Expression.Call, unreadable: Set<Int> = []) -> [ExpressionError] {
        let given = call.arguments.count
        func error(_ kind: String, _ message: String, _ label: String, help: String? = nil) -> [ExpressionError] {
            [ExpressionError(kind: kind, range: call.range, message: message, label: label, help: help)]
        }
        if name == "Switch" {
            if given <= 2, given > 0 {
                return error("switch-without-pairs", "`Switch` has no key and value", "the form is Switch(source, default, key, value, …)")
            }
            if given % 2 != 0, given > 2 {
                return error(
                    "switch-unpaired", "the keys and values of `Switch` come in pairs", "\(given) arguments; their number must be even",
                    help: "the second argument is the default value; leave it empty with a comma: Switch([a], , \"key\", \"value\")")
            }
        }
        // The three-slot form of FormatDateTime is Entra Connect's; it is read, with a warning.
        let required = name == "FormatDateTime" && given == 3 ? 3 : requiredCount
        let count = given == 1 ? "1 argument" : "\(given) arguments"
        if given < required {
            return error("too-few-arguments", "`\(name)` has \(count) here", "the form is \(signature)")
        }
        // A trailing comma is allowed, so one empty slot more than there are is no error.
        if !repeats, call.arguments.dropFirst(parameters.count).contains(where: { $0 != nil }) {
            return error("too-many-arguments", "`\(name)` has \(count) here", "the form is \(signature)")
        }
        var errors: [ExpressionError] = []
        for slot in 0..<given where call.arguments[slot] == nil && !unreadable.contains(slot) {
            guard let parameter = parameter(slot), !parameter.isOptional else { continue }
            // The last slot may be the emptiness behind a trailing comma.
            if slot == given - 1, slot >= required { continue }
            errors += error("missing-argument", "`\(name)` needs a value for `\(parameter.name)`", "slot \(slot + 1) is empty; the form is \(signature)")
        }
        return errors
    }
}
