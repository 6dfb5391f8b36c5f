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
    private struct Member {
        enum Kind { case string, boolean, integer }
        /// `,"name":`
        let name: BytePen.Text
        let column: Int
        let kind: Kind
    }

    private typealias Members = UnsafeBufferPointer<Member>
    private let literals = ByteBuffer(capacity: 4_096)
    /// Those of `literals`, at hand.
    private let text: UnsafePointer<UInt8>
    private let userNameColumn: Int
    private let managerColumn: Int?

    private let open: BytePen.Text
    private let path: BytePen.Text
    private let schemas: [BytePen.Text]
    private let externalID: BytePen.Text
    private let userName: BytePen.Text
    private let nameOpen: BytePen.Text
    private let name: Members
    private let core: Members
    private let active: BytePen.Text
    private let inactive: BytePen.Text
    private let addressOpen: BytePen.Text
    private let address: Members
    private let phonesOpen: BytePen.Text
    private let phones: Members
    private let enterpriseOpen: BytePen.Text
    private let enterprise: Members
    private let managerOpen: BytePen.Text
    private let ownOpen: BytePen.Text
    private let own: Members
    private let uses: Int

    static let requestOpen = Array("{\"schemas\":[\"\(SCIMSlot.bulkURN)\"],\"Operations\":[".utf8)
    static let requestClose = Array("],\"failOnErrors\":null}\n".utf8)

    init(_ layout: InboundLayout) {
        let shape = SCIMUserShape(layout)
        userNameColumn = shape.userName
        managerColumn = shape.manager
        let literals = literals
        func text(_ text: String) -> BytePen.Text {
            let start = literals.count
            literals.append(text)
            return BytePen.Text(start: start, count: literals.count - start)
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
    ///   - size: of all values, or more.
    ///   - active: nil where the plan maps `accountEnabled` itself.
    func append(key: Slice, values: UnsafeMutableBufferPointer<Slice>, size: Int, active: Bool?, to out: ByteBuffer) {
        // A byte becomes six at most. The key stands three times, and every value as often as it has places.
        out.reserve(literals.count + 64 + 3 * (6 * key.count + 2) + uses * (6 * size + 2 * values.count) + phones.count)
        func present(_ members: Members) -> Bool {
            for member in members where values[member.column].count > 0 { return true }
            return false
        }
        let manager = managerColumn.map { values[$0] } ?? Slice(start: key.start, count: 0)
        let hasWork = !manager.isEmpty || present(enterprise)
        let hasOwn = present(own)

        var pen = BytePen(at: out.end, text)
        pen.put(open)
        pen.putString(key)
        pen.put(path)
        pen.put(schemas[(hasWork ? 1 : 0) + (hasOwn ? 2 : 0)])
        pen.put(externalID)
        pen.putString(key)
        pen.put(userName)
        let name = values[userNameColumn]
        pen.putString(name.isEmpty ? key : name)
        if present(self.name) {
            pen.put(nameOpen)
            _ = list(self.name, values, &pen, isFirst: true)
            pen.put(UInt8(ascii: "}"))
        }
        _ = list(core, values, &pen, isFirst: false)
        if let active { pen.put(active ? self.active : inactive) }
        if present(address) {
            pen.put(addressOpen)
            _ = list(address, values, &pen, isFirst: false)
            pen.put(UInt8(ascii: "}"))
            pen.put(UInt8(ascii: "]"))
        }
        var isFirst = true
        for phone in phones where values[phone.column].count > 0 {
            if isFirst { pen.put(phonesOpen) }
            pen.put(phone.name, without: isFirst ? 1 : 0)
            pen.putString(values[phone.column])
            pen.put(UInt8(ascii: "}"))
            isFirst = false
        }
        if !isFirst { pen.put(UInt8(ascii: "]")) }
        if hasWork {
            pen.put(enterpriseOpen)
            let isFirst = list(enterprise, values, &pen, isFirst: true)
            if !manager.isEmpty {
                // The manager's externalId; the service resolves it, in whatever order people come.
                pen.put(managerOpen, without: isFirst ? 1 : 0)
                pen.putString(manager)
                pen.put(UInt8(ascii: "}"))
            }
            pen.put(UInt8(ascii: "}"))
        }
        if hasOwn {
            pen.put(ownOpen)
            _ = list(own, values, &pen, isFirst: true)
            pen.put(UInt8(ascii: "}"))
        }
        pen.put(UInt8(ascii: "}"))
        pen.put(UInt8(ascii: "}"))
        out.count = pen.to - out.start
    }

    /// Whether nothing was written.
    @inline(__always) private func list(
        _ members: Members, _ values: UnsafeMutableBufferPointer<Slice>, _ out: inout BytePen, isFirst: Bool
    ) -> Bool {
        var pen = out
        var isFirst = isFirst
        for member in members {
            let value = values[member.column]
            if value.isEmpty { continue }
            pen.put(member.name, without: isFirst ? 1 : 0)
            isFirst = false
            switch member.kind {
            case .string: pen.putString(value)
            case .boolean: pen.putWord(value.count == 4 ? "true" : "false")
            case .integer:
                if let number = Int(value.text) { pen.putWord(String(number)) } else { pen.putString(value) }
            }
        }
        out = pen
        return isFirst
    }
}

private func quoted(_ text: String) -> String {
    var writer = JSONWriter()
    writer.writeString(text)
    return String(decoding: writer.bytes, as: UTF8.self)
}
