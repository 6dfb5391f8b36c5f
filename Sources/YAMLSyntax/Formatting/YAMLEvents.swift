import CLibYAML

/// What a YAML text says, event by event, with its places: for whoever rewrites a text and must not change what it says.
///
/// Nothing of the plan language is in it: several documents, tags and keys that are collections are all fine.
public struct YAMLEvents: Sendable {
    public struct Event: Sendable {
        enum Kind: Hashable, Sendable {
            case documentStart, documentEnd
            case alias(String)
            case scalar(String, style: Int)
            case mapping(isFlow: Bool), sequence(isFlow: Bool)
            case end
        }

        let kind: Kind
        let anchor: String?
        let tag: String?
        /// Byte offsets.
        let start: Int
        let end: Int

        /// A scalar without an anchor or a tag.
        var isPlainKey: Bool {
            if case .scalar = kind { anchor == nil && tag == nil } else { false }
        }
    }

    let events: [Event]

    /// nil where libyaml does not take the text.
    public init?(_ bytes: [UInt8]) {
        var events: [Event] = []
        let isFine = bytes.withUnsafeBufferPointer { buffer -> Bool in
            guard firstInvalidUTF8(buffer) == nil else { return false }
            let offsets = ByteOffsets(buffer)
            var parser = yaml_parser_t()
            guard yaml_parser_initialize(&parser) == 1 else { return false }
            defer { yaml_parser_delete(&parser) }
            yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
            yaml_parser_set_input_string(&parser, buffer.baseAddress, buffer.count)
            while true {
                var event = yaml_event_t()
                guard yaml_parser_parse(&parser, &event) == 1 else { return false }
                defer { yaml_event_delete(&event) }
                let start = offsets.offset(ofCodePoint: event.start_mark.index), end = offsets.offset(ofCodePoint: event.end_mark.index)
                func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? { pointer.map { String(cString: $0) } }
                func add(_ kind: Event.Kind, anchor: String? = nil, tag: String? = nil) {
                    events.append(Event(kind: kind, anchor: anchor, tag: tag, start: start, end: end))
                }
                switch event.type {
                case YAML_STREAM_END_EVENT: return true
                case YAML_DOCUMENT_START_EVENT: add(.documentStart)
                case YAML_DOCUMENT_END_EVENT: add(.documentEnd)
                case YAML_ALIAS_EVENT: add(.alias(text(event.data.alias.anchor) ?? ""))
                case YAML_SCALAR_EVENT:
                    let scalar = event.data.scalar
                    let value = String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
                    add(.scalar(value, style: Int(scalar.style.rawValue)), anchor: text(scalar.anchor), tag: text(scalar.tag))
                case YAML_MAPPING_START_EVENT:
                    let start = event.data.mapping_start
                    add(.mapping(isFlow: start.style == YAML_FLOW_MAPPING_STYLE), anchor: text(start.anchor), tag: text(start.tag))
                case YAML_SEQUENCE_START_EVENT:
                    let start = event.data.sequence_start
                    add(.sequence(isFlow: start.style == YAML_FLOW_SEQUENCE_STYLE), anchor: text(start.anchor), tag: text(start.tag))
                case YAML_MAPPING_END_EVENT, YAML_SEQUENCE_END_EVENT: add(.end)
                default: break
                }
            }
        }
        guard isFine else { return nil }
        self.events = events
    }

    /// Whether two texts say the same: values, styles, anchors and tags, wherever they stand.
    public func isSame(as other: YAMLEvents) -> Bool {
        events.count == other.events.count && zip(events, other.events).allSatisfy { left, right in
            left.kind == right.kind && left.anchor == right.anchor && left.tag == right.tag
        }
    }
}
