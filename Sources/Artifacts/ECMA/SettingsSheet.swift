import Analysis

/// The settings of one connector, page by page, as the configuration wizard of the ECMA Connector Host asks for them,
/// or as the portal does for an application that speaks SCIM.
///
/// Pages and fields stand in the wizard's own order under the wizard's own labels. Sources: Microsoft's how-tos for on-premises
/// provisioning by SQL, LDAP, PowerShell and web services (entra-docs of 2025-2026), the references of the MIM connectors, and
/// exported configurations. Where those leave a label or a value open, the note says so.
struct SettingsSheet: Sendable, Hashable {
    /// What must be there before the wizard is opened.
    let preparations: [Prose]
    let pages: [Page]
    let tests: [Test]
    /// What to do when something changes later, in order.
    var later: Later?

    struct Page: Sendable, Hashable {
        let title: String
        /// What a person should know before filling it in.
        let hint: Prose?
        let fields: [Field]

        init(_ title: String, hint: Prose? = nil, _ fields: [Field]) {
            self.title = title
            self.hint = hint
            self.fields = fields
        }
    }

    struct Field: Sendable, Hashable {
        let label: String
        let value: Value
        let origin: Origin
        let note: Prose?

        init(_ label: String, _ value: Value, _ origin: Origin, note: Prose? = nil) {
            self.label = label
            self.value = value
            self.origin = origin
            self.note = note
        }
    }

    enum Value: Sendable, Hashable {
        /// Typed, or chosen from a list.
        case text(String)
        case number(Int)
        case check(Bool)
        case empty
        /// The secret's name; its value is in no file.
        case secret(String)
        /// A generated file that is chosen, relative to the sheet.
        case file(String)
        /// A generated file whose content is pasted, relative to the sheet.
        case content(String)
        /// One of the attributes that Entra will see. `treatAsSingle`: the box of that name; nil where it does not matter.
        case attribute(treatAsSingle: Bool?)
        /// What the wizard fills in itself, and what to do with it.
        case shown(Prose)
    }

    /// Why a value is what it is.
    enum Origin: String, Sendable, Hashable {
        case plan
        /// A file that Entrain wrote beside the sheet.
        case generated
        /// Anything else does not work with the host, or with the generated files.
        case required
        /// The product's own value, written down so that a changed one is noticed.
        case standard = "default"
        /// Only the target or its administrators know it.
        case target
    }

    /// Something a person tries when the settings are typed in.
    struct Test: Sendable, Hashable {
        let what: Prose
        /// One line of PowerShell for the server; nil for what is done in the portal.
        let command: String?
        let expected: Prose
    }

    /// A change that comes sooner or later: `A new version of the library`, and its steps.
    struct Later: Sendable, Hashable {
        let title: String
        let steps: [Prose]
    }
}

extension SettingsSheet {
    /// nil for a connector that the host does not run.
    ///
    /// - Parameter scripts: those of a PowerShell connector, from ``ConnectorScriptFile/all(of:in:)``.
    init?(_ connector: CheckedConnector, mappings: [CheckedMapping], scripts: [ConnectorScriptFile]) {
        switch connector.target {
        case .sql(let target): self = SQLPages(connector, target, mappings: mappings).sheet
        case .powershell(let target): self = PowerShellPages(connector, target, scripts).sheet
        case .scripts(let target): self = PowerShellPages(connector, target, scripts).sheet
        case .ldap(let target): self = LDAPPages(connector, target, mapping: mappings.first).sheet
        case .webService(let target): self = WebServicePages(connector, target).sheet
        case .ecma2(let target): self = CustomPages(connector, target).sheet
        case .scim, .activeDirectory: return nil
        }
    }
}
