import Analysis
import Expressions
import JSON
import Microsoft

/// One person as a SCIM user of API-driven inbound provisioning (inbound-provisioning-api-concepts), in an operation of a bulk
/// request: everything that is the same for all rows is put into words once.
///
/// Values go where ``InboundLayout`` says; an empty value is left out: the service then leaves the target alone.
final class SCIMUserProgram: @unchecked Sendable {
    // Never changed after `init`, so that workers may share it.
    private struct Text {
        var start: Int
        var count: Int
    }

    private struct Member {
        enum Kind { case string, boolean, integer }
        /// `,"name":`
        let name: Text
        let column: Int
        let kind: Kind
    }

    private typealias Members = UnsafeBufferPointer<Member>
    private let literals = ByteBuffer(capacity: 4_096)
    /// Those of `literals`, at hand.
    private let text: UnsafePointer<UInt8>
    private let userNameColumn: Int
    private let managerColumn: Int?

    private let open: Text
    private let path: Text
    private let schemas: [Text]
    private let externalID: Text
    private let userName: Text
    private let nameOpen: Text
    private let name: Members
    private let core: Members
    private let active: Text
    private let inactive: Text
    private let addressOpen: Text
    private let address: Members
    private let phonesOpen: Text
    private let phones: Members
    private let enterpriseOpen: Text
    private let enterprise: Members
    private let managerOpen: Text
    private let ownOpen: Text
    private let own: Members
    private let uses: Int

    static let requestOpen = Array("{\"schemas\":[\"\(SCIMSlot.bulkURN)\"],\"Operations\":[".utf8)
    static let requestClose = Array("],\"failOnErrors\":null}\n".utf8)

    init(_ layout: InboundLayout) {
        let shape = SCIMUserShape(layout)
        userNameColumn = shape.userName
        managerColumn = shape.manager
        let literals = literals
        func text(_ text: String) -> Text {
            let start = literals.count
            literals.append(text)
            return Text(start: start, count: literals.count - start)
        }
        func members(_ list: [Member]) -> Members {
            let place = UnsafeMutableBufferPointer<Member>.allocate(capacity: list.count)
            _ = place.initialize(from: list)
            return Members(place)
        }
        func member(_ place: SCIMUserShape.Place, _ kind: Member.Kind) -> Member {
            Member(name: text(",\(quoted(place.name)):"), column: place.column, kind: kind)
        }
        open = text("{\"method\":\"POST\",\"bulkId\":")
        path = text(",\"path\":\"/Users\",\"data\":{\"schemas\":[")
        schemas = [[], [SCIMSlot.enterpriseURN], [layout.customURN], [SCIMSlot.enterpriseURN, layout.customURN]].map { more in
            text(([SCIMSlot.coreURN] + more).map(quoted).joined(separator: ",") + "]")
        }
        externalID = text(",\"externalId\":")
        userName = text(",\"userName\":")
        nameOpen = text(",\"name\":{")
        name = members(shape.name.map { member($0, .string) })
        core = members(shape.core.map { member($0, $0.type.base == .boolean ? .boolean : .string) })
        active = text(",\"active\":true")
        inactive = text(",\"active\":false")
        addressOpen = text(",\"addresses\":[{\"type\":\"work\"")
        address = members(shape.address.map { member($0, .string) })
        phonesOpen = text(",\"phoneNumbers\":[")
        phones = members(shape.phones.map { place in
            Member(name: text(",{\"type\":\(quoted(place.name)),\"value\":"), column: place.column, kind: .string)
        })
        enterpriseOpen = text(",\(quoted(SCIMSlot.enterpriseURN)):{")
        enterprise = members(shape.enterprise.map { member($0, .string) })
        managerOpen = text(",\"manager\":{\"value\":")
        ownOpen = text(",\(quoted(layout.customURN)):{")
        own = members(shape.custom.map { place in
            switch place.type.base {
            case .boolean: member(place, .boolean)
            case .integer: member(place, .integer)
            default: member(place, .string)
            }
        })
        self.text = UnsafePointer(literals.start)
        uses = layout.columns.map(\.slots.count).max() ?? 1
    }

    deinit {
        for members in [name, core, address, phones, enterprise, own] { members.deallocate() }
    }

    /// Appends one operation of a bulk request.
    ///
    /// - Parameters:
    ///   - values: in the order of the layout's columns.
    ///   - active: nil where the plan maps `accountEnabled` itself.
    func append(key: Slice, values: UnsafeMutableBufferPointer<Slice>, active: Bool?, to out: ByteBuffer) {
        var size = 0
        for value in values { size += value.count }
        // A byte becomes six at most. The key stands three times, and every value as often as it has places.
        out.reserve(literals.count + 64 + 3 * (6 * key.count + 2) + uses * (6 * size + 2 * values.count) + phones.count)
        func present(_ members: Members) -> Bool {
            for member in members where values[member.column].count > 0 { return true }
            return false
        }
        let manager = managerColumn.map { values[$0] } ?? Slice(start: key.start, count: 0)
        let hasWork = !manager.isEmpty || present(enterprise)
        let hasOwn = present(own)

        put(open, out)
        out.putString(key)
        put(path, out)
        put(schemas[(hasWork ? 1 : 0) + (hasOwn ? 2 : 0)], out)
        put(externalID, out)
        out.putString(key)
        put(userName, out)
        let name = values[userNameColumn]
        out.putString(name.isEmpty ? key : name)
        if present(self.name) {
            put(nameOpen, out)
            _ = list(self.name, values, out, isFirst: true)
            out.put(UInt8(ascii: "}"))
        }
        _ = list(core, values, out, isFirst: false)
        if let active { put(active ? self.active : inactive, out) }
        if present(address) {
            put(addressOpen, out)
            _ = list(address, values, out, isFirst: false)
            out.put(UInt8(ascii: "}"))
            out.put(UInt8(ascii: "]"))
        }
        var isFirst = true
        for phone in phones where values[phone.column].count > 0 {
            if isFirst { put(phonesOpen, out) }
            put(phone.name, out, without: isFirst ? 1 : 0)
            out.putString(values[phone.column])
            out.put(UInt8(ascii: "}"))
            isFirst = false
        }
        if !isFirst { out.put(UInt8(ascii: "]")) }
        if hasWork {
            put(enterpriseOpen, out)
            let isFirst = list(enterprise, values, out, isFirst: true)
            if !manager.isEmpty {
                // The manager's externalId; the service resolves it, in whatever order people come.
                put(managerOpen, out, without: isFirst ? 1 : 0)
                out.putString(manager)
                out.put(UInt8(ascii: "}"))
            }
            out.put(UInt8(ascii: "}"))
        }
        if hasOwn {
            put(ownOpen, out)
            _ = list(own, values, out, isFirst: true)
            out.put(UInt8(ascii: "}"))
        }
        out.put(UInt8(ascii: "}"))
        out.put(UInt8(ascii: "}"))
    }

    /// Whether nothing was written.
    private func list(_ members: Members, _ values: UnsafeMutableBufferPointer<Slice>, _ out: ByteBuffer, isFirst: Bool) -> Bool {
        var isFirst = isFirst
        for member in members {
            let value = values[member.column]
            if value.isEmpty { continue }
            put(member.name, out, without: isFirst ? 1 : 0)
            isFirst = false
            switch member.kind {
            case .string: out.putString(value)
            case .boolean: out.putWord(value.count == 4 ? "true" : "false")
            case .integer:
                if let number = Int(value.text) { out.putWord(String(number)) } else { out.putString(value) }
            }
        }
        return isFirst
    }

    @inline(__always) private func put(_ text: Text, _ out: ByteBuffer, without first: Int = 0) {
        out.put(self.text + (text.start + first), text.count - first)
    }
}

private func quoted(_ text: String) -> String {
    var writer = JSONWriter()
    writer.writeString(text)
    return String(decoding: writer.bytes, as: UTF8.self)
}

/// Writing where there is room already; see ``ByteBuffer/reserve(_:)``.
extension ByteBuffer {
    @inline(__always) func put(_ byte: UInt8) {
        start[count] = byte
        count += 1
    }

    @inline(__always) func put(_ from: UnsafePointer<UInt8>, _ size: Int) {
        UnsafeMutableRawPointer(end).copyMemory(from: from, byteCount: size)
        count += size
    }

    func putWord(_ text: String) {
        for byte in text.utf8 { put(byte) }
    }

    /// The same as `JSONWriter.writeString`, whose escapes are meant. A slice lies in a ``ByteBuffer``: what is behind it can be read.
    func putString(_ value: Slice) {
        var from = value.start
        var left = value.count
        var to = end
        to[0] = UInt8(ascii: "\"")
        to += 1
        while left > 0 {
            let word = Words.load(from)
            var stops = Words.zeros(word ^ (Words.low &* 0x22)) | Words.zeros(word ^ (Words.low &* 0x5C))
            stops |= Words.zeros(word ^ (Words.low &* 0x7F)) | Words.zeros(word ^ (Words.low &* 0xE2))
            stops |= (word &- (Words.low &* 0x20)) & ~word & Words.high
            UnsafeMutableRawPointer(to).storeBytes(of: word.littleEndian, as: UInt64.self)
            let plain = min(stops == 0 ? 8 : stops.trailingZeroBitCount >> 3, left)
            from += plain
            to += plain
            left -= plain
            guard stops != 0, left > 0 else { continue }
            let byte = from[0]
            let isSeparator = byte == 0xE2 && left > 2 && from[1] == 0x80 && from[2] & 0xFE == 0xA8
            var short: UInt8 = 0
            switch byte {
            case 0x22, 0x5C: short = byte
            case 0x0A: short = UInt8(ascii: "n")
            case 0x0D: short = UInt8(ascii: "r")
            case 0x09: short = UInt8(ascii: "t")
            default: break
            }
            if short != 0 {
                to[0] = UInt8(ascii: "\\")
                to[1] = short
                to += 2
            } else if byte < 0x20 || byte == 0x7F || isSeparator {
                let code = isSeparator ? 0x2000 | UInt32(from[2] & 0x3F) : UInt32(byte)
                to[0] = UInt8(ascii: "\\")
                to[1] = UInt8(ascii: "u")
                for digit in 0..<4 {
                    let value = UInt8(truncatingIfNeeded: code >> UInt32(12 - 4 * digit)) & 0xF
                    to[2 + digit] = value < 10 ? 0x30 + value : 0x57 + value
                }
                to += 6
            } else {
                to[0] = byte
                to += 1
            }
            from += isSeparator ? 3 : 1
            left -= isSeparator ? 3 : 1
        }
        to[0] = UInt8(ascii: "\"")
        count = to + 1 - start
    }
}
