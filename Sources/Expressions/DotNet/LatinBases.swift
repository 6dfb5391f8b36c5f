extension Diacritics {
    /// The letter under the marks of every composed Latin letter.
    static let bases: [Unicode.Scalar: Unicode.Scalar] = {
        var bases: [Unicode.Scalar: Unicode.Scalar] = ["\u{212A}": "K", "\u{212B}": "A"]
        for line in composed {
            let scalars = line.unicodeScalars
            guard let base = scalars.first else { continue }
            for letter in scalars.dropFirst(2) { bases[letter] = base }
        }
        return bases
    }()

    /// A base, a blank, and the letters that Unicode's canonical decomposition reduces to it, in Latin-1, Latin Extended-A and -B and
    /// Latin Extended Additional. Swift's standard library has the decomposition only behind `==`.
    private static let composed = [
        "A ÀÁÂÃÄÅĀĂĄǍǞǠǺȀȂȦḀẠẢẤẦẨẪẬẮẰẲẴẶ",
        "B ḂḄḆ",
        "C ÇĆĈĊČḈ",
        "D ĎḊḌḎḐḒ",
        "E ÈÉÊËĒĔĖĘĚȄȆȨḔḖḘḚḜẸẺẼẾỀỂỄỆ",
        "F Ḟ",
        "G ĜĞĠĢǦǴḠ",
        "H ĤȞḢḤḦḨḪ",
        "I ÌÍÎÏĨĪĬĮİǏȈȊḬḮỈỊ",
        "J Ĵ",
        "K ĶǨḰḲḴ",
        "L ĹĻĽḶḸḺḼ",
        "M ḾṀṂ",
        "N ÑŃŅŇǸṄṆṈṊ",
        "O ÒÓÔÕÖŌŎŐƠǑǪǬȌȎȪȬȮȰṌṎṐṒỌỎỐỒỔỖỘỚỜỞỠỢ",
        "P ṔṖ",
        "R ŔŖŘȐȒṘṚṜṞ",
        "S ŚŜŞŠȘṠṢṤṦṨ",
        "T ŢŤȚṪṬṮṰ",
        "U ÙÚÛÜŨŪŬŮŰŲƯǓǕǗǙǛȔȖṲṴṶṸṺỤỦỨỪỬỮỰ",
        "V ṼṾ",
        "W ŴẀẂẄẆẈ",
        "X ẊẌ",
        "Y ÝŶŸȲẎỲỴỶỸ",
        "Z ŹŻŽẐẒẔ",
        "a àáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ",
        "b ḃḅḇ",
        "c çćĉċčḉ",
        "d ďḋḍḏḑḓ",
        "e èéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ",
        "f ḟ",
        "g ĝğġģǧǵḡ",
        "h ĥȟḣḥḧḩḫẖ",
        "i ìíîïĩīĭįǐȉȋḭḯỉị",
        "j ĵǰ",
        "k ķǩḱḳḵ",
        "l ĺļľḷḹḻḽ",
        "m ḿṁṃ",
        "n ñńņňǹṅṇṉṋ",
        "o òóôõöōŏőơǒǫǭȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợ",
        "p ṕṗ",
        "r ŕŗřȑȓṙṛṝṟ",
        "s śŝşšșṡṣṥṧṩ",
        "t ţťțṫṭṯṱẗ",
        "u ùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự",
        "v ṽṿ",
        "w ŵẁẃẅẇẉẘ",
        "x ẋẍ",
        "y ýÿŷȳẏẙỳỵỷỹ",
        "z źżžẑẓẕ",
        "Æ ǢǼ",
        "Ø Ǿ",
        "æ ǣǽ",
        "ø ǿ",
        "ſ ẛ",
        "Ʒ Ǯ",
        "ʒ ǯ",
    ]
}
