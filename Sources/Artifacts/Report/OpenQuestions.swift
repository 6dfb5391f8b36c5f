import Analysis
import Plan

/// What nobody has answered yet: rules that are still in MIM's words, findings that are open, phases that nobody confirms.
struct OpenQuestions {
    struct Question {
        let what: String
        let why: String
    }

    private(set) var all: [Question] = []

    init(_ plan: CheckedPlan) {
        for rule in plan.unresolved {
            all.append(Question(
                what: "A rule of MIM is unresolved for \(rule.place): \(rule.rule)",
                why: rule.phases.isEmpty ? "Nothing waits for it." : "\(rule.phases.joined(separator: " and ")) can't be generated without it."))
        }
        for phase in plan.phases {
            for verdict in phase.verdicts where !verdict.holds {
                all.append(Question(
                    what: "Phase \(phase.number), \(phase.title): \(verdict.proof.rawValue) is refuted in \(verdict.open) of \(verdict.things)",
                    why: "entrain check names the places; each is mended, or accepted with a reason and an end."))
            }
            if phase.checks.isEmpty {
                all.append(Question(
                    what: "Nothing is to be confirmed after phase \(phase.number), \(phase.title)",
                    why: "Name in `checks` what a person must see before the next phase begins."))
            }
            if phase.pilot.isEmpty, !phase.starts.isEmpty {
                all.append(Question(what: "Phase \(phase.number), \(phase.title), has no pilot", why: "Everyone would be the first."))
            }
        }
        let started = Set(plan.phases.flatMap(\.starts).map(\.name))
        for mapping in plan.mappings where !started.contains(mapping.name) {
            all.append(Question(what: "No phase starts \(mapping.title)", why: "It is in the plan, and nobody gets anything from it."))
        }
        if let legacy = plan.legacy, !plan.phases.contains(where: \.retiresMIM) {
            let stopped = Set(plan.phases.flatMap(\.stopsAgents).map(\.name.value))
            let left = legacy.agents.filter { !stopped.contains($0.name.value) }
            if !left.isEmpty {
                all.append(Question(
                    what: "MIM stays: no phase stops \(left.map { $0.notes.title ?? $0.name.value }.joined(separator: ", "))",
                    why: "MIM 2016 is supported until 2029-01-09."))
            }
        }
    }
}

extension ReportPage {
    func questions(_ writer: inout HTMLWriter, _ questions: [OpenQuestions.Question]) {
        guard !questions.isEmpty else {
            writer.element("p", [:], "None: every rule is put into words, every phase has its pilot and its checks, and no finding is open.")
            return
        }
        writer.element("ul", ["class": "questions find"]) { list in
            for question in questions {
                list.line()
                list.element("li") { item in
                    item.element("strong") { prose(&$0, question.what) }
                    item.element("span", ["class": "under"]) { prose(&$0, question.why) }
                }
            }
        }
    }
}
