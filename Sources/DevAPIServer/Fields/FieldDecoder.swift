internal import Support

/// Reads an object into the fields that its kind has, as the strict decoder of the API server does: what its kind does not
/// know is dropped and named, a value of another type is refused. Source: sigs.k8s.io/json, internal/golang/encoding/json.
struct FieldDecoder {
  private let table = FieldTable.builtin
  /// `spec.ingress[0].foo`, in the order of the document.
  private(set) var unknownFields: [String] = []

  /// `type` is a type of the table.
  mutating func object(_ tree: Tree, _ type: String) throws(TypeMismatch) -> Tree {
    guard case .object(let members) = tree else { return tree }
    return try self.members(members, type, at: Place())
  }

  /// Where a value stands: as unknown fields are named, and as Go names the field that it cannot read.
  private struct Place {
    var path = ""
    var goPath = ""
    var owner = ""

    func member(_ name: String, of type: String) -> Place {
      Place(
        path: path.isEmpty ? name : path + "." + name, goPath: goPath.isEmpty ? name : goPath + "." + name, owner: type)
    }

    func entry(_ name: String) -> Place { Place(path: path + "." + name, goPath: goPath, owner: owner) }

    func element(_ index: Int) -> Place { Place(path: path + "[\(index)]", goPath: goPath, owner: owner) }
  }

  private mutating func members(
    _ members: [Tree.Member], _ type: String, at place: Place
  ) throws(TypeMismatch) -> Tree {
    var known: [Tree.Member] = []
    for member in members {
      guard let field = table.field(member.name, of: type) else {
        unknownFields.append(place.member(member.name, of: type).path)
        continue
      }
      guard member.value != .null else {
        // Go's zero value: that of lists and times is `null`.
        if field.showsZero, field.type.isNullWhenZero { known.append(member) }
        continue
      }
      let owner = String(type.split(separator: ".").last ?? "")
      let inner = place.member(member.name, of: owner)
      known.append(Tree.Member(member.name, try value(member.value, field.type, at: inner)))
    }
    return .object(known)
  }

  private mutating func value(_ tree: Tree, _ type: FieldType, at place: Place) throws(TypeMismatch) -> Tree {
    switch (type, tree) {
    case (.scalar(let scalar), _): return try Self.scalar(tree, scalar, type, at: place)
    case (.message(let name), .object(let members)): return try self.members(members, name, at: place)
    case (.list(let element), .array(let elements)):
      var values: [Tree] = []
      for (index, value) in elements.enumerated() {
        values.append(try self.value(value, element, at: place.element(index)))
      }
      return .array(values)
    case (.map(let element), .object(let members)):
      var entries: [Tree.Member] = []
      for member in members {
        entries.append(Tree.Member(member.name, try value(member.value, element, at: place.entry(member.name))))
      }
      return .object(entries)
    // Elements and entries may be `null`: objects without anything in them.
    case (.message, .null): return .object([])
    default: throw Self.mismatch(tree, type, at: place)
    }
  }

  private static func scalar(
    _ tree: Tree, _ scalar: FieldType.Scalar, _ type: FieldType, at place: Place
  ) throws(TypeMismatch) -> Tree {
    switch (scalar, tree) {
    case (.raw, _): return tree
    case (.string, .string), (.bytes, .string), (.time, .string), (.microTime, .string), (.quantity, .string),
      (.intOrString, .string), (.intOrString, .integer), (.bool, .bool), (.long, .integer), (.double, .integer),
      (.double, .number), (.texts, .array):
      return tree
    case (.int, .integer(let number)) where Int32(exactly: number) != nil: return tree
    // Go writes quantities as texts.
    case (.quantity, .integer(let number)): return .string(String(number))
    case (.quantity, .number(let number)): return .string(GoPrinting.float(number))
    case (.string, .null): return ""
    case (_, .null): return .null
    default: throw mismatch(tree, type, at: place)
    }
  }

  private static func mismatch(_ tree: Tree, _ type: FieldType, at place: Place) -> TypeMismatch {
    let number: String? =
      switch (type, tree) {
      case (.scalar(.int), .integer(let number)): String(number)
      case (.scalar(.int), .number(let number)), (.scalar(.long), .number(let number)): GoPrinting.float(number)
      default: nil
      }
    return TypeMismatch(
      path: "\(place.owner).\(place.goPath)", found: number.map { "number \($0)" } ?? tree.jsonTypeName,
      wanted: type.goName)
  }
}
