extension Rule {
    public static let unknownDirectory = Rule(
        "unknown-directory",
        law: "An LDAP connector names one of the servers that Microsoft lists; neither Active Directory nor Oracle Internet Directory is among them.",
        reason: "Accounts in AD would be carried back into Entra ID by Entra Connect or Cloud Sync; the other is not supported.",
        wrong: "kind: ldap\ndirectory: active-directory",
        right: "kind: active-directory",
        source: "MIMDocs: microsoft-identity-manager-2016-connector-genericldap"
    )
    public static let badDistinguishedName = Rule(
        "bad-distinguished-name",
        law: "A distinguished name is attribute=value for each level, from the entry to the root, with commas between.",
        reason: "Directories refuse anything else. A comma, a plus sign or a quotation mark inside a value is written with a backslash before it.",
        wrong: "container: OU=Sales, EMEA,DC=contoso,DC=com",
        right: "container: OU=Sales\\, EMEA,DC=contoso,DC=com",
        source: "RFC 4514"
    )
    public static let containerOutsideBase = Rule(
        "container-outside-base",
        law: "People are created below the base DN.",
        reason: "A connector serves one partition.",
        wrong: "base-dn: DC=apps,DC=contoso,DC=com\ncontainer: OU=People,DC=contoso,DC=com",
        right: "base-dn: DC=contoso,DC=com\ncontainer: OU=People,DC=contoso,DC=com",
        source: "entra-docs: on-premises-ldap-connector-configure"
    )

    // MARK: Connection

    public static let ldapPort = Rule(
        "ldap-port",
        law: "Port and protection agree: 636 with tls, 389 with start-tls or none.",
        reason: "Port 636 is LDAPS and answers nothing else; port 389 is plain LDAP, protected by Start TLS if at all.",
        wrong: "port: 389\nsecurity: tls",
        right: "port: 636\nsecurity: tls",
        source: "entra-docs: on-premises-ldap-connector-configure"
    )
    public static let plainPassword = Rule(
        "plain-password", .warning,
        law: "A password crosses the network encrypted.",
        reason: "Except where the target is on the connector's own server, or the network itself is protected, the connection needs TLS.",
        wrong: "security: none",
        right: "security: tls",
        source: "entra-docs: on-premises-ldap-connector-configure"
    )
    public static let ldapAuthentication = Rule(
        "ldap-authentication",
        law: "A connector has what its way to authenticate needs, and nothing else: simple a user and a password, kerberos a realm as well, certificate a client certificate and TLS, anonymous nothing.",
        reason: "The wizard has one list of bindings, and asks for what the chosen one needs.",
        wrong: "authentication: kerberos\nuser: svc-ecma\npassword: {secret: ECMA_LDAP_PASSWORD}",
        right: "authentication: kerberos\nuser: svc-ecma\nrealm: CORP.CONTOSO.COM\npassword: {secret: ECMA_LDAP_PASSWORD}",
        source: "entra-docs: on-premises-ldap-connector-configure"
    )

    // MARK: The name

    public static let dnOutsideContainer = Rule(
        "dn-outside-container",
        law: "The distinguished name that a mapping makes ends with the connector's container.",
        reason: "The connector creates no parents: in a place that is not there every create fails.",
        wrong: "container: OU=People,DC=contoso,DC=com\n'-dn-': {expression: 'Join(\"\", \"CN=\", [employeeId], \",OU=Staff,DC=contoso,DC=com\")', apply: on-create}",
        right: "container: OU=People,DC=contoso,DC=com\n'-dn-': {expression: 'Join(\"\", \"CN=\", [employeeId], \",OU=People,DC=contoso,DC=com\")', apply: on-create}",
        source: "entra-docs: on-premises-ldap-connector-configure"
    )
    public static let dnParentVaries = Rule(
        "dn-parent-varies", .warning,
        law: "The containers in which people are created are known before the first person is.",
        reason: "The connector creates no parents. Whoever has a value for which no container is there is not created.",
        wrong: "'=Join(\"\", \"CN=\", [employeeId], \",OU=\", [city], \",DC=contoso,DC=com\")'",
        right: "'=Join(\"\", \"CN=\", [employeeId], Switch([city], \",OU=Elsewhere\", \"Oslo\", \",OU=Oslo\"), \",DC=contoso,DC=com\")'",
        source: "entra-docs: on-premises-ldap-connector-configure"
    )
    public static let dnUnescaped = Rule(
        "dn-unescaped", .warning,
        law: "What people can type does not go into a distinguished name as it is.",
        reason: "A comma ends the value there, and mapping expressions have no function that escapes it.",
        wrong: "'=Join(\"\", \"CN=\", [displayName], \",OU=People,DC=contoso,DC=com\")'",
        right: "'=Join(\"\", \"CN=\", [mailNickname], \",OU=People,DC=contoso,DC=com\")'"
    )
    public static let namingNotAllowed = Rule(
        "naming-attribute",
        law: "An entry is named by an attribute that it may have; in AD LDS people are named by CN.",
        reason: "The attribute of the entry's own name is an attribute of the entry.",
        wrong: "object-type: inetOrgPerson\n'-dn-': {expression: 'Join(\"\", \"DC=\", [mailNickname], \",OU=People,DC=contoso,DC=com\")', apply: on-create}",
        right: "object-type: inetOrgPerson\n'-dn-': {expression: 'Join(\"\", \"UID=\", [mailNickname], \",OU=People,DC=contoso,DC=com\")', apply: on-create}",
        source: "RFC 4512, 2.3; Microsoft: Active Directory Schema, Rdn-Att-Id"
    )
    public static let namingDiffers = Rule(
        "naming-differs", .warning,
        law: "The attribute in an entry's own name gets the value that the name says.",
        reason: "The name's value belongs to the entry as well. Some servers refuse the entry, others keep both values, of which the host reads one.",
        wrong: "'-dn-': {expression: 'Join(\"\", \"CN=\", [mailNickname], \",OU=People,DC=contoso,DC=com\")', apply: on-create}\ncn: displayName",
        right: "'-dn-': {expression: 'Join(\"\", \"CN=\", [mailNickname], \",OU=People,DC=contoso,DC=com\")', apply: on-create}\ncn: {from: mailNickname, apply: on-create}",
        source: "RFC 4511, 4.7"
    )

    // MARK: Object classes

    public static let objectClass = Rule(
        "object-class",
        law: "The object type is a structural class, and what is added to it are auxiliary classes; both are standard or declared under classes.",
        reason: "The wizard's Target object takes no auxiliary class, and what a class makes mandatory must be known.",
        wrong: "object-type: posixAccount",
        right: "object-type: inetOrgPerson\nauxiliary-classes: [posixAccount]",
        source: "entra-docs: on-premises-ldap-connector-configure"
    )
    public static let objectClassMapping = Rule(
        "object-class-mapping",
        law: "The mapping of objectClass is a Split of the object type and the auxiliary classes, on creation only; with auxiliary classes there is one.",
        reason: "The host knows the structural class only, and only Split makes the list that the server wants.",
        wrong: "objectClass: {constant: 'inetOrgPerson,posixAccount'}",
        right: "objectClass: {expression: 'Split(\"inetOrgPerson,posixAccount\", \",\")', apply: on-create}",
        source: "entra-docs: on-premises-ldap-connector-configure"
    )
    public static let mandatoryAttribute = Rule(
        "mandatory-attribute",
        law: "Every attribute that the classes of people make mandatory is mapped, and never without a value. Superclasses and auxiliary classes count.",
        reason: "The server refuses an entry that lacks one. A POSIX account needs cn, uid, uidNumber, gidNumber and homeDirectory.",
        wrong: "object-type: inetOrgPerson     # which needs cn and sn\nattributes: {cn: mailNickname}",
        right: "object-type: inetOrgPerson\nattributes: {cn: mailNickname, sn: surname}",
        source: "entra-docs: on-premises-ldap-connector-configure; RFC 4519, 2798, 2307"
    )
    public static let notInClass = Rule(
        "not-in-class",
        law: "A mapped attribute belongs to one of the classes of people.",
        reason: "A server refuses an entry with an attribute that none of its classes allows.",
        wrong: "object-type: inetOrgPerson\nattributes: {uidNumber: …}",
        right: "object-type: inetOrgPerson\nauxiliary-classes: [posixAccount]\nattributes: {uidNumber: …}",
        source: "RFC 4512, 2.5"
    )
    public static let sameForEveryone = Rule(
        "same-for-everyone",
        law: "The distinguished name, uid and uidNumber are each person's own.",
        reason: "Two entries can't have one name, and to the systems behind the directory two people with one number are one account.",
        wrong: "uidNumber: {constant: '10000'}",
        right: "uidNumber: uidNumber     # a directory extension",
        source: "entra-docs: on-premises-ldap-connector-configure; RFC 2307"
    )

    // MARK: Passwords

    public static let initialPassword = Rule(
        "initial-password",
        law: "An initial password is made by an expression with Redact around the whole of it, and written on creation only.",
        reason: "Without Redact it stands in the provisioning log; written again, it would set back what people chose.",
        wrong: "userPassword: '=RandomString(16, 4, 2, 2, 2, )'",
        right: "userPassword: {expression: 'Redact(RandomString(16, 4, 2, 2, 2, ))', apply: on-create}",
        source: "entra-docs: on-premises-ldap-connector-configure, on-premises-sap-connector-configure"
    )
    public static let ldsPassword = Rule(
        "lds-password", .warning,
        law: "People are provisioned to AD LDS without passwords.",
        reason: "The connector can't set them there. People are created disabled, or the password policy is switched off.",
        wrong: "directory: ad-lds\nuserPassword: {expression: 'Redact(RandomString(16, 4, 2, 2, 2, ))', apply: on-create}",
        right: "directory: ad-lds\nmsDS-UserAccountDisabled: IsSoftDeleted",
        source: "entra-docs: on-premises-ldap-connector-configure"
    )
    public static let hashedPassword = Rule(
        "hashed-password",
        law: "The connector hashes passwords for OpenLDAP only.",
        reason: "Other servers hash them themselves.",
        wrong: "directory: 389-directory\nhash-passwords: true",
        right: "directory: 389-directory",
        source: "MIMDocs: microsoft-identity-manager-2016-connector-version-history"
    )

    // MARK: Changes

    public static let noDelta = Rule(
        "no-delta",
        law: "A delta import is asked of servers that the connector can ask.",
        reason: "For Apache Directory it has full imports only.",
        wrong: "directory: apache-directory\ndelta-import: true",
        right: "directory: apache-directory",
        source: "MIMDocs: microsoft-identity-manager-2016-connector-genericldap"
    )
    public static let deltaMissesDeletes = Rule(
        "delta-misses-deletes", .warning,
        law: "A delta import sees what was deleted.",
        reason: "In eDirectory changes are found by time stamps, and what is gone has none: full imports are needed from time to time.",
        wrong: "directory: edirectory\ndelta-import: true",
        right: "directory: edirectory",
        source: "MIMDocs: microsoft-identity-manager-2016-connector-genericldap"
    )
    public static let changeLog = Rule(
        "change-log",
        law: "A change log is named beside delta-import, for a server that has one; where its name is not usual, it must be.",
        reason: "Delta Import takes the change log's DN, and servers without one are asked in another way.",
        wrong: "directory: ad-lds\ndelta-import: true\nchange-log: cn=changelog",
        right: "directory: ad-lds\ndelta-import: true",
        source: "MIMDocs: microsoft-identity-manager-2016-connector-genericldap"
    )

    static let ldapConnectorRules: [Rule] = [
        unknownDirectory, badDistinguishedName, containerOutsideBase, ldapPort, plainPassword, ldapAuthentication, dnOutsideContainer,
        dnParentVaries, dnUnescaped, namingNotAllowed, namingDiffers, objectClass, objectClassMapping, mandatoryAttribute, notInClass,
        sameForEveryone, initialPassword, ldsPassword, hashedPassword, noDelta, deltaMissesDeletes, changeLog,
    ]
}
