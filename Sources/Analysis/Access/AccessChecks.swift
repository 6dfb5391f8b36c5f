import Diagnostics
import Microsoft
import Plan

/// Access packages: what a policy must say, and what becomes of those who have the right today.
extension Checker {
    /// How `starts` names them.
    var accessNames: [String] {
        plan.accessPackages.map { "access.\($0.name.value)" } + plan.workflows.map { "workflows.\($0.name.value)" }
    }

    mutating func checkPackages() -> [CheckedPackage] {
        checkTitles()
        return plan.accessPackages.compactMap { package in
            let findings = report.diagnostics.count
            checkResources(of: package)
            if let everyone = package.ask.first(where: { $0.value == .everyone }), let other = package.ask.first(where: { $0.value != .everyone }) {
                report.add(.everyoneAsks(everyone.span, other.span))
            }
            for case .application(let name, role: nil, _) in package.resources { report.add(.applicationRole(name)) }
            if package.fallback == nil {
                let manager = package.approve.first { $0.value == .manager }?.span ?? package.review?.by.flatMap { $0.value == .manager ? $0.span : nil }
                if let manager { report.add(.noFallback(package, manager)) }
            }
            if package.approve.count > 3 { report.add(.tooManyStages(package.approve[3].span, package.approve.count)) }
            if package.ask.isEmpty, let stage = package.approve.first { report.add(.approvalOfNobody(stage.span, package)) }
            if let replaces = package.replaces, package.holders == nil {
                addUnlessAccepted(.holdersLoseAccess(package, replaces), at: "access.\(package.name.value)")
            }
            guard let catalog = package.catalog, report.diagnostics[findings...].allSatisfy({ $0.severity != .error }) else { return nil }
            return CheckedPackage(
                name: package.name.value, title: package.notes.title ?? package.name.value, because: package.notes.because,
                catalog: catalog.value, resources: package.resources, ask: package.ask.map(\.value),
                assignedTo: package.assignedTo?.value, approve: package.approve.map(\.value), fallback: package.fallback?.value,
                duration: package.duration?.value, review: package.review, holders: package.holders?.value,
                replaces: package.replaces?.value, span: package.span)
        }
    }

    private mutating func checkResources(of package: AccessPackage) {
        var seen: [String: Span] = [:]
        for resource in package.resources {
            guard let first = seen.updateValue(resource.span, forKey: resource.words.lowercased()) else { continue }
            report.add(.resourceTwice(resource, first))
        }
    }

    /// What people see, and what the bundle finds things by.
    private mutating func checkTitles() {
        func check(_ things: [(title: String, span: Span)], _ what: String) {
            var seen: [String: Span] = [:]
            for (title, span) in things {
                if title.utf16.count > GovernanceLimits.title { report.add(.longTitle(title, title.utf16.count, at: span)) }
                if let first = seen.updateValue(span, forKey: title.lowercased()) { report.add(.titleTwice(title, what, at: span, first: first)) }
            }
        }
        check(plan.accessPackages.map { ($0.notes.title ?? $0.name.value, $0.span) }, "access package")
        check(plan.workflows.map { ($0.notes.title ?? $0.name.value, $0.span) }, "workflow")
        for catalog in plan.accessPackages.compactMap(\.catalog) where catalog.value.utf16.count > GovernanceLimits.title {
            report.add(.longTitle(catalog.value, catalog.value.utf16.count, at: catalog.span))
        }
    }

    mutating func resolvePackage(_ name: Spanned<String>, _ packages: [CheckedPackage]) -> CheckedPackage? {
        guard name.value.hasPrefix("access.") else { return nil }
        let wanted = name.value.dropFirst("access.".count)
        if !plan.accessPackages.contains(where: { $0.name.value == wanted }) { unknownName(name, "access package", known: accessNames) }
        return packages.first { $0.name == wanted }
    }

    mutating func checkAccessIsStarted(_ started: [String: Span]) {
        let misspelt = Set(started.keys.filter { !accessNames.contains($0) }.compactMap { nearest(to: $0, among: accessNames) })
        func check(_ name: String, _ span: Span) {
            if started[name] == nil, !misspelt.contains(name), !plan.phases.isEmpty { report.add(.accessNeverStarted(name, span)) }
        }
        for package in plan.accessPackages { check("access.\(package.name.value)", package.span) }
        for workflow in plan.workflows { check("workflows.\(workflow.name.value)", workflow.span) }
    }
}
