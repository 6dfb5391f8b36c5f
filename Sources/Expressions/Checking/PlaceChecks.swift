extension ExpressionChecker {
    /// Where functions may stand: the outermost place, the kind of mapping, the road.
    mutating func checkPlace(_ tree: Expression) {
        for call in tree.calls where call.name == "SelectUniqueValue" {
            if call.range != tree.range {
                add("nested-select-unique-value", call.nameRange, "`SelectUniqueValue` is the outermost function", "nested here",
                    help: "put the other functions into its candidates")
                continue
            }
            checkSelectUniqueValue(call)
        }
        for call in tree.calls where FunctionTable.named(call.name)?.family == .roles && context.isForAll {
            add("function-not-allowed-in-flow", call.nameRange, "`\(call.name)` does not go with the scope of all users and groups", "here",
                help: "provision assigned users and groups only")
        }
        checkRoles(tree)
    }

    private mutating func checkSelectUniqueValue(_ call: Expression.Call) {
        let fromHR: [ExpressionContext.Road] = [.workday, .successfactors, .apiDriven]
        if let to = context.to, to != .activeDirectory {
            add("function-not-allowed-in-flow", call.nameRange, "`SelectUniqueValue` works for on-premises Active Directory only", "the target is \(to.rawValue)",
                help: to == .entra ? "make the value unique before it is sent, or with RandomString in a mapping that applies on creation" : nil)
        } else if let via = context.via, !fromHR.contains(via) {
            add("function-not-allowed-in-flow", call.nameRange, "`SelectUniqueValue` works in HR-driven provisioning only", "the road is \(via.rawValue)")
        }
        if context.isMatch {
            add("select-unique-on-matching", call.nameRange, "a matching attribute can't be made by `SelectUniqueValue`", "matched by this mapping",
                help: "match by another attribute, such as employeeID")
        }
        if context.onCreate == false {
            add("select-unique-not-create-only", call.nameRange, "`SelectUniqueValue` applies on creation only", "this mapping applies always",
                help: "add `apply: on-create`")
        }
        for case let candidate? in call.arguments where !candidate.attributes.isEmpty {
            let isNormalized = candidate.calls.contains { $0.name == "NormalizeDiacritics" }
            if !isNormalized, !isPlainKey(candidate) {
                warn("unique-value-not-normalized", candidate.range, "this candidate may have letters with accents", "not normalized",
                     help: "wrap it: NormalizeDiacritics(\(candidate))",
                     why: "The search in the directory does not tell them apart, so a value that is taken may look free.")
            }
        }
    }

    /// A candidate of constants and attributes that are numbers or short codes has no accents to lose.
    private func isPlainKey(_ candidate: Expression) -> Bool {
        guard let attributes = context.attributes else { return false }
        return candidate.attributes.allSatisfy { reference in
            switch attributes[reference.name]?.base {
            case .string(let length): (length ?? .max) <= 16
            case .integer, .reference: true
            default: false
            }
        }
    }

    /// Roles reach a target only through the functions made for them.
    private mutating func checkRoles(_ tree: Expression) {
        func visit(_ tree: Expression, insideRoles: Bool, _ found: inout [Range<Int>]) {
            switch tree {
            case .attribute("appRoleAssignments", let range): if !insideRoles { found.append(range) }
            case .call(let call):
                let isRoles = FunctionTable.named(call.name)?.family == .roles
                for case let argument? in call.arguments { visit(argument, insideRoles: insideRoles || isRoles, &found) }
            case .comparison(let left, _, let right, _):
                visit(left, insideRoles: insideRoles, &found)
                visit(right, insideRoles: insideRoles, &found)
            default: break
            }
        }
        var found: [Range<Int>] = []
        visit(tree, insideRoles: false, &found)
        for range in found {
            warn("role-attribute-unparsed", range, "roles go through one of the role functions", "read as it is",
                 help: "write SingleAppRoleAssignment([appRoleAssignments])")
        }
    }

    /// Whether every value that can come out is one that the target takes.
    mutating func checkTarget(_ root: Node) {
        if context.target == "msExchHideFromAddressLists" {
            for value in root.type.values ?? [] where value != "TRUE" && value != "FALSE" {
                add("bad-target-literal", root.range, "`\(value)` is no value for msExchHideFromAddressLists", "may come out here",
                    help: "write \"TRUE\" or \"FALSE\", in capitals")
            }
        }
        guard let target = context.targetType else { return }
        if root.type.isMultiValued, !target.isMultiValued {
            add("multivalued-to-single", root.range, "the expression gives many values, the target takes one", "a list",
                help: "choose one with Item(…, 1), or join them with Join(\";\", …)")
        }
        if target.base == .boolean, let values = root.type.values {
            for value in values where value != "True" && value != "False" {
                add("bad-target-literal", root.range, "`\(value)` is neither True nor False", "may come out here",
                    help: "a Boolean target takes \"True\" and \"False\"")
            }
        } else if target.base == .boolean, root.type.base != .boolean {
            add("type-mismatch", root.range, "the target takes True or False", "this gives \(root.type)",
                help: "compare: Switch([a], \"False\", \"Active\", \"True\")")
        }
        if target.base == .integer, root.type.base != .number, root.type.values?.allSatisfy({ Int($0) != nil }) != true {
            add("type-mismatch", root.range, "the target takes an integer", "this gives \(root.type)")
        }
        if case .string(let limit?) = target.base {
            if let most = root.type.maxLength {
                if most > limit {
                    add("too-long", root.range, "the target takes \(limit) characters", "this gives up to \(most)", help: "cut it: Left(…, \(limit))")
                }
            } else {
                warn("unknown-length", root.range, "the target takes \(limit) characters", "nobody says how long this is", help: "cut it: Left(…, \(limit))")
            }
        }
        if !target.isOptional, root.type.mayBeAbsent {
            add("may-be-absent", root.type.absenceAt ?? root.range, "the target needs a value", "this part may be missing",
                help: "say what stands in its place: Switch([a], [a], \"\", \"none\")")
        }
    }
}
