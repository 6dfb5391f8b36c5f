import Diagnostics

/// Every function of the language. Names, order, optionality and meaning: functions-for-customizing-application-data (2024-08),
/// customize-application-attributes (2025-03), inbound-provisioning-api-issues. The reference page of the functions is made from this table.
public enum FunctionTable {
    public static let keywords: Set<String> = ["IgnoreAttributeFlow", "IgnoreObjectFlow", "vbTextCompare", "vbBinaryCompare"]

    public static func named(_ name: String) -> Function? { byName[name] }

    /// All functions by name.
    public static let all: [Function] = textFunctions + logicFunctions + numberFunctions + dateFunctions + listFunctions
        + generatedFunctions + roleFunctions

    private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

    static func nearest(_ name: String) -> String? {
        Diagnostics.nearest(to: name, among: all.map(\.name))
    }

    /// Reads `Left(string: text, numChars: number) -> text`; `?` optional, `…` repeating.
    static func function(
        _ definition: String, _ family: Function.Family, _ summary: String, only restriction: String? = nil
    ) -> Function {
        let halves = definition.split(separator: ">", maxSplits: 1)
        let head = halves[0].dropLast(2)
        let parts = head.split(separator: "(", maxSplits: 1, omittingEmptySubsequences: false)
        let slots = parts.count > 1 ? parts[1].dropLast().split(separator: ",") : []
        return Function(
            name: String(parts[0]),
            parameters: slots.map { slot in
                let pair = slot.split(separator: ":")
                let name = pair[0].drop { $0 == " " }
                let kind = pair.count > 1 ? String(pair[1].drop { $0 == " " }) : "text"
                return .init(
                    name: String(name.filter { $0 != "?" && $0 != "…" }), kind: Function.Kind(rawValue: kind) ?? .any,
                    isOptional: name.hasSuffix("?"), isRepeating: name.contains("…"))
            },
            returns: halves.count > 1 ? String(halves[1].drop { $0 == " " }) : "text", family: family, summary: summary,
            restriction: restriction)
    }

    private static let textFunctions: [Function] = [
        function("Append(source: text, suffix: text) -> text", .text, "The source followed by the suffix."),
        function("ConvertToBase64(source: text) -> text", .text, "Base64 of the text's UTF-16 bytes, little end first, without a mark."),
        function("ConvertToUTF8Hex(source: text) -> text", .text, "The text's UTF-8 bytes in capital hexadecimal."),
        function("CStr(value: any) -> text", .text, "A number, reference or Boolean as text."),
        function("InStr(value1: text, value2: text, start?: number, compareType?: compare) -> number", .text,
                 "Where value2 begins in value1, counted from 1, at or after start; 0 where it is not."),
        function("Join(separator: text, source…: text or many) -> text", .text,
                 "All sources with the separator between them; absent and empty ones add nothing, no separator either."),
        function("Left(string: text, numChars: number) -> text", .text,
                 "The first characters; all of them for a negative number or one larger than there are."),
        function("Mid(source: text, start: number, length: number) -> text", .text, "A part, counted from 1; it stops at the end."),
        function("NormalizeDiacritics(source: text) -> text", .text, "Letters without their accents; ä becomes a, ß becomes ss."),
        function("PCase(source: text, wordSeparators?: text) -> text", .text,
                 "Each word with a capital, all else small; words end at the separators, or at what .NET takes for one."),
        function("Redact(value: text) -> text", .text, "The value; provisioning logs show [Redact] in its place."),
        function("Replace(source: text, oldValue?: text, regexPattern?: pattern, regexGroupName?: text, replacementValue?: text, replacementAttributeName?: attribute, template?: text) -> text", .text,
                 "Replaces oldValue, or what a regular expression of .NET matches, or only one group of it; with a template, oldValue in the template by the source; with another attribute, an empty source by what the group finds there. The filled slots choose."),
        function("Split(source: text, delimiter: text) -> many", .text, "The parts between the delimiters, each without blanks around it."),
        function("StripSpaces(source: text) -> text", .text, "The text without blanks; other white space stays."),
        function("ToLower(source: text, culture?: culture) -> text", .text, "Small letters."),
        function("ToUpper(source: text, culture?: culture) -> text", .text, "Capital letters; ß stays."),
        function("Word(string: text, wordNumber: number, delimiters: text) -> text", .text,
                 "The word of that number, counted from 1; empty where there is none."),
    ]

    private static let logicFunctions: [Function] = [
        function("CBool(expression: condition or any) -> boolean", .logic, "True unless the value is zero or False."),
        function("Coalesce(source…: text) -> text", .logic, "The first source that is not absent; an empty text is a value."),
        function("IgnoreFlowIfNullOrEmpty(expression: any) -> any", .logic, "The value; an absent or empty one leaves the target alone."),
        function("IIF(condition: condition, valueIfTrue: any, valueIfFalse: any) -> any", .logic, "One of two values."),
        function("IsNull(expression: any) -> boolean", .logic, "Whether the value is absent."),
        function("IsNullOrEmpty(expression: any) -> boolean", .logic, "Whether the value is absent or an empty text."),
        function("IsPresent(expression: any) -> boolean", .logic, "The contrary of IsNullOrEmpty."),
        function("IsString(expression: any) -> boolean", .logic, "Whether the value can be text."),
        function("Not(source: boolean) -> boolean", .logic, "False for True, True for everything else."),
        function("Switch(source: text, defaultValue?: any, keyOrValue…: any) -> any", .logic,
                 "The value behind the first key that equals the source exactly; else the default."),
    ]

    private static let numberFunctions: [Function] = [
        function("BitAnd(value1: number, value2: number) -> number", .numbers, "The bits that both have."),
    ]

    private static let dateFunctions: [Function] = [
        function("CDate(expression: text) -> date", .dates, "A text with a date, in UTC."),
        function("DateAdd(interval: interval, value: number, dateTime: date) -> date", .dates, "A date so many intervals later."),
        function("DateDiff(interval: interval, date1: date, date2: date) -> number", .dates,
                 "How many intervals date2 is later than date1."),
        function("DateFromNum(value: number) -> date", .dates, "A date from Active Directory's count of 100 nanoseconds since 1601."),
        function("FormatDateTime(source: text, dateTimeStyles?: styles, inputFormat: format, outputFormat: format) -> text", .dates,
                 "A date in another text form."),
        function("Now() -> date", .dates, "The present, in UTC, to the second."),
        function("NumFromDate(value: text) -> number", .dates, "Active Directory's count for a date in ISO 8601."),
    ]

    private static let listFunctions: [Function] = [
        function("Count(attribute: many) -> number", .lists, "How many values there are."),
        function("Item(attribute: many, index: number) -> text", .lists, "One of the values, counted from 1."),
        function("RemoveDuplicates(attribute: many) -> many", .lists, "Each value once."),
    ]

    private static let generatedFunctions: [Function] = [
        function("DefaultDomain() -> text", .generated, "The tenant's default domain."),
        function("Guid() -> text", .generated, "A new GUID, small letters with hyphens."),
        function("RandomString(length: number, minimumNumbers: number, minimumSpecialCharacters: number, minimumCapital: number, minimumLowerCase: number, charactersToAvoid?: text) -> text", .generated,
                 "Random characters, at least so many of each class; at most 256."),
        function("SelectUniqueValue(rule…: text) -> text", .generated, "The first candidate that the target does not have yet.",
                 only: "Outermost, on creation, not on a matching attribute, and only from HR to on-premises Active Directory."),
    ]

    private static let roleFunctions: [Function] = [
        function("AppRoleAssignmentsComplex(appRoleAssignments: roles) -> complex", .roles, "All roles as SCIM values; roles are only added.",
                 only: "Not with the scope of all users and groups."),
        function("AssertiveAppRoleAssignmentsComplex(appRoleAssignments: roles) -> complex", .roles, "All roles as SCIM values; roles are replaced.",
                 only: "Not with the scope of all users and groups."),
        function("SingleAppRoleAssignment(appRoleAssignments: roles) -> text", .roles, "The name of the user's one role.",
                 only: "Not with the scope of all users and groups."),
    ]

    /// Names of MIM, Entra Connect and Excel that people bring along, with the way to say it here.
    static let sisterFunctions: [String: String] = [
        "and": "nest IIF in the second argument: IIF(a, IIF(b, x, y), y)",
        "concat": "put texts together with Join(\"\", …, …)",
        "concatenate": "put texts together with Join(\"\", …, …)",
        "eq": "write a comparison: IIF([a] = \"x\", …, …)",
        "notequals": "write a comparison: IIF([a] <> \"x\", …, …)",
        "or": "nest IIF in the third argument: IIF(a, x, IIF(b, x, y))",
        "right": "cut from the end: Replace([a], , \"(.*?)(?<id>.{0,3})$\", , \"${id}\", , )",
        "trim": "StripSpaces removes every blank; at the ends only: Replace([a], , \"^\\\\s+|\\\\s+$\", , \"\", , )",
        "lowercase": "did you mean `ToLower`?",
        "uppercase": "did you mean `ToUpper`?",
        "lcase": "did you mean `ToLower`?",
        "ucase": "did you mean `ToUpper`?",
        "propercase": "did you mean `PCase`?",
        "if": "did you mean `IIF`?",
        "len": "the language has no length; cut with Left",
        "substring": "did you mean `Mid`? It counts from 1",
        "datetimeformat": "did you mean `FormatDateTime`? It names the input format, too",
        "replacestring": "did you mean `Replace`? Replace([a], \"old\", , , \"new\", , )",
        "randomnum": "did you mean `RandomString`? RandomString(4, 4, 0, 0, 0) gives four digits",
        "prepend": "put it in front: Append(\"x\", [a])",
        "escapedncomponent": "names are escaped by the service where it builds a DN",
        "isnothing": "did you mean `IsNull`?",
        "null": "leave the slot empty",
        "error": "there is no way to fail on purpose; drop the attribute with IgnoreAttributeFlow",
    ]
}
