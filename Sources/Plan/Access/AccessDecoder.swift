import Diagnostics
import Microsoft
import YAMLSyntax

extension Decoder {
    mutating func package(_ name: Spanned<String>, _ node: YAMLNode) -> AccessPackage? {
        guard let fields = fields(node, Vocabulary.accessPackage) else { return nil }
        let resources = fields["resources"].map { items($0, "`resources`").compactMap { resource($0) } } ?? []
        return AccessPackage(
            name: name, notes: notes(fields), catalog: text(fields["catalog"]), resources: resources,
            ask: distinct(people(fields["ask"], words: ["everyone"]), "among those who may ask"),
            assignedTo: rule(fields["assigned-to"], MembershipRule.problem),
            approve: distinct(people(fields["approve"], words: ["manager"]), "among those who approve"), fallback: people(fields["fallback"], words: []).first,
            duration: days(fields["for"], upTo: 3660), review: fields["review"].flatMap { review($0) }, holders: text(fields["holders"]),
            replaces: text(fields["replaces"]), span: name.span)
    }

    private mutating func resource(_ node: YAMLNode) -> AccessPackage.Resource? {
        guard let fields = fields(node, Vocabulary.accessResource) else { return nil }
        if let group = text(fields["group"]) {
            if let application = fields.keySpans["application"] { report.add(.eitherOr("group", "application", application)) }
            return .group(group, word(fields["role"], "role in a group"), node.span)
        }
        guard let application = text(fields["application"]) else {
            // An empty name was reported as that.
            if fields.keySpans["group"] != nil || fields.keySpans["application"] != nil { return nil }
            report.add(.missingKey(Vocabulary.accessResource.keys[0], owner: Vocabulary.accessResource.owner, at: node))
            return nil
        }
        return .application(application, role: text(fields["role"]), node.span)
    }

    /// A word, `{group: NAME}` or `{user: NAME}`, or several.
    private mutating func people(_ node: YAMLNode?, words: [String]) -> [Spanned<AccessPackage.People>] {
        guard let node, !node.isNull else { return [] }
        if node.kind == .sequence { return node.items.flatMap { people($0, words: words) } }
        if node.kind == .mapping {
            guard let fields = fields(node, Vocabulary.accessPeople) else { return [] }
            if let group = text(fields["group"]) {
                if let user = fields.keySpans["user"] { report.add(.eitherOr("group", "user", user)) }
                return [Spanned(.group(group.value), group.span)]
            }
            if let user = text(fields["user"]) {
                checkUser(user)
                return [Spanned(.user(user.value), user.span)]
            }
            if fields.keySpans.isEmpty { report.add(.missingKey(Vocabulary.accessPeople.keys[0], owner: Vocabulary.accessPeople.owner, at: node)) }
            return []
        }
        guard let text = text(node) else { return [] }
        switch text.value {
        case "everyone" where words.contains("everyone"): return [Spanned(.everyone, text.span)]
        case "manager" where words.contains("manager"): return [Spanned(.manager, text.span)]
        default:
            report.add(.badPeople(text, words: words))
            return []
        }
    }

    /// Nobody answers twice, or asks by two ways.
    private mutating func distinct(_ people: [Spanned<AccessPackage.People>], _ where: String) -> [Spanned<AccessPackage.People>] {
        var seen: [String: Span] = [:]
        return people.filter { one in
            let name = one.value.words
            guard let first = seen.updateValue(one.span, forKey: name.lowercased()) else { return true }
            report.add(.namedTwice(Spanned(name, one.span), first, `where`))
            return false
        }
    }

    /// A rule in one of Microsoft's languages over users, as far as its service takes it.
    private mutating func rule(_ node: YAMLNode?, _ problem: (String) -> RuleProblem?) -> Spanned<String>? {
        guard let node, let text = text(node) else { return nil }
        if let problem = problem(text.value) {
            let isVerbatim = text.value == node.text && node.offsets(in: sources) != nil
            report.add(.badRule(problem, at: isVerbatim ? node.place(of: problem.range, in: sources) : text.span, exact: isVerbatim))
        }
        return text
    }

    private mutating func review(_ node: YAMLNode) -> AccessPackage.Review? {
        guard let fields = fields(node, Vocabulary.accessReview) else { return nil }
        let from = text(fields["from"])
        if let finding = from.flatMap(Diagnostic.badDay) { report.add(finding) }
        return .init(
            every: word(fields["every"], "interval"), by: people(fields["by"], words: ["manager"]).first, from: from,
            otherwise: word(fields["otherwise"], "outcome"), span: node.span)
    }

    /// `365 days`
    private mutating func days(_ node: YAMLNode?, upTo most: Int) -> Spanned<Int>? {
        guard let text = text(node) else { return nil }
        let words = text.value.split(separator: " ")
        guard words.count == 2, words[1] == "days" || words[1] == "day", let days = Int(words[0]), (1...most).contains(days) else {
            report.add(.badDuration(text, most: most))
            return nil
        }
        return Spanned(days, text.span)
    }

    mutating func workflow(_ name: Spanned<String>, _ node: YAMLNode) -> LifecycleWorkflow? {
        guard let fields = fields(node, Vocabulary.workflow) else { return nil }
        var trigger: LifecycleWorkflow.Trigger?
        if let on = fields["on"] {
            if on.kind == .mapping {
                if let keys = self.fields(on, Vocabulary.workflowChange) { trigger = .changes(names(keys["changes"], "an attribute whose change counts"), on.span) }
                if let days = fields.keySpans["days"] { report.add(.daysOfChange(days)) }
            } else if let moment: Spanned<LifecycleWorkflow.Moment> = word(on, "moment") {
                trigger = .moment(moment, days: integer(fields["days"], in: LifecycleTask.days))
            }
        }
        var people: LifecycleWorkflow.People?
        if let node = fields["people"], let keys = self.fields(node, Vocabulary.workflowPeople) {
            if let group = text(keys["group"]) {
                people = .group(group)
                if let rule = keys.keySpans["rule"] { report.add(.eitherOr("group", "rule", rule)) }
            } else {
                people = rule(keys["rule"], WorkflowRule.problem).map { .rule($0) }
                if keys.keySpans.isEmpty { report.add(.nothingSaid("the workflow is for nobody", at: node.span, help: "write {group: Sales}, or {rule: \"(department eq 'Sales')\"}")) }
            }
        }
        let tasks = fields["tasks"].map { items($0, "`tasks`").compactMap { task($0) } } ?? []
        return LifecycleWorkflow(name: name, notes: notes(fields), trigger: trigger, people: people, tasks: tasks, span: name.span)
    }

    /// `disable`, or `{add-to-groups: [Sales]}`
    private mutating func task(_ node: YAMLNode) -> LifecycleWorkflow.Task? {
        if node.kind == .mapping {
            guard let entry = node.entries.first, node.entries.count == 1, let word = entry.key.text else {
                report.add(.wrongShape("a task", wanted: "a word, or one word with what it is done with", found: node))
                return nil
            }
            let findings = report.diagnostics.count
            let values = names(entry.value, "what the task works with")
            // An empty name was reported; that there is none then is no second finding.
            if values.isEmpty, report.diagnostics.count > findings { return nil }
            return .init(word: Spanned(word, entry.key.span), values: values, span: node.span)
        }
        return text(node).map { .init(word: $0, values: [], span: node.span) }
    }
}
