import Diagnostics
import YAMLSyntax

/// A provisioning agent, its ECMA Connector Host and the Windows server that both run on.
public struct Agent: Sendable {
    public enum Certificate: String, Sendable, CaseIterable {
        case selfSigned = "self-signed"
        case authority
    }

    public enum OperatingSystem: String, Sendable, CaseIterable {
        case windowsServer2012R2 = "windows-server-2012-r2"
        case windowsServer2016 = "windows-server-2016"
        case windowsServer2016Core = "windows-server-2016-core"
        case windowsServer2019 = "windows-server-2019"
        case windowsServer2019Core = "windows-server-2019-core"
        case windowsServer2022 = "windows-server-2022"
        case windowsServer2022Core = "windows-server-2022-core"
        case windowsServer2025 = "windows-server-2025"
        case windowsServer2025Core = "windows-server-2025-core"
    }

    /// PowerShell's own names.
    public enum ExecutionPolicy: String, Sendable, CaseIterable {
        case undefined = "Undefined"
        case remoteSigned = "RemoteSigned"
        case allSigned = "AllSigned"
        case restricted = "Restricted"
        case unrestricted = "Unrestricted"
        case bypass = "Bypass"
    }

    /// `switchValue` of the host's trace sources.
    public enum Logging: String, Sendable, CaseIterable {
        case off = "Off"
        case error = "Error"
        case warning = "Warning"
        case information = "Information"
        case verbose = "Verbose"
    }

    public var name: Spanned<String>
    public var notes: Notes
    public var server: Spanned<String>?
    public var port: Spanned<Int>?
    public var certificate: Spanned<Certificate>?
    public var certificateSubject: Spanned<String>?
    /// `yyyy-MM-dd`
    public var certificateEnds: Spanned<String>?
    public var standby: Spanned<String>?
    /// Four numbers: `1.1.2334.0`.
    public var version: Spanned<String>?
    public var operatingSystem: Spanned<OperatingSystem>?
    /// Of the .NET Framework: `4.7.2`.
    public var dotNet: Spanned<String>?
    /// In gigabytes.
    public var memory: Spanned<Int>?
    public var executionPolicy: Spanned<ExecutionPolicy>?
    public var logging: Spanned<Logging>?
    public var debug: Spanned<Bool>?
    public var span: Span
}

extension Decoder {
    mutating func agent(_ name: Spanned<String>, _ node: YAMLNode) -> Agent? {
        guard let fields = fields(node, Vocabulary.agent) else { return nil }
        let ends = text(fields["certificate-ends"])
        if let finding = ends.flatMap(Diagnostic.badDay) { report.add(finding) }
        return Agent(
            name: name, notes: notes(fields), server: text(fields["server"]), port: integer(fields["port"], in: 1...65_535),
            certificate: word(fields["certificate"], "certificate"), certificateSubject: text(fields["certificate-subject"]),
            certificateEnds: ends, standby: text(fields["standby"]), version: version(fields["version"]),
            operatingSystem: word(fields["os"], "operating system"), dotNet: version(fields["dot-net"]),
            memory: integer(fields["memory"], in: 1...16_384), executionPolicy: word(fields["execution-policy"], "execution policy"),
            logging: word(fields["logging"], "level of logging"), debug: boolean(fields["debug"]), span: name.span)
    }

    /// Numbers with dots between them.
    mutating func version(_ node: YAMLNode?) -> Spanned<String>? {
        guard let text = text(node) else { return nil }
        guard VersionNumber(text.value) != nil else {
            report.add(.badVersion(text.value, text.span))
            return nil
        }
        return text
    }
}

extension Vocabulary {
    public static let agent = KeySet("a provisioning agent", [
        .init("server", required: true, "the Windows server's name"),
        .init("port", "the port of the ECMA host there; 8585"),
        .init("certificate", "of the ECMA host: self-signed or authority"),
        .init("certificate-subject", "whom the certificate is made out to; the server's name"),
        .init("certificate-ends", "the certificate's last day, yyyy-MM-dd"),
        .init("standby", "the server of a passive agent and host, in another data centre"),
        .init("version", "of the agent, for example 1.1.2334.0"),
        .init("os", "windows-server-2016 or later; windows-server-2022-core for Server Core"),
        .init("dot-net", "of the .NET Framework, for example 4.8"),
        .init("memory", "of the server, in gigabytes"),
        .init("execution-policy", "of PowerShell on the server: RemoteSigned"),
        .init("logging", "switchValue of the ECMA host: Off, Error, Warning, Information or Verbose"),
        .init("debug", "true while the host's authentication is switched off for a look into its cache"),
    ], notes: true)
}
