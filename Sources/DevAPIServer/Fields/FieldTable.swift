internal import KubeCore

/// Every field of the built-in kinds that are served, with its type and its number in protobuf: what tells unknown fields,
/// reads protobuf bodies and describes kinds in OpenAPI.
///
/// Source: the structs of Kubernetes 1.36 (k8s.io/api, apimachinery, apiextensions-apiserver). One type a line, more of it
/// indented; of a field `name=number`, then
/// - nothing for a text, `:Type`, `[Type]` for a list, `{Type}` for a map; `[]` and `{}` of texts;
/// - `!` where it is required, `?` where its zero value is shown (`null` of lists and times).
///
/// A field without a name is an embedded struct: in JSON its fields stand among the others. `kind` and `apiVersion` have
/// no number, protobuf says them in front of the object.
struct FieldTable: Sendable {
  struct Field: Hashable, Sendable {
    var name: String
    var number: UInt32
    var type: FieldType
    var isRequired: Bool
    /// Whether the API shows it although it has its zero value.
    var showsZero: Bool

    var isEmbedded: Bool { name.isEmpty }
  }

  struct Message: Hashable, Sendable {
    var name: String
    var fields: [Field] = []

    subscript(number: UInt32) -> Field? { fields.first { $0.number == number } }
  }

  private var messages: [String: Message] = [:]
  /// By type and name, the fields of embedded structs among them.
  private var named: [String: [String: Field]] = [:]

  static let builtin = FieldTable([
    core, nodes, volumes, apps, batch, meta, network, coordination, access, definitions,
  ])

  init(_ texts: [String]) {
    var current = ""
    for line in texts.flatMap({ $0.split(separator: "\n") }) {
      var words = line.split(separator: " ")
      if !line.hasPrefix(" "), !words.isEmpty {
        current = String(words.removeFirst())
        messages[current] = Message(name: current)
      }
      messages[current]?.fields += words.compactMap(Self.field)
    }
    for name in messages.keys {
      named[name] = Dictionary(allFields(of: name).map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }
  }

  /// `port=2:IntOrString?`
  private static func field(_ word: Substring) -> Field? {
    let sides = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard sides.count == 2 else { return nil }
    let digits = sides[1].prefix { $0.isNumber }
    let mark = sides[1].last.flatMap { "!?".contains($0) ? $0 : nil }
    let type = sides[1].dropFirst(digits.count).dropLast(mark == nil ? 0 : 1)
    guard let number = UInt32(digits) else { return nil }
    return Field(
      name: String(sides[0]), number: number, type: FieldType(type), isRequired: mark == "!", showsZero: mark != nil)
  }

  subscript(type: String) -> Message? { messages[type] }

  /// A field as JSON names it.
  func field(_ name: String, of type: String) -> Field? { named[type]?[name] }

  /// The fields that an object of this type has in JSON.
  func allFields(of type: String) -> [Field] {
    (messages[type]?.fields ?? []).flatMap { field in
      if field.isEmbedded, case .message(let inner) = field.type { return allFields(of: inner) }
      return [field]
    }
  }

  /// The types that are there, by name.
  var types: [String] { messages.keys.sorted() }

  /// The type of a kind's objects; `nil` for kinds that are not in the table.
  func typeName(group: String, kind: String) -> String? {
    let name = MergeKeyTable.typeName(group: group, kind: kind)
    return messages[name] == nil ? nil : name
  }
}
