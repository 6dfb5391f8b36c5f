import LDAP

extension FuzzTarget {
    /// A distinguished name: what is read is written and read again the same.
    static let directory = FuzzTarget("directory") { bytes in
        let text = String(decoding: bytes, as: UTF8.self)
        switch DistinguishedName.parse(text) {
        case .failure(let error):
            try promise(error.range.lowerBound >= 0 && error.range.upperBound <= text.utf8.count, "the reason lies outside the name: \(error.range)")
        case .success(let name):
            guard case .success(let again) = DistinguishedName.parse(name.description) else { throw BrokenPromise("`\(name)` is not read back") }
            try promise(again == name, "`\(name)` is read back as `\(again)`")
            try promise(name.isSame(as: again) && name.isAtOrBelow(again), "`\(name)` is not the same as itself")
            var writer = LDIFWriter()
            writer.add(name, [("description", text)])
            let lines = writer.text.split(separator: "\n", omittingEmptySubsequences: false)
            try promise(lines.allSatisfy { $0.isEmpty || $0 == "version: 1" || $0.hasPrefix("dn:") || $0.hasPrefix("description:") || $0.hasPrefix("changetype: ") || $0.hasPrefix(" ") }, "a value breaks out of its line: \(writer.text)")
            try promise(writer.text.utf8.allSatisfy { $0 == 0x0A || (0x20...0x7E).contains($0) }, "LDIF that is not ASCII: \(writer.text)")
        }
    }
}
