internal import KubeClient

/// Puts a response's head together from the lines that libcurl hands over, one at a time and with their line ends.
package struct HeadReader {
  package enum Step: Hashable {
    case more
    case finished(ResponseHead)
    /// No head, or a larger one than any server sends.
    case refused
  }

  private var head: ResponseHead?
  private var isFinished = false
  private var size = 0

  /// Go's `http.DefaultMaxHeaderBytes`.
  package static let limit = 1 << 20

  package init() {}

  package mutating func read(_ line: UnsafeRawBufferPointer) -> Step {
    // What follows the body are trailers; nobody asked for them.
    if isFinished { return .more }
    size += line.count
    guard size <= Self.limit else { return .refused }
    let text = line.prefix { $0 != 0x0D && $0 != 0x0A }
    if text.starts(with: "HTTP/".utf8) { return start(text) }
    guard head != nil else { return .refused }
    if text.isEmpty { return finish() }
    add(text)
    return .more
  }

  /// `HTTP/1.1 200 OK`
  private mutating func start(_ text: Slice<UnsafeRawBufferPointer>) -> Step {
    let digits = text.drop { $0 != 0x20 }.drop { $0 == 0x20 }.prefix { $0 != 0x20 }
    guard digits.count == 3, let status = Int(String(decoding: digits, as: UTF8.self)), (100...999).contains(status)
    else { return .refused }
    head = ResponseHead(status: status, headers: [])
    return .more
  }

  private mutating func finish() -> Step {
    guard let head else { return .refused }
    if head.status < 200 {
      // An interim response: the one that counts follows (RFC 9110, 15.2).
      self.head = nil
      return .more
    }
    isFinished = true
    return .finished(head)
  }

  private mutating func add(_ text: Slice<UnsafeRawBufferPointer>) {
    if let first = text.first, first == 0x20 || first == 0x09 {
      // A folded line belongs to the one before (RFC 9112, 5.2).
      if let last = head?.headers.indices.last { head?.headers[last].value += " " + Self.trimmed(text) }
      return
    }
    guard let colon = text.firstIndex(of: UInt8(ascii: ":")) else { return }
    let name = String(decoding: text[..<colon], as: UTF8.self)
    head?.headers.append(HTTPHeader(name, Self.trimmed(text[text.index(after: colon)...])))
  }

  private static func trimmed(_ text: Slice<UnsafeRawBufferPointer>) -> String {
    let isBlank = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
    return String(decoding: text.drop(while: isBlank).reversed().drop(while: isBlank).reversed(), as: UTF8.self)
  }
}
