import Simulation
import Testing

@Suite struct DayFormatTests {
    @Test(arguments: [
        ("2026-02-28", "yyyy-MM-dd", "2026-02-28"), ("28.2.2026", "d.M.yyyy", "2026-02-28"), ("1/31/26", "M/d/yy", "2026-01-31"),
        ("20240229", "yyyyMMdd", "2024-02-29"), ("2026-2-28", "yyyy-MM-dd", nil), ("2026-02-29", "yyyy-MM-dd", nil), ("2026-02-28 ", "yyyy-MM-dd", nil),
        ("", "yyyy-MM-dd", nil), ("2026-02", "yyyy-MM", nil), ("٢٠٢٦-02-28", "yyyy-MM-dd", nil), ("123.2.2026", "d.M.yyyy", nil),
        ("99999999999999999999-01-01", "yyyyyyyyyyyyyyyyyyyy-MM-dd", nil),
    ])
    func days(_ text: String, _ format: String, _ iso: String?) {
        #expect(Day(text, format: format)?.text == iso)
    }
}
