/// What `--version` prints, and releases are named by.
enum Release {
    static let version = "0.1.0"
}
