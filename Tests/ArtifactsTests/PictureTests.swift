import Analysis
import Diagnostics
import Testing
import TestSupport

@testable import Artifacts

/// No box lies on another, no text leaves its box or lies on another text.
@Suite("Pictures")
struct PictureTests {
    static let plans: [(name: String, environment: String?, folder: String)] = [
        ("contoso", "production", "plans"), ("northwind", "production", "plans"), ("consolidated", nil, "Tests/Fixtures/plans"),
        ("workday", nil, "Tests/Fixtures/plans"),
    ]

    @Test(arguments: plans)
    func nothingOverlaps(name: String, environment: String?, folder: String) throws {
        let plan = try Plans.checked(name, environment: environment, in: folder).plan
        let estates = EstatePicture(plan)
        var pictures = [RoadPicture(plan: plan).picture]
        pictures += plan.estates.indices.map(estates.picture)
        let attributes = Set(plan.estates.flatMap(\.flows).map(\.writes)).sorted { $0.description < $1.description }
        for (number, attribute) in attributes.enumerated() where number % 7 == 0 {
            for estate in plan.estates { pictures.append(LineagePicture(Lineage(of: attribute, in: estate), moment: "then", of: plan).picture) }
        }
        for picture in pictures { PictureTests.expectOrder(picture) }
    }

    static func expectOrder(_ picture: Picture) {
        let frame = Canvas.Rect(x: 0, y: 0, width: picture.width, height: picture.height)
        let boxes = picture.canvas.boxes, texts = picture.canvas.texts
        for (index, box) in boxes.enumerated() {
            #expect(frame.contains(box), "\(picture.title): a box leaves the picture")
            for other in boxes[(index + 1)...] { #expect(!box.overlaps(other), "\(picture.title): two boxes overlap at \(box) and \(other)") }
        }
        for (index, item) in texts.enumerated() {
            #expect(frame.contains(item.rect), "\(picture.title): `\(item.text)` leaves the picture")
            for box in boxes where box.overlaps(item.rect) { #expect(box.contains(item.rect), "\(picture.title): `\(item.text)` crosses the edge of a box") }
            for other in texts[(index + 1)...] {
                #expect(!item.rect.overlaps(other.rect), "\(picture.title): `\(item.text)` lies on `\(other.text)`")
            }
        }
    }

    /// A wire that crosses a column runs below its boxes; where it ends, it ends at an edge.
    @Test(arguments: plans)
    func noWireCrossesABox(name: String, environment: String?, folder: String) throws {
        let picture = EstatePicture(try Plans.checked(name, environment: environment, in: folder).plan)
        for wire in picture.map.wires.indices {
            let road = try #require(picture.layout.road(wire))
            // Curves stay between the points that they join, which are given in pairs.
            let numbers = road.data.split { "MCL ".contains($0) }.compactMap { Double($0) }
            var points: [(Double, Double)] = []
            for index in stride(from: 0, to: numbers.count - 1, by: 2) { points.append((numbers[index], numbers[index + 1])) }
            for (x, y) in points {
                for box in picture.layout.boxes {
                    #expect(!(x > box.x + 0.5 && x < box.x + box.width - 0.5 && y > box.y && y < box.y + box.height), "\(name): wire \(wire)")
                }
            }
        }
    }

    @Test("names of any kind fit, and stay text")
    func hostileNames() throws {
        let long = String(repeating: "Wy Müller & Söhne <Übersee> \"GmbH\" ", count: 4)
        let text = """
            entrain: 1
            name: small
            title: '\(long)'
            tenant: {id: 11111111-2222-3333-4444-555555555555, domain: contoso.com, notify: identity@contoso.com}
            sources:
              hr: {title: '\(long)', kind: sql, key: EmployeeID, attributes: {EmployeeID: string(16), Name: string(64), Alias: string(32)}}
            mappings:
              hr-to-entra:
                title: '</script><script>alert(1)</script>'
                because: '<img src=x onerror=alert(1)>'
                from: hr
                to: entra
                via: api-driven
                match: {EmployeeID: employeeId}
                attributes: {displayName: Name, mailNickname: Alias, userPrincipalName: '=Join("@", [Alias], "contoso.com")'}
            deprovisioning:
              leavers: {when: {Name: x}, at-most: 5}
            phases:
              - name: first
                title: '\(long)'
                because: '--> ]]> <!--'
                starts: [hr-to-entra]
                pilot: [{users: [ada@contoso.com], for: 2 weeks}, {group: '\(long)'}, everyone]
                checks: ['<b>bold</b>']
            """
        let result = FrontEnd().check([SourceFile(path: "plan.yaml", bytes: Array(text.utf8))])
        let plan = try #require(result.plans.first, "\(TextRenderer().render(result.report, sources: result.sources))")
        for estate in plan.estates.indices { PictureTests.expectOrder(EstatePicture(plan).picture(estate)) }
        PictureTests.expectOrder(RoadPicture(plan: plan).picture)
        let artifacts = Generator.artifacts(of: plan, sources: result.sources)
        let page = String(decoding: try #require(artifacts.first { $0.path == "report.html" }).bytes, as: UTF8.self)
        #expect(page.ranges(of: "<script>").count == 1)
        #expect(!page.contains("<img") && !page.contains("<b>"))
        for artifact in artifacts where artifact.path.hasSuffix(".svg") {
            #expect(!String(decoding: artifact.bytes, as: UTF8.self).contains("<script"))
        }
    }

    @Test("a picture with more than it has room for says so")
    func manySystems() throws {
        var text = """
            entrain: 1
            name: many
            tenant: {id: 11111111-2222-3333-4444-555555555555, domain: contoso.com, notify: identity@contoso.com}
            sources:
              hr: {kind: sql, key: EmployeeID, attributes: {EmployeeID: string(16), Name: string(64), Alias: string(32)}}
            agents:
              headquarters: {server: ecma01.contoso.com, certificate: authority}
            deprovisioning:
              leavers: {when: {Name: x}, at-most: 5}
            phases:
              - {name: first, starts: [hr-to-entra, \((0..<40).map { "to-\($0)" }.joined(separator: ", "))], pilot: [{users: [ada@contoso.com]}, everyone]}
            mappings:
              hr-to-entra:
                from: hr
                to: entra
                via: api-driven
                match: {EmployeeID: employeeId}
                attributes: {displayName: Name, mailNickname: Alias, userPrincipalName: '=Join("@", [Alias], "contoso.com")'}

            """
        var connectors = "connectors:\n"
        for number in 0..<40 {
            text += "  to-\(number): {from: entra, to: db\(number), match: {objectId: Id}, attributes: {Name: displayName}}\n"
            connectors += """
                  db\(number): {kind: sql, agent: headquarters, token: {secret: T\(number)}, dialect: sql-server, server: sql01.contoso.com, database: D, table: dbo.t\(number), user: CONTOSO\\svc, anchor: Id, on-disable: delete, on-delete: delete, attributes: {Id: string(36), Name: string(256)?}}

                """
        }
        let result = FrontEnd().check([SourceFile(path: "plan.yaml", bytes: Array((text + connectors).utf8))])
        let plan = try #require(result.plans.first, "\(TextRenderer().render(result.report, sources: result.sources))")
        let picture = EstatePicture(plan)
        PictureTests.expectOrder(picture.picture(1))
        #expect(picture.map.boxes.contains { $0.title == "And others" })
        #expect(picture.map.boxes.count < 40)
    }

    @Test("every text can be read at the width that was reckoned with", arguments: [
        ("", 0.0...0.0), ("i", 3...5), ("Entra ID to the MIM Portal", 150...210), ("WWWW", 48...56),
    ])
    func widths(text: String, range: ClosedRange<Double>) {
        #expect(range.contains(TextWidth.of(text, size: 12)), "\(TextWidth.of(text, size: 12))")
    }

    @Test func linesHoldTheirWords() {
        #expect(TextWidth.lines("one two three", into: 60, size: 12, count: 2) == ["one two", "three"])
        #expect(TextWidth.lines("one two three four five six", into: 60, size: 12, count: 2).last?.hasSuffix("…") == true)
        #expect(TextWidth.lines("", into: 60, size: 12, count: 2) == [""])
    }

    @Test("durations of pilots", arguments: [("1 week", 7), ("2 weeks", 14), ("10 days", 10), ("1 month", 30), ("soon", nil), ("-1 week", nil), ("9999999999999999999 days", nil)])
    func durations(text: String, days: Int?) {
        #expect(RoadPicture.days(text) == days)
    }
}
