import Testing
@testable import Expressions

@Suite struct DotNetCasingTests {
    @Test(arguments: [
        ("abc-1é", "ABC-1É"), ("straße", "STRAßE"), ("ŉ ǰ ΐ և ﬁ", "ŉ ǰ ΐ և ﬁ"), ("ı i", "ı I"), ("ſ ÿ µ", "S Ÿ Μ"), ("ǆ ǅ", "Ǆ Ǆ"), ("ᾳ ᾀ", "ᾼ ᾈ"),
        ("ὐ ᾲ", "ὐ ᾲ"), ("ς σ", "Σ Σ"), ("𐐨", "𐐀"), ("", ""), ("日本", "日本"), ("e\u{301}", "E\u{301}"), ("😀\r\na", "😀\r\nA"),
    ])
    func upper(_ text: String, _ expected: String) {
        #expect(Array(Casing.upper(text).unicodeScalars) == Array(expected.unicodeScalars))
    }

    @Test(arguments: [("ÀÉÖ Straße", "àéö straße"), ("TITLE İ I", "title İ i"), ("ΣΑΣ", "σασ"), ("ẞ Ǆ ǅ ᾼ", "ß ǆ ǆ ᾳ"), ("𐐀", "𐐨")])
    func lower(_ text: String, _ expected: String) {
        #expect(Casing.lower(text) == expected)
    }

    @Test func culturesMatterForTheLetterI() {
        for culture in ["tr", "tr-TR", "az", "az-AZ", "TR-tr"] {
            #expect(Casing.upper("title ı", culture: culture) == "TİTLE I")
            #expect(Casing.lower("TITLE İ", culture: culture) == "tıtle i")
        }
        for culture in ["en-US", "de", "fr-CA", "tg"] {
            #expect(Casing.upper("title ı", culture: culture) == "TITLE I")
            #expect(Casing.lower("TITLE İ", culture: culture) == "title i")
        }
    }

    @Test func lengthsNeverChange() {
        for value in UInt32(0)...0x1FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let text = String(scalar)
            for changed in [Casing.upper(text), Casing.lower(text), Casing.title(text), Casing.upper(text, culture: "tr"), Casing.lower(text, culture: "en")]
            where changed.utf16.count != text.utf16.count {
                Issue.record("\(text) became \(changed)")
            }
        }
    }

    @Test(arguments: [
        ("en", true), ("en-US", true), ("tr-TR", true), ("DE-de", true), ("zh", true), ("nb-NO", true),
        ("", false), ("e", false), ("xx", false), ("xx-US", false), ("eng", false), ("en-", false), ("en-U", false), ("en_US", false),
        ("en-US-x", false), ("-US", false), ("en-U1", false), ("English", false), ("é", false), ("en-é", false), (" en", false), ("1033", false),
    ])
    func knowsCultures(_ name: String, _ isKnown: Bool) {
        #expect(Casing.isKnownCulture(name) == isKnown)
    }

    @Test(arguments: [
        ("GREGORY JAMES", "Gregory James"), ("SALES_and_MARKETING", "Sales_And_Marketing"), ("research & development,emea", "Research & Development,Emea"),
        ("TEsT", "Test"), ("st john's hospital", "St John's Hospital"), ("o'brien", "O'brien"), ("mary-ann", "Mary-Ann"), ("d’arc", "D’Arc"),
        ("abc1def", "Abc1def"), ("3rd", "3Rd"), ("a.b;c(d)e+f$g^h©i", "A.B;C(D)E+F$G^H©I"), ("a\u{200D}b\tc\u{2028}d", "A\u{200D}B\tC\u{2028}D"),
        ("ǆ ǈ Ǌ ǳ", "ǅ ǈ ǋ ǲ"), ("ßa éa", "ßa Éa"), ("e\u{301}A", "E\u{301}a"), ("'a", "'A"), ("", ""), ("日本 x", "日本 X"), ("ⅷa", "ⅷA"),
    ])
    func title(_ text: String, _ expected: String) {
        #expect(Array(Casing.title(text).unicodeScalars) == Array(expected.unicodeScalars))
    }

    @Test(arguments: [
        ("mary ann", "", "Mary ann"), ("mary-ann o'HARA", " ", "Mary-ann O'hara"), ("mary-ann o'hara", "-'", "Mary-Ann o'Hara"), ("3rd floor", " ", "3rd Floor"),
        ("a  b", " ", "A  B"), ("-a", "-", "-A"), ("a😀b", "😀", "A😀B"), ("", " ", ""),
    ])
    func title(_ text: String, _ separators: String, _ expected: String) {
        #expect(Casing.title(text, separators: separators) == expected)
    }
}
