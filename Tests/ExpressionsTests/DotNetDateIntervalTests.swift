import Testing
@testable import Expressions

@Suite struct DotNetDateIntervalTests {
    /// Reckoned by Python's `datetime` and `calendar`.
    @Test(arguments: [
        (.m, 1, "2024-01-31T00:00:00Z", "2024-02-29T00:00:00Z"),
        (.m, 1, "2023-01-31T00:00:00Z", "2023-02-28T00:00:00Z"),
        (.m, -1, "2024-03-31T08:00:00Z", "2024-02-29T08:00:00Z"),
        (.m, 13, "2023-01-30T00:00:00Z", "2024-02-29T00:00:00Z"),
        (.yyyy, 1, "2024-02-29T00:00:00Z", "2025-02-28T00:00:00Z"),
        (.yyyy, 4, "2024-02-29T00:00:00Z", "2028-02-29T00:00:00Z"),
        (.yyyy, -124, "2024-02-29T00:00:00Z", "1900-02-28T00:00:00Z"),
        (.d, 1, "2024-02-28T00:00:00Z", "2024-02-29T00:00:00Z"),
        (.d, -1, "2100-03-01T00:00:00Z", "2100-02-28T00:00:00Z"),
        (.ww, -2, "2024-03-05T00:00:00Z", "2024-02-20T00:00:00Z"),
        (.n, -90, "2021-08-24T01:00:00Z", "2021-08-23T23:30:00Z"),
        (.s, 86400, "1999-12-31T00:00:00Z", "2000-01-01T00:00:00Z"),
        (.h, -25, "2000-03-01T00:00:00Z", "2000-02-28T23:00:00Z"),
        (.d, 1, "9999-12-31T00:00:00Z", nil),
        (.d, -1, "0001-01-01T00:00:00Z", nil),
        (.m, -1, "0001-01-31T00:00:00Z", nil),
        (.yyyy, 7975, "2025-01-01T00:00:00Z", nil),
        (.yyyy, 7974, "2025-01-01T00:00:00Z", "9999-01-01T00:00:00Z"),
        (.s, 2601, "1944-05-30T03:08:03Z", "1944-05-30T03:51:24Z"),
        (.h, -1800, "1970-08-27T19:11:28Z", "1970-06-13T19:11:28Z"),
        (.n, -3608, "2098-05-06T06:16:23Z", "2098-05-03T18:08:23Z"),
        (.d, 1664, "2014-05-10T08:12:10Z", "2018-11-29T08:12:10Z"),
        (.m, 3403, "1939-05-05T06:05:36Z", "2222-12-05T06:05:36Z"),
        (.yyyy, 4226, "2004-04-17T09:03:44Z", "6230-04-17T09:03:44Z"),
        (.ww, -3906, "2030-05-23T13:05:33Z", "1955-07-14T13:05:33Z"),
    ] as [(DateInterval, Int, String, String?)])
    func adds(_ interval: DateInterval, _ value: Int, _ start: String, _ end: String?) throws {
        #expect(interval.add(value, to: try #require(Instant.parseISO(start)))?.isoText == end)
    }

    /// The documented row first, then Python again: `yyyy m d ww h n s`.
    @Test(arguments: [
        ("2021-08-25T17:41:18Z", "2012-03-16T07:00:00Z", [-9, -113, -3449, -493, -82786, -4967201, -298032078]),
        ("2020-12-31T00:00:00Z", "2021-01-01T00:00:00Z", [1, 1, 1, 0, 24, 1440, 86400]),
        ("2024-01-06T23:00:00Z", "2024-01-07T01:00:00Z", [0, 0, 0, 0, 2, 120, 7200]),
        ("2024-01-07T01:00:00Z", "2024-01-06T23:00:00Z", [0, 0, 0, 0, -2, -120, -7200]),
        ("2024-01-06T01:00:00Z", "2024-01-07T23:00:00Z", [0, 0, 1, 1, 46, 2760, 165600]),
        ("0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", [9998, 119987, 3652058, 521722, 87649415, 5258964959, 315537897599]),
        ("2024-02-29T00:00:00Z", "2023-02-28T00:00:00Z", [-1, -12, -366, -52, -8784, -527040, -31622400]),
        ("2020-10-13T22:54:46Z", "2028-02-04T05:13:55Z", [8, 88, 2669, 380, 64062, 3843739, 230624349]),
        ("2021-09-08T19:05:04Z", "2020-09-30T08:28:43Z", [-1, -12, -343, -49, -8242, -494556, -29673381]),
        ("2002-12-04T00:58:36Z", "2002-07-26T18:11:08Z", [0, -5, -130, -18, -3126, -187607, -11256448]),
        ("1999-08-26T08:05:34Z", "1996-03-03T15:04:50Z", [-3, -41, -1270, -180, -30497, -1829820, -109789244]),
        ("0767-11-12T04:00:34Z", "2811-07-09T14:18:32Z", [2044, 24524, 746430, 106632, 17914330, 1074859817, 64491589078]),
        ("0962-04-24T19:59:07Z", "3272-04-20T18:43:49Z", [2310, 27720, 843706, 120529, 20248966, 1214938004, 72896280282]),
        ("4203-10-11T12:01:19Z", "0490-11-30T23:39:17Z", [-3713, -44555, -1356093, -193727, -32546244, -1952774662, -117166479722]),
    ])
    func subtracts(_ first: String, _ second: String, _ expected: [Int]) throws {
        let first = try #require(Instant.parseISO(first))
        let second = try #require(Instant.parseISO(second))
        #expect(DateInterval.allCases.map { $0.difference(first, second) } == expected)
    }

    @Test(arguments: DateInterval.allCases)
    func whatWasAddedIsTheDifference(_ interval: DateInterval) {
        var random = Sequence64(seed: 4)
        for _ in 0..<1000 {
            let start = random.instant()
            let value = Int.random(in: -100_000...100_000, using: &random)
            guard let end = interval.add(value, to: start) else { continue }
            #expect(interval.difference(start, end) == value)
            #expect(interval.difference(end, start) == -value)
            #expect(interval == .m || interval == .yyyy || interval.add(-value, to: end) == start)
        }
    }

    @Test(arguments: DateInterval.allCases)
    func hugeNumbersLeaveTheCalendar(_ interval: DateInterval) {
        for value in [Int.max, .min, .max / 12, .min / 12 - 1, 1 << 40] {
            #expect(interval.add(value, to: Instant(fileTime: 0)!) == nil)
        }
    }

    @Test func spellingCounts() {
        #expect(DateInterval(rawValue: "yyyy") == .yyyy)
        for other in ["Y", "YYYY", "y", "q", "w", "D", "day", "", " d"] { #expect(DateInterval(rawValue: other) == nil) }
    }
}
