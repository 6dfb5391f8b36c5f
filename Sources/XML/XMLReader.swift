import CExpat

/// Reads XML 1.0 from a stream with expat, which knows the grammar; the limits and the refusals are ours.
///
/// A document type declaration ends the reading where it begins: no entity is ever declared, expanded or loaded.
public struct XMLReader: Sendable {
    public struct Limits: Sendable {
        /// Elements inside each other.
        public var depth = 200
        /// Bytes of one element that is taken as a whole, its children and their names among them.
        public var element = 64 << 20
        /// Bytes of one tag, comment or processing instruction.
        public var token = 4 << 20

        public init() {}
    }

    public var limits: Limits

    public init(limits: Limits = Limits()) {
        self.limits = limits
    }

    /// Reads a whole stream.
    public func read<Source: ByteSource, Visitor: XMLVisitor>(
        _ source: inout Source, into visitor: inout Visitor
    ) throws(XMLProblem) {
        let session = try Session(limits: limits, visitor: visitor)
        try session.run(&source)
        if let changed = session.visitor as? Visitor { visitor = changed }
    }

    /// A small text as a whole.
    public func tree(of text: String) throws(XMLProblem) -> XMLElement {
        var source = BytesInMemory(Array(text.utf8))
        var whole = WholeDocument()
        try read(&source, into: &whole)
        guard let root = whole.root else { throw XMLProblem(.truncated, "the text is empty", at: XMLPlace(line: 1, column: 1)) }
        return root
    }

    private struct WholeDocument: XMLVisitor {
        var root: XMLElement?

        func interest(in name: String, _ attributes: XMLAttributes, path: [String], at place: XMLPlace) -> XMLInterest { .take }
        mutating func take(_ element: XMLElement, path: [String]) { root = element }
    }
}

/// One run of expat.
private final class Session {
    let limits: XMLReader.Limits
    var visitor: any XMLVisitor
    private let parser: XML_Parser
    /// Names of all open elements.
    private var open: [String] = []
    /// Names of those that were entered.
    private var entered: [String] = []
    /// The elements that are being taken, the outermost first.
    private var taking: [XMLElement] = []
    private var takenBytes = 0
    /// How deep we are in an element that is read over; 0 outside.
    private var skipping = 0
    private var problem: XMLProblem?
    /// The last bytes that were read, for the excerpt of a finding.
    private var recent: [UInt8] = []

    init(limits: XMLReader.Limits, visitor: any XMLVisitor) throws(XMLProblem) {
        self.limits = limits
        self.visitor = visitor
        guard let parser = XML_ParserCreate("UTF-8") else {
            throw XMLProblem(.unreadable, "there is no memory for a reader", at: XMLPlace(line: 1, column: 1))
        }
        self.parser = parser
    }

    deinit {
        XML_ParserFree(parser)
    }

    func run<Source: ByteSource>(_ source: inout Source) throws(XMLProblem) {
        XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
        XML_SetElementHandler(parser, { data, name, attributes in
            guard let data, let name else { return }
            Unmanaged<Session>.fromOpaque(data).takeUnretainedValue().start(name, attributes)
        }, { data, _ in
            guard let data else { return }
            Unmanaged<Session>.fromOpaque(data).takeUnretainedValue().end()
        })
        XML_SetCharacterDataHandler(parser) { data, text, count in
            guard let data, let text else { return }
            Unmanaged<Session>.fromOpaque(data).takeUnretainedValue().text(text, Int(count))
        }
        XML_SetStartDoctypeDeclHandler(parser) { data, _, _, _, _ in
            guard let data else { return }
            Unmanaged<Session>.fromOpaque(data).takeUnretainedValue().documentType()
        }

        // Enough to tell the encoding; a source may hand out less at a time.
        var start: [UInt8] = []
        var pending: [UInt8]? = try piece(of: &source)
        while let more = pending, start.count < 512 {
            start += more
            pending = try piece(of: &source)
        }
        var encoding = XMLEncoding(start: start)
        if case .unknown(let name) = encoding.name {
            throw XMLProblem(.encoding, "the encoding `\(name.prefix(40))` is not read", at: XMLPlace(line: 1, column: 1),
                excerpt: Array(start.prefix { $0 != 0x0A }.prefix(120)), help: "save the file as UTF-8, and change its declaration")
        }
        var fed = 0
        var next: [UInt8]? = start
        while let current = next {
            next = pending
            if pending != nil { pending = try piece(of: &source) }
            // expat minds bytes that it is handed at once no more than bytes in pieces; we mind how much it may hold.
            var bytes = encoding.utf8(current, isLast: next == nil)
            remember(bytes)
            fed += bytes.count
            let status = bytes.withUnsafeMutableBufferPointer { buffer in
                buffer.withMemoryRebound(to: CChar.self) { XML_Parse(parser, $0.baseAddress, Int32($0.count), next == nil ? 1 : 0) }
            }
            if let problem { throw problem }
            if status == XML_STATUS_ERROR { throw failure(isEmpty: fed == 0) }
            if next != nil, fed - Int(XML_GetCurrentByteIndex(parser)) > limits.token {
                throw made(.tooLarge, "a tag or a comment begins here that is longer than \(limits.token >> 20) MB")
            }
        }
        if start.isEmpty { throw XMLProblem(.truncated, "the file is empty", at: XMLPlace(line: 1, column: 1)) }
    }

    private func piece<Source: ByteSource>(of source: inout Source) throws(XMLProblem) -> [UInt8]? {
        do {
            return try source.next()
        } catch {
            throw XMLProblem(.unreadable, "\(error)", at: place)
        }
    }

    // MARK: Events

    private var place: XMLPlace {
        XMLPlace(line: Int(XML_GetCurrentLineNumber(parser)), column: Int(XML_GetCurrentColumnNumber(parser)) + 1)
    }

    private func start(_ name: UnsafePointer<CChar>, _ list: UnsafeMutablePointer<UnsafePointer<CChar>?>?) {
        let name = local(name)
        open.append(name)
        if open.count > limits.depth {
            stop(.tooLarge, "elements are nested more than \(limits.depth) deep")
            return
        }
        if skipping > 0 {
            skipping += 1
            return
        }
        var pairs: [(name: String, value: String)] = []
        var i = 0
        while let list, let key = list[i], let value = list[i + 1] {
            let text = String(cString: value)
            if !taking.isEmpty { takenBytes += text.utf8.count + 64 }
            pairs.append((local(key), text))
            i += 2
        }
        let attributes = XMLAttributes(pairs: pairs)
        if taking.isEmpty {
            switch visitor.interest(in: name, attributes, path: entered, at: place) {
            case .enter: entered.append(name)
            case .skip: skipping = 1
            case .take:
                takenBytes = 0
                taking.append(XMLElement(name: name, attributes: attributes, place: place))
            }
        } else {
            takenBytes += name.utf8.count + 160
            taking.append(XMLElement(name: name, attributes: attributes, place: place))
            checkSize()
        }
    }

    private func end() {
        guard let name = open.popLast() else { return }
        if skipping > 0 {
            skipping -= 1
            return
        }
        guard let element = taking.popLast() else {
            entered.removeLast()
            visitor.leave(name, path: entered)
            return
        }
        if taking.isEmpty {
            visitor.take(element, path: entered)
        } else {
            taking[taking.count - 1].children.append(element)
        }
    }

    private func text(_ text: UnsafePointer<CChar>, _ count: Int) {
        guard !taking.isEmpty else { return }
        takenBytes += count
        let bytes = UnsafeRawBufferPointer(start: text, count: count)
        taking[taking.count - 1].rawText += String(decoding: bytes, as: UTF8.self)
        checkSize()
    }

    private func documentType() {
        stop(.documentType, "the file declares a document type (DOCTYPE)",
            help: "no export of MIM has one; it may make a reader load other files, or expand to any size. Export the file again")
    }

    private func checkSize() {
        if takenBytes > limits.element, problem == nil {
            stop(.tooLarge, "`\(taking.first?.name ?? "")` is larger than \(limits.element >> 20) MB")
        }
    }

    private func stop(_ kind: XMLProblem.Kind, _ message: String, help: String? = nil) {
        if problem == nil { problem = made(kind, message, help: help) }
        XML_StopParser(parser, XML_Bool(0))
    }

    private func local(_ name: UnsafePointer<CChar>) -> String {
        let name = String(cString: name)
        guard let colon = name.utf8.lastIndex(of: UInt8(ascii: ":")) else { return name }
        return String(name[name.utf8.index(after: colon)...])
    }

    // MARK: What went wrong

    private func failure(isEmpty: Bool) -> XMLProblem {
        let inner = open.last.map { "`<\($0)>`" } ?? "the root element"
        switch XML_GetErrorCode(parser) {
        case XML_ERROR_NO_ELEMENTS:
            return open.isEmpty
                ? made(.truncated, isEmpty ? "the file is empty" : "the file holds no element")
                : made(.truncated, "the file ends inside \(inner)", help: "it was cut off: export or copy it again")
        case XML_ERROR_UNCLOSED_TOKEN, XML_ERROR_PARTIAL_CHAR, XML_ERROR_UNCLOSED_CDATA_SECTION:
            return made(.truncated, "the file ends inside \(inner)", help: "it was cut off: export or copy it again")
        case XML_ERROR_TAG_MISMATCH:
            return made(.malformed, "this end tag does not close \(inner), which is open")
        case XML_ERROR_UNDEFINED_ENTITY:
            return made(.malformed, "an entity is used that is not defined", help: "only &lt; &gt; &amp; &apos; and &quot; are; write & as &amp;")
        case XML_ERROR_DUPLICATE_ATTRIBUTE:
            return made(.malformed, "an attribute is given twice")
        case XML_ERROR_JUNK_AFTER_DOC_ELEMENT:
            return made(.malformed, "something stands behind the root element", help: "was another file appended to this one?")
        case XML_ERROR_BAD_CHAR_REF:
            return made(.malformed, "a character is referred to that XML does not allow")
        case XML_ERROR_INVALID_TOKEN, XML_ERROR_INCORRECT_ENCODING:
            if !isValidUTF8 {
                return made(.encoding, "these bytes are not UTF-8",
                    help: "save the file as UTF-8, or declare what it is: <?xml version=\"1.0\" encoding=\"windows-1252\"?>")
            }
            return made(.malformed, "this is not XML", help: "a < or & of a text is written &lt; or &amp;")
        case let code:
            return made(.malformed, XML_ErrorString(code).map { String(cString: $0) } ?? "this is not XML")
        }
    }

    private var isValidUTF8: Bool {
        let behind = recent.suffix(distanceToEnd)
        return (1...4).contains { String(validating: behind.prefix($0), as: UTF8.self) != nil }
    }

    /// How many of the bytes that were handed over stand behind the place at fault.
    private var distanceToEnd: Int {
        max(0, handed - Int(XML_GetCurrentByteIndex(parser)))
    }

    private var handed = 0

    private func remember(_ bytes: [UInt8]) {
        handed += bytes.count
        recent = Array((recent.suffix(512) + bytes))
    }

    private func made(_ kind: XMLProblem.Kind, _ message: String, help: String? = nil) -> XMLProblem {
        let at = max(0, recent.count - distanceToEnd)
        var start = min(at, recent.count)
        while start > 0, at - start < 120, recent[start - 1] != 0x0A { start -= 1 }
        // Whole characters.
        while start < at, recent[start] & 0xC0 == 0x80 { start += 1 }
        var end = min(at, recent.count)
        while end < recent.count, end - at < 80, recent[end] != 0x0A, recent[end] != 0x0D { end += 1 }
        while end < recent.count, end > at, recent[end] & 0xC0 == 0x80 { end -= 1 }
        let place = self.place
        let before = String(decoding: recent[start..<at], as: UTF8.self).unicodeScalars.count
        return XMLProblem(
            kind, message, at: place, excerpt: Array(recent[start..<max(at, end)]), excerptColumn: max(1, place.column - before), help: help)
    }
}
