import JSON

extension SourceProfile {
    public func text(_ places: PlanPlaces) -> String {
        var text = "\(source): \(rows) row\(rows == 1 ? "" : "s"), \(columns.count) columns\n"
        if broken > 0 { text += "  ! \(broken) rows do not read as the header says\n" }
        if !absent.isEmpty { text += "  ! not in the file: \(absent.joined(separator: ", "))\n" }
        let width = max(6, columns.map(\.name.count).max() ?? 0)
        func pad(_ text: String, _ width: Int) -> String { text + String(repeating: " ", count: max(0, width - text.count)) }
        text += "\n  \(pad("column", width))  \(pad("filled", 8))\(pad("length", 10))\(pad("distinct", 10))characters\n"
        for column in columns {
            let percent = column.rows == 0 ? 0 : column.filled * 100 / column.rows
            // Almost everybody is not everybody.
            let fill = column.filled == 0 ? "none" : column.filled == column.rows ? "all" : percent == 0 ? "< 1 %" : "\(percent) %"
            let length = column.filled == 0 ? "" : column.minLength == column.maxLength ? "\(column.maxLength)" : "\(column.minLength)–\(column.maxLength)"
            text += "  \(pad(column.name, width))  \(pad(fill, 8))\(pad(length, 10))\(pad(column.filled == 0 ? "" : "\(column.distinct)\(column.isDistinctExact ? "" : "+")", 10))"
            text += column.characters.names.joined(separator: ", ") + (column.padded > 0 ? "; \(column.padded) with blanks at an end" : "") + "\n"
        }
        let few = columns.compactMap { column in column.values.flatMap { $0.count <= 8 && $0.count > 0 && $0.count < column.filled ? (column, $0) : nil } }
        if !few.isEmpty {
            text += "\n  values\n"
            for (column, values) in few {
                let list = values.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
                text += "  \(pad(column.name, width))  \(list)\n"
            }
        }
        if !misfits.isEmpty {
            text += "\n  none of the declared type\n"
            for misfit in misfits { text += "  \(pad(misfit.column, width))  \(misfit.code): \(misfit.count) rows, the first in line \(misfit.line); the plan says \(misfit.type)\n" }
        }
        for arm in uncovered {
            let list = arm.values.map { "\($0.text.isEmpty ? "(empty)" : $0.text) \($0.count)" }.joined(separator: ", ")
            text += "\n  the Switch of `\(arm.attribute)` in \(arm.mapping) has no arm for \(arm.rows) rows: they get its default, \(arm.fallback)   \(places.name(arm.place))\n    \(list)\n"
        }
        text += "\n  " + (candidates.isEmpty
            ? "no column identifies a person: each is empty or repeated somewhere\n" : "could identify a person: \(candidates.joined(separator: ", "))\n")
        if let key, let column = columns.first(where: { $0.name == key }), column.rows > 0, !column.identifies {
            text += "  ! the key \(key) does not: \(column.rows - column.filled) empty, \(column.repeated) repeated\n"
        }
        return text
    }

    public func json(_ places: PlanPlaces) -> JSON {
        .compact([
            "source": .string(source),
            "rows": .integer(rows),
            "broken": .integer(broken),
            "absent": .strings(absent),
            "unknown": .strings(unknown),
            "columns": .array(columns.map { column in
                .compact([
                    "name": .string(column.name),
                    "filled": .integer(column.filled),
                    "minLength": column.filled == 0 ? nil : .integer(column.minLength),
                    "maxLength": column.filled == 0 ? nil : .integer(column.maxLength),
                    "distinct": .integer(column.distinct),
                    "distinctIsExact": .bool(column.isDistinctExact),
                    "characters": .strings(column.characters.names),
                    "padded": .integer(column.padded),
                    "identifies": .bool(column.identifies),
                    "inferredType": .string(column.type(isKey: column.name == key).description),
                    "values": column.values.flatMap { values in
                        values.isEmpty ? nil : .object(values.sorted { $0.key < $1.key }.map { .init($0.key, .integer($0.value)) })
                    },
                ])
            }),
            "misfits": .array(misfits.map {
                ["column": .string($0.column), "code": .string($0.code), "type": .string($0.type), "rows": .integer($0.count), "firstLine": .integer($0.line)]
            }),
            "withoutArm": .array(uncovered.map { arm in
                [
                    "mapping": .string(arm.mapping), "attribute": .string(arm.attribute), "column": .string(arm.column), "rows": .integer(arm.rows),
                    "default": .string(arm.fallback), "values": .object(arm.values.map { .init($0.text, .integer($0.count)) }), "plan": .string(places.name(arm.place)),
                ]
            }),
            "candidates": .strings(candidates),
        ])
    }
}
