/// A list's kind, and what it says of items that do not name their own: `PodList` holds Pods, `List` holds anything.
struct ListKind {
  var itemAPIVersion: String?
  var itemKind: String?

  /// `nil` where the kind is no list's.
  init?(apiVersion: String, kind: String) {
    guard kind.hasSuffix("List") else { return nil }
    let item = kind.dropLast(4)
    itemKind = item.isEmpty ? nil : String(item)
    itemAPIVersion = item.isEmpty ? nil : apiVersion
  }
}
