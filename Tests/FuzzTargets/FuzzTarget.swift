/// A reader of text from outside, as a fuzzer sees it: it takes any bytes, ends soon, and what comes out keeps the reader's promises.
public struct FuzzTarget: Sendable {
    /// Also the name of its seeds' folder and of its dictionary below `Tests/Fixtures/fuzz`.
    public let name: String
    private let body: @Sendable ([UInt8]) throws -> Void

    init(_ name: String, _ body: @escaping @Sendable ([UInt8]) throws -> Void) {
        self.name = name
        self.body = body
    }

    /// - Throws: ``BrokenPromise``, when what comes out is not what was promised.
    public func take(_ bytes: [UInt8]) throws { try body(bytes) }

    public static let all: [FuzzTarget] = [.yaml, .plan, .expression, .pattern, .csv, .json, .xml, .script, .directory]

    public static func named(_ name: String) -> FuzzTarget? { all.first { $0.name == name } }
}

/// What was promised of every input, and does not hold of this one.
public struct BrokenPromise: Error, CustomStringConvertible {
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}

/// Holds something that must be so.
func promise(_ holds: Bool, _ what: @autoclosure () -> String) throws {
    if !holds { throw BrokenPromise(what()) }
}
