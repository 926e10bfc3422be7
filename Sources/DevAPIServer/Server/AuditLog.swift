internal import HTTPServer
package import Support

/// One request as the audit log keeps it.
package struct AuditEntry: Hashable, Sendable {
  package var time: Timestamp
  package var user: String
  package var verb: String
  package var method: String
  package var path: String
  package var query: String
  package var userAgent: String
  package var group: String
  package var resource: String
  package var subresource: String
  package var namespace: String
  package var name: String
  package var status: Int

  /// The entry as one line of JSON.
  package var tree: Tree {
    [
      "time": .string(time.rfc3339), "user": .string(user), "verb": .string(verb), "method": .string(method),
      "path": .string(path), "query": .string(query), "userAgent": .string(userAgent), "group": .string(group),
      "resource": .string(resource), "subresource": .string(subresource), "namespace": .string(namespace),
      "name": .string(name), "status": .integer(Int64(status)),
    ]
  }
}

/// The last requests, oldest first.
package final class AuditLog: Sendable {
  private let limit: Int
  private let state = Lock<(entries: [AuditEntry], sink: (@Sendable (AuditEntry) -> Void)?)>(([], nil))

  init(limit: Int) { self.limit = limit }

  package var entries: [AuditEntry] { state.withLock { $0.entries } }

  package func removeAll() { state.withLock { $0.entries = [] } }

  /// Calls `sink` with every entry from now on.
  func onEntry(_ sink: @escaping @Sendable (AuditEntry) -> Void) { state.withLock { $0.sink = sink } }

  func record(_ request: APIRequest, status: Int, at time: Timestamp) {
    let entry = AuditEntry(
      time: time, user: request.user.name, verb: request.verb, method: request.http.method, path: request.path,
      query: request.http.query.map { "\($0.name)=\($0.value)" }.joined(separator: "&"),
      userAgent: request.http[header: "User-Agent"] ?? "", group: request.group, resource: request.plural,
      subresource: request.subresource, namespace: request.namespace, name: request.name, status: status)
    let sink = state.withLock { state in
      state.entries.append(entry)
      if state.entries.count > 2 * limit { state.entries.removeFirst(state.entries.count - limit) }
      return state.sink
    }
    sink?(entry)
  }
}
