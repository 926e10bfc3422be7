/// Takes the body of a message out of its framing: announced length, chunks, or everything until the connection's end
/// (RFC 9112, sections 6.3 and 7.1).
struct BodyDecoder {
  enum Framing: Hashable {
    case length(Int)
    case chunked
    case untilClose
  }

  private enum State: Hashable {
    case size
    case data(Int)
    case dataEnd
    case trailer
    case done
  }

  let framing: Framing
  private var state: State

  init(_ framing: Framing) {
    self.framing = framing
    switch framing {
    case .length(let count): state = count == 0 ? .done : .data(count)
    case .chunked: state = .size
    case .untilClose: state = .data(.max)
    }
  }

  var isDone: Bool { state == .done }

  /// What can be read of the body now; `nil` where the framing is broken.
  mutating func next(from queue: inout ByteQueue) -> [UInt8]? {
    var body: [UInt8] = []
    while true {
      switch state {
      case .done: return body
      case .data(let left):
        guard !queue.isEmpty else { return body }
        let part = queue.take(left)
        body += part
        advance(left: left == .max ? .max : left - part.count)
      case .dataEnd:
        guard queue.count >= 2 else { return body }
        guard queue.take(2).elementsEqual(Self.lineEnd) else { return nil }
        state = .size
      case .size:
        guard let line = queue.take(through: Self.lineEnd) else { return body }
        guard let size = Self.size(line) else { return nil }
        state = size == 0 ? .trailer : .data(size)
      case .trailer:
        guard let line = queue.take(through: Self.lineEnd) else { return body }
        if line.count == 2 { state = .done }
      }
    }
  }

  private mutating func advance(left: Int) {
    guard left == 0 else {
      state = .data(left)
      return
    }
    state = framing == .chunked ? .dataEnd : .done
  }

  private static let lineEnd: [UInt8] = [0x0D, 0x0A]

  private static func size(_ line: ArraySlice<UInt8>) -> Int? {
    let digits = String(decoding: line.dropLast(2), as: UTF8.self).prefix { $0 != ";" && $0 != " " }
    guard let size = Int(digits, radix: 16), size >= 0 else { return nil }
    return size
  }

  /// `bytes` as one chunk; nothing where there are none, which would end the body.
  static func chunk(_ bytes: [UInt8]) -> [UInt8] {
    bytes.isEmpty ? [] : Array(String(bytes.count, radix: 16).utf8) + lineEnd + bytes + lineEnd
  }

  static let lastChunk = Array("0\r\n\r\n".utf8)
}

extension MessageHead {
  /// How the body of this request is framed; `nil` where the headers cannot be.
  var requestFraming: BodyDecoder.Framing? {
    if self["transfer-encoding"]?.lowercased() == "chunked" { return .chunked }
    guard let text = self["content-length"] else { return .length(0) }
    guard let count = Int(text), count >= 0 else { return nil }
    return .length(count)
  }

  /// The same for a response.
  var responseFraming: BodyDecoder.Framing? {
    if let status, status < 200 || status == 204 || status == 304 { return .length(0) }
    if self["transfer-encoding"] == nil, self["content-length"] == nil { return .untilClose }
    return requestFraming
  }
}
