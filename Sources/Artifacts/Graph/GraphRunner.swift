import Diagnostics

/// `deploy.sh` and `deploy.ps1`, which run the bundles of a folder: the same in every folder, for all that they know stands in the bundle.
public enum GraphRunner {
    static func isNeeded(for path: String) -> Bool { path.contains("/graph/") }

    public static func scripts(origins: [Span]) -> [Artifact] {
        [
            Artifact(
                "deploy.sh", PackageResources.deploy_sh, summary: "Sends the requests of a Graph bundle (bash, curl, jq)", origins: origins,
                isExecutable: true),
            Artifact("deploy.ps1", PackageResources.deploy_ps1, summary: "The same for Windows (PowerShell 5.1 and 7)", origins: origins),
        ]
    }
}
