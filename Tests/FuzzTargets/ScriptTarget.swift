import Diagnostics
import PowerShellSyntax

extension FuzzTarget {
    /// A PowerShell script that a connector brings along.
    static let script = FuzzTarget("script") { bytes in
        let tree = ScriptParser.parse(bytes, file: FileID(index: 0))
        for error in tree.errors {
            try promise(error.span.start >= 0 && Int(error.span.end) <= bytes.count, "\(error.problem) lies outside the script")
        }
        var outside = false
        tree.body.walk { elements in
            for element in elements where element.span.start < 0 || Int(element.span.end) > bytes.count { outside = true }
        }
        try promise(!outside, "an element lies outside the script")
        _ = tree.body.commands()
        for function in tree.body.functions {
            for parameter in function.parameters { _ = (parameter.aliases, parameter.isMandatory) }
        }
    }
}
