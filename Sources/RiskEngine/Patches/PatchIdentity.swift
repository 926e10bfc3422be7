import KubeCore
import Support

extension SuggestedPatch {
  /// `<type>-<kind>-<name>-` and 8 hex digits of SHA-256 over type and target: the same risk, the same id.
  static func identity(_ type: PatchType, _ target: Target) -> String {
    let key = target.key
    let digest = SHA256.hexadecimal(
      [type.rawValue, target.apiVersion, key.kind, key.namespace, key.name].joined(separator: "\n"))
    return "\(type.rawValue)-\(key.kind)-\(key.name)-\(digest.prefix(8))".lowercased()
  }
}
