import Diagnostics
import Expressions
import Plan

extension Diagnostic {
    static func sourceTwice(_ name: Spanned<String>, _ first: Span, list: String) -> Diagnostic {
        Diagnostic(
            list == "from" ? .consolidationSources : .precedenceGap, "`\(name.value)` stands twice in `\(list)`",
            at: Label(name.span), and: [Label(first, "here first")],
            help: [FixIt("remove one of the two")])
    }

    static func oneSource(_ item: Consolidation, _ only: Spanned<String>) -> Diagnostic {
        Diagnostic(
            .consolidationSources, "`\(item.name.value)` consolidates one source",
            at: Label(only.span),
            help: [FixIt("map from `\(only.value)` itself, or add another source")])
    }

    static func consolidatesConsolidation(_ name: Spanned<String>, _ item: Consolidation, sources: [String]) -> Diagnostic {
        Diagnostic(
            .consolidationSources, "`\(name.value)` is itself a consolidation", at: Label(name.span), and: [Label(item.name.span, "consolidates it")],
            why: "People are made of rows in one step: of people there are no rows that could be found among others.",
            help: [FixIt("name the sources, all of them in one consolidation: from: [\(sources.prefix(6).joined(separator: ", "))]")])
    }

    static func nobodyFound(_ name: Spanned<String>, _ item: Consolidation) -> Diagnostic {
        Diagnostic(
            .consolidationSources, "nothing says how people of `\(name.value)` are found among the others'",
            at: Label(name.span), and: item.samePerson.first.map { [Label($0.source.span, "said of the others here")] } ?? [],
            why: "Each of them would be a new person, with an account of its own.",
            help: [FixIt("add it to same-person: {\(name.value): …}, with the attribute that holds the same number")])
    }

    static func precedenceGap(_ item: Consolidation, missing: [String]) -> Diagnostic {
        let names = missing.map { "`\($0)`" }.joined(separator: " and ")
        return Diagnostic(
            .precedenceGap, "nothing says how strong \(names) \(missing.count == 1 ? "is" : "are")",
            at: Label(item.precedence[0].span.union(item.precedence[item.precedence.count - 1].span)),
            why: "Where two sources have a value, one must come first; otherwise the value would flip from run to run.",
            help: [FixIt("write all of them, the strongest first: [\((item.precedence.map(\.value) + missing).joined(separator: ", "))]")])
    }

    static func keyTypes(
        _ first: (attribute: CheckedAttribute, span: Span), _ other: (attribute: CheckedAttribute, span: Span), in consolidation: String
    ) -> Diagnostic {
        let (number, text) = first.attribute.type.base == .integer ? (first, other) : (other, first)
        return Diagnostic(
            .keyTypes, "`\(number.attribute.name)` is a number and `\(text.attribute.name)` is text; both say who a person is",
            at: Label(number.span, "integer"), and: [Label(text.span, "\(text.attribute.type)")],
            why: "A number has no leading zeros: 123 here and 00123 there would be two people.",
            help: [
                FixIt("declare both as text, and let a view of the source pad the number"),
                acceptance("key-types", consolidation),
            ])
    }

    static func newestByWhat(_ attribute: CheckedAttribute, _ name: Spanned<String>, source: String) -> Diagnostic {
        let isOrdered = switch attribute.type.base {
        case .date, .integer: !attribute.type.isMultiValued
        default: false
        }
        return Diagnostic(
            .newestByWhat, "the newest row of `\(source)` can't be told by `\(attribute.name)`",
            at: Label(name.span, "\(attribute.type)"),
            why: isOrdered
                ? "A row without a value is neither newer nor older than the others."
                : "Only days and whole numbers have an order that everybody means.",
            help: [FixIt(isOrdered
                ? "if every row has one, declare `\(attribute.name)` without `?`; or choose an attribute that every row has"
                : "choose a date or an integer that every row has, or write `reject`")])
    }

    static func keyIsGiven(_ name: Spanned<String>, in item: Consolidation) -> Diagnostic {
        Diagnostic(
            .duplicateName, "`\(name.value)` is the person's key already",
            at: Label(name.span), and: item.samePerson.first.map { [Label($0.source.span, "`same-person` says where it comes from")] } ?? [],
            help: [FixIt("remove the line")])
    }

    static func originTwice(_ origin: Consolidation.Origin, _ name: Spanned<String>) -> Diagnostic {
        Diagnostic(
            .consolidatedType, "`\(name.value)` would come twice from `\(origin.source.value)`",
            at: Label(origin.span),
            why: "Of one row, one attribute counts.",
            help: [FixIt("keep one; an expression in the mapping can choose between two attributes: =Coalesce([A], [B])")])
    }

    static func consolidatedMany(_ attribute: CheckedAttribute, _ span: Span, source: String) -> Diagnostic {
        Diagnostic(
            .consolidatedType, "`\(attribute.name)` of `\(source)` has many values",
            at: Label(span, "\(attribute.type)"),
            why: "Which of the sources' values belong together nobody can say.",
            help: [FixIt("let the source join them into one text, and declare it without `[]`")])
    }

    static func consolidatedType(
        _ name: String, _ first: (attribute: CheckedAttribute, source: CheckedSource), _ other: (attribute: CheckedAttribute, source: CheckedSource),
        at span: Span
    ) -> Diagnostic {
        func place(_ of: (attribute: CheckedAttribute, source: CheckedSource)) -> Span? {
            of.source.plan?.attributes.first { $0.name.value == of.attribute.name }?.type.span
        }
        return Diagnostic(
            .consolidatedType,
            "`\(name)` would be \(first.attribute.type) from `\(first.source.name)` and \(other.attribute.type) from `\(other.source.name)`",
            at: Label(place(other) ?? span, "\(other.attribute.type)"),
            and: place(first).map { [Label($0, "\(first.attribute.type)")] } ?? [],
            why: "Both would be written to one attribute of the person, which takes one type.",
            help: [
                FixIt("declare both alike, if they are"),
                FixIt("or take it from one of them: attributes: {\(name): \(first.source.name).\(first.attribute.name)}"),
            ])
    }

    static func engineCannotRead(_ engine: Spanned<Consolidation.Engine>, _ source: CheckedSource, _ kind: SourceKind) -> Diagnostic {
        Diagnostic(
            .engineCannotRead, "what is generated for `\(engine.value.rawValue)` can't read `\(source.name)`, a source of kind \(kind.rawValue)",
            at: Label(source.plan?.kind?.span ?? source.span), and: [Label(engine.span, "it would run here")],
            why: "Its login, its pages and the shape of its answers are not in the plan; a pipeline made without them would not run.",
            help: [FixIt("let it drop a file every night, and name it: `file: workers.csv`; or read a table, with `kind: sql`")])
    }

    static func engineCannotTest(_ clause: Clause, _ engine: Consolidation.Engine) -> Diagnostic {
        Diagnostic(
            .engineCannotTest, "who left can't be told by a regular expression on `\(engine.rawValue)`",
            at: Label(clause.span),
            why: engine == .logicApps
                ? "Its language has no regular expressions."
                : "Its regular expressions are not .NET's: a row might be a leaver here and none there.",
            help: [FixIt("name the values: {\(clause.attribute.value): {in: [Terminated, Withdrawn]}}")])
    }

    static func engineCannotName(_ name: Spanned<String>, _ engine: Spanned<Consolidation.Engine>) -> Diagnostic {
        Diagnostic(
            .engineCannotName, "`\(engine.value.rawValue)` can't read a column named `\(name.value)`",
            at: Label(name.span), and: [Label(engine.span, "it would run here")],
            why: "A data flow writes the name in braces, and nothing says how a brace or a backslash inside is written.",
            help: [FixIt("rename the column in the file or the view, and here")])
    }

    static func engineCannotFind(_ engine: Spanned<Consolidation.Engine>, _ what: Spanned<String>, _ rule: String) -> Diagnostic {
        Diagnostic(
            .engineCannotFind, "`\(engine.value.rawValue)` does not find people by a rule that \(rule)",
            at: Label(what.span, "`\(what.value)`"), and: [Label(engine.span, "it would run here")],
            why: "A workflow goes through all rows at once, and can't ask of one what it asked of another before.",
            help: [FixIt("write `runs-on: data-factory`, or let the sources carry one number")])
    }

    static func engineCannotDate(_ attribute: AttributeDeclaration, _ format: String, _ engine: Spanned<Consolidation.Engine>) -> Diagnostic {
        Diagnostic(
            .engineCannotDate, "`\(engine.value.rawValue)` can't read days written as `\(format)`",
            at: Label(attribute.type.span), and: [Label(engine.span, "it would run here")],
            why: "Its language has no regular expressions, so year, month and day must each have a place of their own.",
            help: [FixIt("let the source write `yyyy-MM-dd`, or another form with two digits for the month and two for the day")])
    }

    static func engineCannotDecide(
        _ engine: Spanned<Consolidation.Engine>, _ span: Span, _ rule: String, why: String, help: String
    ) -> Diagnostic {
        Diagnostic(
            .engineCannotDecide, "MIM has no rule that \(rule)",
            at: Label(span), and: span == engine.span ? [] : [Label(engine.span, "it would run here")],
            why: why, help: [FixIt(help)])
    }

    static func senderEnds(_ engine: Spanned<Consolidation.Engine>, _ name: String, _ stop: Spanned<String>) -> Diagnostic {
        Diagnostic(
            .senderEnds, "`\(name)` is sent by MIM, which is switched off here",
            at: Label(stop.span, "MIM ends"), and: [Label(engine.span, "and sends until then")],
            why: "Nobody would be created, changed or disabled in Entra ID from this phase on, and nothing would say so.",
            help: [FixIt("write `runs-on: data-factory` before this phase; the checklist of the mapping's phase has the steps")])
    }

    static func keyChanges(
        _ match: CheckedAttributeMapping, _ by: CheckedAttribute, _ people: CheckedSource, _ rules: CheckedConsolidation, in mapping: String
    ) -> Diagnostic {
        let weak = rules.parts.last?.name ?? ""
        let strong = rules.parts.first?.name ?? ""
        return Diagnostic(
            .keyChanges, "who moves from `\(weak)` to `\(strong)` gets another `\(by.name)`, and is matched by nothing else",
            at: Label(match.span), and: [Label(people.span, "people are found by several identifiers here")],
            why: "The account holds the old number as `\(match.target.name)`. It is not found, and a second account is created.",
            help: [
                FixIt("add a second match, by an attribute that the move does not change"),
                FixIt("or let both sources carry one number, and name it alone in `same-person`"),
                acceptance("key-changes", mapping),
            ])
    }
}
