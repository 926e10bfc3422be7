/// A request as the proxy and its rules see it.
package struct ProxiedRequest: Hashable, Sendable {
  package var method: String
  /// Path and query as the client sent them.
  package var target: String
  /// `get`, `list`, `watch`, `create`, `update`, `patch`, `delete`, `deletecollection`; outside of resources the method
  /// in lower case (apiserver `RequestInfo`).
  package var verb = ""
  package var group = ""
  package var version = ""
  package var namespace = ""
  /// Plural; empty outside of resources.
  package var resource = ""
  package var name = ""
  package var subresource = ""
  /// Names and values, decoded, in the order of the query.
  package var query: [QueryItem] = []
  /// The media types that the client takes.
  package var accept = ""

  package struct QueryItem: Hashable, Sendable {
    package var name: String
    package var value: String
  }

  package var path: Substring { target.prefix { $0 != "?" } }

  /// The value of a parameter; `nil` where the query has no such.
  package func parameter(_ name: String) -> String? { query.first { $0.name == name }?.value }

  init(method: String, target: String, accept: String = "") {
    self.method = method
    self.target = target
    self.accept = accept
    if let mark = target.firstIndex(of: "?") {
      query = target[target.index(after: mark)...].split(separator: "&").map { pair in
        let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        return QueryItem(
          name: Self.decoded(parts.first ?? ""), value: parts.count > 1 ? Self.decoded(parts[1]) : "")
      }
    }
    readPath(path.split(separator: "/").map(Self.decoded))
    verb = resource.isEmpty ? method.lowercased() : resourceVerb
  }

  private mutating func readPath(_ parts: [String]) {
    var parts = parts[...]
    switch parts.popFirst() {
    case "api": break
    case "apis": group = parts.popFirst() ?? ""
    default: return
    }
    version = parts.popFirst() ?? ""
    if parts.count > 2, parts.first == "namespaces" {
      parts.removeFirst()
      namespace = parts.popFirst() ?? ""
    }
    resource = parts.popFirst() ?? ""
    name = parts.popFirst() ?? ""
    subresource = parts.popFirst() ?? ""
  }

  private var resourceVerb: String {
    switch method {
    case "GET" where ["1", "true"].contains(parameter("watch")): "watch"
    case "GET": name.isEmpty ? "list" : "get"
    case "POST": "create"
    case "PUT": "update"
    case "PATCH": "patch"
    case "DELETE": name.isEmpty ? "deletecollection" : "delete"
    default: method.lowercased()
    }
  }

  /// The text without its percent escapes (RFC 3986, 2.1); `+` is a blank, as in Go's `url.ParseQuery`.
  private static func decoded(_ text: some StringProtocol) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte == UInt8(ascii: "+") ? 0x20 : byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
