package import KubeCore
package import Support

/// One intended change of a document, by the path of a value.
package enum YAMLChange: Hashable, Sendable {
  /// Gives a value. Keys that are not there are added with their parents; the index behind a list's last appends.
  case set([WireError.Segment], Tree)
  /// Takes away a key or an element of a list; nothing where it is not there. What held it alone becomes `{}` or `[]`.
  case remove([WireError.Segment])

  package var path: [WireError.Segment] {
    switch self {
    case .set(let path, _), .remove(let path): path
    }
  }
}
