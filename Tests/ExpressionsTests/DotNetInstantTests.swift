import Testing
@testable import Expressions

@Suite struct DotNetInstantTests {
    struct Sample {
        let year, month, day, hour, minute, second: Int
        let ticks: Int64
        let weekday: Int
        let text: String

        init(
            _ year: Int, _ month: Int, _ day: Int, _ hour: Int, _ minute: Int, _ second: Int, ticks: Int64, weekday: Int, _ text: String
        ) {
            (self.year, self.month, self.day, self.hour, self.minute, self.second) = (year, month, day, hour, minute, second)
            (self.ticks, self.weekday, self.text) = (ticks, weekday, text)
        }
    }

    /// Reckoned by Python's `datetime`.
    static let samples = [
        Sample(1, 1, 1, 0, 0, 0, ticks: 0, weekday: 1, "1/1/0001 12:00:00 AM"),
        Sample(4, 2, 29, 0, 0, 0, ticks: 997_056_000_000_000, weekday: 0, "2/29/0004 12:00:00 AM"),
        Sample(99, 12, 31, 23, 59, 59, ticks: 31_241_375_990_000_000, weekday: 4, "12/31/0099 11:59:59 PM"),
        Sample(100, 2, 28, 12, 0, 0, ticks: 31_291_920_000_000_000, weekday: 0, "2/28/0100 12:00:00 PM"),
        Sample(100, 3, 1, 0, 0, 0, ticks: 31_292_352_000_000_000, weekday: 1, "3/1/0100 12:00:00 AM"),
        Sample(400, 2, 29, 1, 2, 3, ticks: 125_962_597_230_000_000, weekday: 2, "2/29/0400 1:02:03 AM"),
        Sample(1582, 10, 10, 0, 0, 0, ticks: 499_158_720_000_000_000, weekday: 0, "10/10/1582 12:00:00 AM"),
        Sample(1600, 12, 31, 23, 59, 59, ticks: 504_911_231_990_000_000, weekday: 0, "12/31/1600 11:59:59 PM"),
        Sample(1601, 1, 1, 0, 0, 0, ticks: 504_911_232_000_000_000, weekday: 1, "1/1/1601 12:00:00 AM"),
        Sample(1700, 3, 1, 0, 0, 0, ticks: 536_203_584_000_000_000, weekday: 1, "3/1/1700 12:00:00 AM"),
        Sample(1900, 2, 28, 23, 0, 0, ticks: 599_317_020_000_000_000, weekday: 3, "2/28/1900 11:00:00 PM"),
        Sample(1970, 1, 1, 0, 0, 0, ticks: 621_355_968_000_000_000, weekday: 4, "1/1/1970 12:00:00 AM"),
        Sample(2000, 2, 29, 13, 30, 0, ticks: 630_874_278_000_000_000, weekday: 2, "2/29/2000 1:30:00 PM"),
        Sample(2012, 1, 1, 23, 0, 0, ticks: 634_610_556_000_000_000, weekday: 0, "1/1/2012 11:00:00 PM"),
        Sample(2024, 2, 29, 12, 0, 0, ticks: 638_448_048_000_000_000, weekday: 4, "2/29/2024 12:00:00 PM"),
        Sample(2024, 12, 31, 23, 59, 59, ticks: 638_712_863_990_000_000, weekday: 2, "12/31/2024 11:59:59 PM"),
        Sample(2025, 7, 30, 0, 0, 0, ticks: 638_894_304_000_000_000, weekday: 3, "7/30/2025 12:00:00 AM"),
        Sample(2049, 12, 31, 0, 0, 0, ticks: 646_601_184_000_000_000, weekday: 5, "12/31/2049 12:00:00 AM"),
        Sample(2099, 12, 31, 23, 59, 59, ticks: 662_380_415_990_000_000, weekday: 4, "12/31/2099 11:59:59 PM"),
        Sample(2100, 2, 28, 0, 0, 0, ticks: 662_430_528_000_000_000, weekday: 0, "2/28/2100 12:00:00 AM"),
        Sample(2100, 3, 1, 0, 0, 0, ticks: 662_431_392_000_000_000, weekday: 1, "3/1/2100 12:00:00 AM"),
        Sample(9999, 12, 31, 23, 59, 59, ticks: 3_155_378_975_990_000_000, weekday: 5, "12/31/9999 11:59:59 PM"),
        Sample(6826, 8, 21, 5, 37, 59, ticks: 2_153_962_570_790_000_000, weekday: 5, "8/21/6826 5:37:59 AM"),
        Sample(906, 3, 17, 17, 54, 24, ticks: 285_655_460_640_000_000, weekday: 3, "3/17/0906 5:54:24 PM"),
        Sample(1707, 3, 1, 1, 47, 23, ticks: 538_412_032_430_000_000, weekday: 2, "3/1/1707 1:47:23 AM"),
        Sample(3744, 10, 27, 1, 8, 5, ticks: 1_181_435_368_850_000_000, weekday: 2, "10/27/3744 1:08:05 AM"),
        Sample(1503, 3, 25, 21, 15, 4, ticks: 474_056_829_040_000_000, weekday: 3, "3/25/1503 9:15:04 PM"),
        Sample(7273, 6, 6, 22, 25, 30, ticks: 2_294_957_607_300_000_000, weekday: 2, "6/6/7273 10:25:30 PM"),
        Sample(4093, 7, 27, 14, 54, 7, ticks: 1_291_490_456_470_000_000, weekday: 1, "7/27/4093 2:54:07 PM"),
        Sample(9540, 6, 30, 5, 49, 13, ticks: 3_010_373_201_530_000_000, weekday: 0, "6/30/9540 5:49:13 AM"),
        Sample(1011, 6, 30, 20, 25, 10, ticks: 318_880_671_100_000_000, weekday: 0, "6/30/1011 8:25:10 PM"),
        Sample(9912, 11, 21, 10, 55, 43, ticks: 3_127_889_481_430_000_000, weekday: 4, "11/21/9912 10:55:43 AM"),
        Sample(1082, 9, 13, 18, 6, 33, ticks: 341_351_499_930_000_000, weekday: 3, "9/13/1082 6:06:33 PM"),
        Sample(871, 8, 8, 17, 4, 20, ticks: 274_735_334_600_000_000, weekday: 6, "8/8/0871 5:04:20 PM"),
        Sample(3944, 9, 24, 10, 54, 4, ticks: 1_244_520_680_440_000_000, weekday: 0, "9/24/3944 10:54:04 AM"),
        Sample(9670, 8, 3, 18, 45, 4, ticks: 3_051_427_491_040_000_000, weekday: 0, "8/3/9670 6:45:04 PM"),
    ]

    @Test func countsAsPythonDoes() {
        for sample in Self.samples {
            let instant = Instant(
                year: sample.year, month: sample.month, day: sample.day, hour: sample.hour, minute: sample.minute, second: sample.second)
            #expect(instant?.ticks == sample.ticks)
            #expect(instant?.dayOfWeek == sample.weekday)
            #expect(instant?.text == sample.text)
        }
    }

    /// More than two of the cycles of 400 years, in which the calendar repeats itself.
    @Test func everyDayHasItsDate() {
        var previous = (year: 0, month: 12, day: 31)
        for day in 0..<(3_652_059 / 9) {
            let date = Gregorian.date(ofDay: day)
            let follows = (date.year, date.month, date.day) == (previous.year, previous.month, previous.day + 1)
                || date.day == 1 && previous.day == (previous.year == 0 ? 31 : Gregorian.days(in: previous.month, of: previous.year))
            guard follows, Gregorian.day(year: date.year, month: date.month, day: date.day) == day else {
                Issue.record("day \(day) is \(date) after \(previous)")
                return
            }
            previous = date
        }
        #expect(Gregorian.date(ofDay: 3_652_058) == (9999, 12, 31))
    }

    @Test(arguments: [
        (0, 1, 1, 0, 0, 0, 0), (10_000, 1, 1, 0, 0, 0, 0), (2023, 2, 29, 0, 0, 0, 0), (1900, 2, 29, 0, 0, 0, 0), (2024, 0, 1, 0, 0, 0, 0),
        (2024, 13, 1, 0, 0, 0, 0), (2024, 4, 31, 0, 0, 0, 0), (2024, 1, 0, 0, 0, 0, 0), (2024, 1, 1, 24, 0, 0, 0), (2024, 1, 1, 0, 60, 0, 0),
        (2024, 1, 1, 0, 0, 60, 0), (2024, 1, 1, 0, 0, 0, 10_000_000), (2024, 1, 1, -1, 0, 0, 0), (Int.max, Int.max, Int.max, 0, 0, 0, 0),
        (Int.min, 1, 1, 0, 0, 0, 0),
    ])
    func refusesWhatDoesNotExist(_ year: Int, _ month: Int, _ day: Int, _ hour: Int, _ minute: Int, _ second: Int, _ ticks: Int) {
        #expect(Instant(year: year, month: month, day: day, hour: hour, minute: minute, second: second, ticks: ticks) == nil)
    }

    @Test(arguments: [
        (129_699_324_000_000_000, "2012-01-01T23:00:00Z"), (116_444_736_000_000_000, "1970-01-01T00:00:00Z"), (0, "1601-01-01T00:00:00Z"),
        (132_539_615_990_000_000, "2021-01-01T07:59:59Z"), (157_469_327_990_000_000, "2100-01-01T03:59:59Z"),
        (134_117_171_990_000_000, "2026-01-01T04:59:59Z"),
    ] as [(Int64, String)])
    func convertsTheNumbersOfActiveDirectory(_ number: Int64, _ iso: String) {
        #expect(Instant(fileTime: number)?.isoText == iso)
        #expect(Instant.parseISO(iso)?.fileTime == number)
    }

    @Test func neverIsNoInstant() {
        #expect(Instant(fileTime: .max) == nil)
        #expect(Instant(fileTime: -1) == nil)
        #expect(Instant(ticks: -1) == nil)
        #expect(Instant(ticks: 3_155_378_976_000_000_000) == nil)
        #expect(Instant(ticks: 3_155_378_975_999_999_999)?.isoText == "9999-12-31T23:59:59Z")
        #expect(Instant.parseISO("0001-01-01")?.fileTime == -504_911_232_000_000_000)
    }

    @Test(arguments: [
        ("2024-02-29", "2024-02-29T00:00:00Z"), ("20240229", "2024-02-29T00:00:00Z"), ("2024-02-29T12:30", "2024-02-29T12:30:00Z"),
        ("2024-02-29T12", "2024-02-29T12:00:00Z"), ("20240229T123015Z", "2024-02-29T12:30:15Z"), ("2024-02-29 12:30:15z", "2024-02-29T12:30:15Z"),
        ("2024-02-29T23:30:00-01:00", "2024-03-01T00:30:00Z"), ("2024-02-29T00:30:00+0100", "2024-02-28T23:30:00Z"),
        ("2024-02-29T00:30:00+01", "2024-02-28T23:30:00Z"), ("2024-12-31T24:00:00Z", "2025-01-01T00:00:00Z"),
        ("2024-01-01t00:00:00.9999999Z", "2024-01-01T00:00:00Z"), ("2024-01-01T00:00:00,99999999Z", "2024-01-01T00:00:01Z"),
        ("0001-01-01T05:00:00+05:00", "0001-01-01T00:00:00Z"), ("9999-12-31T18:59:59-05:00", "9999-12-31T23:59:59Z"),
    ])
    func readsISO(_ text: String, _ iso: String) {
        #expect(Instant.parseISO(text)?.isoText == iso)
    }

    @Test(arguments: [
        "", "2024", "2024-02", "2024-02-30", "2023-02-29", "2024-2-9", "2024-0229", "202402-29", "24-02-29", "2024-02-29T", "2024-02-29T1",
        "2024-02-29T12:3", "2024-02-29T12:30:", "2024-02-29T12:30:15.", "2024-02-29T1230", "20240229T12:30", "2024-02-29T24:00:01",
        "2024-02-29T12:60", "2024-02-29T12:30:60Z", "2024-02-29T12:30+15:00", "2024-02-29T12:30+1", "2024-02-29T12:30+01:", "2024-02-29T12:30ZZ",
        "2024-02-29Z", "2024-02-29-07:00", " 2024-02-29", "2024-02-29 ", "0000-01-01", "0001-01-01T00:00:00+00:01", "9999-12-31T24:00:00Z",
        "9999-12-31T23:59:59.99999996", "٢٠٢٤-٠٢-٢٩", "2024‑02‑29", "2024-02-29T12:30:15.123456789012345678901234567890123456789x", "\u{0}",
    ])
    func refusesWhatIsNotISO(_ text: String) {
        #expect(Instant.parseISO(text) == nil)
    }

    @Test func roundsTicksToEven() {
        #expect(Instant.parseISO("2024-01-01T00:00:00.00000005")?.fraction == 0)
        #expect(Instant.parseISO("2024-01-01T00:00:00.00000015")?.fraction == 2)
        #expect(Instant.parseISO("2024-01-01T00:00:00.000000050000000000000000000000000000001")?.fraction == 1)
        #expect(Instant.parseISO("2024-01-01T00:00:00.5")?.fraction == 5_000_000)
    }

    @Test func everythingReadsItsOwnText() {
        var random = Sequence64(seed: 1)
        for _ in 0..<2000 {
            let instant = random.instant(multipleOf: Instant.ticksPerSecond)
            #expect(Instant.parseISO(instant.isoText) == instant)
            #expect(CDate.parse(instant.isoText) == instant)
            #expect(CDate.parse(instant.text) == instant)
            #expect(instant.fileTime < 0 || Instant(fileTime: instant.fileTime) == instant)
        }
    }
}

/// SplitMix64: the same numbers in every run, so that a failure can be repeated.
struct Sequence64: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func instant(multipleOf unit: Int64 = 1, from first: Int64 = 0, to last: Int64 = 3_155_378_975_999_999_999) -> Instant {
        let ticks = Int64.random(in: first...last, using: &self) / unit * unit
        return Instant(ticks: ticks)!
    }
}
