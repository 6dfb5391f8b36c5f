/// A settings sheet for the person at the wizard: one table a page.
struct SettingsSheetMarkdown {
    let sheet: SettingsSheet
    let place: SettingsSheetPlace

    init(_ sheet: SettingsSheet, _ place: SettingsSheetPlace) {
        self.sheet = sheet
        self.place = place
    }

    var text: String {
        let parts = [introduction, preparations] + sheet.pages.enumerated().map { page($1, number: $0 + 1) } + [tests, later].filter { !$0.isEmpty }
        return parts.joined(separator: "\n")
    }

    private var introduction: String {
        let name = place.program == .wizard ? place.hostName : place.connector
        var text = "# Settings of connector \(Markdown.text(name))\n\n"
        if place.title != place.connector { text += "\(Markdown.text(place.title))\n\n" }
        if let because = place.because { text += "\(Markdown.text(because))\n\n" }
        text += Markdown.text(place.origin) + "\n\n## Where\n\n"
        switch place.program {
        case .wizard:
            if let server = place.server { text += "- Server: \(Markdown.code(server))\n" }
            text += "- Program: start menu, **Microsoft ECMA2Host Configuration Wizard**, run as administrator, **New Connector**\n"
            text += "- Reached by Entra ID at \(Markdown.code(place.tenantURL))\n"
        case .portal:
            text += "- Program: Microsoft Entra admin center, **Enterprise apps**, the application, **Provisioning**\n"
            if let server = place.server { text += "- Agent on: \(Markdown.code(server))\n" }
            text += "- Endpoint: \(Markdown.code(place.tenantURL))\n"
        }
        text += """

            The column From says why a value is what it is: the plan says so; it was generated; it is required by the \
            \(place.program == .wizard ? "host" : "service") or by the generated files; it is the product's default, written down so that \
            a change is noticed; or only the target knows it.

            """
        return text
    }

    private var preparations: String {
        "## Before\n\n" + sheet.preparations.map { "- [ ] \(Markdown.text($0))\n" }.joined()
    }

    private func page(_ page: SettingsSheet.Page, number: Int) -> String {
        var text = "## \(number). \(Markdown.text(page.title))\n\n"
        if let hint = page.hint { text += Markdown.text(hint) + "\n" + (page.fields.isEmpty ? "" : "\n") }
        guard !page.fields.isEmpty else { return text }
        return text + Markdown.table(
            header: ["Field", "Value", "From", "Note"],
            rows: page.fields.map { field in
                [
                    Markdown.cell(field.label), value(field.value), field.origin.rawValue,
                    field.note.map(Markdown.text) ?? "",
                ]
            })
    }

    private func value(_ value: SettingsSheet.Value) -> String {
        switch value {
        case .text(let text): Markdown.code(text)
        case .number(let number): Markdown.code(String(number))
        case .check(let isOn): isOn ? "checked" : "unchecked"
        case .empty: "leave empty"
        case .secret(let name): "type the secret \(Markdown.code(name))"
        case .file(let path): "choose \(Markdown.code(path))"
        case .content(let path): "paste \(Markdown.code(path))"
        case .attribute(nil): "add"
        case .attribute(true?): "add; Treat as single value: checked, where it can be"
        case .attribute(false?): "add; Treat as single value: unchecked"
        case .shown(let what): Markdown.text(what)
        }
    }

    /// Those for the server first, in one session of PowerShell; then those in the portal.
    private var tests: String {
        var text = "## Then test\n\n"
        let onServer = sheet.tests.prefix { $0.command != nil }
        if !onServer.isEmpty {
            text += "On the server, with the service **Microsoft ECMA2Host** running, in PowerShell:\n"
            let folder = PowerShellWriter.literal(#"C:\Program Files\Microsoft ECMA2Host\Troubleshooting"#)
            text += "\n```powershell\nSet-Location \(folder)\n```\n\n"
        }
        text += sheet.tests.enumerated().map { index, test in
            var item = "\(index + 1). \(Markdown.text(test.what))\n\n"
            // Below the item; a command is one line of ASCII, so it cannot end the fence.
            if let command = test.command { item += "   ```powershell\n   \(command)\n   ```\n\n" }
            return item + "   \(Markdown.text(test.expected))\n"
        }.joined(separator: "\n")
        return text
    }

    private var later: String {
        guard let later = sheet.later else { return "" }
        let steps = later.steps.enumerated().map { "\($0 + 1). \(Markdown.text($1))\n" }.joined()
        return "## \(Markdown.text(later.title))\n\n\(steps)"
    }
}
