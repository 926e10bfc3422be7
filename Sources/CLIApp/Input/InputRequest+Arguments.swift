extension InputRequest {
  /// The paths and limits that a command line gives; empty paths mean the live cluster.
  init(_ arguments: ParsedArguments) throws(UsageError) {
    let paths = arguments.all(.filename)
    if paths.contains("") { throw UsageError("--filename needs a path, and it is empty") }
    if paths.count(where: { $0 == Self.standardInputPath }) > 1 {
      throw UsageError("standard input can be read once: -f - is given twice")
    }
    self.init(paths: paths)
    cluster = ClusterTarget(arguments)
    if !paths.isEmpty, let option = ClusterTarget.options.first(where: { arguments.value($0) != nil }) {
      throw UsageError("--\(option.name) chooses a cluster to read, and -f reads manifests instead: give one of them")
    }
    if let size = try arguments.size(.maxFileSize) { maximumFileSize = size }
  }
}
