import CLibYAML
import Diagnostics

/// YAML text → ``YAMLTree``, over libyaml's events.
public struct YAMLParser: Sendable {
    public var limits: YAMLLimits

    public init(limits: YAMLLimits = YAMLLimits()) {
        self.limits = limits
    }

    /// The tree of a file, or nil after a syntax error; either way `report` has what was found.
    public func parse(_ file: FileID, of sources: SourceMap, into report: inout Report) -> YAMLTree? {
        let source = sources[file]
        guard source.bytes.count <= limits.fileSize else {
            report.add(.fileTooLarge(Span(file: file, start: 0, end: 0), limit: limits.fileSize))
            return nil
        }
        return source.bytes.withUnsafeBufferPointer { buffer -> YAMLTree? in
            if let offset = firstInvalidUTF8(buffer) {
                report.add(.invalidUTF8(Span(file: file, start: Int32(offset), end: Int32(offset + 1)), bytes: buffer))
                return nil
            }
            // libyaml counts a byte-order mark as a character in some places and not in others; it never sees one.
            let bom = buffer.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
            let body = UnsafeBufferPointer(rebasing: buffer[bom...])
            var builder = TreeBuilder(file: file, bytes: body, base: Int32(bom), limits: limits)
            return builder.run(into: &report)
        }
    }
}

private struct TreeBuilder {
    private struct Open {
        let kind: YAMLTree.Node.Kind
        let node: Int32
        let anchor: String?
        var children: [YAMLTree.Child] = []
        /// Nodes that this collection stands for, aliases counted in full.
        var weight = 1
    }

    private struct Anchor {
        let node: Int32
        let weight: Int
        let isOpen: Bool
    }

    let file: FileID
    let bytes: UnsafeBufferPointer<UInt8>
    let base: Int32
    let limits: YAMLLimits
    let offsets: ByteOffsets

    private var nodes: [YAMLTree.Node] = []
    private var children: [YAMLTree.Child] = []
    private var text: [UInt8] = []
    private var stack: [Open] = []
    private var anchors: [String: Anchor] = [:]
    private var weights: [Int32: Int] = [:]
    private var root: Int32 = -1
    /// The last text between quotation marks that goes over several lines: often one whose closing mark is missing.
    private var suspiciousQuote: Span?

    init(file: FileID, bytes: UnsafeBufferPointer<UInt8>, base: Int32, limits: YAMLLimits) {
        self.file = file
        self.bytes = bytes
        self.base = base
        self.limits = limits
        self.offsets = ByteOffsets(bytes)
        nodes.reserveCapacity(bytes.count / 16)
        text.reserveCapacity(bytes.count)
    }

    mutating func run(into report: inout Report) -> YAMLTree? {
        var parser = yaml_parser_t()
        guard yaml_parser_initialize(&parser) == 1 else { return nil }
        defer { yaml_parser_delete(&parser) }
        yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(&parser, bytes.baseAddress, bytes.count)

        var documents = 0
        while true {
            var event = yaml_event_t()
            guard yaml_parser_parse(&parser, &event) == 1 else {
                report.add(syntaxError(parser))
                return nil
            }
            defer { yaml_event_delete(&event) }
            let span = span(event.start_mark, event.end_mark)
            switch event.type {
            case YAML_STREAM_END_EVENT:
                return YAMLTree(file: file, nodes: nodes, children: children, text: text, root: root)
            case YAML_DOCUMENT_START_EVENT:
                documents += 1
                if documents > 1 {
                    report.add(.severalDocuments(span))
                    return nil
                }
            case YAML_ALIAS_EVENT:
                let name = String(cString: event.data.alias.anchor)
                guard let anchor = anchors[name] else {
                    report.add(.unknownAlias(name, span, known: anchors.keys.sorted()))
                    return nil
                }
                if anchor.isOpen {
                    report.add(.recursiveAlias(name, span))
                    return nil
                }
                attach(anchor.node, span, weight: anchor.weight)
            case YAML_SCALAR_EVENT:
                let scalar = event.data.scalar
                if let tag = scalar.tag, !tagIsHarmless(tag) {
                    report.add(.yamlTag(String(cString: UnsafeRawPointer(tag).assumingMemoryBound(to: CChar.self)), span))
                    return nil
                }
                let low = Int32(text.count)
                text.append(contentsOf: UnsafeBufferPointer(start: scalar.value, count: scalar.length))
                if scalar.style == YAML_SINGLE_QUOTED_SCALAR_STYLE || scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE,
                    event.start_mark.line != event.end_mark.line
                {
                    suspiciousQuote = span
                }
                let kind: YAMLTree.Node.Kind = scalar.style == YAML_PLAIN_SCALAR_STYLE ? .plain : .quoted
                let node = add(kind, span, low: low, high: Int32(text.count))
                if let name = scalar.anchor.map(string) { anchors[name] = Anchor(node: node, weight: 1, isOpen: false) }
                attach(node, span, weight: 1)
            case YAML_MAPPING_START_EVENT, YAML_SEQUENCE_START_EVENT:
                if stack.count >= limits.depth {
                    report.add(.tooDeep(span, limit: limits.depth))
                    return nil
                }
                let isMapping = event.type == YAML_MAPPING_START_EVENT
                let tag = isMapping ? event.data.mapping_start.tag : event.data.sequence_start.tag
                if let tag, !tagIsHarmless(tag) {
                    report.add(.yamlTag(string(tag), span))
                    return nil
                }
                let anchor = (isMapping ? event.data.mapping_start.anchor : event.data.sequence_start.anchor).map(string)
                let node = add(isMapping ? .mapping : .sequence, span, low: 0, high: 0)
                if let anchor { anchors[anchor] = Anchor(node: node, weight: 0, isOpen: true) }
                stack.append(Open(kind: isMapping ? .mapping : .sequence, node: node, anchor: anchor))
            case YAML_MAPPING_END_EVENT, YAML_SEQUENCE_END_EVENT:
                guard close(span, into: &report) else { return nil }
            default:
                break
            }
            if let top = stack.last, top.weight > limits.expandedNodes {
                report.add(.aliasExpansion(span, limit: limits.expandedNodes))
                return nil
            }
        }
    }

    private mutating func add(_ kind: YAMLTree.Node.Kind, _ span: Span, low: Int32, high: Int32) -> Int32 {
        nodes.append(YAMLTree.Node(kind: kind, start: span.start, end: span.end, low: low, high: high))
        return Int32(nodes.count - 1)
    }

    private mutating func attach(_ node: Int32, _ span: Span, weight: Int) {
        if stack.isEmpty {
            root = node
        } else {
            let top = stack.count - 1
            stack[top].children.append(YAMLTree.Child(node: node, start: span.start, end: span.end))
            // Saturating: a billion laughs must not overflow.
            stack[top].weight = stack[top].weight.addingReportingOverflow(weight).overflow ? .max : stack[top].weight + weight
        }
    }

    private mutating func close(_ end: Span, into report: inout Report) -> Bool {
        guard var open = stack.popLast() else { return true }
        if open.kind == .mapping {
            guard checkKeys(open.children, into: &report) else { return false }
            guard merge(&open, into: &report) else { return false }
        }
        let low = Int32(children.count)
        children.append(contentsOf: open.children)
        let index = Int(open.node)
        nodes[index].low = low
        nodes[index].high = Int32(children.count)
        // libyaml ends a block collection at the next token, far below; it ends with its last child.
        let lastEnd = open.children.last?.end ?? nodes[index].end
        let isFlow = end.end > end.start
        nodes[index].end = isFlow ? end.end : max(nodes[index].end, lastEnd)
        if let anchor = open.anchor { anchors[anchor] = Anchor(node: open.node, weight: open.weight, isOpen: false) }
        let span = Span(file: file, start: nodes[index].start, end: nodes[index].end)
        attach(open.node, span, weight: open.weight)
        return true
    }

    private func key(_ child: YAMLTree.Child) -> ArraySlice<UInt8>? {
        let node = nodes[Int(child.node)]
        guard node.kind == .plain || node.kind == .quoted else { return nil }
        return text[Int(node.low)..<Int(node.high)]
    }

    /// Keys are scalars, each written once.
    private func checkKeys(_ pairs: [YAMLTree.Child], into report: inout Report) -> Bool {
        var seen: [ArraySlice<UInt8>: YAMLTree.Child] = [:]
        var fine = true
        for i in stride(from: 0, to: pairs.count, by: 2) {
            let place = Span(file: file, start: pairs[i].start, end: pairs[i].end)
            guard let name = key(pairs[i]) else {
                report.add(.collectionAsKey(place))
                fine = false
                continue
            }
            if let first = seen.updateValue(pairs[i], forKey: name) {
                let firstPlace = Span(file: file, start: first.start, end: first.end)
                report.add(.duplicateKey(String(decoding: name, as: UTF8.self), place, first: firstPlace))
                fine = false
            }
        }
        return fine
    }

    /// `<<: *defaults` or `<<: [*a, *b]`: entries that the mapping does not have itself; the first of several wins.
    private func merge(_ open: inout Open, into report: inout Report) -> Bool {
        guard let at = stride(from: 0, to: open.children.count, by: 2).first(where: { i in
            key(open.children[i]).map { $0.elementsEqual("<<".utf8) } == true && nodes[Int(open.children[i].node)].kind == .plain
        }) else { return true }
        let source = open.children[at + 1]
        open.children.removeSubrange(at...at + 1)
        let sourceNode = nodes[Int(source.node)]
        let maps = sourceNode.kind == .sequence ? children[Int(sourceNode.low)..<Int(sourceNode.high)].map(\.node) : [source.node]
        var own = Set(stride(from: 0, to: open.children.count, by: 2).compactMap { key(open.children[$0]) })
        for index in maps {
            let map = nodes[Int(index)]
            guard map.kind == .mapping else {
                report.add(.badMerge(Span(file: file, start: source.start, end: source.end)))
                return false
            }
            for i in stride(from: Int(map.low), to: Int(map.high), by: 2) {
                guard let name = key(children[i]), own.insert(name).inserted else { continue }
                open.children.append(children[i])
                open.children.append(children[i + 1])
            }
        }
        return true
    }

    private func span(_ start: yaml_mark_t, _ end: yaml_mark_t) -> Span {
        Span(
            file: file,
            start: base + Int32(offsets.offset(ofCodePoint: start.index)),
            end: base + Int32(offsets.offset(ofCodePoint: end.index))
        )
    }

    private func string(_ pointer: UnsafeMutablePointer<yaml_char_t>) -> String {
        String(cString: UnsafePointer(pointer))
    }

    /// `!!str` and `!` say nothing that a typed place does not say better; any other tag would be silently lost.
    private func tagIsHarmless(_ tag: UnsafeMutablePointer<yaml_char_t>) -> Bool {
        let tag = string(tag)
        return tag == "!" || tag.hasPrefix("tag:yaml.org,2002:")
    }

    private func syntaxError(_ parser: yaml_parser_t) -> Diagnostic {
        let failure = LibYAMLFailure(
            problem: parser.problem.map { String(cString: $0) } ?? "",
            context: parser.context.map { String(cString: $0) } ?? "",
            problemOffset: Int(base) + (parser.error == YAML_READER_ERROR ? parser.problem_offset
                : offsets.offset(ofCodePoint: parser.problem_mark.index)),
            contextOffset: Int(base) + offsets.offset(ofCodePoint: parser.context_mark.index),
            suspiciousQuote: suspiciousQuote
        )
        // Behind `...` only a new document may begin; whatever stands there was meant as one.
        if failure.problem == "did not find expected <document start>", root != nil {
            return .severalDocuments(Span(file: file, start: Int32(failure.problemOffset), end: Int32(failure.problemOffset)))
        }
        return failure.diagnostic(file: file, bytes: bytes, base: Int(base))
    }
}
