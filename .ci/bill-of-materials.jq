# `swift package show-dependencies --format json` → a bill of materials (CycloneDX 1.5) of the program that all of it is linked into.
# No clock and no random number: the same parts give the same bytes.

# By the copyright files of Debian's packages and the licence files of the Swift projects.
def licences: {
    "swift": "Apache-2.0 WITH Swift-exception",
    "swift-argument-parser": "Apache-2.0 WITH Swift-exception",
    "libyaml": "MIT",
    "expat": "MIT",
    "glibc": "LGPL-2.1-or-later",
    "gcc": "GPL-3.0-or-later WITH GCC-exception-3.1"
};

# The source packages of compilers have their version in the name.
def licence($name): licences[$name | sub("^gcc-[0-9]+$"; "gcc")] | if . then {licenses: [{expression: .}]} else {} end;

def library($name; $version; $purl; $licence):
    {type: "library", "bom-ref": $purl, name: $name, version: $version, purl: $purl} + licence($licence);

# A package of Swift and all that it depends on, each once.
def packages: .dependencies[] | (., packages);

([packages | {identity, version, url, uses: [.dependencies[].identity]}] | unique_by(.identity)) as $packages
| ([.dependencies[].identity]) as $direct
| def purl($identity):
      $packages[] | select(.identity == $identity) | "pkg:swift/\(.url | sub("^https://"; "") | sub("\\.git$"; ""))@\(.version)";
  "pkg:generic/entrain@\($version)?arch=\($arch)&os=linux" as $self
| "pkg:generic/swift@\($swift)" as $runtime
| [$archives[] | . + {purl: "pkg:deb/debian/\(.package | @uri)@\(.version | @uri)?arch=\(.arch)"}] as $archives
| {
    bomFormat: "CycloneDX",
    specVersion: "1.5",
    version: 1,
    metadata: {
        component: {
            type: "application", "bom-ref": $self, name: "entrain", version: $version, purl: $self,
            licenses: [{expression: "MIT"}], hashes: [{alg: "SHA-256", content: $digest}]
        }
    },
    components: (
        [$packages[] | library(.identity; .version; purl(.identity); .identity)
            + {externalReferences: [{type: "vcs", url}]}]
        + [library("swift"; $swift; $runtime; "swift") + {description: "The Swift runtime and standard library"}]
        + [$archives[] | library(.package; .version; .purl; .source) + {description: "Holds \(.archive)"}]
    ),
    dependencies: (
        [{ref: $self, dependsOn: ([$direct[] | purl(.)] + [$runtime] + [$archives[].purl])}]
        + [$packages[] | {ref: purl(.identity), dependsOn: ([.uses[] | purl(.)] + [$runtime])}]
        + [{ref: $runtime, dependsOn: [$archives[] | select(.source == "glibc" or (.source | startswith("gcc-"))) | .purl]}]
    )
}
