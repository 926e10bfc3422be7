import KubeCore
package import Support

/// A value within a configuration file, with the way to it.
package struct ConfigNode: Sendable {
  let document: ConfigDocument
  let path: [WireError.Segment]
  package let value: Tree

  package init(_ document: ConfigDocument) {
    self.document = document
    path = []
    value = document.tree
  }

  private init(_ document: ConfigDocument, _ path: [WireError.Segment], _ value: Tree) {
    self.document = document
    self.path = path
    self.value = value
  }

  /// The member of that name; `nil` where there is none, or `null`, which Go reads as nothing.
  package func member(_ name: String) -> ConfigNode? {
    guard let value = value[name], value != .null else { return nil }
    return ConfigNode(document, path + [.field(name)], value)
  }

  /// The elements of a list, the members of an object.
  package var children: [ConfigNode] {
    switch value {
    case .array(let elements):
      elements.enumerated().map { ConfigNode(document, path + [.index($0.offset)], $0.element) }
    case .object(let members): members.map { ConfigNode(document, path + [.field($0.name)], $0.value) }
    default: []
    }
  }

  /// The member that this is of the object around it; `nil` for elements of a list.
  package var name: String? {
    if case .field(let name)? = path.last { name } else { nil }
  }

  /// What stands here, without its text, which may be a secret.
  package var words: String {
    switch value {
    case .null: "null"
    case .bool: "a boolean"
    case .integer, .number: "a number"
    case .string: "a string"
    case .array: "a list"
    case .object: "an object"
    }
  }

  /// A problem at this value, or at a member of it that may be missing.
  package func problem(_ message: String, at member: String? = nil) -> ConfigProblem {
    let path = path + (member.map { [.field($0)] } ?? [])
    let text = WireError.text(path)
    return ConfigProblem(
      file: document.file, mark: document.mark(at: path), message: text.isEmpty ? message : "\(text): \(message)")
  }
}
