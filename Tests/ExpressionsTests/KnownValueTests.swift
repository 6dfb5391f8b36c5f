import Expressions
import Testing

@Suite struct KnownValueTests {
    static let cases: [(text: String, value: Value?)] = [
        (#""x""#, .text("x")),
        ("[Left]", .text("1")),
        ("[Other]", nil),
        (#"Switch([Left], [Other], "1", "gone")"#, .text("gone")),
        (#"Switch([Left], "gone", "0", [Other])"#, .text("gone")),
        (#"Switch([Left], , "0", "gone")"#, .absent),
        (#"Switch([Left], "here", "1", )"#, .absent),
        (#"Switch([Left], "here", "1", [Other])"#, nil),
        (#"Switch([Other], "here", "1", "gone")"#, nil),
        (#"Switch([Left], "here", [Other], "gone")"#, nil),
        (#"IIF([Left] = "1", "gone", [Other])"#, .text("gone")),
        (#"IIF([Other] = "1", "gone", "gone")"#, nil),
        (#"IIF(DateDiff("d", Now(), CDate([Other])) > 5, "False", "True")"#, nil),
        (#"Switch([Left], IIF(DateDiff("d", Now(), CDate([Other])) > 5, "False", "True"), "1", "False")"#, .text("False")),
        (#"Join("-", [Left], Guid())"#, nil),
        ("Not([Flag])", .boolean(false)),
        ("IgnoreFlowIfNullOrEmpty([Nothing])", nil),
    ]

    @Test(arguments: cases.indices)
    func whatIsKnownIsTold(_ index: Int) throws {
        let (text, value) = Self.cases[index]
        let tree = try #require(ExpressionParser.parse(text).expression)
        #expect(tree.value(knowing: ["Left": .text("1"), "Flag": .boolean(true), "Nothing": .absent]) == value, "\(text)")
    }
}
