import Diagnostics
import YAMLSyntax

/// An ECMA2 connector that was written for MIM.
public struct CustomSettings: Sendable {
    public var library: Spanned<String>?
    public var dependencies: [Spanned<String>]
    public var takenFrom: Spanned<String>?
}

extension Decoder {
    mutating func customSettings(_ fields: Fields) -> CustomSettings {
        CustomSettings(
            library: text(fields["library"]),
            dependencies: texts(fields["dependencies"]),
            takenFrom: text(fields["from"]))
    }
}

extension Vocabulary {
    static let customConnector: [KeySet.Key] = [
        .init("library", required: true, "the connector's DLL"),
        .init("dependencies", "other DLLs that it needs beside it"),
        .init("from", "the management agent of MIM that it is taken from: legacy.NAME"),
    ]
}
