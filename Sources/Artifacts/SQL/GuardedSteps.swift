/// Steps that ask first: the one place where each dialect's `IF` is written.
extension SQLWriter {
    enum Condition: Hashable, Sendable {
        case present(CatalogueObject)
        case absent(CatalogueObject)

        var object: CatalogueObject {
            switch self {
            case .present(let object), .absent(let object): object
            }
        }

        var wantsPresence: Bool {
            if case .present = self { true } else { false }
        }
    }

    /// One statement without its terminator, run where the condition holds.
    mutating func run(_ lines: [String], when condition: Condition? = nil) {
        guard let condition else { return statement(lines) }
        let tail = presence(of: condition.object)
        let not = condition.wantsPresence ? "" : "NOT "
        switch dialect {
        case .sqlServer:
            line("IF \(not)EXISTS (SELECT 1 \(tail))")
            statement(lines.map { "    " + $0 })
        case .postgresql:
            block { writer in
                writer.line("    IF \(not)EXISTS (SELECT 1 \(tail)) THEN")
                writer.lines(lines.map { "        " + $0 }, end: ";")
                writer.line("    END IF;")
            }
        case .mysql:
            line("CALL \(MySQLHelpers.run)(")
            line("    (SELECT COUNT(*) \(tail)) \(condition.wantsPresence ? "> 0" : "= 0"),")
            line("    \(string(lines.joined(separator: "\n        "))));")
        case .oracle:
            line("DECLARE")
            line("    found NUMBER;")
            line("BEGIN")
            line("    SELECT COUNT(*) INTO found \(tail);")
            line("    IF found \(condition.wantsPresence ? "> 0" : "= 0") THEN")
            immediately(lines, indent: "        ")
            line("    END IF;")
            line("END;")
            line("/")
        case .db2:
            line("BEGIN")
            line("    IF \(not)EXISTS (SELECT 1 \(tail)) THEN")
            immediately(lines, indent: "        ")
            line("    END IF;")
            line("END")
            line("@")
        }
    }

    /// Ends the script with a message where the query finds a row.
    ///
    /// - Parameter tail: `FROM … WHERE …`
    mutating func stop(whereFound tail: String, _ message: String) {
        switch dialect {
        case .sqlServer:
            line("IF EXISTS (SELECT 1 \(tail))")
            line("BEGIN")
            line("    DECLARE @stop nvarchar(2000) = \(string(message));")
            line("    THROW 50000, @stop, 1;")
            statement(["END"])
        case .postgresql:
            block { writer in
                writer.line("    IF EXISTS (SELECT 1 \(tail)) THEN")
                writer.line("        RAISE EXCEPTION '%', \(writer.string(message));")
                writer.line("    END IF;")
            }
        case .mysql:
            line("CALL \(MySQLHelpers.stop)(")
            line("    (SELECT COUNT(*) \(tail)) > 0,")
            line("    \(string(message)));")
        case .oracle:
            line("DECLARE")
            line("    found NUMBER;")
            line("BEGIN")
            line("    SELECT COUNT(*) INTO found \(tail);")
            line("    IF found > 0 THEN")
            line("        RAISE_APPLICATION_ERROR(-20000, \(string(message)));")
            line("    END IF;")
            line("END;")
            line("/")
        case .db2:
            line("BEGIN")
            line("    IF EXISTS (SELECT 1 \(tail)) THEN")
            line("        SIGNAL SQLSTATE '75000' SET MESSAGE_TEXT = \(string(message));")
            line("    END IF;")
            line("END")
            line("@")
        }
    }

    /// The lines of one statement and its terminator.
    mutating func statement(_ lines: [String]) {
        switch dialect {
        case .sqlServer:
            self.lines(lines, end: ";")
            endBatch()
        case .postgresql, .mysql, .oracle: self.lines(lines, end: ";")
        case .db2: self.lines(lines + ["@"], end: "")
        }
    }

    mutating func lines(_ lines: [String], end: String) {
        for (index, content) in lines.enumerated() { line(content + (index == lines.count - 1 ? end : "")) }
    }

    /// A statement as the sum of its lines: a constant of several lines might hold one that the command line obeys.
    mutating func immediately(_ lines: [String], indent: String) {
        for (index, content) in lines.enumerated() {
            let piece = string(index == 0 ? content : " " + content)
            line(indent + (index == 0 ? "EXECUTE IMMEDIATE \(piece)" : "    || \(piece)") + (index == lines.count - 1 ? ";" : ""))
        }
    }
}
