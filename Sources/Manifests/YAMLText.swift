import KubeCore
package import Support
import YAML

/// Small texts of YAML that are no manifests of a file.
package enum YAMLText {
  /// The first document; `nil` where it is no YAML.
  package static func tree(_ text: String) -> Tree? {
    guard let document = YAMLParser().documents(Array(text.utf8)).first(where: { _ in true }),
      case .success(let tree) = document.content
    else { return nil }
    return tree.plain(tree.root)
  }
}
