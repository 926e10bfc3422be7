extension InputRequest {
  /// The paths and limits that a command line gives. Without paths and options that choose a cluster, the paths are those
  /// of the configuration file; where it has none either, the live cluster is meant.
  init(_ context: CommandContext) throws(UsageError) {
    let arguments = context.arguments
    let paths = arguments.all(.filename)
    if paths.contains("") { throw UsageError("--filename needs a path, and it is empty") }
    if paths.count(where: { $0 == Self.standardInputPath }) > 1 {
      throw UsageError("standard input can be read once: -f - is given twice")
    }
    let choosesCluster = ClusterTarget.options.first { arguments.value($0) != nil }
    if !paths.isEmpty, let option = choosesCluster {
      throw UsageError("--\(option.name) chooses a cluster to read, and -f reads manifests instead: give one of them")
    }
    self.init(paths: paths.isEmpty && choosesCluster == nil ? context.defaults.paths : paths)
    cluster = ClusterTarget(arguments)
    if let size = try arguments.size(.maxFileSize) { maximumFileSize = size }
  }
}
