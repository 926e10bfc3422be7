/// As much of TLS as a test needs to speak an old version of it. Source: RFC 5246, 7.4.1, and RFC 8446, 4.2.1.
enum TLSBytes {
  /// A record with a ServerHello that chooses this version.
  static func serverHello(version: [UInt8]) -> [UInt8] {
    // Random, no session, TLS_RSA_WITH_AES_128_CBC_SHA, no compression.
    let hello = version + [UInt8](repeating: 7, count: 32) + [0, 0x00, 0x2F, 0]
    let message = [2, 0, 0, UInt8(hello.count)] + hello
    return [22] + version + [0, UInt8(message.count)] + message
  }

  /// What the extension `supported_versions` of a ClientHello lists; empty without it.
  static func offeredVersions(clientHello record: [UInt8]) -> [[UInt8]] {
    // Record header, message header, version and random.
    var rest = record.dropFirst(5 + 4 + 2 + 32)
    func skip(_ count: Int) { rest = rest.dropFirst(count) }
    func number(_ bytes: Int) -> Int {
      defer { rest = rest.dropFirst(bytes) }
      return rest.prefix(bytes).reduce(0) { $0 << 8 | Int($1) }
    }
    skip(number(1))
    skip(number(2))
    skip(number(1))
    _ = number(2)
    while !rest.isEmpty {
      let (kind, length) = (number(2), number(2))
      if kind == 43 {
        let list = Array(rest.prefix(length).dropFirst())
        return stride(from: 0, to: list.count - 1, by: 2).map { [list[$0], list[$0 + 1]] }
      }
      skip(length)
    }
    return []
  }
}

extension ScriptedConnection {
  /// The first record of the other side, whole.
  func tlsRecord() throws -> [UInt8] {
    let head = try bytes(5)
    return head + (try bytes(Int(head[3]) << 8 | Int(head[4])))
  }
}
