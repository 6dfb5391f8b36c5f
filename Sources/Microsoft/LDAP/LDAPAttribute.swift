/// What is known of single attributes of directories.
public enum LDAPAttribute {
    /// Names of the same attribute, the short one first (RFC 4519, 4524, 2798).
    private static let aliases = [
        "commonname": "cn", "surname": "sn", "gn": "givenname", "userid": "uid", "rfc822mailbox": "mail", "localityname": "l",
        "stateorprovincename": "st", "organizationname": "o", "organizationalunitname": "ou", "streetaddress": "street",
        "mobiletelephonenumber": "mobile", "pagertelephonenumber": "pager", "hometelephonenumber": "homephone", "fax": "facsimiletelephonenumber",
        "domaincomponent": "dc", "countryname": "c",
    ]

    /// The same for all names of one attribute, which have no case.
    public static func canonical(_ name: String) -> String {
        let lower = name.lowercased()
        return aliases[lower] ?? lower
    }

    /// Names that the connector has beside the directory's own: the distinguished name, and the initial password.
    public static let ofConnector: Set<String> = ["-dn-", "_distinguishedname", "export_password"]

    /// Attributes whose value is one person's only: two entries with the same would be one account (RFC 2307).
    public static let personal: Set<String> = ["uid", "uidnumber"]

    /// Of INTEGER syntax (RFC 2307).
    public static let numbers: Set<String> = [
        "uidnumber", "gidnumber", "shadowlastchange", "shadowmin", "shadowmax", "shadowwarning", "shadowinactive", "shadowexpire", "shadowflag",
    ]
}
