internal import KubeCore
internal import Support

/// Where the next page begins, and at which revision: the `continue` of a list. Source: apiserver, storage/continue.go.
struct ContinueToken: Hashable, Sendable {
  var revision: UInt64
  /// The path, below the namespace of the list.
  var start: String

  /// URL-safe base64 without padding of `{"v":"meta.k8s.io/v1","rv":392,"start":"…\u0000"}`; a list of all namespaces
  /// has a slash in front.
  var text: String {
    let json = JSONWriter().bytes([
      "v": "meta.k8s.io/v1", "rv": .integer(Int64(clamping: revision)), "start": .string(start),
    ])
    return Base64URL.text(json)
  }

  init(revision: UInt64, start: String) {
    self.revision = revision
    self.start = start
  }

  init(_ text: String) throws(StatusError) {
    guard let bytes = Base64URL.bytes(text) else {
      throw .badRequest("invalid continue token: continue key is not valid: illegal base64 data")
    }
    guard let tree = try? JSONReader.read(bytes, { (reader) throws(WireError) in try reader.tree() }) else {
      throw .badRequest("invalid continue token: continue key is not valid: invalid JSON")
    }
    guard tree["v"] == "meta.k8s.io/v1" else {
      throw .badRequest(
        "invalid continue token: continue key is not valid: server does not recognize this encoded version"
          + " \(JSONWriter.quoted(tree["v"]?.stringValue ?? ""))")
    }
    guard case .integer(let revision)? = tree["rv"], revision > 0, let start = tree["start"]?.stringValue,
      !start.isEmpty, !start.contains("..")
    else { throw .badRequest("invalid continue token: continue key is not valid: incorrect encoded start key") }
    self.revision = UInt64(revision)
    self.start = start
  }
}

/// RFC 4648, section 5, without padding.
enum Base64URL {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  static func text(_ bytes: [UInt8]) -> String {
    var output: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - group.count))
      for index in 0...group.count { output.append(alphabet[Int(bits >> UInt32(18 - 6 * index) & 63)]) }
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// Section 4: the ordinary alphabet with padding.
  static func padded(_ bytes: [UInt8]) -> String {
    let symbols = text(bytes).map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 }
    return String(symbols) + String(repeating: "=", count: (4 - symbols.count % 4) % 4)
  }

  static func bytes(_ text: String) -> [UInt8]? {
    var output: [UInt8] = []
    var buffer: UInt32 = 0
    var count = 0
    for symbol in text.utf8 {
      guard let digit = alphabet.firstIndex(of: symbol) else { return nil }
      buffer = buffer << 6 | UInt32(digit)
      count += 1
      if count % 4 != 1 { output.append(UInt8(truncatingIfNeeded: buffer >> UInt32(6 - 2 * ((count - 1) % 4)))) }
    }
    return count % 4 == 1 ? nil : output
  }
}
