/// The first line and the headers of a request or a response (RFC 9112, sections 2 to 5).
struct MessageHead: Hashable {
  /// `GET /api HTTP/1.1` or `HTTP/1.1 200 OK`.
  var start: String
  var headers: [(name: String, value: String)]

  static let end: [UInt8] = [0x0D, 0x0A, 0x0D, 0x0A]
  /// A head that is larger than this is refused.
  static let limit = 1 << 20

  init(start: String, headers: [(name: String, value: String)]) {
    self.start = start
    self.headers = headers
  }

  /// `nil` where the bytes are no head.
  init?(_ bytes: ArraySlice<UInt8>) {
    var lines = String(decoding: bytes, as: UTF8.self).split(separator: "\r\n", omittingEmptySubsequences: true)
    guard !lines.isEmpty else { return nil }
    start = String(lines.removeFirst())
    headers = []
    for line in lines {
      guard let colon = line.firstIndex(of: ":") else { return nil }
      let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
      headers.append((String(line[..<colon]), String(value)))
    }
  }

  static func == (left: MessageHead, right: MessageHead) -> Bool { left.bytes == right.bytes }
  func hash(into hasher: inout Hasher) { hasher.combine(bytes) }

  subscript(name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }

  mutating func remove(_ name: String) { headers.removeAll { $0.name.lowercased() == name.lowercased() } }

  mutating func set(_ name: String, _ value: String) {
    remove(name)
    headers.append((name, value))
  }

  var bytes: [UInt8] {
    var text = start + "\r\n"
    for header in headers { text += header.name + ": " + header.value + "\r\n" }
    return Array((text + "\r\n").utf8)
  }

  /// The words of the first line, three of them.
  var words: [Substring] { start.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: true) }

  /// The status of a response.
  var status: Int? { words.count > 1 ? Int(words[1]) : nil }

  /// Whether the connection ends behind this message.
  var closes: Bool { self["connection"]?.lowercased() == "close" || start.contains("HTTP/1.0") }
}
