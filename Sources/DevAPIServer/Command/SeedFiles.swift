internal import Foundation
internal import HTTPServer
internal import KubeCore
internal import Support
internal import YAML

/// Creates the objects of manifests through the API, as `kubectl create` would: namespaces and definitions first.
enum SeedFiles {
  /// What could not be created, in words.
  static func create(_ path: String, in server: DevAPIServer) async throws -> [String] {
    var problems: [String] = []
    var objects: [(file: String, tree: Tree)] = []
    for file in try files(path) {
      let bytes = [UInt8](try Data(contentsOf: URL(filePath: file)))
      for tree in trees(bytes, file, &problems) { objects.append((file, tree)) }
    }
    let early = ["CustomResourceDefinition", "Namespace"]
    let sorted =
      objects.filter { early.contains($0.tree["kind"]?.stringValue ?? "") }
      + objects.filter { !early.contains($0.tree["kind"]?.stringValue ?? "") }
    for (file, tree) in sorted {
      if let problem = await server.api.seed(tree) { problems.append("\(file): \(problem)") }
    }
    return problems
  }

  private static func files(_ path: String) throws -> [String] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw CommandArguments.Refusal(message: "\(path): no such file or folder")
    }
    guard isFolder.boolValue else { return [path] }
    let names = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
    return names.filter { name in [".yaml", ".yml", ".json"].contains { name.hasSuffix($0) } }.sorted().map {
      path + "/" + $0
    }
  }

  private static func trees(_ bytes: [UInt8], _ file: String, _ problems: inout [String]) -> [Tree] {
    var found: [Tree] = []
    for document in YAMLParser().documents(bytes) {
      switch document.content {
      case .success(let source): found.append(source.plain(source.root))
      case .failure(let error): problems.append("\(file): \(error)")
      }
    }
    return found.flatMap { tree in
      (tree["kind"]?.stringValue ?? "").hasSuffix("List") && tree["items"] != nil
        ? tree["items"]?.elements ?? [] : [tree]
    }.filter { $0["kind"] != nil && $0["apiVersion"] != nil }
  }
}

extension APIServer {
  /// Creates an object past authorization, with its namespace and its status; what went wrong, in words.
  func seed(_ tree: Tree) async -> String? {
    let apiVersion = tree["apiVersion"]?.stringValue ?? ""
    let kind = tree["kind"]?.stringValue ?? ""
    let served = registry.withLock { $0.all }.first {
      $0.resource.apiVersion == apiVersion && $0.resource.kind == kind
    }
    guard let served else { return "no kind \(kind) in \(apiVersion)" }
    let namespace = served.resource.isNamespaced ? tree.at("metadata", "namespace")?.stringValue ?? "default" : ""
    if !namespace.isEmpty,
      store.object(StorageName(group: "", plural: "namespaces"), namespace: "", name: namespace) == nil
    {
      _ = await seed(["apiVersion": "v1", "kind": "Namespace", "metadata": ["name": .string(namespace)]])
    }
    var object = tree
    object.set("metadata", "resourceVersion", nil)
    let group = served.resource.group.isEmpty ? "/api" : "/apis/\(served.resource.group)"
    let place = namespace.isEmpty ? "" : "/namespaces/\(namespace)"
    let path = "\(group)/\(served.resource.version)\(place)/\(served.resource.plural)"
    let name = Writing.name(of: tree)
    var answer = await send("POST", path, object)
    if answer.status < 300, served.hasStatus, let status = tree["status"], var stored = Self.document(answer) {
      stored["status"] = status
      stored.set("metadata", "resourceVersion", nil)
      answer = await send("PUT", "\(path)/\(Writing.name(of: stored))/status", stored)
    }
    if answer.status < 300 || answer.status == 409 { return nil }
    return "\(kind) \(name): \(Self.document(answer)?["message"]?.stringValue ?? "status \(answer.status)")"
  }

  private func send(_ method: String, _ path: String, _ tree: Tree) async -> ServerResponse {
    let http = ServerRequest(
      method: method, path: path, headers: [HeaderField("Content-Type", "application/json")],
      body: JSONWriter().bytes(tree))
    var request = APIRequest(http)
    request.user = .admin
    return answer(as: request)
  }

  private static func document(_ response: ServerResponse) -> Tree? {
    guard case .bytes(let bytes) = response.body else { return nil }
    return try? RequestBody.json(bytes, kind: "")
  }
}
