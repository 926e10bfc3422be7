/// Where manifests come from.
package enum ManifestSource: Hashable, Comparable, Sendable {
  /// A file or a folder.
  case path(String)
  /// Standard input, already read.
  case standardInput([UInt8])

  package static func < (left: ManifestSource, right: ManifestSource) -> Bool {
    switch (left, right) {
    case (.path(let left), .path(let right)): left < right
    case (.path, .standardInput): false
    case (.standardInput, .path): true
    case (.standardInput(let left), .standardInput(let right)): left.lexicographicallyPrecedes(right)
    }
  }
}
