@testable import Analysis
import Diagnostics
import Expressions
@testable import Plan
import Testing

/// What is proven of clauses, case by case.
@Suite struct ScopeSatisfiabilityTests {
    static let types: [String: AttributeType] = [
        "Country": AttributeType(.string(maxLength: 2)),
        "Status": AttributeType(.string(maxLength: 20)),
        "Nick": AttributeType(.string(maxLength: nil), optional: true),
        "Level": AttributeType(.integer),
        "Active": AttributeType(.boolean),
        "End": AttributeType(.date(format: nil), optional: true),
        "Mails": AttributeType(.string(maxLength: 2), multiValued: true),
    ]

    /// The positions of the clauses that contradict each other; nil for what is possible.
    private func reason(_ tests: (String, Clause.Test)...) -> [Int]? {
        let group = clauses(tests)
        guard case .never(let reason) = ScopeSatisfiability.canHold(group, types: Self.types) else { return nil }
        return reason.clauses.map { Int($0.span.start) }
    }

    @Test func typesRuleOutSingleClauses() {
        #expect(reason(("Country", .equals("USA"))) == [0])
        #expect(reason(("Country", .equals("US"))) == nil)
        #expect(reason(("Country", .isOneOf(["USA", "CAN"]))) == [0])
        #expect(reason(("Country", .isOneOf(["USA", "CA"]))) == nil)
        #expect(reason(("Country", .includes("USA"))) == [0])
        #expect(reason(("Country", .endsWith("USA"))) == [0])
        #expect(reason(("Country", .isPresent(false))) == [0])
        #expect(reason(("Country", .equals(""))) == [0])
        #expect(reason(("Country", .isOneOf([]))) == [0])
        #expect(reason(("Nick", .isPresent(false))) == nil)
        #expect(reason(("Active", .equals("yes"))) == [0])
        #expect(reason(("Active", .equals("True"))) == nil)
        #expect(reason(("Level", .equals("five"))) == [0])
        #expect(reason(("Level", .isAbove(.max))) == [0])
        #expect(reason(("Level", .isAtLeast(.max))) == nil)
        #expect(reason(("Unknown", .isPresent(false))) == nil)
    }

    @Test func twoClausesExcludeEachOther() {
        #expect(reason(("Nick", .isPresent(true)), ("Status", .equals("a")), ("Status", .equals("A"))) == [1, 2])
        #expect(reason(("Status", .isOneOf(["a", "b"])), ("Status", .isOneOf(["b", "c"]))) == nil)
        #expect(reason(("Status", .isOneOf(["a", "b"])), ("Status", .isNot("a"))) == nil)
        #expect(reason(("Status", .isOneOf(["a", "b"])), ("Status", .isNot("a")), ("Status", .isNot("b"))) == [0, 1, 2])
        #expect(reason(("Nick", .isPresent(false)), ("Nick", .isNot("a"))) == [0, 1])
        #expect(reason(("Active", .isTrue(true)), ("Active", .isTrue(false))) == [0, 1])
        #expect(reason(("Active", .isTrue(true)), ("Active", .equals("false"))) == [0, 1])
        #expect(reason(("Level", .isAtLeast(6)), ("Level", .equals("5"))) == [0, 1])
        #expect(reason(("Level", .isAbove(4)), ("Level", .equals("5"))) == nil)
        #expect(reason(("Status", .equals("Sales")), ("Status", .includes("ALE"))) == [0, 1])
        #expect(reason(("Status", .endsWith("@a.com")), ("Status", .endsWith("@b.com"))) == [0, 1])
        #expect(reason(("Status", .endsWith("@a.com")), ("Status", .endsWith(".com"))) == nil)
        #expect(reason(("End", .isPast(true)), ("End", .isPast(false))) == [0, 1])
        #expect(reason(("End", .isPast(true)), ("End", .isPresent(false))) == [0, 1])
    }

    @Test func patternsAreHeldAgainstLists() {
        #expect(reason(("Status", .isOneOf(["Active", "Leave"])), ("Status", .matches("^T"))) == [0, 1])
        #expect(reason(("Status", .isOneOf(["Active", "Leave"])), ("Status", .matches("^(L|T)"))) == nil)
        #expect(reason(("Status", .equals("Active")), ("Status", .matchesNot("^A.*e$"))) == [0, 1])
        #expect(reason(("Status", .equals("b")), ("Status", .matches("[a-z-[b]]"))) == [0, 1])
        #expect(reason(("Status", .equals("aaaa")), ("Status", .matches("^(a+)+b$"))) == [0, 1])
        // Unknown: the search takes too long, nothing to try it on.
        let long = String(repeating: "a", count: 60)
        #expect(reason(("Free", .equals(long)), ("Free", .matches("^(a+)+b$"))) == nil)
        #expect(reason(("Free", .equals(long)), ("Free", .matches("^(a|a)*b"))) == nil)
        #expect(reason(("Status", .matches("^a$")), ("Status", .matches("^b$"))) == nil)
    }

    /// `05` may be the number 5, a date another spelling of itself, and one of many values another than the other clause means.
    @Test func doubtIsNoProof() {
        #expect(reason(("Level", .equals("05")), ("Level", .equals("5"))) == nil)
        #expect(reason(("End", .equals("2026-11-24")), ("End", .equals("24.11.2026"))) == nil)
        #expect(reason(("Mails", .equals("abc")), ("Mails", .equals("b"))) == nil)
        #expect(reason(("Active", .isTrue(true)), ("Active", .isNot("True"))) == nil)
        #expect(reason(("Status", .equals("Sales")), ("Status", .endsWith("LES"))) == nil)
        #expect(reason(("Status", .equals("ΟΔΟΣ")), ("Status", .endsWith("Σ"))) == nil)
    }

    /// .NET compares scalars: an accented letter and a letter with an accent behind it are two texts.
    @Test func textsAreComparedExactly() {
        #expect(reason(("Status", .equals("\u{E9}")), ("Status", .isNot("e\u{301}"))) == nil)
        #expect(reason(("Status", .equals("\u{E9}")), ("Status", .equals("e\u{301}"))) == [0, 1])
        #expect("e\u{301}".exactlyContains("e"))
        #expect("e\u{301}".exactlyEnds(with: "\u{301}"))
        #expect(ClauseEvaluator(.equals("\u{E9}")).holds(for: "e\u{301}") == false)
    }

    @Test func theDocumentedTruthTable() {
        let tests: [Clause.Test] = [
            .equals("Sales"), .isNot("Sales"), .includes("ale"), .matches("^S"), .matchesNot("^S"), .isPresent(false), .isPresent(true),
        ]
        func row(_ value: String?) -> [Bool?] { tests.map { ClauseEvaluator($0).holds(for: value) } }
        #expect(row("Sales") == [true, false, true, true, false, false, true])
        #expect(row("sales") == [false, true, true, false, true, false, true])
        #expect(row("IT") == [false, true, false, false, true, false, true])
        #expect(row("") == [false, false, false, false, false, true, false])
        #expect(row(nil) == row(""))
    }

    @Test func twoScopes() {
        let active = ScopeGroup(clauses: clauses([("Status", .equals("Active"))]), span: place(0))
        let gone = ScopeGroup(clauses: clauses([("Status", .equals("Terminated"))]), span: place(0))
        func isNever(_ a: [ScopeGroup], _ b: [ScopeGroup]) -> Bool {
            if case .never = ScopeSatisfiability.canBothHold(a, b, types: Self.types) { true } else { false }
        }
        #expect(isNever([active], [gone]))
        #expect(!isNever([active], []))
        #expect(!isNever([], []))
        #expect(!isNever([active, gone], [gone]))
    }

    @Test func longListsEndSoon() {
        let many = (0..<50_000).map { "value \($0)" }
        #expect(reason(("Nick", .isOneOf(many)), ("Nick", .isOneOf(["other"]))) == [0, 1])
        #expect(reason(("Nick", .isOneOf(many)), ("Nick", .matches("a.*b.*c.*d.*e"))) == nil)
        let alike = (0..<50_000).map { "aaaaaaaaaaaaaaaaaaaa\($0)" }
        #expect(reason(("Nick", .isOneOf(alike)), ("Nick", .matches(".*.*.*b"))) == nil)
        let long = String(repeating: "a", count: 100_000)
        #expect(reason(("Nick", .equals(long)), ("Nick", .includes(String(long.dropLast(50_000)) + "b"))) == nil)
    }

    /// A group names an attribute once; two clauses meet where scopes are held against each other.
    @Test func theOtherClauseIsLabelled() throws {
        let group = clauses([("Status", .equals("a")), ("Status", .equals("b"))])
        let reason = try #require(ScopeSatisfiability.contradictions(in: group, types: Self.types).first)
        let found = Diagnostic.clauseNeverHolds(reason, in: .scope, isOnlyGroup: true)
        #expect(found.code == "clause-never-holds")
        #expect(found.primary?.span == group[1].span)
        #expect(found.others.map(\.span) == [group[0].span])
        #expect(!found.help.isEmpty)
    }
}

/// A place that tells the clauses of a test apart.
func place(_ index: Int) -> Span { Span(file: FileID(index: 0), start: Int32(index), end: Int32(index)) }

func clauses(_ tests: [(String, Clause.Test)]) -> [Clause] {
    tests.enumerated().map { Clause(attribute: Spanned($1.0, place($0)), test: $1.1, span: place($0)) }
}
