/// What an account may do with a table or a view.
struct AccountRights: Hashable, Sendable {
    let account: String
    let object: SQLName
    let rights: [SQLStatement.Right]

    var grant: SQLStatement { .grant(rights, on: object, to: account) }
}

extension StagingTable {
    /// Of the ECMA host's account.
    var writerRights: [AccountRights] {
        let table = AccountRights(account: writer, object: name, rights: [.select, .insert, .update, .delete])
        // Without a view of MIM's the log is for the host alone, which reads it.
        guard let changes, changes.view == nil else { return [table] }
        return [table, AccountRights(account: writer, object: changes.table.name, rights: [.select])]
    }

    /// Of the account of MIM's management agent.
    var readerRights: [AccountRights] {
        guard let reader else { return [] }
        var result = [AccountRights(account: reader, object: view ?? name, rights: [.select])]
        if let changes, let view = changes.view {
            result.append(AccountRights(account: reader, object: view, rights: [.select]))
            // It offers and clears changes around its delta import.
            result.append(AccountRights(account: reader, object: changes.table.name, rights: [.select, .update, .delete]))
        }
        return result
    }

    func rights(of account: String, on object: SQLName) -> [SQLStatement.Right] {
        let held = Set((writerRights + readerRights).filter { $0.account == account && $0.object == object }.flatMap(\.rights))
        return SQLStatement.Right.allCases.filter(held.contains)
    }
}
