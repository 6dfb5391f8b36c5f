import Diagnostics
import YAMLSyntax

extension Decoder {
    mutating func package(_ name: Spanned<String>, _ node: YAMLNode) -> AccessPackage? {
        guard let fields = fields(node, Vocabulary.accessPackage) else { return nil }
        let resources = fields["resources"].map { items($0, "`resources`").compactMap { resource($0) } } ?? []
        return AccessPackage(
            name: name, notes: notes(fields), catalog: text(fields["catalog"]), resources: resources,
            ask: people(fields["ask"], words: ["everyone"]), assignedTo: text(fields["assigned-to"]),
            approve: people(fields["approve"], words: ["manager"]), fallback: people(fields["fallback"], words: []).first,
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
            if let group = text(fields["group"]) { return [Spanned(.group(group.value), group.span)] }
            if let user = text(fields["user"]) { return [Spanned(.user(user.value), user.span)] }
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

    private mutating func review(_ node: YAMLNode) -> AccessPackage.Review? {
        guard let fields = fields(node, Vocabulary.accessReview) else { return nil }
        let from = text(fields["from"])
        if let from, !isDay(from.value) { report.add(.badDay(from.value, from.span)) }
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
                if let keys = self.fields(on, Vocabulary.workflowChange) { trigger = .changes(texts(keys["changes"]), on.span) }
                if let days = fields.keySpans["days"] { report.add(.daysOfChange(days)) }
            } else if let moment: Spanned<LifecycleWorkflow.Moment> = word(on, "moment") {
                trigger = .moment(moment, days: integer(fields["days"], in: -180...180))
            }
        }
        var people: LifecycleWorkflow.People?
        if let node = fields["people"], let keys = self.fields(node, Vocabulary.workflowPeople) {
            if let group = text(keys["group"]) {
                people = .group(group)
                if let rule = keys.keySpans["rule"] { report.add(.eitherOr("group", "rule", rule)) }
            } else {
                people = text(keys["rule"]).map { .rule($0) }
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
            return .init(word: Spanned(word, entry.key.span), values: texts(entry.value), span: node.span)
        }
        return text(node).map { .init(word: $0, values: [], span: node.span) }
    }
}
