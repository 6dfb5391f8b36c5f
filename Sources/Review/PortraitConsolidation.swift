import Diagnostics
import Plan

extension Portrait {
    mutating func add(_ item: Consolidation) {
        let subject = Subject(.consolidation, item.name.value)
        add(subject, at: item.span)
        set(subject, "title", item.notes.title == item.name.value ? nil : item.notes.title)
        set(subject, "because", item.notes.because)
        if let former = item.notes.was, renames.isEmpty { formerNames[subject] = former }
        set(subject, "from", item.from.map { renames.system($0.value) }.sorted().joined(separator: ", "), at: item.from.first?.span)
        set(subject, "precedence", item.precedence.map { renames.system($0.value) }.joined(separator: ", "), at: item.precedence.first?.span)
        set(subject, "same-person", samePerson(item), at: item.samePerson.first?.source.span)
        set(subject, "several-rows", severalRows(item), at: item.severalRows.first?.choice.span)
        set(subject, "on-conflict", text(item.onConflict?.value, item), at: item.onConflict?.span)
        set(subject, "leavers-last", item.leaversLast ? "true" : nil)
        set(subject, "runs-on", item.runsOn?.value.rawValue, at: item.runsOn?.span)
        for attribute in item.attributes {
            let name = renames.attribute(attribute.name.value, of: item.name.value)
            var text = attribute.from.map(self.text).joined(separator: ", ")
            if let choice = attribute.onConflict?.value { text += ", on conflict \(self.text(choice, item) ?? "first")" }
            set(subject, "attribute \(name)", text, at: attribute.name.span)
            set(subject, "reason of \(name)", attribute.because, at: attribute.name.span)
        }
    }

    private func text(_ origin: Consolidation.Origin) -> String {
        "\(renames.system(origin.source.value)).\(renames.attribute(origin.attribute.value, of: origin.source.value))"
    }

    /// `hr.EmployeeID = agency.WorkerID or agency.BadgeID`
    private func samePerson(_ item: Consolidation) -> String {
        item.samePerson.map { part in
            part.attributes.map { "\(renames.system(part.source.value)).\(renames.attribute($0.value, of: part.source.value))" }.joined(separator: " or ")
        }.sorted().joined(separator: " = ")
    }

    /// One choice for all sources is the same choice said of each; `reject` is taken where nothing is said.
    private func severalRows(_ item: Consolidation) -> String? {
        var choices: [String: String] = [:]
        for (source, choice) in item.severalRows {
            guard case .newestBy(let attribute) = choice.value else { continue }
            for name in source.map({ [$0.value] }) ?? item.from.map(\.value) {
                choices[renames.system(name)] = "newest by \(renames.attribute(attribute.value, of: name))"
            }
        }
        return choices.isEmpty ? nil : choices.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
    }

    private func text(_ choice: Consolidation.OnConflict?, _ item: Consolidation) -> String? {
        switch choice {
        case nil, .first: return nil
        case .reject: return "reject"
        case .newestBy(let attribute):
            let names = item.from.map { renames.attribute(attribute.value, of: $0.value) }
            return "newest by \(names.first { $0 != attribute.value } ?? attribute.value)"
        }
    }
}
