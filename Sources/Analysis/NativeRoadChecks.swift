import Diagnostics
import Expressions
import Microsoft
import Plan

extension Via {
    /// The HR system that Microsoft's own connector on this road reads.
    public var native: NativeHRSystem? {
        switch self {
        case .workday: .workday
        case .successfactors: .successFactors
        default: nil
        }
    }
}

/// Workday and SuccessFactors through Microsoft's own connectors: nobody sends, so that the job alone knows who works and who left.
extension Checker {
    /// Keys that only those two systems have.
    mutating func checkNativeKeys() {
        for source in plan.sources {
            if let lookAhead = source.lookAhead, source.kind?.value != .workday {
                report.add(.nativeOnly("termination-look-ahead", at: lookAhead.span, "Workday's connector alone is asked ahead"))
            }
            guard source.kind?.value != .workday, source.kind?.value != .successfactors else { continue }
            for path in source.attributes.compactMap(\.path) {
                report.add(.nativeOnly("path", at: path.span, "rows have columns, which are found by name"))
            }
        }
    }

    mutating func checkNative(_ system: NativeHRSystem, _ mapping: Mapping, from: System, to: System) {
        guard case .source(let source) = from, let declared = source.plan else { return }
        checkNativeNames(system, mapping, declared)
        checkNativeAddress(system, declared)
        for path in declared.attributes.compactMap(\.path) { checkNativePath(system, path) }
        let enabled = if case .entra = to { "accountEnabled" } else { "accountDisabled" }
        let rule = mapping.attributes.first { $0.target.value == enabled }
        if rule == nil, plan.isComplete { report.add(.nativeEnabled(mapping, enabled, system)) }
        switch system {
        case .workday:
            if let rule, case .expression(let expression) = rule.value, let names = expression.tree?.attributes.map(\.name),
                names.contains("Active"), !names.contains(where: { $0.hasSuffix("HireDate") || $0.hasSuffix("FirstDayOfWork") })
            {
                report.add(.futureHireEnabled(rule.target, enabled))
            }
            if declared.lookAhead == nil, plan.isComplete { report.add(.lookAheadUnsaid(mapping.via ?? mapping.name.map { _ in .workday }, source.name)) }
        case .successFactors:
            if let first = mapping.match.first, first.source.value != "personIdExternal" { report.add(.preHireMatch(first.source)) }
        }
    }

    /// Source: entra-docs, workday-inbound-tutorial (the forms of the URL), sap-successfactors-inbound-provisioning-tutorial (the host's name alone is
    /// typed; with `https://` before it, it is an address to people).
    private mutating func checkNativeAddress(_ system: NativeHRSystem, _ source: Source) {
        guard let url = source.url else {
            if plan.isComplete { report.add(.noNativeAddress(source, system)) }
            return
        }
        if let problem = system.problem(withAddress: url.value) { report.add(.nativeAddress(url, system, problem)) }
    }

    private mutating func checkNativePath(_ system: NativeHRSystem, _ path: Spanned<String>) {
        if let problem = system.problem(withPath: path.value) { report.add(.nativePath(path, system, problem)) }
    }

    /// Each attribute is one that the connector knows, or has a path; of several employments the path says which.
    private mutating func checkNativeNames(_ system: NativeHRSystem, _ mapping: Mapping, _ declared: Source) {
        var seen: Set<String> = []
        var several: [Spanned<String>] = []
        for name in namesRead(by: mapping) where seen.insert(name.value).inserted {
            guard let attribute = declared.attributes.first(where: { $0.name.value == name.value }) else { continue }
            if attribute.path == nil, !system.isNative(name.value) { report.add(.nativeAttribute(name, system)) }
            if system.standsInSeveralRows(name.value), !(attribute.path.map { NativeHRSystem.choosesRow($0.value) } ?? false) { several.append(name) }
        }
        if let first = several.first { report.add(.whichEmployment(first, several.map(\.value))) }
    }

    private func namesRead(by mapping: Mapping) -> [Spanned<String>] {
        var names = mapping.match.map(\.source)
        for attribute in mapping.attributes {
            switch attribute.value {
            case .direct(let name): names.append(name)
            case .expression(let expression):
                names += (expression.tree?.attributes ?? []).map {
                    Spanned($0.name, expression.place($0.range.lowerBound + 1..<$0.range.upperBound - 1))
                }
            case .constant, .unreadable, .unresolved: break
            }
        }
        return names + mapping.scope.flatMap(\.clauses).map(\.attribute)
    }
}

extension Diagnostic {
    fileprivate static func nativeOnly(_ key: String, at span: Span, _ why: String) -> Diagnostic {
        Diagnostic(.nativeOnly, "`\(key)` means nothing here: \(why)", at: Label(span), help: [FixIt("take it out")])
    }

    fileprivate static func noNativeAddress(_ source: Source, _ system: NativeHRSystem) -> Diagnostic {
        Diagnostic(
            .nativeAddress, "nothing says where \(system.rawValue) is", at: Label(source.name.span, "no `url`"),
            why: "A person types it into the job, and its form decides which version of the service answers.",
            help: [FixIt("add `url: \(system.exampleAddress)`")])
    }

    fileprivate static func nativeAddress(_ url: Spanned<String>, _ system: NativeHRSystem, _ problem: String) -> Diagnostic {
        Diagnostic(
            .nativeAddress, "`\(url.value)` is no address of \(system.rawValue)'s service", at: Label(url.span, problem),
            help: [FixIt("write it as \(system.exampleAddress)")])
    }

    fileprivate static func nativePath(_ path: Spanned<String>, _ system: NativeHRSystem, _ problem: String) -> Diagnostic {
        Diagnostic(
            .nativePath, "`\(path.value)` is no path of \(system.rawValue)'s connector", at: Label(path.span, problem),
            why: system == .workday ? "It reads XML, and finds values by XPath." : "It reads JSON, and finds values by JSONPath.",
            help: [FixIt("write it as \(system == .workday ? "wd:Worker/wd:Worker_Data/…/text()" : "$.employmentNav.results[-1:].jobInfoNav.results[0].…")")])
    }

    fileprivate static func nativeAttribute(_ name: Spanned<String>, _ system: NativeHRSystem) -> Diagnostic {
        let path = system == .workday ? "wd:Worker/wd:Worker_Data/…/text()" : "$.employmentNav.results[-1:].jobInfoNav.results[0].…"
        return Diagnostic(
            .nativeAttribute, "\(system.rawValue)'s connector knows no attribute `\(name.value)`",
            at: Label(name.span),
            why: "It reads a list of attributes by its own names; whatever else it is to read has a path, which a person types in the portal.",
            help: [FixIt("use the connector's name, or say where it stands: `\(name.value): {type: …, path: '\(path)'}`")])
    }

    fileprivate static func nativeEnabled(_ mapping: Mapping, _ target: String, _ system: NativeHRSystem) -> Diagnostic {
        Diagnostic(
            .nativeEnabled, "nothing says whom `\(mapping.name.value)` disables",
            at: Label(mapping.name.span),
            why: "On this road nobody sends `active`: the job works it out, and a rule under deprovisioning does not reach it.",
            help: [FixIt("map it: `\(target): '=\(NativeExpression.enabled(target, system))'`")])
    }

    fileprivate static func futureHireEnabled(_ target: Spanned<String>, _ enabled: String) -> Diagnostic {
        Diagnostic(
            .futureHireEnabled, "people who begin in the future are enabled at once",
            at: Label(target.span),
            why: "The connector reads them as they will be on their first day, when `Active` is 1 already.",
            help: [FixIt("let the day of hire decide, too: `\(enabled): '=\(NativeExpression.enabled(enabled, .workday))'`")])
    }

    fileprivate static func lookAheadUnsaid(_ via: Spanned<Via>, _ source: String) -> Diagnostic {
        Diagnostic(
            .lookAheadUnsaid, "east of America people who leave are disabled half a day late",
            at: Label(via.span),
            why: "The connector asks Workday by its time on the American west coast: a leaver of Asia was disabled 12 to 18 hours late. "
                + "The query for terminations a day ahead, a preview, mends it.",
            help: [FixIt("say which it is: `\(source): {termination-look-ahead: true, …}`, or false where everyone works in America")])
    }

    fileprivate static func preHireMatch(_ source: Spanned<String>) -> Diagnostic {
        Diagnostic(
            .preHireMatch, "before their first day nobody is found by `\(source.value)`",
            at: Label(source.span),
            why: "Of somebody who has not begun yet SuccessFactors has personIdExternal and little else; other numbers come with an employment, and change with it.",
            help: [FixIt("write `personIdExternal`", replace: source.span, with: "personIdExternal")])
    }

    fileprivate static func whichEmployment(_ name: Spanned<String>, _ all: [String]) -> Diagnostic {
        let list = all.map { "`\($0)`" }.joined(separator: ", ")
        return Diagnostic(
            .whichEmployment, "of several employments nothing says which gives \(list)",
            at: Label(name.span),
            why: "Whoever was hired again, or has two jobs, has two rows, and their order is not told: department and manager may be those of the old one.",
            help: [FixIt("give a path that takes the last or the active row: `\(name.value): {type: …, path: '$.employmentNav.results[-1:].…'}`")])
    }
}

/// Who is enabled, in the words of Microsoft's documentation (functions-for-customizing-application-data; sap-successfactors-attribute-reference).
enum NativeExpression {
    static func enabled(_ target: String, _ system: NativeHRSystem) -> String {
        let (yes, no) = target == "accountEnabled" ? ("True", "False") : ("False", "True")
        return switch system {
        case .workday:
            #"Switch([Active], , "1", IIF(DateDiff("d", Now(), CDate([StatusHireDate])) > 5, "\#(no)", "\#(yes)"), "0", "\#(no)")"#
        case .successFactors: #"Switch([activeEmploymentsCount], "\#(yes)", "0", "\#(no)")"#
        }
    }
}
