import Expressions
import Plan

/// The values of one attribute for which all of some clauses hold, in outline.
///
/// It may be larger than the true set, never smaller: what cannot be decided is left in. So an empty one is a proof.
struct ClauseSet {
    /// What texts an attribute's type lets through.
    enum Domain: Equatable {
        case text(maxLength: Int?)
        case integer
        case boolean
        /// Dates, references, many values, an unknown type: compared in ways that nothing is assumed of.
        case opaque
    }

    /// What is left of the texts.
    private enum Texts {
        case among([String])
        case anyBut(Set<ExactText>)
    }

    /// One value for which the clauses hold.
    enum Witness: Equatable {
        case absent
        case text(String)
    }

    /// How many steps may be spent on sifting a list of texts; beyond that all of them are left in.
    static let workLimit = 20_000_000

    private let domain: Domain
    private var mayBeAbsent: Bool
    private var mayBePresent = true
    private var texts: Texts
    private var lowest: Int?
    private var longestSuffix: String?
    private var isPast: Bool?
    /// Tests that single texts are held against.
    private var sieves: [Clause.Test] = []
    private var tests: [Clause.Test] = []

    /// - Parameter type: nil where it is not known.
    init(_ clauses: [Clause], type: AttributeType?) {
        let domain = ClauseSet.domain(of: type)
        self.domain = domain
        mayBeAbsent = type?.isOptional ?? true
        texts = domain == .boolean ? .among(ClauseSet.booleanSpellings) : .anyBut([])
        for clause in clauses { narrow(by: clause.test) }
        sift()
    }

    var isEmpty: Bool { !mayBeAbsent && !mayBePresent }

    /// A value for which every clause holds, as the evaluator says; nil where none was found.
    var witness: Witness? {
        if mayBeAbsent { return .absent }
        guard mayBePresent, domain != .opaque else { return nil }
        let tests = tests.map(\.proof)
        return candidates.lazy.prefix(300).filter { $0.utf8.count <= 1_000 }.first { text in
            fits(text) && tests.allSatisfy { $0(text) }
        }.map(Witness.text)
    }

    private static func domain(of type: AttributeType?) -> Domain {
        guard let type, !type.isMultiValued else { return .opaque }
        return switch type.base {
        case .string(let length): .text(maxLength: length)
        case .integer: .integer
        case .boolean: .boolean
        case .date, .datetime, .binary, .reference: .opaque
        }
    }

    /// Every way to write a Boolean: senders differ in the case, and a test of its text does not say which it means.
    private static let booleanSpellings: [String] = ["True", "False"] + spellings(of: "true") + spellings(of: "false")

    private static func spellings(of word: String) -> [String] {
        word.reduce([""]) { made, letter in
            made.flatMap { [$0 + String(letter), $0 + letter.uppercased()] }
        }
    }

    // MARK: Narrowing

    private mutating func narrow(by test: Clause.Test) {
        tests.append(test)
        if test == .isPresent(false) {
            mayBePresent = false
            return
        }
        mayBeAbsent = false
        // An empty list, and the empty text alone, name no value of any type.
        switch test {
        case .equals(""): mayBePresent = false
        case .isOneOf(let list) where list.allSatisfy(\.isEmpty): mayBePresent = false
        default: break
        }
        if domain == .opaque {
            if case .isPast(let past) = test { narrow(past: past) }
            return
        }
        switch test {
        case .equals(let text): keep([text])
        case .isOneOf(let list): keep(list)
        case .isNot(let text): remove(text)
        case .isTrue(let flag):
            if domain == .boolean { sieves.append(test) } else { keep(ClauseSet.booleanSpellings.filter { $0.lowercased() == "\(flag)" }) }
        case .isAbove(let number):
            guard domain == .integer else { return }
            let (next, overflow) = number.addingReportingOverflow(1)
            if overflow { mayBePresent = false } else { lowest = max(lowest ?? next, next) }
        case .isAtLeast(let number):
            if domain == .integer { lowest = max(lowest ?? number, number) }
        case .endsWith(let text):
            sieves.append(test)
            narrow(suffix: text)
        case .includes(let text):
            sieves.append(test)
            if isTooLong(text) { mayBePresent = false }
        case .matches, .matchesNot: sieves.append(test)
        case .isPast(let past): narrow(past: past)
        case .isPresent: break
        }
    }

    private mutating func narrow(past: Bool) {
        if let isPast, isPast != past { mayBePresent = false }
        isPast = past
    }

    private mutating func keep(_ list: [String]) {
        // `05` may be compared as a text or as the number 5: no conclusion.
        if domain == .integer, list.contains(where: isNumberInDisguise) { return }
        switch texts {
        case .among(let old):
            let wanted = Set(list.map(ExactText.init))
            texts = .among(old.filter { wanted.contains(ExactText($0)) })
        case .anyBut(let excluded):
            texts = .among(list.filter { !excluded.contains(ExactText($0)) })
        }
    }

    private mutating func remove(_ text: String) {
        if domain == .integer, isNumberInDisguise(text) { return }
        switch texts {
        case .among(let old): texts = .among(old.filter { ExactText($0) != ExactText(text) })
        case .anyBut(var excluded):
            // Let go of the set first, so that it is not copied for each text.
            texts = .anyBut([])
            excluded.insert(ExactText(text))
            texts = .anyBut(excluded)
        }
    }

    /// Of two endings one must be the ending of the other.
    private mutating func narrow(suffix: String) {
        if isTooLong(suffix) { mayBePresent = false }
        guard let longest = longestSuffix else {
            longestSuffix = suffix
            return
        }
        if !longest.mayEnd(with: suffix), !suffix.mayEnd(with: longest) { mayBePresent = false }
        if suffix.utf8.count > longest.utf8.count { longestSuffix = suffix }
    }

    // MARK: Single texts

    /// Holds each text of a finite set against what is known otherwise.
    private mutating func sift() {
        guard mayBePresent, case .among(let list) = texts else { return }
        var left = list.filter(fits)
        let size = left.reduce(0) { $0 + $1.utf8.count + 1 }
        let (work, overflow) = size.multipliedReportingOverflow(by: sieves.reduce(0) { $0 + $1.cost })
        if !overflow, work <= ClauseSet.workLimit {
            let refusals = sieves.map(\.refusal)
            left.removeAll { text in refusals.contains { $0(text) } }
        }
        texts = .among(left)
        mayBePresent = !left.isEmpty
    }

    /// Whether the attribute can have this value at all, as far as type and bound go.
    private func fits(_ text: String) -> Bool {
        if text.isEmpty || isTooLong(text) { return false }
        switch domain {
        case .integer: return Int(text).map { $0 >= lowest ?? $0 } ?? false
        case .boolean: return text.lowercased() == "true" || text.lowercased() == "false"
        case .text, .opaque: return true
        }
    }

    private func isTooLong(_ text: String) -> Bool {
        if case .text(let limit?) = domain { text.utf16.count > limit } else { false }
    }

    private func isNumberInDisguise(_ text: String) -> Bool {
        guard text.utf8.contains(where: { (0x30...0x39).contains($0) }) else { return false }
        return Int(text).map(String.init) != text
    }

    // MARK: Examples

    /// Texts that are worth a try.
    private var candidates: [String] {
        guard case .anyBut(let excluded) = texts else {
            if case .among(let list) = texts { return list }
            return []
        }
        let tries = min(excluded.count, 100) + 1
        if domain == .integer {
            let first = lowest ?? 0
            var numbers: [String] = []
            for step in 0..<tries where first <= Int.max - step { numbers.append(String(first + step)) }
            return numbers + parts
        }
        let middle = parts.joined()
        var ending = ""
        for case .endsWith(let text) in sieves where text.utf8.count > ending.utf8.count { ending = text }
        var made = [ending, middle, middle + ending]
        for part in parts { made.append(part + ending) }
        for step in 0..<tries {
            let letter = String(UnicodeScalar(UInt8(97 + step % 26)))
            let fresh = step < 26 ? letter : letter + String(step / 26)
            made += [fresh, fresh + middle + ending]
        }
        return made
    }

    private var parts: [String] {
        sieves.compactMap { if case .includes(let text) = $0 { text } else { nil } }
    }
}
