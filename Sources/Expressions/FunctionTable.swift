import Diagnostics

/// A function of Entra's expression language: its name and its slots.
///
/// Names, order and optionality: functions-for-customizing-application-data (2024-08), customize-application-attributes (2025-03),
/// inbound-provisioning-api-issues. Types and meaning are not here yet; a call is checked for its name and the number of its slots.
public struct Function: Sendable {
    public struct Parameter: Sendable {
        public let name: String
        public let isOptional: Bool
        public let isRepeating: Bool
    }

    public let name: String
    public let parameters: [Parameter]

    /// `Left(string, numChars)`
    public var signature: String {
        let slots = parameters.map { $0.name + ($0.isRepeating ? "…" : "") + ($0.isOptional ? "?" : "") }
        return "\(name)(\(slots.joined(separator: ", ")))"
    }

    func arityErrors(_ call: Expression.Call) -> [ExpressionError] {
        var errors: [ExpressionError] = []
        let isRepeating = parameters.last?.isRepeating ?? false
        let given = call.arguments.count
        var required = parameters.lastIndex { !$0.isOptional }.map { $0 + 1 } ?? 0
        if name == "SelectUniqueValue" { required = 2 }
        if name == "Switch" { required = 4 }
        // A trailing comma is allowed, so one empty slot more than there are is no error.
        let surplus = call.arguments.dropFirst(parameters.count).contains { $0 != nil }
        if given < required || (!isRepeating && surplus) {
            errors.append(.init(
                kind: "arity", range: call.range,
                message: "`\(name)` has \(given == 1 ? "1 argument" : "\(given) arguments") here",
                label: "the form is \(signature)"))
            return errors
        }
        if name == "Switch", given % 2 != 0 {
            errors.append(.init(
                kind: "arity", range: call.range,
                message: "the keys and values of `Switch` come in pairs",
                label: "\(given) arguments; their number must be even",
                help: "the second argument is the default value; leave it empty with a comma: Switch([a], , \"key\", \"value\")"))
        }
        for (slot, parameter) in parameters.enumerated() where !parameter.isOptional && slot < given {
            if call.arguments[slot] == nil {
                errors.append(.init(
                    kind: "arity", range: call.range,
                    message: "`\(name)` needs a value for `\(parameter.name)`",
                    label: "slot \(slot + 1) is empty; the form is \(signature)"))
            }
        }
        return errors
    }
}

public enum FunctionTable {
    public static let keywords: Set<String> = ["IgnoreAttributeFlow", "IgnoreObjectFlow", "vbTextCompare", "vbBinaryCompare"]

    public static func named(_ name: String) -> Function? { byName[name] }

    /// All functions by name.
    public static let all: [Function] = definitions.map(parse)

    private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

    // `?` optional, `*` repeating.
    private static let definitions = [
        "Append(source, suffix)",
        "AppRoleAssignmentsComplex(appRoleAssignments)",
        "AssertiveAppRoleAssignmentsComplex(appRoleAssignments)",
        "BitAnd(value1, value2)",
        "CBool(expression)",
        "CDate(expression)",
        "Coalesce(source*)",
        "ConvertToBase64(source)",
        "ConvertToUTF8Hex(source)",
        "Count(attribute)",
        "CStr(value)",
        "DateAdd(interval, value, dateTime)",
        "DateDiff(interval, date1, date2)",
        "DateFromNum(value)",
        "DefaultDomain()",
        "FormatDateTime(source, dateTimeStyles?, inputFormat, outputFormat?)",
        "Guid()",
        "IgnoreFlowIfNullOrEmpty(expression)",
        "IIF(condition, valueIfTrue, valueIfFalse)",
        "InStr(value1, value2, start?, compareType?)",
        "IsNull(expression)",
        "IsNullOrEmpty(expression)",
        "IsPresent(expression)",
        "IsString(expression)",
        "Item(attribute, index)",
        "Join(separator, source*)",
        "Left(string, numChars)",
        "Mid(source, start, length)",
        "NormalizeDiacritics(source)",
        "Not(source)",
        "Now()",
        "NumFromDate(value)",
        "PCase(source, wordSeparators?)",
        "RandomString(length, minimumNumbers, minimumSpecialCharacters, minimumCapital, minimumLowerCase, charactersToAvoid?)",
        "Redact(value)",
        "RemoveDuplicates(attribute)",
        "Replace(source, oldValue?, regexPattern?, regexGroupName?, replacementValue?, replacementAttributeName?, template?)",
        "SelectUniqueValue(rule*)",
        "SingleAppRoleAssignment(appRoleAssignments)",
        "Split(source, delimiter)",
        "StripSpaces(source)",
        "Switch(source, defaultValue?, keyOrValue*)",
        "ToLower(source, culture?)",
        "ToUpper(source, culture?)",
        "Word(string, wordNumber, delimiters)",
    ]

    private static func parse(_ text: String) -> Function {
        let parts = text.split(separator: "(", maxSplits: 1)
        let slots = parts[1].dropLast().split(separator: ",").map { $0.drop { $0 == " " } }
        return Function(
            name: String(parts[0]),
            parameters: slots.map { slot in
                .init(
                    name: String(slot.filter { $0 != "?" && $0 != "*" }),
                    isOptional: slot.hasSuffix("?"),
                    isRepeating: slot.hasSuffix("*"))
            })
    }

    /// Names of MIM, Entra Connect and Excel that people bring along, with the way to say it here.
    static let sisterFunctions: [String: String] = [
        "concat": "put texts together with Join(\"\", …, …)",
        "concatenate": "put texts together with Join(\"\", …, …)",
        "eq": "write a comparison: IIF([a] = \"x\", …, …)",
        "right": "cut from the end with Replace and a pattern, or with Mid",
        "trim": "StripSpaces removes every blank; inner blanks stay only with Replace and a pattern",
        "lowercase": "did you mean `ToLower`?",
        "uppercase": "did you mean `ToUpper`?",
        "lcase": "did you mean `ToLower`?",
        "ucase": "did you mean `ToUpper`?",
        "propercase": "did you mean `PCase`?",
        "if": "did you mean `IIF`?",
        "len": "the language has no length; cut with Left",
        "substring": "did you mean `Mid`? It counts from 1",
        "escapedncomponent": "names are escaped by the service where it builds a DN",
        "null": "leave the slot empty",
    ]

    static func nearest(_ name: String) -> String? {
        Diagnostics.nearest(to: name, among: all.map(\.name))
    }
}
