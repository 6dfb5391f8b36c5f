/// What is known of every value that a part of an expression can have.
///
/// Three properties go through every function beside the type: **absence** (may the value be missing?), **length** (in UTF-16 units of its
/// text form) and, where they are few, the **values** themselves. They are upper bounds of what can happen: the evaluator never gives
/// a value outside.
public struct Inferred: Hashable, Sendable {
    public enum Base: String, Hashable, Sendable {
        case string, number, boolean, datetime, reference, binary, complex
    }

    public var base: Base
    public var isMultiValued = false
    /// The value may be missing.
    public var mayBeAbsent = false
    /// Evaluating it may end the whole mapping: the target is left alone. For the mapping that is absence.
    public var mayBeDropped = false
    /// Of the text form, when there is a value. `max` nil: no bound is known.
    public var minLength = 0
    public var maxLength: Int?
    /// Every text that the value can be, when that is known; sorted.
    public var values: [String]?
    /// Written in the expression itself.
    public var isLiteral = false
    /// The part of the expression that lets absence in.
    public var absenceAt: Range<Int>?

    public init(_ base: Base, length: ClosedRange<Int>? = nil) {
        self.base = base
        if let length {
            minLength = length.lowerBound
            maxLength = length.upperBound
        }
    }

    static let boolean: Inferred = {
        var type = Inferred(.boolean, length: 4...5)
        type.values = ["False", "True"]
        return type
    }()
    static let number = Inferred(.number, length: 1...20)
    /// `M/d/yyyy h:mm:ss tt`
    static let datetime = Inferred(.datetime, length: 19...22)

    /// Of an attribute that a plan or a schema declares.
    public init(_ type: AttributeType) {
        switch type.base {
        case .string(let length):
            base = .string
            maxLength = length
        case .integer: self = .number
        case .boolean: self = .boolean
        case .date, .datetime:
            // An attribute's date is text until CDate read it.
            base = .datetime
        case .binary: base = .binary
        case .reference: base = .reference
        }
        // A required value is not empty: a row without it is rejected.
        minLength = type.isOptional || base == .binary ? min(minLength, 0) : max(minLength, 1)
        mayBeAbsent = type.isOptional
        isMultiValued = type.isMultiValued
        if isMultiValued { minLength = 0 }
    }

    static func literal(_ text: String) -> Inferred {
        let length = text.utf16.count
        var type = Inferred(.string, length: length...length)
        type.values = [text]
        type.isLiteral = true
        return type
    }

    /// May be an empty text when it is there.
    var mayBeEmpty: Bool { minLength == 0 && base != .number && base != .boolean && base != .datetime }

    /// As the text that a string function sees: absent counts as empty.
    var asText: Inferred {
        var type = self
        type.base = .string
        if mayBeAbsent {
            type.minLength = 0
            if let values { type.values = Inferred.distinct(values + [""]) }
        }
        type.mayBeAbsent = false
        type.absenceAt = nil
        return type
    }

    /// Either of two.
    func union(_ other: Inferred) -> Inferred {
        var type = self
        if base != other.base { type.base = .string }
        type.isMultiValued = isMultiValued || other.isMultiValued
        type.mayBeAbsent = mayBeAbsent || other.mayBeAbsent
        type.mayBeDropped = mayBeDropped || other.mayBeDropped
        type.absenceAt = absenceAt ?? other.absenceAt
        type.minLength = min(minLength, other.minLength)
        type.maxLength = maxLength.flatMap { a in other.maxLength.map { max(a, $0) } }
        type.values = values.flatMap { a in other.values.map { Inferred.distinct(a + $0) } }
        if let all = type.values, all.count > 32 { type.values = nil }
        type.isLiteral = false
        return type
    }

    /// Each text once, sorted; composed and decomposed letters are different texts, as in .NET.
    private static func distinct(_ texts: [String]) -> [String] {
        var seen: Set<[UInt8]> = []
        return texts.filter { seen.insert(Array($0.utf8)).inserted }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// A text with these bounds.
    static func text(_ min: Int, _ max: Int?) -> Inferred {
        var type = Inferred(.string)
        type.minLength = min
        type.maxLength = max
        return type
    }
}

extension Inferred: CustomStringConvertible {
    /// As a plan writes a type: `string(64)?`.
    public var description: String {
        let name = switch base {
        case .string: maxLength.map { "string(\($0))" } ?? "string"
        case .number: "integer"
        default: base.rawValue
        }
        return name + (isMultiValued ? "[]" : "") + (mayBeAbsent ? "?" : "")
    }
}
