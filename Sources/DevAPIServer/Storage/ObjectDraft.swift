package import Support

/// An object that is about to be stored: encoded but for its resourceVersion, which only the store knows.
package struct ObjectDraft: Sendable {
  package var namespace: String
  package var name: String
  package var uid: String
  package var labels: [String: String]
  package var fields: [String: String]
  /// The uids of its owners.
  package var owners: [String]
  /// What follows the resourceVersion.
  private var tail: [UInt8]
  /// The message in protobuf under a revision, where it is not to be made of the JSON: that carries the fields of the
  /// slim kind alone, and who measures clients wants all that a real server sends.
  var message: (@Sendable (_ revision: UInt64) -> [UInt8])?

  private static let head = Array(#"{"metadata":{"resourceVersion":""#.utf8)

  /// `tree` is a whole object; its `apiVersion`, `kind` and resourceVersion are left out.
  package init(_ tree: Tree, fields: [String: String] = [:]) {
    let metadata = tree["metadata"] ?? .object([])
    namespace = metadata["namespace"]?.stringValue ?? ""
    name = metadata["name"]?.stringValue ?? ""
    uid = metadata["uid"]?.stringValue ?? ""
    labels = Self.strings(metadata["labels"])
    owners = (metadata["ownerReferences"]?.elements ?? []).compactMap { $0["uid"]?.stringValue }
    self.fields = fields
    var tail: [UInt8] = [UInt8(ascii: "\"")]
    let writer = JSONWriter()
    for member in metadata.memberList where member.name != "resourceVersion" {
      Self.write(member, writer, to: &tail)
    }
    tail.append(UInt8(ascii: "}"))
    for member in tree.memberList where !["metadata", "apiVersion", "kind"].contains(member.name) {
      Self.write(member, writer, to: &tail)
    }
    tail.append(UInt8(ascii: "}"))
    self.tail = tail
  }

  /// An object whose bytes are there already. `tail` is its JSON behind `{"metadata":{"resourceVersion":"…`.
  package init(
    namespace: String, name: String, uid: String, labels: [String: String], tail: [UInt8],
    message: @escaping @Sendable (_ revision: UInt64) -> [UInt8]
  ) {
    self.namespace = namespace
    self.name = name
    self.uid = uid
    self.labels = labels
    fields = [:]
    owners = []
    self.tail = tail
    self.message = message
  }

  /// The same object for another revision: what a deletion announces.
  init(of object: StoredObject) {
    namespace = object.namespace
    name = object.name
    uid = object.uid
    labels = object.labels
    fields = object.fields
    owners = object.owners
    let rest = object.body.dropFirst(Self.head.count)
    tail = Array(rest.drop { $0 != UInt8(ascii: "\"") })
  }

  func body(revision: UInt64) -> [UInt8] {
    let digits = String(revision).utf8
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Self.head.count + digits.count + tail.count)
    bytes += Self.head
    bytes += digits
    bytes += tail
    return bytes
  }

  /// Whether storing this would change nothing but the resourceVersion.
  func isSame(as object: StoredObject) -> Bool { ObjectDraft(of: object).tail == tail }

  private static func write(_ member: Tree.Member, _ writer: JSONWriter, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: ","))
    bytes += JSONWriter.quoted(member.name).utf8
    bytes.append(UInt8(ascii: ":"))
    bytes += writer.bytes(member.value)
  }

  private static func strings(_ tree: Tree?) -> [String: String] {
    var strings: [String: String] = [:]
    for member in tree?.memberList ?? [] { strings[member.name] = member.value.stringValue }
    return strings
  }
}
