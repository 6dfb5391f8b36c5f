/// What a reader does with an element whose start it met.
public enum XMLInterest: Sendable {
    /// Go on into it; its children are asked for one by one. Its text is lost.
    case enter
    /// Read it as a whole and hand it over.
    case take
    /// Read over it.
    case skip
}

/// Takes out of a stream what matters. A file of hundreds of megabytes is held one small element at a time.
public protocol XMLVisitor {
    /// - Parameter path: the names of the elements that were entered, the root first.
    mutating func interest(in name: String, _ attributes: XMLAttributes, path: [String], at place: XMLPlace) -> XMLInterest
    mutating func take(_ element: XMLElement, path: [String])
    /// An element that was entered has ended.
    mutating func leave(_ name: String, path: [String])
}

extension XMLVisitor {
    public mutating func leave(_ name: String, path: [String]) {}
}
