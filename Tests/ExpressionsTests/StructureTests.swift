import Expressions
import JSON
import Testing
import TestSupport

/// The structural form of expressions, both ways.
@Suite struct StructureTests {
    struct Example: Sendable, CustomStringConvertible {
        let text: String
        let json: String
        var description: String { text }
    }

    // MARK: What is published

    /// Microsoft Graph v1.0: `attributeMappingSource`, `objectMapping` and `synchronizationSchema: parseExpression`.
    static let documented = [
        Example(
            text: "Mid([userPrincipalName], 1, 8)",
            json: function("Mid", "Mid([userPrincipalName], 1, 8)", [
                ("source", attribute("userPrincipalName")), ("start", constant("1")), ("length", constant("8")),
            ])),
        Example(
            text: #"Replace([preferredLanguage], "-", , , "_", , )"#,
            json: function("Replace", #"Replace([preferredLanguage], \"-\", , , \"_\", , )"#, [
                ("source", attribute("preferredLanguage")), ("Find", constant("-")), ("Replacement", constant("_")),
            ])),
        Example(
            text: "Not([IsSoftDeleted])", json: function("Not", "Not([IsSoftDeleted])", [("source", attribute("IsSoftDeleted"))])),
        Example(
            text: "SingleAppRoleAssignment([appRoleAssignments])",
            json: function(
                "SingleAppRoleAssignment", "SingleAppRoleAssignment([appRoleAssignments])",
                [("source", attribute("appRoleAssignments"))])),
    ]

    /// MS-LUF/Use-AzureAD, `sample/Azure_Cloud_Provisionning-Sample1.json`: what the service answered in 2020.
    static let seen = [
        Example(
            text: #"IIF(IsPresent([displayName]), [displayName], [cn])"#,
            json: function("IIF", "IIF(IsPresent([displayName]), [displayName], [cn])", [
                ("one", function("IsPresent", "IsPresent([displayName])", [("source", attribute("displayName"))])),
                ("four", attribute("displayName")), ("five", attribute("cn")),
            ])),
        Example(
            text: #"IIF(BitAnd([userAccountControl], 2) = "0", "True", "False")"#,
            json: function("IIF", #"IIF(BitAnd([userAccountControl], 2) = \"0\", \"True\", \"False\")"#, [
                ("one", function("BitAnd", "BitAnd([userAccountControl], 2)", [
                    ("left", attribute("userAccountControl")), ("right", constant("2")),
                ])),
                ("two", constant("=")), ("three", constant("0")), ("four", constant("True")), ("five", constant("False")),
            ])),
        Example(
            text: #"IIF(IsPresent([pwdLastSet]), FormatDateTime(DateFromNum([pwdLastSet]), , "yyyyMMddHHmmss.0Z"), )"#,
            json: function(
                "IIF", #"IIF(IsPresent([pwdLastSet]), FormatDateTime(DateFromNum([pwdLastSet]), , \"yyyyMMddHHmmss.0Z\"), )"#, [
                    ("one", function("IsPresent", "IsPresent([pwdLastSet])", [("source", attribute("pwdLastSet"))])),
                    ("four", function("FormatDateTime", #"FormatDateTime(DateFromNum([pwdLastSet]), , \"yyyyMMddHHmmss.0Z\")"#, [
                        ("source", function("DateFromNum", "DateFromNum([pwdLastSet])", [("source", attribute("pwdLastSet"))])),
                        ("outputFormat", constant("yyyyMMddHHmmss.0Z")),
                    ])),
                ])),
    ]

    @Test(arguments: documented + seen)
    func isWhatTheServiceWrites(_ example: Example) throws {
        #expect(MappingSource(try tree(example.text)).json == (try json(example.json)))
    }

    @Test(arguments: documented + seen)
    func readsWhatTheServiceWrites(_ example: Example) throws {
        #expect(try source(example.json).expression() == (try tree(example.text)))
    }

    @Test func readsABareAttributeAndABareConstant() throws {
        #expect(try source(#"{"name": "mail", "type": "Attribute"}"#).expression().description == "[mail]")
        #expect(try source(#"{"name": "mail"}"#).expression().description == "[mail]")
        #expect(try source(Self.constant("")).expression().description == #""""#)
        let placeholder = try source(#"{"type": "Constant", "name": "%DomainFQDN%", "expression": null}"#)
        #expect(try placeholder.expression().description == #""%DomainFQDN%""#)
    }

    /// Blanks are the writer's; a function that this language does not have keeps its arguments in their order.
    @Test func readsTheTextAsItWasTyped() throws {
        let form = try source(
            Self.function("Left", "Left( Trim([description]),448 )", [
                ("source", Self.function("Trim", "Trim([description])", [("source", Self.attribute("description"))])),
                ("length", Self.constant("448")),
            ]))
        #expect(try form.expression().description == "Left(Trim([description]), 448)")
    }

    /// Where no key is known from a source, ours are not held against those that the service may have.
    @Test func otherKeysOfFunctionsWithoutASourceAreTaken() throws {
        let form = try source(
            Self.function("Word", #"Word([a], 2, \" \")"#, [
                ("text", Self.attribute("a")), ("number", Self.constant("2")), ("delimiter", Self.constant(" ")),
            ]))
        #expect(try form.expression().description == #"Word([a], 2, " ")"#)
        #expect(try withoutTexts(form).expression().description == #"Word([a], "2", " ")"#)
        let condition = try source(Self.function("CBool", "CBool([a])", [("condition", Self.attribute("a"))]))
        #expect(try condition.expression().description == "CBool([a])")
    }

    // MARK: All the reference's cases

    @Test(arguments: ReferenceTables.cases)
    func comesBackTheSame(_ item: ReferenceTables.Case) throws {
        let original = try tree(try tree(item.expression).description)
        let form = MappingSource(original)
        let again = try source(form.json.compactText)
        #expect(again == form)
        #expect(try again.expression() == original)
    }

    /// The parameters alone, without any text, lead to the same parameters.
    @Test(arguments: ReferenceTables.cases)
    func isInTheParameters(_ item: ReferenceTables.Case) throws {
        let form = withoutTexts(MappingSource(try tree(item.expression)))
        #expect(withoutTexts(MappingSource(try form.expression())) == form)
    }

    // MARK: What only the text tells

    @Test(arguments: [
        "ToLower([a], )", "ToLower([a])", #"Mid([a], "1", 8)"#, #"Join("", [a], , [b])"#, #"Switch([a], , "k", , "l", "v")"#,
        #"FormatDateTime([a], , "yyyy", "MM")"#, #"FormatDateTime([a], "yyyy", "MM")"#, "BitAnd(&HF, &HF7)",
        #"IIF([a] <> "IgnoreAttributeFlow", "IgnoreAttributeFlow", IgnoreAttributeFlow)"#, "CBool([a] = [b])", "CBool([a])",
    ])
    func keepsTheSpelling(_ text: String) throws {
        #expect(try source(MappingSource(try tree(text)).json.compactText).expression() == (try tree(text)))
    }

    // MARK: Disagreement

    @Test func namesTheTextAndTheParameters() throws {
        let form = Self.function("Append", #"Append([mail], \"y\")"#, [("source", Self.attribute("mail")), ("suffix", Self.constant("x"))])
        #expect(throws: MappingSourceError(
            pointer: "", problem: #"the text says `Append([mail], "y")`, but the parameters say `Append([mail], "x")`"#)
        ) { try source(form).expression() }
    }

    @Test(arguments: [
        // Another slot, another key.
        (#"Replace([a], , \"-\", , \"_\")"#, "Replace", [
            ("source", attribute("a")), ("Find", constant("-")), ("Replacement", constant("_")),
        ]),
        ("Append([a], [b])", "Append", [("source", attribute("a")), ("suffix", constant("b"))]),
        ("Append([a], [b])", "Join", [("separator", attribute("a")), ("source", attribute("b"))]),
        ("Join([a], [b])", "Join", [("separator", attribute("a")), ("source", attribute("b")), ("source", attribute("c"))]),
        (#"IIF([a] > \"0\", [b], [c])"#, "IIF", [
            ("one", attribute("a")), ("two", constant("<")), ("three", constant("0")), ("four", attribute("b")), ("five", attribute("c")),
        ]),
        // A constant of that name is not the keyword.
        (#"Append([a], IgnoreAttributeFlow)"#, "Append", [("source", attribute("a")), ("suffix", constant("IgnoreAttributeFlow"))]),
        // The placeholder that the text leaves out.
        (#"Join(\"@\", [a], )"#, "Join", [
            ("separator", constant("@")), ("source", attribute("a")),
            ("source", #"{"type": "Constant", "name": "%DomainFQDN%", "expression": null}"#),
        ]),
    ] as [(String, String, [(String, String)])])
    func findsTheDifference(_ text: String, _ name: String, _ parameters: [(String, String)]) throws {
        let form = try source(Self.function(name, text, parameters))
        let error = try #require(throws: MappingSourceError.self) { try form.expression() }
        #expect(error.pointer == "" && error.problem.contains("but the parameters say"), "\(error)")
    }

    @Test func findsTheDifferenceFurtherIn() throws {
        let form = try source(
            Self.function("Append", "Append(Not([a]), [b])", [
                ("source", Self.function("Not", "Not([c])", [("source", Self.attribute("a"))])), ("suffix", Self.attribute("b")),
            ]))
        #expect(throws: MappingSourceError(
            pointer: "/parameters/0/value", problem: "the text says `Not([c])`, but the parameters say `Not([a])`")
        ) { try form.expression() }
    }

    // MARK: What is no structural form

    @Test(arguments: [
        ("[]", "", "an object is expected, not a list"),
        ("1", "", "an object is expected, not a number"),
        (#"{"type": "Formula"}"#, "/type", "`Formula` is none of Attribute, Constant, Function"),
        (#"{"type": 1}"#, "/type", "a text is expected, not a number"),
        (#"{"name": ["a"]}"#, "/name", "a text is expected, not a list"),
        (#"{"expression": true}"#, "/expression", "a text is expected, not a Boolean"),
        (#"{"name": "a", "name": "b"}"#, "/name", "the member is written twice"),
        (#"{"parameters": {"key": "source"}}"#, "/parameters", "a list is expected, not an object"),
        (#"{"parameters": ["source"]}"#, "/parameters/0", "an object is expected, not a text"),
        (#"{"parameters": [{"key": "a", "value": {}}, {"value": {}}]}"#, "/parameters/1/key", "the parameter's name is missing"),
        (#"{"parameters": [{"key": "a", "value": null}]}"#, "/parameters/0/value", "the parameter's source is missing"),
        (#"{"parameters": [{"key": "a", "value": {"parameters": [{"key": 1}]}}]}"#, "/parameters/0/value/parameters/0/key", "a text is expected, not a number"),
    ])
    func saysWhereTheShapeIsWrong(_ text: String, _ pointer: String, _ problem: String) throws {
        #expect(throws: MappingSourceError(pointer: pointer, problem: problem)) { try source(text) }
    }

    @Test func placesStandInTheLargerDocument() throws {
        #expect(throws: MappingSourceError(pointer: "/source/type", problem: "a text is expected, not a list")) {
            try MappingSource(json: ["type": []], at: "/source")
        }
    }

    @Test(arguments: [
        (#"{"type": "Function"}"#, "/name"),
        (#"{"name": "a", "parameters": [{"key": "source", "value": {"name": "b"}}]}"#, "/parameters"),
        (bare("Append", [("prefix", bare("b"))]), "/parameters/0/key"),
        (bare("Not", [("source", bare("b")), ("source", bare("c"))]), "/parameters/1/key"),
        (bare("DefaultDomain", [("source", bare("b"))]), "/parameters/0/key"),
        (bare("IIF", [("one", bare("b")), ("two", constant("&")), ("three", bare("c"))]), "/parameters"),
        (bare("IIF", [("one", bare("b")), ("two", constant("="))]), "/parameters"),
        (#"{"name": "a", "expression": "[a"}"#, "/expression"),
        (#"{"name": "a", "expression": "[a] [b]"}"#, "/expression"),
        // Names that would be something else, once printed.
        (bare("a], [b"), "/expression"),
        (bare(""), "/expression"),
        (bare("Not([a]), Not", []), "/expression"),
        (bare("", []), "/expression"),
        (bare("=", [("left", bare("b")), ("right", bare("c"))]), "/expression"),
    ])
    func saysWhatIsNoExpression(_ text: String, _ pointer: String) throws {
        let error = try #require(throws: MappingSourceError.self) { try source(text).expression() }
        #expect(error.pointer == pointer, "\(error)")
    }

    /// A hundred calls in one another are read, one more is not; nor does a much deeper form end the process.
    @Test func depthHasABound() throws {
        func nested(_ depth: Int) -> (JSON, MappingSource) {
            var json: JSON = ["name": "a"]
            var form = MappingSource(type: .attribute, name: "a", text: nil)
            for _ in 0..<depth {
                json = ["type": "Function", "name": "Not", "parameters": [["key": "source", "value": json]]]
                form = MappingSource(type: .function, name: "Not", text: nil, parameters: [.init(key: "source", value: form)])
            }
            return (json, form)
        }
        #expect(try MappingSource(json: nested(100).0).expression().calls.count == 100)
        for depth in [101, 2_000] {
            let (json, form) = nested(depth)
            let inJSON = try #require(throws: MappingSourceError.self) { try MappingSource(json: json) }
            let inForm = try #require(throws: MappingSourceError.self) { try form.expression() }
            #expect(inJSON.problem == "sources are nested more than 101 deep")
            #expect(inForm == inJSON)
        }
    }

    /// Each of the texts is read on its own, so that a deep form with long texts is the most work.
    @Test func deepTextsAreRead() throws {
        let name = String(repeating: "a", count: 9_000)
        let text = String(repeating: "Not(", count: 80) + "[\(name)]" + String(repeating: ")", count: 80)
        let form = MappingSource(try tree(text))
        #expect(try form.expression().description == text)
    }

    @Test func aLongTextIsRefused() throws {
        let form = MappingSource(type: .constant, name: String(repeating: "x", count: 10_000), text: nil)
        #expect(try #require(throws: MappingSourceError.self) { try form.expression() }.pointer == "/expression")
    }

    // MARK: Writing the examples

    private func tree(_ text: String) throws -> Expression {
        try #require(ExpressionParser.parse(text).expression)
    }

    private func json(_ text: String) throws -> JSON {
        try JSONReader.read(Array(text.utf8))
    }

    private func source(_ text: String) throws -> MappingSource {
        try MappingSource(json: json(text))
    }

    private func withoutTexts(_ form: MappingSource) -> MappingSource {
        MappingSource(
            type: form.type, name: form.name, text: nil,
            parameters: form.parameters.map { .init(key: $0.key, value: withoutTexts($0.value)) })
    }

    /// An attribute, or a function, without a text.
    private static func bare(_ name: String, _ parameters: [(String, String)]? = nil) -> String {
        let list = (parameters ?? []).map { #"{"key": "\#($0.0)", "value": \#($0.1)}"# }.joined(separator: ", ")
        return #"{"type": "\#(parameters == nil ? "Attribute" : "Function")", "name": "\#(name)", "parameters": [\#(list)]}"#
    }

    private static func attribute(_ name: String) -> String {
        #"{"type": "Attribute", "name": "\#(name)", "expression": "[\#(name)]", "parameters": []}"#
    }

    private static func constant(_ text: String) -> String {
        #"{"type": "Constant", "name": "\#(text)", "expression": "\"\#(text)\"", "parameters": []}"#
    }

    private static func function(_ name: String, _ text: String, _ parameters: [(String, String)]) -> String {
        let list = parameters.map { #"{"key": "\#($0.0)", "value": \#($0.1)}"# }.joined(separator: ", ")
        return #"{"type": "Function", "name": "\#(name)", "expression": "\#(text)", "parameters": [\#(list)]}"#
    }
}
