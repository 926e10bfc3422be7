package import Support

/// Reads objects from a YAML document's tree by the same descriptions as JSON.
package struct SourceTreeReader: WireReader {
  package var keepsManagedFields = false
  private let tree: SourceTree
  private var node: SourceTree.NodeID

  /// Stands at `node`.
  package init(_ tree: SourceTree, at node: SourceTree.NodeID) {
    self.tree = tree
    self.node = node
  }

  private func unexpected(_ expected: String) -> WireError {
    let here = tree[node]
    return WireError(expected: expected, found: here.value.words, offset: here.start.offset)
  }

  package mutating func string() throws(WireError) -> String {
    guard case .string(let text) = tree[node].value else { throw unexpected("a string") }
    return text
  }

  package mutating func bool() throws(WireError) -> Bool {
    guard case .bool(let value) = tree[node].value else { throw unexpected("a boolean") }
    return value
  }

  package mutating func int64() throws(WireError) -> Int64 {
    switch tree[node].value {
    case .integer(let value): return value
    // YAML's 1.0 becomes 1 on its way through JSON (sigs.k8s.io/yaml).
    case .number(let value):
      guard let whole = Int64(exactly: value) else { throw unexpected("an integer") }
      return whole
    default: throw unexpected("an integer")
    }
  }

  package mutating func int32() throws(WireError) -> Int32 {
    guard let value = Int32(exactly: try int64()) else { throw unexpected("a 32-bit integer") }
    return value
  }

  package mutating func intOrString() throws(WireError) -> IntOrString {
    if case .string(let text) = tree[node].value { return .string(text) }
    do throws(WireError) { return .int(try int32()) } catch { throw unexpected("an integer or a string") }
  }

  package mutating func timestamp() throws(WireError) -> Timestamp? {
    guard case .string(let text) = tree[node].value, let time = Timestamp(rfc3339: text) else {
      throw unexpected("an RFC 3339 time")
    }
    return time
  }

  package mutating func message<Message: WireMessage>(into message: inout Message) throws(WireError) {
    let here = node
    guard case .mapping(let entries) = tree[here].value else { throw unexpected("an object") }
    defer { node = here }
    let fields = Message.wireFields
    for entry in entries where !tree[entry.value].value.isNull {
      guard let field = fields.first(where: { $0.isNamed(entry.key) }) else { continue }
      node = entry.value
      do throws(WireError) { try message.read(field.number, from: &self) } catch {
        throw error.inside(.field(entry.key))
      }
    }
  }

  package mutating func append<Message: WireMessage>(to messages: inout [Message]) throws(WireError) {
    messages.removeAll()
    try elements { (reader, index) throws(WireError) in
      var message = Message()
      if !reader.isNull { try reader.message(into: &message) }
      messages.append(message)
    }
  }

  package mutating func append(to strings: inout [String]) throws(WireError) {
    strings.removeAll()
    try elements { (reader, index) throws(WireError) in strings.append(reader.isNull ? "" : try reader.string()) }
  }

  private var isNull: Bool { tree[node].value.isNull }

  private mutating func elements(
    _ body: (inout SourceTreeReader, Int) throws(WireError) -> Void
  ) throws(WireError) {
    let here = node
    guard case .sequence(let elements) = tree[here].value else { throw unexpected("a list") }
    defer { node = here }
    for (index, element) in elements.enumerated() {
      node = element
      do throws(WireError) { try body(&self, index) } catch { throw error.inside(.index(index)) }
    }
  }

  package mutating func pairs(
    where isWanted: (_ key: String) -> Bool, _ body: (_ key: String, _ value: String) -> Void
  ) throws(WireError) {
    let here = node
    guard case .mapping(let entries) = tree[here].value else { throw unexpected("an object") }
    defer { node = here }
    for entry in entries {
      node = entry.value
      do throws(WireError) {
        let text = isNull ? "" : try string()
        if isWanted(entry.key) { body(entry.key, text) }
      } catch {
        throw error.inside(.field(entry.key))
      }
    }
  }

  package mutating func skip() throws(WireError) {}

  package mutating func messageWithTree<Message: WireMessage>(
    into message: inout Message
  ) throws(WireError) -> Tree? {
    try self.message(into: &message)
    return tree.plain(node)
  }
}

extension SourceTree {
  /// The plain tree below a node, marks left out.
  package func plain(_ node: NodeID) -> Tree {
    switch self[node].value {
    case .null: .null
    case .bool(let value): .bool(value)
    case .integer(let value): .integer(value)
    case .number(let value): .number(value)
    case .string(let text): .string(text)
    case .sequence(let elements): .array(elements.map(plain))
    case .mapping(let entries): .object(entries.map { Tree.Member($0.key, plain($0.value)) })
    }
  }
}

extension SourceTree.Value {
  package var isNull: Bool { if case .null = self { true } else { false } }

  /// What the value is, for an error: `a string ("three")`.
  package var words: String {
    switch self {
    case .null: "null"
    case .bool(let value): "a boolean (\(value))"
    case .integer(let value): "the number \(value)"
    case .number(let value): "the number \(value)"
    case .string(let text): "a string (\(WireError.quoted(text)))"
    case .sequence: "a list"
    case .mapping: "an object"
    }
  }
}
