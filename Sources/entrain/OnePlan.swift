import Analysis
import ArgumentParser
import Simulation

extension FrontEnd.Result {
    /// The plan of the environment that was asked for. Where there are several, and nobody said which, the command ends with status 2.
    ///
    /// - Parameter what: as the sentence begins that lists the environments.
    func onePlan(_ what: String = "The plan") throws -> CheckedPlan {
        if let plan = plans.first, plans.count == 1 { return plan }
        Terminal.printError("entrain: which environment? \(what) has \(environments.joined(separator: ", ")); add --environment \(environments.last ?? "NAME")\n")
        throw ExitCode(2)
    }
}

extension PlanOptions {
    /// The day of `--today`, or of the computer's clock where it was left out; a text that is no day ends the command with status 2.
    static func day(_ text: String?) throws -> Day {
        if let day = Day(text ?? PlanOptions.today(), format: "yyyy-MM-dd") { return day }
        Terminal.printError("entrain: `\(text ?? "")` is no day; write it as 2027-03-01\n")
        throw ExitCode(2)
    }
}
