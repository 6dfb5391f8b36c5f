import Diagnostics

/// People of a source, and where their accounts live: that decides who may write them.
public struct Population: Sendable {
    /// Where an account lives before any phase.
    public enum Home: String, Sendable, CaseIterable {
        /// In Entra ID alone; never in Active Directory.
        case cloud
        /// In Active Directory, from where it is synchronized to Entra ID.
        case hybrid
    }

    /// What ties an account to Active Directory, so that its source of authority stays there.
    ///
    /// Source: entra-docs, user-source-of-authority-guidance.
    public enum Tie: String, Sendable, CaseIterable {
        /// A mailbox of Exchange on premises.
        case mailbox
        /// Applications that check the password of AD.
        case password
        /// Sign-in by AD FS.
        case federation
        /// Applications that take Kerberos only, and have no replacement.
        case kerberos
    }

    /// What becomes of the AD account of somebody who was converted.
    public enum DirectoryAccount: String, Sendable, CaseIterable {
        /// Nobody writes it any more.
        case frozen
        /// MIM or a mapping goes on writing it, for what reads AD; Entra ID takes nothing back from there.
        case written
    }

    public var name: Spanned<String>
    public var notes: Notes
    public var from: Spanned<String>?
    public var scope: [ScopeGroup]
    public var lives: Spanned<Home>?
    public var needs: [Spanned<Tie>]
    public var directoryAccount: Spanned<DirectoryAccount>?
    public var span: Span
}

extension Phase {
    /// Whose source of authority moves from Active Directory to the cloud.
    public enum Conversion: Sendable {
        case population(Spanned<String>)
        /// A group, by its display name.
        case group(Spanned<String>)

        public var span: Span {
            switch self {
            case .population(let name), .group(let name): name.span
            }
        }
    }
}

/// What synchronizes Active Directory to the tenant.
public struct Synchronization: Sendable {
    public enum Engine: String, Sendable, CaseIterable {
        case connectSync = "connect-sync"
        case cloudSync = "cloud-sync"
    }

    public var engine: Spanned<Engine>?
    public var version: Spanned<String>?
    public var span: Span
}

/// The edition of Entra ID that the people of a plan are licensed for.
public enum Licence: String, Sendable, CaseIterable, Comparable {
    case p1, p2, governance

    public static func < (left: Licence, right: Licence) -> Bool {
        let order = Licence.allCases
        return (order.firstIndex(of: left) ?? 0) < (order.firstIndex(of: right) ?? 0)
    }

    public var title: String {
        switch self {
        case .p1: "Entra ID P1"
        case .p2: "Entra ID P2"
        case .governance: "Entra ID Governance"
        }
    }
}
