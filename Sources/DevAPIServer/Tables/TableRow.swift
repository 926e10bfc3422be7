internal import Support

/// Reads the cells of one object.
struct TableRow: Sendable {
  let object: Tree
  let now: Timestamp

  func value(_ path: String...) -> Tree? { value(path) }

  private func value(_ path: [String]) -> Tree? { path.reduce(Optional(object)) { $0?[$1] } }

  func plain(_ path: String...) -> String { value(path)?.stringValue ?? "" }

  /// A text, `missing` where there is none or it is empty.
  func text(_ path: String..., or missing: String = "") -> Tree {
    guard let text = value(path)?.stringValue, !text.isEmpty else { return .string(missing) }
    return .string(text)
  }

  func number(_ path: String...) -> Tree { .integer(value(path)?.integerValue ?? 0) }

  func list(_ path: String...) -> [Tree] { value(path)?.elements ?? [] }

  func members(_ path: String...) -> [Tree.Member] { value(path)?.memberList ?? [] }

  func selector(_ path: String...) -> Tree { .string(LabelSelectorText.shown(value(path))) }

  var name: Tree { text("metadata", "name") }
  var age: Tree { since(plain("metadata", "creationTimestamp")) }

  func since(_ stamp: String) -> Tree { .string(HumanDuration.since(stamp, now: now)) }

  /// `1/3`
  var ready: Tree {
    let (ready, wanted) = (number("status", "readyReplicas"), number("spec", "replicas"))
    return .string("\(ready.integerValue ?? 0)/\(wanted.integerValue ?? 0)")
  }

  /// The names and the images of containers.
  func containers(_ path: String...) -> [Tree] {
    let all = value(path)?.elements ?? []
    return ["name", "image"].map { field in
      .string(all.map { $0[field]?.stringValue ?? "" }.joined(separator: ","))
    }
  }

  /// The first three, and how many there are besides.
  func few(_ texts: [String]) -> Tree {
    guard !texts.isEmpty else { return "<unset>" }
    let first = texts.prefix(3).joined(separator: ",")
    return .string(texts.count > 3 ? "\(first) + \(texts.count - 3) more..." : first)
  }
}
