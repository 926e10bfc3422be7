internal import KubeCore
internal import Support

/// `/openapi/v3`: an index and one document for each group and version, as far as `kubectl explain` and the checks of
/// `kubectl apply` read them. Kinds of CustomResourceDefinitions come as their schema says, built-in ones as the
/// ``FieldTable`` does.
struct OpenAPIDocuments: Sendable {
  let resources: [ServedResource]

  /// `api/v1`, `apis/apps/v1`.
  private var groups: [String: [ServedResource]] {
    Dictionary(grouping: resources) { served in
      let version = served.resource.apiVersion
      return served.resource.group.isEmpty ? "api/\(version)" : "apis/\(version)"
    }
  }

  /// The index; the hash of an address changes with the document.
  var index: Tree {
    let paths = groups.map { name, resources in
      let hash = Self.hash(Self.document(resources))
      return Tree.Member(name, ["serverRelativeURL": .string("/openapi/v3/\(name)?hash=\(hash)")])
    }
    return ["paths": .object(paths.sorted { $0.name < $1.name })]
  }

  /// The document of `api/v1` or `apis/GROUP/VERSION`, `nil` where nothing is served there.
  func document(_ name: String) -> Tree? { groups[name].map(Self.document) }

  private static func hash(_ tree: Tree) -> String {
    SHA256.hexadecimal(JSONWriter().text(tree)).uppercased()
  }

  private static func document(_ resources: [ServedResource]) -> Tree {
    var paths: [Tree.Member] = []
    var schemas: [Tree.Member] = []
    for served in resources.sorted(by: { $0.resource.plural < $1.resource.plural }) {
      paths += Self.paths(served)
      schemas.append(Tree.Member(component(served), schema(served)))
      if !served.isReview { schemas.append(Tree.Member(component(served) + "List", list(served))) }
    }
    schemas += BuiltinSchemas.components(of: ["ObjectMeta"] + resources.compactMap(typeName))
    schemas.append(Tree.Member(listMetadata, BuiltinSchemas.listMetadata))
    return [
      "openapi": "3.0.0", "info": ["title": "Kubernetes", "version": "1.36"],
      "paths": .object(paths.sorted { $0.name < $1.name }),
      "components": ["schemas": .object(schemas.sorted { $0.name < $1.name })],
    ]
  }

  private static let listMetadata = "io.k8s.apimachinery.pkg.apis.meta.v1.ListMeta"

  private static func reference(_ name: String) -> Tree { BuiltinSchemas.reference(toComponent: name) }

  /// The type of a built-in kind in the table of fields.
  private static func typeName(_ served: ServedResource) -> String? {
    guard served.custom == nil else { return nil }
    return FieldTable.builtin.typeName(group: served.resource.group, kind: served.resource.kind)
  }

  /// `dev.example.v1alpha1.Sample`: the group backwards, as the server names it.
  private static func component(_ served: ServedResource) -> String {
    let group = served.resource.group.isEmpty ? "core" : served.resource.group
    let parts = group.split(separator: ".").reversed() + [Substring(served.resource.version)]
    return (parts.map(String.init) + [served.resource.kind]).joined(separator: ".")
  }

  private static func groupVersionKind(_ served: ServedResource, _ kind: String) -> Tree {
    ["group": .string(served.resource.group), "kind": .string(kind), "version": .string(served.resource.version)]
  }
}

extension OpenAPIDocuments {
  private static let typeMembers: [Tree.Member] = [
    Tree.Member(
      "apiVersion",
      [
        "description": "APIVersion defines the versioned schema of this representation of an object.",
        "type": "string",
      ]),
    Tree.Member(
      "kind",
      [
        "description": "Kind is a string value representing the REST resource this object represents.",
        "type": "string",
      ]),
  ]

  private static func schema(_ served: ServedResource) -> Tree {
    var tree = served.custom?.structuralSchema.tree ?? typeName(served).map(BuiltinSchemas.schema) ?? ["type": "object"]
    let own = (tree["properties"]?.objectMembers ?? []).filter {
      !["apiVersion", "kind", "metadata"].contains($0.name)
    }
    let meta = Tree.Member("metadata", ["allOf": [BuiltinSchemas.reference("ObjectMeta")], "default": .object([])])
    tree["properties"] = .object((typeMembers + [meta] + own).sorted { $0.name < $1.name })
    tree["x-kubernetes-group-version-kind"] = [groupVersionKind(served, served.resource.kind)]
    return tree
  }

  private static func list(_ served: ServedResource) -> Tree {
    let items: Tree = ["type": "array", "items": reference(component(served))]
    let members = [Tree.Member("items", items), Tree.Member("metadata", reference(listMetadata))] + typeMembers
    return [
      "description": .string("\(served.listKind) is a list of \(served.resource.kind)"), "type": "object",
      "required": ["items"], "properties": .object(members.sorted { $0.name < $1.name }),
      "x-kubernetes-group-version-kind": [groupVersionKind(served, served.listKind)],
    ]
  }

  // MARK: Paths

  /// What can be done at the paths of a resource, and to which kind. Requests have no bodies here: `kubectl` takes its
  /// own word for how built-in kinds merge.
  private static func paths(_ served: ServedResource) -> [Tree.Member] {
    let resource = served.resource
    let root = resource.group.isEmpty ? "/api/\(resource.version)" : "/apis/\(resource.apiVersion)"
    let base = root + (resource.isNamespaced ? "/namespaces/{namespace}/" : "/") + resource.plural
    var paths = [Tree.Member(base, operations(served, [("get", "list"), ("post", "create")]))]
    if resource.isNamespaced, served.verbs.contains("list") {
      paths.append(Tree.Member("\(root)/\(resource.plural)", operations(served, [("get", "list")])))
    }
    guard !served.isReview else { return paths }
    let single = [("delete", "delete"), ("get", "get"), ("patch", "patch"), ("put", "update")]
    paths.append(Tree.Member(base + "/{name}", operations(served, single)))
    if served.hasStatus {
      paths.append(Tree.Member(base + "/{name}/status", operations(served, single.filter { $0.0 != "delete" })))
    }
    return paths
  }

  private static func operations(_ served: ServedResource, _ verbs: [(method: String, verb: String)]) -> Tree {
    let allowed = verbs.filter { served.verbs.contains($0.verb) }
    return .object(
      allowed.map { method, verb in
        let isWrite = method != "get"
        let answer: Tree = [
          "description": "OK",
          "content": [
            "application/json": ["schema": reference(component(served) + (verb == "list" ? "List" : ""))]
          ],
        ]
        return Tree.Member(
          method,
          .members(
            ("description", .string("\(verb) \(served.resource.kind)")),
            ("operationId", .string("\(verb)\(component(served))")),
            ("parameters", isWrite ? .array(writeParameters) : nil), ("responses", ["200": answer]),
            ("x-kubernetes-action", .string(verb)),
            ("x-kubernetes-group-version-kind", groupVersionKind(served, served.resource.kind))))
      })
  }

  private static let writeParameters: [Tree] = ["dryRun", "fieldManager", "fieldValidation"].map { name in
    ["name": .string(name), "in": "query", "schema": ["type": "string", "uniqueItems": true]]
  }
}
