/// How the lists and objects of the built-in kinds merge: what strategic merge patch and server-side apply have to know of
/// a type. Fields that are not named are plain: objects merge by member, lists are replaced whole.
package struct MergeKeyTable: Sendable {
  /// One field whose shape matters.
  package struct Field: Hashable, Sendable {
    package enum Shape: Hashable, Sendable {
      case object
      case atomicMap
      /// `patchKey` is `nil` where a strategic merge patch replaces the list, and empty where it merges plain values.
      case list(patchKey: String?, apply: ListType)
    }

    package var shape: Shape
    /// The type of the object or of the list's elements; empty where nothing of it matters.
    package var type: String
    /// Whether the Go struct holds the object even when nothing in it is set, or the list as `null`.
    package var isAlwaysPresent = false
  }

  /// `+listType` with its keys and their defaults.
  package enum ListType: Hashable, Sendable {
    case atomic
    case set
    case map([Key])

    package struct Key: Hashable, Sendable {
      package var name: String
      package var defaultValue: String?

      package init(name: String, defaultValue: String? = nil) {
        self.name = name
        self.defaultValue = defaultValue
      }
    }
  }

  package struct Entry: Hashable, Sendable {
    package var isAtomic: Bool
    package var fields: [String: Field]
  }

  package let types: [String: Entry]

  /// The built-in kinds.
  package static let builtin = MergeKeyTable(text)

  init(_ text: String) {
    var types: [String: Entry] = [:]
    var current = ""
    for line in text.split(separator: "\n") {
      var words = line.split(separator: " ")
      if !line.hasPrefix(" "), let name = words.first {
        words.removeFirst()
        current = String(name.hasSuffix("@") ? name.dropLast() : name)
        types[current] = Entry(isAtomic: name.hasSuffix("@"), fields: [:])
      }
      for word in words {
        if let (name, field) = Self.field(word) { types[current]?.fields[name] = field }
      }
    }
    self.types = types
  }

  /// The type of a kind's objects; the two kinds named Event are told apart by their group.
  package static func typeName(group: String, kind: String) -> String {
    group == "events.k8s.io" && kind == "Event" ? "events.Event" : kind
  }

  package func field(_ name: String, of type: String) -> Field? { types[type]?.fields[name] }

  private static func field(_ word: Substring) -> (String, Field)? {
    guard let mark = word.firstIndex(where: { ":!{[".contains($0) }) else { return nil }
    let name = String(word[..<mark])
    let rest = word[word.index(after: mark)...]
    switch word[mark] {
    case "{": return (name, Field(shape: .atomicMap, type: ""))
    case "[": return list(rest).map { (name, $0) }
    default: return (name, Field(shape: .object, type: String(rest), isAlwaysPresent: word[mark] == "!"))
    }
  }

  /// What stands behind the bracket: `Container]name|name`.
  private static func list(_ text: Substring) -> Field? {
    let parts = text.split(separator: "]", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return nil }
    let keys = parts[1].split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
    guard keys.count == 2 else { return nil }
    let patchKey = keys[0].isEmpty ? nil : keys[0] == "+" ? "" : String(keys[0])
    let isAlwaysPresent = parts[0].hasPrefix("!")
    return Field(
      shape: .list(patchKey: patchKey, apply: listType(keys[1])), type: String(parts[0].drop { $0 == "!" }),
      isAlwaysPresent: isAlwaysPresent)
  }

  private static func listType(_ text: Substring) -> ListType {
    if text.isEmpty { return .atomic }
    if text == "set" { return .set }
    return .map(
      text.split(separator: ",").map { key in
        let parts = key.split(separator: "=")
        return ListType.Key(name: String(parts[0]), defaultValue: parts.count > 1 ? String(parts[1]) : nil)
      })
  }
}
