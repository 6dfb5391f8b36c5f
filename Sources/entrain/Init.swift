import ArgumentParser
import Delivery
import Diagnostics
import Glibc
import Plan

extension StarterPlan.Source: ExpressibleByArgument {}

struct Init: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write a small plan to begin with.",
        discussion: """
            Asks on a terminal for what no option says; elsewhere options say it all. The plan checks clean. Files that are there are \
            never overwritten.

              entrain init plans/contoso --tenant 8f6a2a54-6a3f-4d0e-9f59-1f4f9f0f7c11 --domain contoso.com --notify identity@contoso.com

            Exit status: 0 written; 2 could not run.
            """
    )

    @Argument(help: ArgumentHelp("The folder of the new plan.", valueName: "folder"), completion: .directory)
    var folder: String

    @Option(help: ArgumentHelp("The plan's name; the folder's, if left out.", valueName: "name"))
    var name: String?

    @Option(help: ArgumentHelp("The tenant's id.", valueName: "guid"))
    var tenant: String?

    @Option(help: ArgumentHelp("The verified domain of user principal names.", valueName: "domain"))
    var domain: String?

    @Option(help: ArgumentHelp("Who is mailed about a job in quarantine.", valueName: "address"))
    var notify: String?

    @Option(help: ArgumentHelp("The first person of the pilot; ada at the domain, if left out.", valueName: "address"))
    var pilot: String?

    @Option(help: "How HR's data comes: csv or sql.")
    var source: StarterPlan.Source = .csv

    func run() throws {
        let last = folder.split(separator: "/").last.map(String.init) ?? ""
        let name = try answer(name ?? (StarterPlan.problem(withName: last) == nil ? last : nil), "name", "The plan's name", StarterPlan.problem(withName:))
        let tenant = try answer(tenant, "tenant", "The tenant's id, a GUID", StarterPlan.problem(withTenantID:))
        let domain = try answer(domain, "domain", "The verified domain of user principal names", StarterPlan.problem(withDomain:))
        let notify = try answer(notify, "notify", "Who is mailed about a job in quarantine", StarterPlan.problem(withAddress:))
        let pilot = try answer(pilot ?? "ada@\(domain)", "pilot", "The first person of the pilot", StarterPlan.problem(withAddress:))
        let plan = StarterPlan(name: name, tenantID: tenant, domain: domain, notify: notify, source: source, pilot: pilot)
        for file in plan.files where PlanReader.exists("\(folder)/\(file.path)") {
            throw refusal("\(folder)/\(file.path) is there already; name another folder")
        }
        do {
            for file in plan.files { try FileReplacement.create(Array(file.text.utf8), at: "\(folder)/\(file.path)") }
        } catch {
            throw refusal("\(error)")
        }
        for file in plan.files { Terminal.print("written  \(folder)/\(file.path)\n") }
        Terminal.print("Next: entrain check \(folder)\n")
    }

    /// What an option said, or a person types; asked again until it is one.
    private func answer(_ given: String?, _ option: String, _ question: String, _ problem: (String) -> String?) throws -> String {
        if let given {
            if let reason = problem(given) { throw refusal("--\(option) \(given): \(reason)") }
            return given
        }
        guard isatty(0) == 1, isatty(2) == 1 else { throw refusal("--\(option) is missing: \(question.prefix(1).lowercased() + question.dropFirst())") }
        while true {
            Terminal.printError("\(question): ")
            guard let line = readLine() else { throw refusal("--\(option) is missing") }
            let text = String(line.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
            guard let reason = problem(text) else { return text }
            Terminal.printError("  \(reason)\n")
        }
    }

    private func refusal(_ text: String) -> ExitCode {
        Terminal.printError("entrain: \(text)\n")
        return ExitCode(2)
    }
}
