internal import KubeCore
internal import Support

/// The types of the ``FieldTable`` as OpenAPI describes them, with what is known of how their lists merge.
enum BuiltinSchemas {
  /// The schema of one type; what it is made of are references.
  static func schema(_ type: String) -> Tree {
    let fields = FieldTable.builtin.allFields(of: type)
    let required = fields.filter(\.isRequired).map { Tree.string($0.name) }
    let properties = fields.map { Tree.Member($0.name, property($0, of: type)) }
    return .members(
      ("description", FieldDescriptions.text(type).map { .string($0) }), ("type", "object"),
      ("required", required.isEmpty ? nil : .array(required)),
      ("properties", properties.isEmpty ? nil : .object(properties.sorted { $0.name < $1.name })),
      ("x-kubernetes-map-type", MergeKeyTable.builtin.types[type]?.isAtomic == true ? "atomic" : nil))
  }

  /// Those types and all that they are made of, each as a component.
  static func components(of types: [String]) -> [Tree.Member] {
    var found: Set<String> = []
    var open = types
    while let type = open.popLast() {
      guard found.insert(type).inserted else { continue }
      open += FieldTable.builtin.allFields(of: type).compactMap { message($0.type) }
    }
    return found.sorted().map { Tree.Member(component($0), schema($0)) } + [
      Tree.Member(quantity, ["type": "string", "description": "A number with a unit: 500m, 128Mi, 2."]),
      Tree.Member(
        intOrString,
        ["format": "int-or-string", "oneOf": [["type": "integer"], ["type": "string"]]]),
    ]
  }

  static let listMetadata: Tree = [
    "type": "object",
    "properties": [
      "continue": ["type": "string"], "remainingItemCount": ["type": "integer", "format": "int64"],
      "resourceVersion": ["type": "string"], "selfLink": ["type": "string"],
    ],
  ]

  static func reference(_ type: String) -> Tree { reference(toComponent: component(type)) }

  static func reference(toComponent name: String) -> Tree { ["$ref": .string("#/components/schemas/\(name)")] }

  private static let quantity = "io.k8s.apimachinery.pkg.api.resource.Quantity"
  private static let intOrString = "io.k8s.apimachinery.pkg.util.intstr.IntOrString"

  private static func component(_ type: String) -> String {
    let isMeta = ["ObjectMeta", "OwnerReference", "ManagedFieldsEntry", "LabelSelector"].contains(type)
    return (isMeta ? "io.k8s.apimachinery.pkg.apis.meta.v1." : "io.k8s.api.v1.") + type
  }

  private static func message(_ type: FieldType) -> String? {
    switch type {
    case .message(let name): name
    case .list(let element), .map(let element): message(element)
    case .scalar: nil
    }
  }

  private static func property(_ field: FieldTable.Field, of type: String) -> Tree {
    var tree = value(field.type)
    let text = FieldDescriptions.text("\(type).\(field.name)")
    // Beside a reference nothing else counts.
    if tree["$ref"] != nil, text != nil { tree = ["allOf": [tree]] }
    if let text { tree["description"] = .string(text) }
    guard let merge = MergeKeyTable.builtin.field(field.name, of: type) else { return tree }
    switch merge.shape {
    case .object: return tree
    case .atomicMap: tree["x-kubernetes-map-type"] = "atomic"
    case .list(let patchKey, let apply): mark(&tree, patchKey, apply)
    }
    return tree
  }

  private static func mark(_ tree: inout Tree, _ patchKey: String?, _ apply: MergeKeyTable.ListType) {
    switch apply {
    case .atomic: tree["x-kubernetes-list-type"] = "atomic"
    case .set: tree["x-kubernetes-list-type"] = "set"
    case .map(let keys):
      tree["x-kubernetes-list-map-keys"] = .array(keys.map { .string($0.name) })
      tree["x-kubernetes-list-type"] = "map"
    }
    guard let patchKey else { return }
    if !patchKey.isEmpty { tree["x-kubernetes-patch-merge-key"] = .string(patchKey) }
    tree["x-kubernetes-patch-strategy"] = "merge"
  }

  private static func value(_ type: FieldType) -> Tree {
    switch type {
    case .message(let name): reference(name)
    case .list(let element): ["type": "array", "items": value(element)]
    case .map(let element): ["type": "object", "additionalProperties": value(element)]
    case .scalar(.string): ["type": "string"]
    case .scalar(.int): ["type": "integer", "format": "int32"]
    case .scalar(.long): ["type": "integer", "format": "int64"]
    case .scalar(.bool): ["type": "boolean"]
    case .scalar(.double): ["type": "number", "format": "double"]
    case .scalar(.bytes): ["type": "string", "format": "byte"]
    case .scalar(.time), .scalar(.microTime): ["type": "string", "format": "date-time"]
    case .scalar(.quantity): reference(toComponent: quantity)
    case .scalar(.intOrString): reference(toComponent: intOrString)
    case .scalar(.texts): ["type": "array", "items": ["type": "string"]]
    case .scalar(.raw): ["type": "object", "x-kubernetes-preserve-unknown-fields": true]
    }
  }
}
