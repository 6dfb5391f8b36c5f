import JSON

/// A settings sheet for programs. A secret is a name, never a value.
struct SettingsSheetJSON {
    let sheet: SettingsSheet
    let place: SettingsSheetPlace

    init(_ sheet: SettingsSheet, _ place: SettingsSheetPlace) {
        self.sheet = sheet
        self.place = place
    }

    var value: JSON {
        .compact([
            "connector": .string(place.connector),
            "title": .string(place.title),
            "origin": .string(place.origin),
            "server": place.server.map(JSON.string),
            "hostName": place.program == .wizard ? .string(place.hostName) : nil,
            "tenantURL": .string(place.tenantURL),
            "preparations": .strings(sheet.preparations.map(\.plain)),
            "pages": .array(sheet.pages.map(page)),
            "tests": .array(sheet.tests.map { test in
                .compact([
                    "what": .string(test.what.plain), "command": test.command.map(JSON.string), "expected": .string(test.expected.plain),
                ])
            }),
            "later": sheet.later.map { ["title": .string($0.title), "steps": .strings($0.steps.map(\.plain))] },
        ])
    }

    private func page(_ page: SettingsSheet.Page) -> JSON {
        .compact([
            "page": .string(page.title),
            "hint": page.hint.map { .string($0.plain) },
            "fields": .array(page.fields.map(field)),
        ])
    }

    private func field(_ field: SettingsSheet.Field) -> JSON {
        let (kind, value) = content(field.value)
        return .compact([
            "label": .string(field.label),
            "kind": .string(kind),
            "value": value,
            "from": .string(field.origin.rawValue),
            "note": field.note.map { .string($0.plain) },
        ])
    }

    private func content(_ value: SettingsSheet.Value) -> (kind: String, value: JSON?) {
        switch value {
        case .text(let text): ("text", .string(text))
        case .number(let number): ("number", .integer(number))
        case .check(let isOn): ("check", .bool(isOn))
        case .empty: ("empty", nil)
        case .secret(let name): ("secret", .string(name))
        case .file(let path): ("file", .string(path))
        case .content(let path): ("contentOfFile", .string(path))
        case .attribute(let isSingle): ("attribute", isSingle.map { ["treatAsSingleValue": .bool($0)] })
        case .shown(let what): ("instruction", .string(what.plain))
        }
    }
}
