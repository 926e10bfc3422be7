package import KubeClient

/// Status and headers of a response.
package struct ResponseHead: Hashable, Sendable {
  package var status: Int
  package var headers: [HTTPHeader]

  package init(status: Int, headers: [HTTPHeader]) {
    self.status = status
    self.headers = headers
  }

  /// Whether the message says where its body ends. Source: RFC 9112, 6.3; the transport knows no HEAD requests.
  package var isFramed: Bool {
    if status == 204 || status == 304 { return true }
    let codings = values(of: "Transfer-Encoding")
    if let last = codings.last { return last.lowercased() == "chunked" }
    return headers.contains { $0.isNamed("Content-Length") }
  }

  /// The items of all headers of that name, which are lists separated by commas.
  private func values(of name: String) -> [Substring] {
    headers.lazy.filter { $0.isNamed(name) }.flatMap { header in
      header.value.split { $0 == "," || $0 == " " || $0 == "\t" }
    }
  }
}
