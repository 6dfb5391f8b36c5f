import Analysis
import Testing
import TestSupport

@testable import Artifacts

@Suite("The design report")
struct ReportTests {
    private func page(_ name: String = "contoso") throws -> (html: String, plan: CheckedPlan) {
        let (plan, sources) = try Plans.checked(name, environment: "production")
        let artifact = try #require(Generator.artifacts(of: plan, sources: sources).first { $0.path == "report.html" })
        return (String(decoding: artifact.bytes, as: UTF8.self), plan)
    }

    /// Nothing is fetched from anywhere, and it can be sent by mail.
    @Test func isOnePage() throws {
        let html = try page().html
        #expect(html.utf8.count < 600_000)
        for mark in ["src=", "@import", "url(", "<link", "http://", "fetch(", "import("] {
            // The SVG's name space is a name.
            #expect(html.replacing("http://www.w3.org/2000/svg", with: "").contains(mark) == false, "\(mark)")
        }
    }

    @Test func holdsEverySection() throws {
        let (html, plan) = try page()
        for id in ["today", "road", "phases", "proofs", "attributes", "connectors", "risks", "decisions", "open"] {
            #expect(html.contains("<section id=\"\(id)\""), "\(id)")
            #expect(html.contains("href=\"#\(id)\""), "\(id)")
        }
        #expect(html.ranges(of: "<svg ").count == plan.estates.count + 1)
        #expect(html.ranges(of: "<tr").count > 200)
        for acceptance in plan.acceptances { #expect(html.contains(HTMLWriter.escaped(acceptance.because?.value ?? ""))) }
        for decision in Decisions(plan.plan).all { #expect(html.contains(HTMLWriter.escaped(decision.because))) }
    }

    /// Contoso's whole legacy: what MIM writes anywhere is a line of the matrix.
    @Test func theMatrixHasEveryExportOfMIM() throws {
        let plan = try page().plan
        let rows = AttributeMatrix(plan).tables.flatMap { table in table.rows.map { "\(table.system).\($0.attribute)".lowercased() } }
        let today = try #require(plan.estates.first)
        #expect(today.flows.count == 165)
        for flow in today.flows where flow.writes.system != "metaverse" { #expect(rows.contains(flow.writes.description.lowercased())) }
    }

    @Test func everyLinkLeads() throws {
        let (plan, sources) = try Plans.checked("contoso", environment: "production")
        let artifacts = Generator.artifacts(of: plan, sources: sources)
        let html = String(decoding: try #require(artifacts.first { $0.path == "report.html" }).bytes, as: UTF8.self)
        let marks = html.matches(of: /\sid="([^"]+)"/).map { String($0.1) }
        let ids = Set(marks)
        let paths = Set(artifacts.map(\.path))
        #expect(ids.count == marks.count)
        for match in html.matches(of: /href="([^"]+)"/) {
            let target = String(match.1)
            let leads = target.hasPrefix("#") ? ids.contains(String(target.dropFirst())) : paths.contains(target)
            #expect(leads, "\(target)")
        }
    }
}
