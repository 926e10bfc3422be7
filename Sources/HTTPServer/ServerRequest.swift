/// One request with its whole body.
package struct ServerRequest: Sendable {
  package var method: String
  /// Percent-decoded; begins with a slash.
  package var path: String
  /// In the order sent, decoded; the same name may come again.
  package var query: [QueryItem]
  package var headers: [HeaderField]
  package var body: [UInt8]
  /// Who the client is by its certificate, checked against ``ServerTLS/clientAuthorities``.
  package var clientSubject: ClientSubject?

  package init(
    method: String, path: String, query: [QueryItem] = [], headers: [HeaderField] = [], body: [UInt8] = [],
    clientSubject: ClientSubject? = nil
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.headers = headers
    self.body = body
    self.clientSubject = clientSubject
  }

  /// The first header of that name, in any case.
  package subscript(header name: String) -> String? { headers.first { $0.isNamed(name) }?.value }
  /// The first query parameter of that name.
  package subscript(query name: String) -> String? { query.first { $0.name == name }?.value }
}

package struct QueryItem: Hashable, Sendable {
  package var name: String
  package var value: String

  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

package struct HeaderField: Hashable, Sendable {
  package var name: String
  package var value: String

  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }

  /// Whether this is the header of that name; case does not matter (RFC 9110, 5.1).
  package func isNamed(_ other: String) -> Bool {
    name.utf8.count == other.utf8.count && name.lowercased() == other.lowercased()
  }
}

/// The subject of a client certificate, as Kubernetes reads it: the common name is the user, organizations are groups.
package struct ClientSubject: Hashable, Sendable {
  package var commonName: String
  package var organizations: [String]

  package init(commonName: String, organizations: [String]) {
    self.commonName = commonName
    self.organizations = organizations
  }
}
