/// Rules of `entrain migrate`: what a change of a plan does to a table that has rows. They hold between two plans, so `check` raises none.
extension Rule {
    public static let columnDropped = Rule(
        "column-dropped",
        law: "A column is dropped only where the new plan accepts that its values are lost.",
        reason: "MIM or a person may still read it. A column that was renamed keeps its values: say `was`.",
        wrong: "attributes: {EntraObjectId: string(36)}                    # Fax is gone",
        right: "accepts:\n  - {finding: column-dropped, at: hr-staging.Fax, until: 2027-03-01, because: nobody reads it}"
    )

    public static let columnNarrowed = Rule(
        "column-narrowed",
        law: "A column takes shorter texts only where the new plan accepts it.",
        reason: "A longer value that is there already, or comes tomorrow, no longer fits. The script stops rather than cut one.",
        wrong: "Department: string(32)?       # was string(64)?",
        right: "accepts:\n  - {finding: column-narrowed, at: hr-staging.Department, until: 2027-03-01, because: HR's longest has 28}"
    )

    public static let columnRetyped = Rule(
        "column-retyped",
        law: "A column gets another type only where the new plan accepts that its values are made anew.",
        reason: "The column is dropped and created; Entra fills it in its next cycle, and until then MIM reads nothing there.",
        wrong: "CostCenter: integer?          # was string(16)?",
        right: "accepts:\n  - {finding: column-retyped, at: hr-staging.CostCenter, until: 2027-03-01, because: a number from now on}"
    )

    public static let tableDropped = Rule(
        "table-dropped",
        law: "A staging table is dropped only where the new plan accepts it.",
        reason: "To an agent of MIM that still reads it, a missing row is a deleted person.",
        wrong: "connectors: {}                # hr-staging is gone",
        right: "accepts:\n  - {finding: table-dropped, at: hr-staging, until: 2027-03-01, because: MIM reads HR again}"
    )

    public static let anchorChanged = Rule(
        "anchor-changed",
        law: "A staging table keeps the column by which its rows are told apart.",
        reason: "With another anchor every object is a new one to the ECMA host and to MIM; the old ones would be deleted.",
        wrong: "anchor: EmployeeID            # was EntraObjectId",
        right: "hr-staging-2: {anchor: EmployeeID, table: dbo.HRStaging2, …}       # a connector and a table of its own",
        source: "entra-docs: known-issues of on-premises provisioning"
    )

    public static let migrationRules: [Rule] = [columnDropped, columnNarrowed, columnRetyped, tableDropped, anchorChanged]
}
