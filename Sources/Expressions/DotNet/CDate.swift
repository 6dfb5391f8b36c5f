/// The texts that the engine's `CDate` is known to take, read as UTC.
///
/// .NET's own `Parse` guesses at much more. What it would make of other texts in the service is unknown, so they are refused:
/// a constant is then an error while compiling, instead of a surprise in the tenant.
enum CDate {
    static func parse(_ text: String) -> Instant? {
        let trimmed = text.trimmingWhiteSpace()
        var reader = ISOReader(trimmed, .dotNet)
        guard let (day, _) = reader.day() else { return ownForm?.parse(String(trimmed)) }
        if reader.takeSeparator() {
            return reader.time(isExtended: true).flatMap { reader.end(day, $0) }
        }
        // XML Schema's date with an offset, which Workday sends: `2020-03-16-07:00` is the midnight of that place.
        return reader.end(day, 0)
    }

    /// What the date functions themselves answer.
    private static let ownForm = DateFormat("M/d/yyyy h:mm:ss tt")
}
