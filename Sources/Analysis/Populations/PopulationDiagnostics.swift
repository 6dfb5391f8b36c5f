import Diagnostics
import Expressions
import Plan

extension Diagnostic {
    private static let refused = "Entra ID refuses changes to whom Active Directory synchronizes: every update of theirs fails."

    /// `Somebody with Country = NO …`; empty where nobody in particular was found.
    private static func somebody(_ witness: [String: String]?, _ what: String) -> String {
        guard let witness, !witness.isEmpty else { return "" }
        let person = witness.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }.joined(separator: ", ")
        return " Somebody with \(person) \(what)."
    }

    private static func somebodyFirst(_ witness: [String: String]?, _ what: String, else text: String) -> String {
        let sentence = somebody(witness, what)
        return sentence.isEmpty ? text : String(sentence.dropFirst())
    }

    static func accountOfCloudPeople(_ population: Spanned<String>, _ span: Span) -> Diagnostic {
        Diagnostic(
            .populationContradiction, "`\(population.value)` live in the cloud and have no AD account", at: Label(span),
            and: [Label(population.span, "the population")],
            help: [FixIt("remove it; or say lives: hybrid, and convert them in a phase: converts: [\(population.value)]")])
    }

    static func tieOfCloudPeople(_ population: Spanned<String>, _ tie: Spanned<Population.Tie>) -> Diagnostic {
        Diagnostic(
            .populationContradiction, "`\(population.value)` live in the cloud, and need Active Directory for `\(tie.value.rawValue)`",
            at: Label(tie.span), and: [Label(population.span, "the population")],
            why: "Whoever needs an AD account has one, and is hybrid.",
            help: [FixIt("say lives: hybrid, or remove it")])
    }

    static func convertsCloudPeople(_ name: Spanned<String>, _ population: Span) -> Diagnostic {
        Diagnostic(
            .populationContradiction, "`\(name.value)` live in the cloud already", at: Label(name.span),
            and: [Label(population, "lives: cloud")],
            why: "Only an account that Active Directory synchronizes has a source of authority to move.",
            help: [FixIt("remove it here, or say lives: hybrid")])
    }

    static func convertedTwice(_ name: Spanned<String>, _ first: Span) -> Diagnostic {
        Diagnostic(
            .phaseOrder, "`\(name.value)` is converted twice", at: Label(name.span), and: [Label(first, "converted here")],
            help: [FixIt("remove one of the two")])
    }

    static func populationsOverlap(_ one: CheckedPopulation, _ other: CheckedPopulation, _ witness: [String: String]?) -> Diagnostic {
        let both = one.lives == other.lives ? "is in both" : "would live in two places"
        return Diagnostic(
            .populationsOverlap, "somebody can be in `\(one.name)` and in `\(other.name)`", at: Label(one.span),
            and: [Label(other.span, "over the same source")],
            why: somebodyFirst(witness, both, else: "Nothing proves that their scopes exclude each other."),
            help: [
                FixIt("let their scopes exclude each other: a value in the one and {not: …} in the other; or make them one population"),
                acceptance("populations-overlap", one.name),
            ])
    }

    /// - Parameter tested: the attributes that the populations' scopes ask for; those that the witness does not name are absent.
    static func populationMissing(
        _ mapping: CheckedMapping, _ source: CheckedSource, _ witness: [String: String]?, tested: [String], at span: Span
    ) -> Diagnostic {
        var why = "Who may write an account depends on where it lives: whom Active Directory synchronizes, Entra ID does not let HR change."
        if let witness {
            let given = witness.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }
            let person = given.isEmpty ? "" : " with \(given.joined(separator: ", "))"
            let absent = tested.filter { witness[$0] == nil }
            let without = absent.isEmpty ? "" : "\(given.isEmpty ? "" : " and") without \(absent.joined(separator: " and "))"
            why += " Somebody\(person)\(without) is taken by the mapping, and in no population."
        }
        let help = witness == nil
            ? "populations:\n  people-of-\(source.name): {from: \(source.name), lives: cloud}      # or hybrid"
            : "widen the scope of a population, or add one: {from: \(source.name), scope: {…}, lives: …}; or take them out of the mapping's scope"
        return Diagnostic(
            .populationMissing, "the plan does not say where \(witness == nil ? "the people" : "all people") of `\(source.name)` live",
            at: Label(span, "`\(mapping.name)` takes them from here on"), why: why,
            help: [FixIt(help), acceptance("population-missing", mapping.name)])
    }

    static func writesSynchronized(
        _ mapping: CheckedMapping, _ population: CheckedPopulation, _ witness: [String: String]?, at span: Span
    ) -> Diagnostic {
        var help = [
            FixIt("keep them out of the mapping's scope, and let Active Directory have their values from HR"),
            FixIt("or move their source of authority to the cloud in this phase or before it: converts: [\(population.name)]"),
            acceptance("writes-synchronized", mapping.name),
        ]
        if population.convertedIn != nil { help[1] = FixIt("or convert them in this phase or before it: `\(population.name)` is converted later") }
        return Diagnostic(
            .writesSynchronized, "`\(mapping.name)` writes people who are synchronized from Active Directory", at: Label(span),
            and: [Label(population.span, "lives: hybrid")], why: refused + somebody(witness, "is one of them"), help: help)
    }

    static func cloudPeopleInDirectory(
        _ mapping: CheckedMapping, _ population: CheckedPopulation, after phase: Int, _ witness: [String: String]?, at span: Span
    ) -> Diagnostic {
        let isConverted = population.home(after: phase) == .converted
        let title = isConverted
            ? "`\(mapping.name)` goes on writing AD accounts of people who were converted" : "`\(mapping.name)` makes AD accounts for people who live in the cloud"
        let why = isConverted
            ? "Their source of authority is the cloud, and the plan says that their AD accounts are frozen: two places would say different things."
            : "Synchronization finds the new account by its name and takes the cloud account over, or makes a second one."
        return Diagnostic(
            .cloudPeopleInAD, title, at: Label(span), and: [Label(population.span, isConverted ? "ad-account: frozen" : "lives: cloud")],
            why: why + somebody(witness, "is one of them"),
            help: [
                FixIt("keep them out of the mapping's scope"),
                isConverted
                    ? FixIt("or say that AD goes on being written, for what reads it: ad-account: written") : FixIt("or say lives: hybrid, if they have accounts in AD"),
                acceptance("cloud-people-in-ad", mapping.name),
            ])
    }

    static func cloudPeopleInMIM(
        _ mapping: CheckedMapping, _ population: CheckedPopulation, _ feeder: CheckedMapping, _ witness: [String: String], at span: Span
    ) -> Diagnostic {
        var why = "MIM would take them for new people, and make AD accounts for them."
        let person = witness.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }.joined(separator: ", ")
        if !person.isEmpty { why += " Somebody whom Entra ID has with \(person) may be one of them." }
        return Diagnostic(
            .cloudPeopleInMIM, "`\(mapping.name)` may bring `\(population.name)` into MIM, and they live in the cloud", at: Label(span),
            and: [Label(population.span, "the population"), Label(feeder.span, "it comes into Entra ID by this mapping")], why: why,
            help: [
                FixIt("let something that `\(feeder.name)` writes tell them apart, for example a constant employeeType, and keep it out of the scope of `\(mapping.name)`: {employeeType: {not: …}}"),
                acceptance("cloud-people-in-mim", mapping.name),
            ])
    }

    static func notConvertible(_ name: Spanned<String>, _ tie: Spanned<Population.Tie>) -> Diagnostic {
        let why = switch tie.value {
        case .mailbox: "A mailbox of Exchange on premises belongs to the AD account; mailboxes are moved to Exchange Online first."
        case .password: "Nothing writes a password to AD any more once the cloud is the authority, so the applications would refuse them."
        case .federation: "AD FS signs in AD's accounts by AD's passwords; people sign in at Entra ID first."
        case .kerberos: "Applications that take only Kerberos or LDAP need a replacement first: cloud Kerberos trust, or Domain Services."
        }
        return Diagnostic(
            .notConvertible, "`\(name.value)` can't be converted: they need Active Directory for `\(tie.value.rawValue)`", at: Label(name.span),
            and: [Label(tie.span, "what ties them to AD")], why: why,
            help: [
                FixIt("solve that first and remove it from needs-ad-for; or make those who need it a population of their own, which stays hybrid"),
                acceptance("not-convertible", name.value),
            ])
    }

    static func groupAfterPeople(_ group: Spanned<String>, _ phase: String, _ first: Span) -> Diagnostic {
        Diagnostic(
            .conversionOrder, "the group `\(group.value)` is converted after people were", at: Label(group.span),
            and: [Label(first, "people are converted here, in `\(phase)`")],
            why: "Groups come before the people who depend on them: a group that AD owns can't take changes of members whom the cloud owns.",
            help: [FixIt("convert the group in `\(phase)` or before it: converts: [{group: \(group.value)}, …]"), acceptance("conversion-order", group.value)])
    }

    static func synchronizationUnsaid(_ tenant: Tenant?, _ phase: String, at span: Span) -> Diagnostic {
        let engine = tenant?.synchronization?.engine?.value
        let least = engine.map(SynchronizationGates.conversion)
        let written = tenant?.synchronization?.span ?? tenant?.span
        return Diagnostic(
            .synchronizationUnsaid,
            engine == nil ? "nothing says what synchronizes Active Directory when the first are converted" : "nothing says which version synchronizes Active Directory",
            at: Label(span, "the first conversion"), and: written.map { [Label($0, engine == nil ? "no `synchronization`" : "no `version`")] } ?? [],
            why: "Connect Sync before \(SynchronizationGates.conversion(.connectSync)), and an agent of Cloud Sync before \(SynchronizationGates.conversion(.cloudSync)), go on writing AD's values over the cloud's.",
            help: [
                FixIt("look, and write it: synchronization: {by: \(engine?.rawValue ?? "connect-sync"), version: \(least ?? SynchronizationGates.conversion(.connectSync))}"),
                acceptance("synchronization-unsaid", phase),
            ])
    }

    static func synchronizationTooOld(
        _ version: Spanned<String>, _ engine: Synchronization.Engine, _ least: VersionNumber, needed: Span
    ) -> Diagnostic {
        let name = engine == .connectSync ? "Connect Sync" : "the Cloud Sync agent"
        return Diagnostic(
            .synchronizationTooOld, "\(name) is too old to let go of what is converted", at: Label(version.span, "\(least) is needed"),
            and: [Label(needed, "the first conversion")],
            why: "An older one goes on writing AD's values over the cloud's.",
            help: [FixIt("update it, and write version: \(least) or what it is then")])
    }
}
