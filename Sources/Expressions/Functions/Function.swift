/// A function of Entra's expression language: its name, its slots and what it gives.
public struct Function: Sendable {
    /// What a slot takes.
    public enum Kind: String, Sendable {
        /// One text; numbers, Booleans and dates become theirs.
        case text
        /// A whole number, or a text constant that reads as one.
        case number
        /// A date that CDate, DateAdd, DateFromNum or Now made.
        case date
        /// True or false, or the text constants `"True"` and `"False"`.
        case boolean
        /// A comparison, or anything that is true or false.
        case condition
        /// A comparison, or any value.
        case conditionOrAny = "condition or any"
        /// An attribute with many values, or what Split gives.
        case many
        /// One text, or an attribute with many values.
        case textOrMany = "text or many"
        case any
        /// `"yyyy"`, `"m"`, `"d"`, `"ww"`, `"h"`, `"n"` or `"s"`.
        case interval
        /// `vbTextCompare` or `vbBinaryCompare`.
        case compare
        /// A .NET regular expression.
        case pattern
        /// A .NET custom date format.
        case format
        /// Names of .NET's DateTimeStyles.
        case styles
        /// A .NET culture, `ll` or `ll-CC`.
        case culture
        /// Literally `[appRoleAssignments]`.
        case roles
        /// An attribute reference.
        case attribute
    }

    public struct Parameter: Sendable {
        public let name: String
        public let kind: Kind
        public let isOptional: Bool
        public let isRepeating: Bool
    }

    public enum Family: String, Sendable, CaseIterable {
        case text = "Text"
        case logic = "Logic"
        case numbers = "Numbers and bits"
        case dates = "Dates"
        case lists = "Lists"
        case generated = "Generated values"
        case roles = "Application roles"
    }

    public let name: String
    public let parameters: [Parameter]
    /// What it gives, in words of the table.
    public let returns: String
    public let family: Family
    /// One sentence.
    public let summary: String
    /// Where it may stand, when not everywhere.
    public let restriction: String?

    /// `Left(string, numChars)`
    public var signature: String {
        let slots = parameters.map { $0.name + ($0.isRepeating ? "…" : "") + ($0.isOptional ? "?" : "") }
        return "\(name)(\(slots.joined(separator: ", ")))"
    }

    /// Slots that must be there.
    var requiredCount: Int {
        switch name {
        case "SelectUniqueValue": 2
        case "Coalesce": 1
        default: (parameters.lastIndex { !$0.isOptional } ?? -1) + 1
        }
    }

    var repeats: Bool { parameters.last?.isRepeating ?? false }

    /// The parameter of a slot; the last one repeats where the function says so.
    func parameter(_ slot: Int) -> Parameter? {
        if slot < parameters.count { return parameters[slot] }
        return repeats ? parameters.last : nil
    }
}
