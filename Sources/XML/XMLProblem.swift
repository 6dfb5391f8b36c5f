/// Why a text was not read to its end, and where.
public struct XMLProblem: Error, Sendable, Equatable {
    public enum Kind: Sendable, Equatable {
        case malformed
        /// The text ends before its root element does.
        case truncated
        /// A document type declaration: refused before anything in it is looked at, so no entity is ever expanded or loaded.
        case documentType
        /// Nested too deep, or one element, tag or comment is too large to be held.
        case tooLarge
        /// The bytes are in an encoding that is not read, or not in the one that is declared.
        case encoding
        /// The file could not be read; the message is the system's.
        case unreadable
    }

    public let kind: Kind
    /// One clause, lower case.
    public let message: String
    public let place: XMLPlace
    /// The line around the place, at most a few hundred bytes of UTF-8.
    public let excerpt: [UInt8]
    /// The column, in characters, at which the excerpt begins.
    public let excerptColumn: Int
    public let help: String?

    public init(_ kind: Kind, _ message: String, at place: XMLPlace, excerpt: [UInt8] = [], excerptColumn: Int = 1, help: String? = nil) {
        self.kind = kind
        self.message = message
        self.place = place
        self.excerpt = excerpt
        self.excerptColumn = excerptColumn
        self.help = help
    }
}
