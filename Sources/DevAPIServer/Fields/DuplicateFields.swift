/// Finds members that a JSON document has twice, which readers of trees no longer see: the last one counts. Source:
/// sigs.k8s.io/json, `disallowDuplicateFields`.
struct DuplicateFields {
  private let bytes: [UInt8]
  private var position = 0
  private var found: [String] = []

  /// `spec.schedule`, each once. The document has to be valid JSON: what is not ends the search.
  static func paths(in bytes: [UInt8]) -> [String] {
    var search = DuplicateFields(bytes: bytes)
    search.value(at: "", depth: 0)
    return search.found
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private static let maxDepth = 128

  private mutating func value(at path: String, depth: Int) {
    guard depth < Self.maxDepth else {
      position = bytes.count
      return
    }
    switch next() {
    case UInt8(ascii: "{"): object(at: path, depth: depth)
    case UInt8(ascii: "["): list(at: path, depth: depth)
    case UInt8(ascii: "\""): _ = name()
    default: while position < bytes.count, !",]} \n\r\t".utf8.contains(bytes[position]) { position += 1 }
    }
  }

  private mutating func object(at path: String, depth: Int) {
    position += 1
    var names: Set<String> = []
    while next() == UInt8(ascii: "\"") {
      let name = name()
      let inner = path.isEmpty ? name : path + "." + name
      if !names.insert(name).inserted, !found.contains(inner) { found.append(inner) }
      if next() == UInt8(ascii: ":") { position += 1 }
      value(at: inner, depth: depth + 1)
      if next() == UInt8(ascii: ",") { position += 1 }
    }
    position += 1
  }

  private mutating func list(at path: String, depth: Int) {
    position += 1
    var index = 0
    while let byte = next(), byte != UInt8(ascii: "]") {
      let start = position
      value(at: "\(path)[\(index)]", depth: depth + 1)
      if next() == UInt8(ascii: ",") { position += 1 }
      if position == start { break }
      index += 1
    }
    position += 1
  }

  /// The next byte that is no space.
  private mutating func next() -> UInt8? {
    while position < bytes.count, " \n\r\t".utf8.contains(bytes[position]) { position += 1 }
    return position < bytes.count ? bytes[position] : nil
  }

  /// A text as it is written, escapes and all.
  private mutating func name() -> String {
    position += 1
    let start = position
    while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
      position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
    }
    let end = min(position, bytes.count)
    position = end + 1
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }
}
