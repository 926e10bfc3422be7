internal import KubeCore
internal import Support

/// Reads protobuf into the tree that JSON would have, whole, by the ``FieldTable``.
///
/// Fields that the table does not have are passed over, since protobuf has no names for them.
struct ProtobufObjectReader {
  private var reader: ProtobufReader
  private let table = FieldTable.builtin

  /// The object in an envelope, with the `apiVersion` and `kind` that the envelope says.
  static func object(_ bytes: [UInt8]) throws(WireError) -> Tree {
    try ProtobufReader.read(bytes) { (reader) throws(WireError) in
      let envelope = try reader.envelope()
      let type = envelope.type
      let parts = type.apiVersion.split(separator: "/")
      let group = parts.count > 1 ? String(parts[0]) : ""
      guard let name = FieldTable.builtin.typeName(group: group, kind: type.kind) else {
        throw WireError(expected: "a built-in kind", found: "\(type.kind) of \(type.apiVersion)", offset: 0)
      }
      reader.enter(envelope)
      var objects = ProtobufObjectReader(reader: reader)
      let members = try objects.members(of: name)
      return .object(
        [Tree.Member("kind", .string(type.kind)), Tree.Member("apiVersion", .string(type.apiVersion))] + members)
    }
  }

  /// The items of a list in an envelope.
  static func items(_ bytes: [UInt8], of type: String) throws(WireError) -> [Tree] {
    try ProtobufReader.read(bytes) { (reader) throws(WireError) in
      reader.enter(try reader.envelope())
      var objects = ProtobufObjectReader(reader: reader)
      var items: [Tree] = []
      while !objects.reader.isAtEnd {
        if try objects.reader.tag() == 2 {
          items.append(try objects.message(type))
        } else {
          try objects.reader.skip()
        }
      }
      return items
    }
  }

  private mutating func message(_ name: String) throws(WireError) -> Tree {
    let outer = try reader.enter()
    let members = try members(of: name)
    reader.leave(outer)
    return .object(members)
  }

  private mutating func members(of name: String) throws(WireError) -> [Tree.Member] {
    guard let message = table[name] else { return [] }
    var tree = Tree.object([])
    while !reader.isAtEnd {
      guard let field = message[try reader.tag()] else {
        try reader.skip()
        continue
      }
      do throws(WireError) { try read(field, into: &tree) } catch { throw error.inside(.field(field.name)) }
    }
    return tree.memberList
  }

  private mutating func read(_ field: FieldTable.Field, into tree: inout Tree) throws(WireError) {
    switch field.type {
    case .message(let name) where field.isEmbedded:
      for member in try message(name).memberList { tree[member.name] = member.value }
    case .list(let type):
      let element = try value(type) ?? .null
      tree[field.name] = .array((tree[field.name]?.elements ?? []) + [element])
    case .map(let type):
      let (key, value) = try entry(type)
      var map = tree[field.name] ?? .object([])
      map[key] = value
      tree[field.name] = map
    case .message, .scalar:
      guard let value = try value(field.type), field.showsZero || !value.isGoZero else { return }
      tree[field.name] = value
    }
  }

  /// A map's entry: a message of its key and its value.
  private mutating func entry(_ type: FieldType) throws(WireError) -> (String, Tree) {
    let outer = try reader.enter()
    var key = ""
    var value: Tree?
    while !reader.isAtEnd {
      switch try reader.tag() {
      case 1: key = try reader.string()
      case 2: value = try self.value(type)
      default: try reader.skip()
      }
    }
    reader.leave(outer)
    return (key, value ?? "")
  }

  /// `nil` for a time that is not set.
  private mutating func value(_ type: FieldType) throws(WireError) -> Tree? {
    switch type {
    case .message(let name): return try message(name)
    case .scalar(let scalar): return try self.scalar(scalar)
    case .list, .map: throw WireError(expected: "a value", found: "a list", offset: reader.position)
    }
  }

  private mutating func scalar(_ scalar: FieldType.Scalar) throws(WireError) -> Tree? {
    switch scalar {
    case .string: return .string(try reader.string())
    case .int: return .integer(Int64(try reader.int32()))
    case .long: return .integer(try reader.int64())
    case .bool: return .bool(try reader.bool())
    case .bytes: return .string(Base64.encode(try reader.data()))
    case .time: return try reader.timestamp().map { .string(Timestamp(seconds: $0.seconds).rfc3339) }
    case .microTime: return try reader.timestamp().map { .string($0.microTime) }
    case .intOrString:
      switch try reader.intOrString() {
      case .int(let number): return .integer(Int64(number))
      case .string(let text): return .string(text)
      }
    case .quantity: return .string(try texts().first ?? "")
    case .texts: return .array(try texts().map { .string($0) })
    case .raw: return try raw()
    case .double: throw WireError(expected: "JSON for this kind", found: "protobuf", offset: reader.position)
    }
  }

  /// The texts that are the first field of a message.
  private mutating func texts() throws(WireError) -> [String] {
    let outer = try reader.enter()
    var texts: [String] = []
    while !reader.isAtEnd { if try reader.tag() == 1 { texts.append(try reader.string()) } else { try reader.skip() } }
    reader.leave(outer)
    return texts
  }

  /// JSON in the first field of a message.
  private mutating func raw() throws(WireError) -> Tree? {
    let outer = try reader.enter()
    var tree: Tree?
    while !reader.isAtEnd {
      guard try reader.tag() == 1 else {
        try reader.skip()
        continue
      }
      tree = try JSONReader.read(try reader.data()) { (json) throws(WireError) in try json.tree() }
    }
    reader.leave(outer)
    return tree
  }
}

extension Tree {
  /// Go's zero value of a scalar.
  fileprivate var isGoZero: Bool { self == "" || self == 0 || self == false || self == .null }
}

extension Timestamp {
  /// `metav1.MicroTime`: always six digits.
  var microTime: String {
    let digits = String(nanoseconds / 1000)
    let padded = String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    return Timestamp(seconds: seconds).rfc3339.dropLast() + ".\(padded)Z"
  }
}
