internal import HTTPServer

/// What a request asks for, read from its method and path. Source: apiserver, endpoints/request/requestinfo.go.
struct APIRequest: Sendable {
  /// `get`, `list`, `watch`, `create`, `update`, `patch`, `delete`, `deletecollection`; for other paths the method in
  /// lower case.
  var verb: String
  var isResourceRequest = false
  var group = ""
  var version = ""
  var namespace = ""
  var plural = ""
  var name = ""
  var subresource = ""
  /// What follows the subresource; nothing is served there.
  var hasMore = false
  var path: String
  var user = UserIdentity.anonymous
  var http: ServerRequest

  init(_ http: ServerRequest) {
    self.http = http
    path = http.path
    verb = http.method.lowercased()
    var parts = http.path.split(separator: "/").map(String.init)[...]
    switch parts.popFirst() {
    case "api": break
    case "apis": group = parts.popFirst() ?? ""
    default: return
    }
    version = parts.popFirst() ?? ""
    guard !parts.isEmpty else { return }
    isResourceRequest = true
    var isWatchPath = false
    if parts.first == "watch", parts.count > 1 {
      isWatchPath = true
      parts = parts.dropFirst()
    }
    readParts(parts)
    verb = resourceVerb(isWatchPath)
  }

  private mutating func readParts(_ all: ArraySlice<String>) {
    var parts = all
    if parts.first == "namespaces", parts.count > 1 {
      let second = parts[parts.index(after: parts.startIndex)]
      namespace = second
      if parts.count > 2, !["status", "finalize"].contains(parts[parts.startIndex + 2]) { parts = parts.dropFirst(2) }
    }
    plural = parts.popFirst() ?? ""
    name = parts.popFirst() ?? ""
    subresource = parts.popFirst() ?? ""
    hasMore = !parts.isEmpty
  }

  private func resourceVerb(_ isWatchPath: Bool) -> String {
    let wantsWatch = isWatchPath || ["1", "true", "True", "TRUE", "t", "T"].contains(http[query: "watch"] ?? "")
    switch http.method {
    case "GET", "HEAD":
      if name.isEmpty { return wantsWatch ? "watch" : "list" }
      return wantsWatch ? "watch" : "get"
    case "POST": return "create"
    case "PUT": return "update"
    case "PATCH": return "patch"
    case "DELETE": return name.isEmpty ? "deletecollection" : "delete"
    default: return http.method.lowercased()
    }
  }

  /// The name that authorization goes by: that of the path, else the one that a list or a watch selects, so that a rule
  /// with `resourceNames` may allow it.
  var authorizedName: String {
    guard name.isEmpty, verb == "list" || verb == "watch", let selector = http[query: "fieldSelector"],
      let selected = FieldQuery.exactMatch("metadata.name", in: selector), ![".", ".."].contains(selected),
      !selected.contains(where: { $0 == "/" || $0 == "%" })
    else { return name }
    return selected
  }

  /// `1` and `true` in the spellings of Go's `strconv.ParseBool`; absent is false, as is anything else.
  func flag(_ name: String) -> Bool { ["1", "t", "T", "true", "TRUE", "True"].contains(http[query: name] ?? "") }
}
