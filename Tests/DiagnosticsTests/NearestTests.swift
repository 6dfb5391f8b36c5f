import Diagnostics
import Testing

@Suite struct NearestTests {
    static let words = ["department", "displayName", "mailNickname", "employeeId", "employeeType", "sql", "scim", "hr-to-entra"]

    @Test(arguments: [
        ("departmnt", "department"),
        ("Department", "department"),
        ("display-name", "displayName"),
        ("dispalyName", "displayName"),
        ("employeeID", "employeeId"),
        ("employeeTpye", "employeeType"),
        ("SQL", "sql"),
        ("hr_to_entra", "hr-to-entra"),
    ])
    func findsWhatWasMeant(_ typed: String, _ meant: String) {
        #expect(nearest(to: typed, among: Self.words) == meant)
    }

    @Test(arguments: ["", "manager", "xyz", "department of identity and access", String(repeating: "a", count: 10_000)])
    func suggestsNothingFarAway(_ typed: String) {
        #expect(nearest(to: typed, among: Self.words) == nil)
    }

    @Test func doesNotSuggestTheWordItself() {
        #expect(nearest(to: "sql", among: ["sql"]) == nil)
    }
}
