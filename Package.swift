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
        .target(name: "CDirectoryExchange"),

        .target(name: "JSON"),
        .target(name: "Diagnostics", dependencies: ["JSON"]),
        .target(name: "YAMLSyntax", dependencies: ["CLibYAML", "Diagnostics"]),
        .target(name: "Expressions", dependencies: ["Diagnostics"]),
        .target(name: "Microsoft", dependencies: ["Expressions"]),
        .target(name: "Plan", dependencies: ["YAMLSyntax", "Expressions", "Diagnostics"]),
        .target(name: "Analysis", dependencies: ["Plan", "Microsoft", "Expressions", "Diagnostics"]),
        .target(name: "Artifacts", dependencies: ["Analysis", "Microsoft", "Expressions", "Plan", "JSON"]),
        .target(name: "Delivery", dependencies: ["Artifacts", "CDirectoryExchange"]),
        .target(name: "Simulation", dependencies: ["Analysis", "Artifacts"]),
        .executableTarget(
            name: "entrain",
            dependencies: [
                "Delivery", "Simulation",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),

        .testTarget(name: "YAMLSyntaxTests", dependencies: ["YAMLSyntax"]),
    ],
    swiftLanguageModes: [.v6]
)
