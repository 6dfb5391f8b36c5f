/// The keys under which the structural form holds a function's arguments. They are not always the names of the functions page:
/// what that page calls `oldValue` has the key `Find`.
///
/// The service lists them itself (`GET …/synchronization/jobs/{id}/schema/functions`); what it answers today is not published.
struct ParameterKeys {
    let keys: [String]
    /// Whether the last key may stand any number of times.
    let repeats: Bool
    /// Whether the keys are ours, for want of a source.
    let isGuess: Bool

    /// - Parameter slots: how many slots the call has: `FormatDateTime` had three when its keys were published, and has four today.
    static func of(_ function: String, slots: Int) -> ParameterKeys {
        if function == "FormatDateTime", slots != 3 { return today }
        if let known = documented[function] ?? seen[function] { return ParameterKeys(known, isGuess: false) }
        return guessed(function)
    }

    /// The key of a slot. Beyond the last one, where no valid call has an argument, the slot's number makes one.
    func key(_ slot: Int) -> String {
        if slot < keys.count { return keys[slot] }
        return repeats ? keys[keys.count - 1] : "parameter\(slot + 1)"
    }

    /// Whether there is a source for a function having this key.
    static func isAttested(_ key: String, of function: String) -> Bool {
        (documented[function] ?? seen[function]).map { ParameterKeys($0, isGuess: false).keys.contains(key) } ?? false
    }

    /// Microsoft Graph beta, `synchronizationSchema: functions`, the full response (2019-01).
    private static let documented = [
        "Append": "source suffix",
        "DefaultDomain": "",
        "FormatDateTime": "source inputFormat outputFormat",
        "Join": "separator source*",
        "Mid": "source start length",
        "Not": "source",
        "Replace": "source Find RegularExpression RegularExpressionGroupName Replacement ReplacementPropertyName Template",
        "SingleAppRoleAssignment": "source",
        "Split": "source delimiter",
        "StripSpaces": "source",
        "Switch": "source defaultValue switchValue*",
    ]

    /// The schema of a job from Active Directory to Entra, read from the service in 2020-04: MS-LUF/Use-AzureAD on GitHub,
    /// `sample/Azure_Cloud_Provisionning-Sample1.json`, commit cb739b7. For the five keys of `IIF` see ``ConditionSlots``.
    private static let seen = [
        "BitAnd": "left right",
        "DateFromNum": "source",
        "IIF": "one two three four five",
        "IsPresent": "source",
        "Item": "source index",
        "Left": "source length",
        "RemoveDuplicates": "source",
    ]

    /// A guess: where the styles have come to stand, the other three keys being those of old.
    private static let today = ParameterKeys("source dateTimeStyles inputFormat outputFormat", isGuess: true)

    /// A guess for each function without a source: `source` where there is one slot, as every known function of one slot has it;
    /// else the names of the functions page. `CBool` takes a condition as `IIF` does.
    private static func guessed(_ function: String) -> ParameterKeys {
        if function == "CBool" { return ParameterKeys("one two three", isGuess: true) }
        guard let parameters = FunctionTable.named(function)?.parameters, parameters.count > 1 || parameters.first?.isRepeating == true
        else { return ParameterKeys("source", isGuess: true) }
        return ParameterKeys(
            parameters.map { $0.name + ($0.isRepeating ? "*" : "") }.joined(separator: " "), isGuess: true)
    }

    private init(_ list: String, isGuess: Bool) {
        keys = list.split(separator: " ").map { String($0.prefix { $0 != "*" }) }
        repeats = list.hasSuffix("*")
        self.isGuess = isGuess
    }
}
