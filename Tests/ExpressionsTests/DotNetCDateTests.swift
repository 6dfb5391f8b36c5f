import Testing
@testable import Expressions

@Suite struct DotNetCDateTests {
    @Test(arguments: [
        ("2020-03-16-07:00", "3/16/2020 7:00:00 AM"), ("2021-06-30+08:00", "6/29/2021 4:00:00 PM"), ("2020-03-16Z", "3/16/2020 12:00:00 AM"),
        ("2009-06-15T01:45:30-07:00", "6/15/2009 8:45:30 AM"), ("2021-08-24", "8/24/2021 12:00:00 AM"),
        ("2024-02-29T12:00:00Z", "2/29/2024 12:00:00 PM"), ("2012-01-01 23:00:00", "1/1/2012 11:00:00 PM"),
        ("2020-12-31 23:59:59-08:00", "1/1/2021 7:59:59 AM"), ("7/2/2021 3:33:38 PM", "7/2/2021 3:33:38 PM"),
        ("12/05/2025 12:07:00 AM", "12/5/2025 12:07:00 AM"), ("8/25/2021 5:41:18 pm", "8/25/2021 5:41:18 PM"),
        ("2021-06-30T08:00:00.1Z", "6/30/2021 8:00:00 AM"), ("2021-06-30T08:00:00.123Z", "6/30/2021 8:00:00 AM"),
        ("2021-06-30T08:00:00.1234567+00:00", "6/30/2021 8:00:00 AM"), ("2021-06-30T08:00", "6/30/2021 8:00:00 AM"),
        ("9999-12-31", "12/31/9999 12:00:00 AM"), ("9999-01-01", "1/1/9999 12:00:00 AM"), (" 2021-08-24\n", "8/24/2021 12:00:00 AM"),
        ("2024-02-29-14:00", "2/29/2024 2:00:00 PM"), ("0001-01-01-00:01", "1/1/0001 12:01:00 AM"),
    ])
    func readsWhatTheEngineReads(_ text: String, _ own: String) {
        #expect(CDate.parse(text)?.text == own)
    }

    @Test(arguments: [
        "", " ", "today", "2021", "2021-08", "2021-8-24", "20210824", "24.08.2021", "8/24/2021", "24/8/2021 1:00:00 AM", "13/1/2021 1:00:00 AM",
        "2/30/2021 1:00:00 AM", "2/29/2023 1:00:00 AM", "8/24/21 1:00:00 AM", "8/24/2021 13:00:00 PM", "8/24/2021 1:00 AM", "8/24/2021 1:00:00",
        "2021-02-29", "2021-08-24T25:00:00Z", "2021-08-24T24:00:00Z", "2021-08-24T12", "2021-08-24T", "2021-08-24 ZZ", "2021-08-24-15:00",
        "2021-08-24-14:01", "9999-12-31T23:59:59-00:01", "0001-01-01+00:01", "2021-08-24T12:00:00+99:99", "129699324000000000", "9223372036854775807",
        "2021-08-24T12:00:00.Z", "２０２１-08-24", "2021-08-24\u{0}", "Tue, 24 Aug 2021 12:00:00 GMT", "-2021-08-24",
    ])
    func refusesEverythingElse(_ text: String) {
        #expect(CDate.parse(text) == nil)
    }

    @Test func aDamagedDateNeverTraps() {
        var random = Sequence64(seed: 2)
        let seeds = ["2009-06-15T01:45:30.1234567-07:00", "12/31/2025 12:00:00 AM", "2020-03-16-07:00"]
        let debris = Array("0123456789-+:/.TZ APMé\u{0}😀".unicodeScalars)
        for _ in 0..<5000 {
            var scalars = Array(seeds.randomElement(using: &random)!.unicodeScalars)
            for _ in 0...Int.random(in: 0...3, using: &random) {
                let at = Int.random(in: 0...scalars.count, using: &random)
                let end = min(scalars.count, at + Int.random(in: 0...2, using: &random))
                scalars.replaceSubrange(at..<end, with: Array(repeating: debris.randomElement(using: &random)!, count: Int.random(in: 0...2, using: &random)))
            }
            var view = String.UnicodeScalarView()
            view.append(contentsOf: scalars)
            let text = String(view)
            if let instant = CDate.parse(text) { #expect(CDate.parse(instant.isoText) != nil) }
            _ = Instant.parseISO(text)
            _ = DateFormat(text)?.print(Instant(fileTime: 0)!)
            _ = DateFormat(text)?.parse(text)
        }
    }
}
