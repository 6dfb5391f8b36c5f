extension Rule {
    public static let yamlFileSize = Rule(
        "yaml-file-size",
        law: "A file of a plan has at most 64 MiB.",
        reason: "A plan is written and reviewed by people. A larger file is an export, or data, in the wrong folder.",
        wrong: "plans/contoso/people.yaml    # 200 MiB of HR rows",
        right: "plans/contoso/sources.yaml   # describes the rows; the rows stay where they are"
    )
    public static let yamlEncoding = Rule(
        "yaml-encoding",
        law: "Plan files are UTF-8, with or without a byte-order mark.",
        reason: "Names of people must survive. A code page that is guessed wrong changes them silently, in the directory of a company.",
        wrong: "title: M\\xFCnchen      # a byte of Windows-1252",
        right: "title: München          # the same, saved as UTF-8"
    )
    public static let yamlDocuments = Rule(
        "yaml-documents",
        law: "A file holds one YAML document.",
        reason: "What stands behind a second `---` is ignored by many readers, so it would be reviewed but not deployed.",
        wrong: "name: contoso\n---\nsources: {}",
        right: "name: contoso\nsources: {}"
    )
    public static let yamlAlias = Rule(
        "yaml-alias",
        law: "An alias names an anchor that stands above it in the same file, and not around it.",
        reason: "`*name` is replaced by what `&name` marks.",
        wrong: "a: *defaults\nb: &defaults {agent: hq}",
        right: "b: &defaults {agent: hq}\na: *defaults",
        source: "YAML 1.1, 7.1"
    )
    public static let yamlTag = Rule(
        "yaml-tag",
        law: "A plan uses no YAML tags of its own.",
        reason: "A tag such as `!Ref` belongs to another tool's dialect. It would be dropped without a word.",
        wrong: "server: !Ref SqlServer",
        right: "server: ${sqlServer}"
    )
    public static let yamlDepth = Rule(
        "yaml-depth",
        law: "Collections are nested at most 128 deep.",
        reason: "No plan needs more than ten. A file that goes deeper has an unclosed bracket, or was made to exhaust its reader.",
        wrong: "a: [[[[[[[[[[ …",
        right: "a: [1, 2]"
    )
    public static let yamlAliasExpansion = Rule(
        "yaml-alias-expansion",
        law: "All aliases together stand for at most 4,000,000 values.",
        reason: "Nine lines of aliases of aliases can stand for a billion values.",
        wrong: "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]      # … and so on, forty times",
        right: "a: &a [x, x]\nb: *a"
    )
    public static let yamlKey = Rule(
        "yaml-key",
        law: "A key is a text.",
        reason: "`{a: 1}` or `[a]` as a key is legal YAML that nobody means; most often quotation marks are missing.",
        wrong: "[Department]: department",
        right: "\"[Department]\": department"
    )
    public static let yamlDuplicateKey = Rule(
        "yaml-duplicate-key",
        law: "A mapping has each key once.",
        reason: "Most YAML readers keep the last value without a word; half of what was reviewed would not be deployed.",
        wrong: "attributes:\n  title: JobTitle\n  title: Position",
        right: "attributes:\n  title: JobTitle",
        source: "YAML 1.1, 3.2.1.1"
    )
    public static let yamlMerge = Rule(
        "yaml-merge",
        law: "`<<` takes a mapping or a list of mappings.",
        reason: "The merge key adds the entries of other mappings to this one.",
        wrong: "hr-staging:\n  <<: headquarters",
        right: "hr-staging:\n  <<: *sql-defaults",
        source: "YAML merge key, 2005"
    )
    public static let yamlTab = Rule(
        "yaml-tab",
        law: "Indentation is made of blanks.",
        reason: "YAML forbids tabs there, because a tab has no agreed width.",
        wrong: "sources:\n→ hr: {}      # the arrow stands for a tab",
        right: "sources:\n  hr: {}",
        source: "YAML 1.1, 5.1"
    )
    public static let yamlUnterminatedQuote = Rule(
        "yaml-unterminated-quote",
        law: "A quotation mark that is opened is closed.",
        reason: "Without it the rest of the file becomes one text.",
        wrong: "title: 'Contoso",
        right: "title: 'Contoso'"
    )
    public static let yamlEscape = Rule(
        "yaml-escape",
        law: "Between double quotation marks, a backslash starts one of YAML's escapes.",
        reason: "Regular expressions and distinguished names have backslashes of their own; single quotation marks leave them alone.",
        wrong: "Department: {matches: \"^\\d+\"}",
        right: "Department: {matches: '^\\d+'}"
    )
    public static let yamlColon = Rule(
        "yaml-colon",
        law: "A text without quotation marks holds no colon followed by a blank, and no blank followed by a number sign.",
        reason: "YAML takes the first for a key and the second for a comment, so an expression would be cut without a word.",
        wrong: "displayName: =Join(\": \", [Dept], [Name])",
        right: "displayName: '=Join(\": \", [Dept], [Name])'"
    )
    public static let yamlBraces = Rule(
        "yaml-braces",
        law: "Inside `{…}` and `[…]` a parameter stands in quotation marks.",
        reason: "There, YAML takes the brace of `${name}` for the beginning of a mapping.",
        wrong: "tenant: {id: ${tenantId}, domain: contoso.com}",
        right: "tenant: {id: \"${tenantId}\", domain: contoso.com}"
    )
    public static let yamlSyntax = Rule(
        "yaml-syntax",
        law: "Plan files are YAML 1.1.",
        reason: "The file could not be read past this place.",
        wrong: "sources:\n  hr: {kind: sql",
        right: "sources:\n  hr: {kind: sql}"
    )

    static let yamlRules: [Rule] = [
        yamlFileSize, yamlEncoding, yamlDocuments, yamlAlias, yamlTag, yamlDepth, yamlAliasExpansion, yamlKey, yamlDuplicateKey,
        yamlMerge, yamlTab, yamlUnterminatedQuote, yamlEscape, yamlColon,
        yamlBraces, yamlSyntax,
    ]
}
