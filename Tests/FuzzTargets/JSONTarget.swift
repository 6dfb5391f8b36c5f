import JSON
import Simulation

extension FuzzTarget {
    /// JSON: what is read is written and read again the same; and the same bytes as HR rows.
    static let json = FuzzTarget("json") { bytes in
        do {
            let value = try JSONReader.read(bytes)
            for text in [value.compactText, value.prettyText] {
                try promise((try? JSONReader.read(Array(text.utf8))) == value, "what is written is read as something else")
            }
        } catch let error as JSONError {
            try promise(error.offset >= 0 && error.offset <= bytes.count, "the reason lies outside the text: \(error.offset)")
        }
        try bundled(bytes, .jsonLines)
    }
}
