import Analysis
import ArgumentParser
import Delivery
import Diagnostics
import Review
import Simulation

extension Risk: ExpressibleByArgument {}

struct Diff: ParsableCommand {
    enum Output: String, ExpressibleByArgument, CaseIterable {
        case text, markdown, json, sarif, github, azure
    }

    static let configuration = CommandConfiguration(
        abstract: "Tell what a new version of a plan does to people and systems.",
        discussion: """
            Compares two checked plans: moved files, reordered keys, comments and formatting are no change. Each version is a folder, a \
            file, or REV:PATH as git reads it. With --base one path is enough: it is compared with what it was at that revision.

              entrain diff --base origin/main plans/contoso
              entrain diff v1.0:plans/contoso v1.1:plans/contoso --format markdown

            Changes are destructive, disruptive, additive or cosmetic; `entrain explain` tells why. A change that was reviewed is \
            accepted in the plan, under `accepts`, and no longer fails.

            Exit status: 0 told; 1 one of the plans has errors; 2 could not run; 3 a change at or above --fail-on is not accepted.
            """
    )

    @Argument(help: ArgumentHelp("The old and the new version; with --base the new one.", valueName: "version"), completion: .file())
    var versions: [String]

    @Option(help: ArgumentHelp("The revision of the old version, such as origin/main.", valueName: "revision"))
    var base: String?

    @Option(name: .shortAndLong, help: ArgumentHelp("The environment that is compared; all of them if left out.", valueName: "name"))
    var environment: String?

    @Option(help: "How changes are printed: text, markdown, json, sarif, or github or azure for annotations.")
    var format: Output = .text

    @Option(help: ArgumentHelp("Fail when a change of this class or a worse one is not accepted: destructive, disruptive, additive or cosmetic.", valueName: "class"))
    var failOn: Risk?

    @Flag(help: "Tell how the generated files differ, by phase.")
    var artifacts = false

    @Option(help: ArgumentHelp("Rows of a source, to count whom the changes reach; may be repeated.", valueName: "source=file"))
    var rows: [String] = []

    @Option(help: ArgumentHelp("The day for rules about dates that are past and for acceptances, yyyy-MM-dd; today if left out.", valueName: "day"))
    var today: String?

    func run() throws {
        let (oldName, newName) = try names()
        let day = today ?? PlanOptions.today()
        guard Day(day, format: "yyyy-MM-dd") != nil else { throw refusal("`\(day)` is no day; write it as 2027-03-01") }
        let old = try versions(of: oldName, files: { try base.map { try GitPlan.read(newName, at: $0) } ?? read(oldName) }, isOld: true, day: day)
        let new = try versions(of: newName, files: { try read(newName) }, isOld: false, day: day)
        var comparison = Comparison(from: old, to: new, today: day)
        guard !comparison.reviews.isEmpty else { throw refusal("the two versions have no environment in common") }
        try addRows(to: &comparison, day: day)
        let files = artifacts ? comparison.reviews.last.map { ArtifactDifference.between($0.old, $0.new) } : nil
        print(comparison, files, plan: new.first?.plan.name ?? newName, prefix: newName.contains(":") ? "" : PlanPath.prefix(newName))
        if let failOn, !comparison.changes(from: failOn).isEmpty {
            let open = comparison.changes(from: failOn)
            Terminal.printError("entrain: \(count(open.count, "change")) \(open.count == 1 ? "is" : "are") \(failOn.rawValue)\(failOn == .destructive ? "" : " or worse") and not accepted\n")
            throw ExitCode(3)
        }
    }

    // MARK: Reading

    private func names() throws -> (old: String, new: String) {
        if let base {
            guard versions.count == 1 else { throw refusal("with --base name one path, the new version's") }
            guard !base.isEmpty, !base.hasPrefix("-") else { throw refusal("`\(base)` is no revision") }
            return ("\(base):\(versions[0])", versions[0])
        }
        guard versions.count == 2 else { throw refusal("name two versions, the old and the new one, or --base and one path") }
        return (versions[0], versions[1])
    }

    /// A path that is there is one, whatever is in its name.
    private func read(_ name: String) throws -> [SourceFile] {
        if !PlanReader.exists(name), let colon = name.firstIndex(of: ":"), colon > name.startIndex { return try GitPlan.read(name) }
        return try PlanReader.read(name)
    }

    private func versions(of name: String, files: () throws -> [SourceFile], isOld: Bool, day: String) throws -> [Version] {
        let found: [SourceFile]
        do {
            found = try files()
        } catch {
            guard isOld, let base, PlanReader.exists(versions[0]) else { throw refusal("\(error)") }
            throw refusal("\(error). A new plan has nothing to be compared with; for one that has moved: entrain diff \(base):OLD \(versions[0])")
        }
        guard !found.isEmpty else { throw refusal("\(name) holds no .yaml file") }
        let result = FrontEnd(today: day).check(found, environments: environment.map { .one($0) } ?? .all)
        if result.report.hasErrors {
            Terminal.printError(TextRenderer(color: Terminal.wantsColor(2), columns: Terminal.width(2)).render(result.report, sources: result.sources))
            Terminal.printError("\nentrain: the \(isOld ? "old" : "new") version, \(name), has errors; only checked plans are compared\n")
            throw ExitCode(1)
        }
        return result.plans.map { Version(plan: $0, sources: result.sources) }
    }

    private func refusal(_ text: String) -> ExitCode {
        Terminal.printError("entrain: \(text)\n")
        return ExitCode(2)
    }

    // MARK: Rows

    private func addRows(to comparison: inout Comparison, day: String) throws {
        guard !rows.isEmpty else { return }
        guard let today = Day(day, format: "yyyy-MM-dd") else { throw refusal("`\(day)` is no day; write it as 2027-03-01") }
        for option in rows {
            guard let sign = option.firstIndex(of: "="), sign > option.startIndex else {
                throw refusal("write --rows source=file, such as --rows hr=people.csv")
            }
            let source = String(option[..<sign]), file = String(option[option.index(after: sign)...])
            let bytes: [UInt8]
            do { bytes = try PlanReader.bytes(of: file, limit: .max) } catch { throw refusal("\(error)") }
            for index in comparison.reviews.indices {
                do {
                    let impacts = try RowImpact(comparison.reviews[index], source: source, rows: bytes, today: today).impacts()
                    comparison.add(impacts, toReview: index)
                } catch let error as RowImpact.Problem {
                    throw refusal("\(file): \(error.description)")
                }
            }
        }
    }

    // MARK: Printing

    private func print(_ comparison: Comparison, _ files: [ArtifactDifference]?, plan: String, prefix: String) {
        switch format {
        case .text:
            let isColored = Terminal.wantsColor(1)
            Terminal.print(ReviewText(color: isColored, width: Terminal.width(1)).render(comparison, plan: plan))
            if let files { Terminal.print(ArtifactText(color: isColored).render(files)) }
        case .markdown: Terminal.print(ReviewMarkdown().render(comparison, plan: plan, artifacts: files ?? []))
        case .json: Terminal.print(ReviewJSON.render(comparison, artifacts: files))
        case .sarif: Terminal.print(ReviewSARIF.render(comparison, prefix: prefix))
        case .github: Terminal.print(ReviewSARIF.annotations(comparison, .github, prefix: prefix))
        case .azure: Terminal.print(ReviewSARIF.annotations(comparison, .azure, prefix: prefix))
        }
    }
}
