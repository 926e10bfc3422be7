import FaultProxy

/// Sends one request on a connection of its own and reads everything that comes.
func exchange(_ proxy: FaultProxy, _ target: String, accept: String = "application/json") -> Answer {
  guard let socket = RawSocket(connectingTo: proxy.port) else { return Answer(bytes: [], wasReset: false) }
  socket.send("GET \(target) HTTP/1.1\r\nHost: proxy\r\nAccept: \(accept)\r\nConnection: close\r\n\r\n")
  let (bytes, wasReset) = socket.rest()
  return Answer(bytes: bytes, wasReset: wasReset)
}

struct Answer: Equatable {
  var bytes: [UInt8]
  var wasReset: Bool

  var text: String { String(decoding: bytes, as: UTF8.self) }
  var status: Int? { text.split(separator: " ").dropFirst().first.flatMap { Int($0) } }

  /// The body, taken out of its chunks where it has some; each chunk by itself.
  var chunks: [[UInt8]] {
    guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return [] }
    var rest = bytes[end.upperBound...]
    guard text.contains("chunked") else { return [Array(rest)] }
    var chunks: [[UInt8]] = []
    while let line = rest.firstRange(of: Array("\r\n".utf8)) {
      let digits = String(decoding: rest[..<line.lowerBound], as: UTF8.self)
      guard let size = Int(digits, radix: 16), size > 0 else { break }
      chunks.append(Array(rest[line.upperBound...].prefix(size)))
      rest = rest[line.upperBound...].dropFirst(size + 2)
    }
    return chunks
  }

  var body: String { String(decoding: chunks.joined(), as: UTF8.self) }
}

extension Collection<UInt8> where Index == Int {
  fileprivate func firstRange(of wanted: [UInt8]) -> Range<Int>? {
    guard count >= wanted.count else { return nil }
    for start in startIndex...(endIndex - wanted.count)
    where self[start..<start + wanted.count].elementsEqual(wanted) {
      return start..<start + wanted.count
    }
    return nil
  }
}
