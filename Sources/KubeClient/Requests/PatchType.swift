/// How a patch is meant, by its media type (apimachinery `types.PatchType`).
package enum PatchType: String, Hashable, Sendable {
  /// RFC 6902: a list of operations.
  case json = "application/json-patch+json"
  /// RFC 7386: `null` removes, lists are replaced.
  case merge = "application/merge-patch+json"
  /// Lists merge by their keys; built-in kinds only.
  case strategic = "application/strategic-merge-patch+json"
  /// Server-side apply: the whole intent of one field manager. JSON is YAML, so the body is JSON.
  case apply = "application/apply-patch+yaml"
}
