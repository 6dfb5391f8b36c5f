import Testing
@testable import Expressions

@Suite struct DotNetDateFormatTests {
    /// A Thursday.
    static let leapDay = Instant(year: 2024, month: 2, day: 29, hour: 15, minute: 4, second: 5, ticks: 1_203_000)!
    static let midnight = Instant(year: 2005, month: 12, day: 4)!

    @Test(arguments: [
        ("yyyy-MM-dd", "2024-02-29"), ("yy/M/d", "24/2/29"), ("%y", "24"), ("yyy yyyyy", "2024 02024"), ("MMM MMMM MMMMM", "Feb February February"),
        ("ddd dddd ddddd", "Thu Thursday Thursday"), ("HH:mm:ss", "15:04:05"), ("H:m:s", "15:4:5"), ("hh h", "03 3"), ("hhh HHH mmm sss", "03 15 04 05"),
        ("t tt ttt", "P PM PM"), ("s.f", "5.1"), ("s.ff", "5.12"), ("s.fffffff", "5.1203000"), ("s.FFFFFFF", "5.1203"), ("s.FFF", "5.12"),
        ("z zz zzz", "+0 +00 +00:00"), ("yyyy-MM-ddTHH:mm:ssK", "2024-02-29T15:04:05Z"), ("yyyyMMddHHmmss.fZ", "20240229150405.1Z"),
        ("'day' d", "day 29"), ("\"d\" d", "d 29"), ("\\d d", "d 29"), ("'it''s' d", "its 29"), ("'a\\'b' d", "a'b 29"), ("%d", "29"), ("%d.", "29."),
        ("dd.MM.yyyy", "29.02.2024"), ("d. MMMM yyyy", "29. February 2024"), ("%h", "3"), ("é d 😀", "é 29 😀"), ("yyyy g", "2024 A.D."),
        ("d", "02/29/2024"), ("D", "Thursday, 29 February 2024"), ("s", "2024-02-29T15:04:05"), ("u", "2024-02-29 15:04:05Z"),
        ("o", "2024-02-29T15:04:05.1203000Z"), ("O", "2024-02-29T15:04:05.1203000Z"), ("g", "02/29/2024 15:04"), ("G", "02/29/2024 15:04:05"),
        ("t", "15:04"), ("T", "15:04:05"), ("R", "Thu, 29 Feb 2024 15:04:05 GMT"), ("M", "February 29"), ("Y", "2024 February"),
        ("f", "Thursday, 29 February 2024 15:04"), ("F", "Thursday, 29 February 2024 15:04:05"), ("yyyy'", ""), ("yyyy\\", ""),
    ])
    func prints(_ format: String, _ text: String) {
        #expect(DateFormat(format)?.print(Self.leapDay) == (text.isEmpty ? nil : text))
    }

    @Test(arguments: [
        ("h:mm tt", "12:00 AM"), ("HH", "00"), ("%H", "0"), ("yy", "05"), ("%y", "5"), ("s.FFF", "0"), ("s.fff", "0.000"), ("'.'F", ""), ("s,F", "0,"),
    ])
    func printsMidnight(_ format: String, _ text: String) {
        #expect(DateFormat(format)?.print(Self.midnight) == text)
    }

    @Test(arguments: ["", "x", "Z", "-", "K", "z", "h", "H", "S", "é", "%", "%%", "d%", "\\", "yyyy'MM", "\"", "yyyy-MM-ddTHH:mm:ss.ffffffff", "FFFFFFFF", "'\\"])
    func refuses(_ format: String) {
        #expect(DateFormat(format) == nil)
    }

    @Test(arguments: [
        ("yyyyMMddHHmmss.fZ", "20150123105347.1Z", "2015-01-23T10:53:47Z"), ("yyyy-MM-ddzzz", "2020-12-31-08:00", "2020-12-31T08:00:00Z"),
        ("M/d/yyyy h:mm:ss tt", "12/5/2025 12:07:00 AM", "2025-12-05T00:07:00Z"), ("M/d/yyyy h:mm:ss tt", "12/5/2025 12:07:00 pm", "2025-12-05T12:07:00Z"),
        ("M/d/yyyy hh:mm:ss tt", "12/31/2025 12:00:00 AM", "2025-12-31T00:00:00Z"), ("M/d/yyyy", "02/29/2024", "2024-02-29T00:00:00Z"),
        ("dd.MM.yy", "01.02.49", "2049-02-01T00:00:00Z"), ("dd.MM.yy", "01.02.50", "1950-02-01T00:00:00Z"), ("d.M.y", "1.2.5", "2005-02-01T00:00:00Z"),
        ("d MMM yyyy", "1 mar 2024", "2024-03-01T00:00:00Z"), ("d MMMM yyyy", "1 SEPTEMBER 2024", "2024-09-01T00:00:00Z"),
        ("ddd, dd MMM yyyy HH:mm:ss GMT", "Thu, 29 Feb 2024 15:04:05 GMT", "2024-02-29T15:04:05Z"),
        ("dddd d MMMM yyyy", "Thursday 29 February 2024", "2024-02-29T00:00:00Z"), ("yyyy-MM-ddTHH:mm:ssK", "2024-02-29T15:04:05", "2024-02-29T15:04:05Z"),
        ("yyyy-MM-ddTHH:mm:ssK", "2024-02-29T15:04:05Z", "2024-02-29T15:04:05Z"), ("yyyy-MM-ddTHH:mm:ssK", "2024-02-29T15:04:05+05:30", "2024-02-29T09:34:05Z"),
        ("yyyy-MM-dd HH:mm zz", "2024-02-29 15:04 -07", "2024-02-29T22:04:00Z"), ("yyyy-MM-dd HH:mm z", "2024-02-29 15:04 +7", "2024-02-29T08:04:00Z"),
        ("yyyy-MM-dd HH:mm zzz", "2024-02-29 15:04 +0700", "2024-02-29T08:04:00Z"), ("yyyy-MM-dd HH:mm:ss.FFF", "2024-02-29 15:04:05", "2024-02-29T15:04:05Z"),
        ("yyyy-MM-dd HH:mm:ss.FFF", "2024-02-29 15:04:05.5", "2024-02-29T15:04:05Z"), ("yyyy-MM-ddZ", "2024-02-29z", "2024-02-29T00:00:00Z"),
        ("s", "2024-02-29T15:04:05", "2024-02-29T15:04:05Z"), ("o", "2024-02-29T15:04:05.1234567-01:00", "2024-02-29T16:04:05Z"),
        ("u", "2024-02-29 15:04:05Z", "2024-02-29T15:04:05Z"), ("yyyy", "2024", "2024-01-01T00:00:00Z"), ("yyyyMM", "202402", "2024-02-01T00:00:00Z"),
        ("HH:mm", "15:04", "0001-01-01T15:04:00Z"), ("yyyy-MM-dd HH:mm tt", "2024-02-29 15:04 PM", "2024-02-29T15:04:00Z"),
        ("yyyy'年'MM'月'dd", "2024年02月29", "2024-02-29T00:00:00Z"), ("yyyy-MM-dd yyyy", "2024-02-29 2024", "2024-02-29T00:00:00Z"),
        ("yyyy-MM-dd h", "2024-02-29 12", "2024-02-29T00:00:00Z"), ("yyyy-MM-dd h t", "2024-02-29 1 P", "2024-02-29T13:00:00Z"),
    ])
    func parses(_ format: String, _ text: String, _ iso: String) {
        #expect(DateFormat(format)?.parse(text)?.isoText == iso)
    }

    @Test(arguments: [
        ("yyyy-MM-dd", ""), ("yyyy-MM-dd", "2024-2-29"), ("yyyy-MM-dd", "2024-02-30"), ("yyyy-MM-dd", "2023-02-29"), ("yyyy-MM-dd", "24-02-29"),
        ("yyyy-MM-dd", "2024-02-29 "), ("yyyy-MM-dd", "2024-02-291"), ("yyyy-MM-dd", "2024/02/29"), ("yyyy-MM-dd", "2024-02"), ("dd", "1"),
        ("M/d/yyyy", "1/123/2024"), ("h:mm tt", "13:00 PM"), ("h:mm tt", "1:00"), ("h:mm tt", "1:00 XM"), ("h t", "1 p"), ("HH:mm tt", "15:04 AM"),
        ("HH:mm tt", "03:04 PM"), ("HH:mm", "24:00"), ("HH:mm", "12:60"), ("ss.f", "05.12"), ("ss.ff", "05.1"), ("ss.FF", "05.123"), ("MMM", "March"),
        ("MMMM", "Mar"), ("ddd yyyy-MM-dd", "Fri 2024-02-29"), ("yyyy-MM-dd yyyy", "2024-02-29 2025"), ("yyyy-MM-ddzzz", "2024-02-29"),
        ("yyyy-MM-ddzzz", "2024-02-29Z"), ("yyyy-MM-ddzzz", "2024-02-29+15:00"), ("yyyy-MM-ddzzz", "2024-02-29+05:60"), ("yyyy-MM-ddZ", "2024-02-29"),
        ("yyyy-MM-ddZ", "2024-02-29Zulu"), ("yyyy-MM-ddzzz Z", "2024-02-29+01:00 Z"), ("yyyyy", "10000"), ("yyyy-MM-ddzzz", "0001-01-01+00:01"),
        ("yyyy-MM-ddzzz", "9999-12-31-00:01T"), ("yyyy", "٢٠٢٤"), ("yyyy", "20\u{0}4"), ("'é'yyyy", "e\u{301}2024"),
    ])
    func refuses(_ format: String, _ text: String) throws {
        #expect(try #require(DateFormat(format)).parse(text) == nil)
    }

    @Test func hostileFormatsAreOnlyFormats() {
        let many = String(repeating: "y", count: 500)
        #expect(DateFormat(many)?.parse(String(repeating: "9", count: 500)) == nil)
        #expect(DateFormat(many)?.parse(String(repeating: "0", count: 496) + "2024")?.year == 2024)
        #expect(DateFormat(many)?.print(Self.leapDay).utf8.count == 500)
        #expect(DateFormat(String(repeating: "'", count: 9999)) == nil)
        #expect(DateFormat(String(repeating: "d ", count: 5000))?.print(Self.leapDay).utf8.count == 15_000)
    }

    @Test func takesWhatIsMissingFromToday() {
        #expect(DateFormat("HH:mm")?.parse("15:04", today: Self.leapDay)?.isoText == "2024-02-29T15:04:00Z")
        #expect(DateFormat("dd.MM")?.parse("01.03", today: Self.leapDay)?.isoText == "2024-03-01T00:00:00Z")
        #expect(DateFormat("dd.MM")?.parse("29.02") == nil)
    }

    @Test func ignoresWhiteSpaceAroundTheTextWhenAsked() throws {
        let format = try #require(DateFormat(" yyyy-MM-dd "))
        #expect(format.parse("2024-02-29") == nil)
        #expect(format.parse("\t 2024-02-29\u{A0}\n", ignoring: true)?.isoText == "2024-02-29T00:00:00Z")
        #expect(format.parse("2024- 02-29", ignoring: true) == nil)
    }

    /// The formats say everything down to their unit, within the years for which they can.
    @Test(arguments: [
        ("yyyy-MM-ddTHH:mm:ss.fffffffK", 1, false), ("o", 1, false), ("yyyy-MM-dd HH:mm:ss.FFFFFFF", 1, false), ("yyyyMMddHHmmssfff", 10_000, false),
        ("M/d/yyyy h:mm:ss tt", 10_000_000, false), ("dddd, d MMMM yyyy h:mm:ss t", 10_000_000, false), ("R", 10_000_000, false),
        ("ddd dd-MMM-yyyy HH'h'mm\\mss.F z", 1_000_000, false), ("s", 10_000_000, false), ("u", 10_000_000, false), ("G", 10_000_000, false),
        ("yyyyMMdd HHmm zzz", 600_000_000, false), ("d.M.yyyy H", 36_000_000_000, false), ("d", 864_000_000_000, false), ("D", 864_000_000_000, false),
        ("yy-MM-dd", 864_000_000_000, true), ("d/M/y HH:mm:ssZ", 10_000_000, true),
    ] as [(String, Int64, Bool)])
    func readsWhatItPrints(_ text: String, _ unit: Int64, isTwoDigits: Bool) throws {
        let format = try #require(DateFormat(text))
        var random = Sequence64(seed: 3)
        let first = Instant(year: 1950, month: 1, day: 1)!.ticks
        let last = Instant(year: 2049, month: 12, day: 31)!.ticks
        for _ in 0..<400 {
            let instant = isTwoDigits ? random.instant(multipleOf: unit, from: first, to: last) : random.instant(multipleOf: unit)
            let printed = format.print(instant)
            #expect(format.parse(printed) == instant, "\(text): \(printed)")
        }
    }
}
