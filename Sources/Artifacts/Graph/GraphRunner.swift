import Diagnostics

/// `deploy.sh`, which runs the bundles of a folder: the same file in every folder, for all that it knows stands in the bundle.
public enum GraphRunner {
    static func isNeeded(for path: String) -> Bool { path.contains("/graph/") }

    public static func scripts(origins: [Span]) -> [Artifact] {
        [
            Artifact(
                "deploy.sh", PackageResources.deploy_sh, summary: "Sends the requests of a Graph bundle (bash, curl, jq)", origins: origins,
                isExecutable: true)
        ]
    }
}
