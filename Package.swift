// swift-tools-version: 6.0
import PackageDescription

// The targets are the stages of the compiler, in the order in which data flows;
// an arrow that is not declared here is one the compiler refuses. See docs/architecture.md.
let package = Package(
    name: "entrain",
    products: [
        .executable(name: "entrain", targets: ["entrain"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    ],
    targets: [
        .systemLibrary(name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
        .target(name: "CDirectoryExchange"),
        .target(name: "CDigest"),
        .target(name: "CByteMarks"),

        .target(name: "JSON"),
        .target(name: "LDAP"),
        .target(name: "Diagnostics", dependencies: ["JSON"]),
        .target(name: "YAMLSyntax", dependencies: ["CLibYAML", "Diagnostics"]),
        .target(name: "PowerShellSyntax", dependencies: ["Diagnostics"]),
        .target(name: "XML", dependencies: ["CExpat"]),
        .target(name: "Expressions", dependencies: ["Diagnostics", "JSON"]),
        .target(name: "Microsoft", dependencies: ["Expressions"]),
        .target(name: "Plan", dependencies: ["YAMLSyntax", "Expressions", "LDAP", "Microsoft", "Diagnostics", "JSON"]),
        .target(name: "Analysis", dependencies: ["Plan", "Microsoft", "Expressions", "LDAP", "PowerShellSyntax", "Diagnostics"]),
        .target(
            name: "Artifacts", dependencies: ["Analysis", "Microsoft", "Expressions", "LDAP", "Plan", "JSON"],
            // Scripts that are handed out as they are stay files that their own tools can read.
            resources: [
                .embedInCode("Graph/Runner/deploy.sh"), .embedInCode("Graph/Runner/deploy.ps1"), .embedInCode("Report/report.css"),
                .embedInCode("Report/report.js"), .embedInCode("Pictures/picture.css"),
            ]),
        .target(name: "Delivery", dependencies: ["Artifacts", "XML", "CDirectoryExchange", "CDigest"]),
        .target(name: "Simulation", dependencies: ["Analysis", "Artifacts", "CByteMarks"]),
        .target(name: "Review", dependencies: ["Analysis", "Artifacts", "Simulation", "Microsoft", "Expressions", "Plan", "JSON"]),
        .target(name: "MIMImport", dependencies: ["XML", "Artifacts", "Plan", "Microsoft", "Expressions", "Diagnostics", "JSON"]),
        .executableTarget(
            name: "entrain",
            dependencies: [
                "Analysis", "Artifacts", "Delivery", "Expressions", "JSON", "Microsoft", "MIMImport", "Plan", "Review", "Simulation", "XML",
                "YAMLSyntax",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),

        .target(name: "TestSupport", dependencies: ["Analysis", "Diagnostics", "YAMLSyntax"], path: "Tests/TestSupport"),
        // What hostile input is held against; by the tests, and by the fuzzer below.
        .target(
            name: "FuzzTargets", dependencies: ["Analysis", "Artifacts", "Diagnostics", "Expressions", "JSON", "LDAP", "MIMImport", "PowerShellSyntax", "Review", "Simulation", "XML", "YAMLSyntax"],
            path: "Tests/FuzzTargets"),
        .testTarget(name: "FuzzTests", dependencies: ["FuzzTargets", "Analysis", "Diagnostics", "TestSupport"]),
        .testTarget(name: "JSONTests", dependencies: ["JSON"]),
        .testTarget(name: "LDAPTests", dependencies: ["LDAP"]),
        .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics", "TestSupport"]),
        .testTarget(name: "YAMLSyntaxTests", dependencies: ["YAMLSyntax", "Diagnostics"]),
        .testTarget(name: "PowerShellSyntaxTests", dependencies: ["PowerShellSyntax", "Diagnostics", "TestSupport"]),
        .testTarget(name: "ExpressionsTests", dependencies: ["Expressions", "JSON", "YAMLSyntax", "TestSupport"]),
        .testTarget(
            name: "AnalysisTests", dependencies: ["Analysis", "Expressions", "LDAP", "Microsoft", "Diagnostics", "Delivery", "JSON", "Plan", "YAMLSyntax", "TestSupport"]),
        .testTarget(
            name: "ArtifactsTests",
            dependencies: ["Artifacts", "Analysis", "LDAP", "Microsoft", "Plan", "Delivery", "PowerShellSyntax", "JSON", "Simulation", "TestSupport"]),
        .testTarget(name: "DeliveryTests", dependencies: ["Delivery"]),
        .testTarget(name: "SimulationTests", dependencies: ["Simulation", "Analysis", "Delivery", "Diagnostics", "Plan", "TestSupport"]),
        .testTarget(name: "ReviewTests", dependencies: ["Review", "Analysis", "Delivery", "Diagnostics", "Expressions", "JSON", "Plan", "YAMLSyntax", "TestSupport"]),
        .testTarget(name: "XMLTests", dependencies: ["XML"]),
        .testTarget(name: "MIMImportTests", dependencies: ["MIMImport", "XML", "JSON", "Analysis", "Artifacts", "Delivery", "TestSupport"]),
        .testTarget(name: "CommandTests", dependencies: ["TestSupport", "JSON", "YAMLSyntax", "entrain"]),
    ],
    swiftLanguageModes: [.v6]
)

// Only `Tests/Fuzz/run` has what this one is linked with.
if Context.environment["ENTRAIN_FUZZ"] != nil {
    package.products.append(.executable(name: "fuzz", targets: ["fuzz"]))
    package.targets.append(.executableTarget(name: "fuzz", dependencies: ["FuzzTargets", "Delivery"], path: "Tests/Fuzz", exclude: ["run"]))
}
