/// Where manifests come from.
package enum ManifestSource: Hashable, Sendable {
  /// A file or a folder.
  case path(String)
  /// Standard input, already read.
  case standardInput([UInt8])
}
