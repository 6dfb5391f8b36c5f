import Delivery
import FuzzTargets
import Glibc

/// Runs one target under libFuzzer, or all mutants of a plan. `Tests/Fuzz/run` builds it and says how it is called:
///
///     fuzz --target=NAME [options and folders of libFuzzer]
///     fuzz mutants COUNT PLAN ENVIRONMENT
@main enum Fuzz {
    static func main() throws {
        let arguments = CommandLine.arguments
        if arguments.count == 5, arguments[1] == "mutants", let count = Int(arguments[2]) {
            exit(try mutants(count, of: arguments[3], environment: arguments[4]))
        }
        guard let name = arguments.lazy.compactMap({ $0.hasPrefix("--target=") ? $0.dropFirst(9) : nil }).first, let target = FuzzTarget.named(String(name)) else {
            print("fuzz: the targets are \(FuzzTarget.all.map(\.name).joined(separator: ", "))")
            exit(2)
        }
        chosen = target
        var count = CommandLine.argc
        var values = CommandLine.unsafeArgv
        // What begins with two dashes is no option of libFuzzer's, and is handed on to the processes that it starts.
        exit(runFuzzer(&count, &values) { start, size in
            do {
                try chosen?.take(Array(UnsafeBufferPointer(start: start, count: size)))
            } catch {
                fatalError("\(error)")
            }
            return 0
        })
    }

    /// Half of them damaged files, half misspelt words.
    private static func mutants(_ count: Int, of folder: String, environment: String) throws -> CInt {
        let mutants = PlanMutants(try PlanReader.read(folder), environment: environment)
        var broken = 0
        // What ends the process, or goes on for longer than anybody waits, says which one it was.
        for number in [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGABRT, SIGALRM] {
            signal(number) { number in
                let text = "\ndied of signal \(number) at mutant \(current)\n"
                _ = text.withCString { write(1, $0, strlen($0)) }
                _exit(1)
            }
        }
        for seed in 0..<count {
            current = seed
            alarm(20)
            do {
                if seed % 2 == 0 { try mutants.damage(seed / 2) } else { try mutants.misspell(seed / 2) }
            } catch {
                broken += 1
                print(error)
                fflush(nil)
            }
        }
        alarm(0)
        print("\(folder): \(count) mutants, \(broken) without an answer")
        return broken == 0 ? 0 : 1
    }
}

/// The function that libFuzzer calls captures nothing.
private nonisolated(unsafe) var chosen: FuzzTarget?
private nonisolated(unsafe) var current = 0

@_silgen_name("LLVMFuzzerRunDriver")
private func runFuzzer(
    _ count: UnsafeMutablePointer<CInt>, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ take: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt
