/// A request as a ``ScriptedServer`` read it.
struct ReceivedRequest: Sendable {
  /// `GET /path HTTP/1.1`
  var line: String
  var headers: [(name: String, value: String)]
  var body: [UInt8] = []

  init(_ head: String) {
    let lines = head.split(separator: "\r\n", omittingEmptySubsequences: false).map(String.init)
    line = lines[0]
    headers = lines.dropFirst().map { line in
      let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      return (String(parts[0]), parts.count == 2 ? String(parts[1].drop { $0 == " " }) : "")
    }
  }

  subscript(name: String) -> String? { headers.first { $0.name.lowercased() == name.lowercased() }?.value }

  var text: String { String(decoding: body, as: UTF8.self) }
}
