internal import HTTPServer
internal import KubeCore
internal import Support

extension APIServer {
  /// Paths that are no resources.
  func path(_ request: APIRequest) throws(StatusError) -> ServerResponse {
    let parts = request.path.split(separator: "/").map(String.init)
    guard request.http.method == "GET" || request.http.method == "HEAD" else { throw .methodNotAllowed }
    switch (parts.first, parts.count) {
    case (nil, _): return Self.json(["paths": .array(rootPaths.map { .string($0) })])
    case ("version", 1): return Self.json(Self.version)
    case ("healthz", _), ("livez", _), ("readyz", _): return Self.text("ok", 200)
    case ("api", 1), ("apis", 1): return discovery(request, isCore: parts[0] == "api")
    case ("api", 2): return try resourceList(group: "", version: parts[1])
    case ("apis", 2): return try groupDocument(parts[1])
    case ("apis", 3): return try resourceList(group: parts[1], version: parts[2])
    case ("openapi", 2...) where parts[1] == "v3":
      let documents = OpenAPIDocuments(resources: registry.withLock { $0.all })
      let name = parts.dropFirst(2).joined(separator: "/")
      if let found = name.isEmpty ? documents.index : documents.document(name) { return Self.json(found) }
      return Self.text("404 page not found\n", 404)
    default: return Self.text("404 page not found\n", 404)
    }
  }

  static func text(_ text: String, _ status: Int) -> ServerResponse {
    ServerResponse(
      status: status,
      headers: [
        HeaderField("Content-Type", "text/plain; charset=utf-8"), HeaderField("X-Content-Type-Options", "nosniff"),
      ], body: .bytes(Array(text.utf8)))
  }

  private static let version: Tree = [
    "major": "1", "minor": "36", "emulationMajor": "1", "emulationMinor": "36", "minCompatibilityMajor": "1",
    "minCompatibilityMinor": "35", "gitVersion": "v1.36.2", "gitCommit": "", "gitTreeState": "",
    "buildDate": "1970-01-01T00:00:00Z", "goVersion": "", "compiler": "", "platform": "linux/amd64",
  ]

  private var rootPaths: [String] {
    let versions = registry.withLock { $0.all }.filter { !$0.resource.group.isEmpty }.flatMap { served in
      ["/apis/\(served.resource.group)", "/apis/\(served.resource.group)/\(served.resource.version)"]
    }
    return ["/api", "/api/v1", "/apis"] + Set(versions).sorted() + [
      "/healthz", "/livez", "/openapi/v3", "/readyz", "/version",
    ]
  }
}
