package import YAML

/// Reads Kubernetes objects from files, folders and standard input.
///
/// Bad input never stops it: a broken document, a wrong type or an unreadable file becomes a problem with its place.
/// Documents that are no Kubernetes objects (values files, kustomizations, compose, encrypted files) are passed over
/// and counted.
package struct ManifestLoader: Sendable {
  package struct Options: Hashable, Sendable {
    /// In bytes, of one file.
    package var maxFileSize: Int
    package var yaml: YAMLParser.Limits

    package init(maxFileSize: Int = 256 << 20, yaml: YAMLParser.Limits = .init()) {
      self.maxFileSize = maxFileSize
      self.yaml = yaml
    }
  }

  package var options: Options

  package init(options: Options = Options()) {
    self.options = options
  }

  /// Everything in `sources`; their order does not matter.
  package func load(_ sources: [ManifestSource]) -> ManifestSet {
    var walk = FileWalk()
    var collector = ManifestCollector(options: options)
    var seen: Set<ManifestSource> = []
    for source in sources.sorted() where seen.insert(source).inserted {
      switch source {
      case .standardInput(let bytes): collector.readInput(bytes)
      case .path(let path): walk.visit(path)
      }
    }
    let files = walk.manifests
    for file in files { collector.read(file) }
    collector.finish(walk, files: files)
    return collector.result
  }
}
