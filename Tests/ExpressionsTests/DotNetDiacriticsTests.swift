import Foundation
import Testing
@testable import Expressions

@Suite struct DotNetDiacriticsTests {
    /// The table of the functions page.
    static let table = [
        ("a", "ä à â ã å á ą ă ā ā́ ā̀ ā̂ ā̃ ǟ ā̈ ǡ a̱ å̄"), ("ae", "æ ǣ"), ("c", "ç č ć c̄ c̱"), ("d", "ď d̄ ḏ"),
        ("e", "ë è é ê ę ě ė ē ḗ ḕ ē̂ ē̃ ê̄ e̱ ë̄ e̊̄"), ("g", "ğ ḡ g̱"), ("i", "ï î ì í ı ī ī́ ī̀ ī̂ ī̃ i̱"), ("l", "ľ ł l̄ ḹ ḻ"),
        ("n", "ñ ń ň n̄ ṉ"), ("o", "ö ò ő õ ô ó ō ṓ ṑ ō̂ ō̃ ȫ ō̈ ǭ ȭ ȱ o̱"), ("oe", "ø ø̄ œ̄"), ("r", "ř r̄ ṟ ṝ"), ("s", "š ś ș ş s̄ s̱"),
        ("ss", "ß"), ("t", "ť ț t̄ ṯ"), ("u", "ü ù û ú ů ű ū ū́ ū̀ ū̂ ū̃ u̇̄ ǖ ṻ ṳ̄ u̱"), ("y", "ÿ ý ȳ ȳ́ ȳ̀ ȳ̃ y̱"), ("z", "ź ž ż z̄ ẕ"),
    ]

    @Test(arguments: table)
    func readsTheTableComposedAndDecomposed(_ result: String, _ letters: String) {
        for letter in letters.split(separator: " ").map(String.init) {
            var forms = [(letter, result)]
            if letter != "ß" && letter != "ı" { forms.append((letter.uppercased(), result.uppercased())) }
            for (form, expected) in forms {
                #expect(Diacritics.normalize(form) == expected)
                #expect(Diacritics.normalize(form.precomposedStringWithCanonicalMapping) == expected)
                #expect(Diacritics.normalize(form.decomposedStringWithCanonicalMapping) == expected)
                #expect(!Diacritics.leavesNonASCIILetter(form))
            }
        }
    }

    /// Foundation decomposes on its own; every composed Latin letter must come out the same.
    @Test func agreesWithUnicodesDecomposition() {
        for value in Array(UInt32(0xC0)...0x24F) + Array(UInt32(0x1E00)...0x1EFF) + [0x212A, 0x212B] {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let decomposed = String(scalar).decomposedStringWithCanonicalMapping
            #expect(Diacritics.normalize(String(scalar)) == Diacritics.normalize(decomposed))
            if let base = decomposed.unicodeScalars.first, base.isASCII, decomposed.unicodeScalars.count > 1 {
                #expect(Diacritics.normalize(String(scalar)) == String(base))
            }
        }
    }

    @Test(arguments: [
        ("Zoë", "Zoe"), ("Jürgen Weiß", "Jurgen Weiss"), ("Søren Ærø", "Soeren AEroe"), ("Łódź", "Lodz"), ("Çelik Işık", "Celik Isik"), ("İzmir", "Izmir"),
        ("ÅSA ÖBERG", "ASA OBERG"), ("Ștefan Țiriac", "Stefan Tiriac"), ("ǣ Ǣ ø Ø", "ae AE oe OE"), ("Nguyễn Thị Ơn", "Nguyen Thi On"), ("Ģirts Ķauķis", "Girts Kaukis"),
        ("Ŵ ǿ Ǿ ǽ", "W oe OE ae"), ("\u{212A}\u{212B}", "KA"), ("O'Brien-Smith 1\r\n", "O'Brien-Smith 1\r\n"), ("z\u{301}\u{304}\u{323}z", "zz"), ("", ""),
    ])
    func normalizes(_ text: String, _ expected: String) {
        #expect(Diacritics.normalize(text) == expected)
        #expect(!Diacritics.leavesNonASCIILetter(text))
    }

    @Test(arguments: [
        ("Đorđe", "Đorđe"), ("Þór", "Þor"), ("œuf", "œuf"), ("œ\u{301}", "œ"), ("ħ", "ħ"), ("ẞ", "ẞ"), ("Ольга Йод", "Ольга Йод"),
        ("Йод".decomposedStringWithCanonicalMapping, "Йод".decomposedStringWithCanonicalMapping), ("山田", "山田"), ("άλφα", "άλφα"), ("ﬁ", "ﬁ"),
    ])
    func reportsWhatItLeaves(_ text: String, _ expected: String) {
        #expect(Array(Diacritics.normalize(text).unicodeScalars) == Array(expected.unicodeScalars))
        #expect(Diacritics.leavesNonASCIILetter(text))
    }

    @Test func whatIsNoLetterIsNotReported() {
        for text in ["😀", "–", "1\u{304}", "€ ×", "\u{301}", "a\u{200D}b"] {
            #expect(Diacritics.normalize(text) == text)
            #expect(!Diacritics.leavesNonASCIILetter(text))
        }
    }
}
