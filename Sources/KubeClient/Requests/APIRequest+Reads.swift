import KubeCore

extension APIRequest {
  /// A GET of one object.
  package static func get(_ path: ObjectPath) throws(KubeError) -> APIRequest {
    try check(path.objection(naming: true))
    var request = APIRequest(.get, path: path.text, pool: pool(path.resource, else: .write), words: path.words)
    request.timeout = defaultTimeout
    return request
  }

  /// A GET of anything else: discovery, `/version`, `/readyz`.
  package static func raw(_ path: String, accept: String = WireFormat.json.rawValue) -> APIRequest {
    var request = APIRequest(.get, path: path, pool: .write)
    request.accept = accept
    request.timeout = defaultTimeout
    return request
  }

  /// A list of a resource, in one namespace or in all.
  package static func list(_ path: ObjectPath, _ options: ListOptions) throws(KubeError) -> APIRequest {
    try check(path.objection(naming: false))
    var request = APIRequest(.get, path: path.text, pool: pool(path.resource, else: .list), words: path.words)
    request.query = options.query
    request.idleTimeout = listIdleTimeout
    return request
  }

  /// A watch of a resource, in one namespace or in all.
  ///
  /// It has a margin of 5 s over the server's own end, as kube-rs has.
  package static func watch(_ path: ObjectPath, _ options: WatchOptions) throws(KubeError) -> APIRequest {
    try check(path.objection(naming: false))
    var request = APIRequest(.get, path: path.text, pool: .watch, words: path.words)
    request.query = options.query
    request.timeout = .seconds(Swift.max(0, options.timeoutSeconds)) + .seconds(5)
    request.idleTimeout = options.allowsBookmarks ? bookmarkWatchdog : nil
    return request
  }

  static func check(_ objection: String?) throws(KubeError) {
    if let objection { throw .transport(TransportError(.invalidRequest, objection)) }
  }

  /// Leases have connections of their own: a renewal waits for nothing.
  static func pool(_ resource: APIResource, else pool: HTTPRequest.Pool) -> HTTPRequest.Pool {
    resource.group == "coordination.k8s.io" ? .lease : pool
  }
}

extension ListOptions {
  var query: [QueryItem] {
    var items: [QueryItem] = []
    if let resourceVersion { items.append(QueryItem("resourceVersion", resourceVersion)) }
    if let resourceVersionMatch { items.append(QueryItem("resourceVersionMatch", resourceVersionMatch)) }
    if let limit { items.append(QueryItem("limit", String(limit))) }
    if let `continue`, !`continue`.isEmpty { items.append(QueryItem("continue", `continue`)) }
    if let labelSelector, !labelSelector.isEmpty { items.append(QueryItem("labelSelector", labelSelector)) }
    if let fieldSelector, !fieldSelector.isEmpty { items.append(QueryItem("fieldSelector", fieldSelector)) }
    return items
  }
}

extension WatchOptions {
  var query: [QueryItem] {
    var items = [QueryItem("watch", "true"), QueryItem("timeoutSeconds", String(timeoutSeconds))]
    if allowsBookmarks { items.append(QueryItem("allowWatchBookmarks", "true")) }
    if sendInitialEvents { items.append(QueryItem("sendInitialEvents", "true")) }
    if let resourceVersion { items.append(QueryItem("resourceVersion", resourceVersion)) }
    if let resourceVersionMatch { items.append(QueryItem("resourceVersionMatch", resourceVersionMatch)) }
    if let labelSelector, !labelSelector.isEmpty { items.append(QueryItem("labelSelector", labelSelector)) }
    if let fieldSelector, !fieldSelector.isEmpty { items.append(QueryItem("fieldSelector", fieldSelector)) }
    return items
  }
}
