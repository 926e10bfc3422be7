package import Support

extension CustomResourceDefinition {
  /// Reads an object and fills in the defaults: the singular name, the list kind, conversion None. Source:
  /// apiextensions-apiserver, pkg/apis/apiextensions/v1/defaults.go.
  package init(_ tree: Tree) throws(TypeMismatch) {
    self.init()
    guard let root = try MemberReader(tree, at: "", "v1.CustomResourceDefinition") else {
      return
    }
    if let metadata = try MemberReader(root.value("metadata"), at: "metadata", "v1.ObjectMeta") {
      name = try metadata.string("name") ?? ""
      for member in try metadata.members("annotations", "map[string]string") ?? [] {
        annotations[member.name] = member.value.stringValue ?? ""
      }
    }
    if let spec = try MemberReader(root.value("spec"), at: root.place("spec"), "v1.CustomResourceDefinitionSpec") {
      try readSpec(spec)
    }
    if let value = root.value("status") { status = try Status(value, at: root.place("status")) }
    if names.singular.isEmpty { names.singular = names.kind.lowercased() }
    if names.listKind.isEmpty, !names.kind.isEmpty { names.listKind = names.kind + "List" }
    if conversion == nil { conversion = ["strategy": "None"] }
  }

  private mutating func readSpec(_ spec: MemberReader) throws(TypeMismatch) {
    group = try spec.string("group") ?? ""
    scope = try spec.string("scope") ?? ""
    names = try Names(spec.value("names"), at: spec.place("names"))
    conversion = spec.value("conversion")
    preservesUnknownFields = try spec.bool("preserveUnknownFields") ?? false
    for element in try spec.array("versions", "[]v1.CustomResourceDefinitionVersion") ?? [] {
      versions.append(try Version(element, at: spec.place("versions")))
    }
  }
}

extension CustomResourceDefinition.Names {
  init(_ tree: Tree?, at path: String) throws(TypeMismatch) {
    self.init()
    guard let reader = try MemberReader(tree, at: path, "v1.CustomResourceDefinitionNames") else { return }
    plural = try reader.string("plural") ?? ""
    singular = try reader.string("singular") ?? ""
    shortNames = try reader.strings("shortNames") ?? []
    kind = try reader.string("kind") ?? ""
    listKind = try reader.string("listKind") ?? ""
    categories = try reader.strings("categories") ?? []
  }
}

extension CustomResourceDefinition.Version {
  fileprivate init(_ tree: Tree, at path: String) throws(TypeMismatch) {
    self.init()
    guard let reader = try MemberReader(tree, at: path, "v1.CustomResourceDefinitionVersion") else { return }
    name = try reader.string("name") ?? ""
    isServed = try reader.bool("served") ?? false
    isStorage = try reader.bool("storage") ?? false
    isDeprecated = try reader.bool("deprecated") ?? false
    deprecationWarning = try reader.string("deprecationWarning")
    let schemaPath = reader.place("schema")
    if let value = try MemberReader(reader.value("schema"), at: schemaPath, "v1.CustomResourceValidation"),
      let tree = value.value("openAPIV3Schema")
    {
      schema = try StructuralSchema(tree, at: value.place("openAPIV3Schema"))
    }
    try readSubresources(reader)
    for element in try reader.array("additionalPrinterColumns", "[]v1.CustomResourceColumnDefinition") ?? [] {
      printerColumns.append(
        try CustomResourceDefinition.PrinterColumn(element, at: reader.place("additionalPrinterColumns")))
    }
    for element in try reader.array("selectableFields", "[]v1.SelectableField") ?? [] {
      let field = try MemberReader(element, at: reader.place("selectableFields"), "v1.SelectableField")
      selectableFields.append(try field?.string("jsonPath") ?? "")
    }
  }

  private mutating func readSubresources(_ version: MemberReader) throws(TypeMismatch) {
    let path = version.place("subresources")
    guard let reader = try MemberReader(version.value("subresources"), at: path, "v1.CustomResourceSubresources")
    else { return }
    hasSubresources = true
    hasStatus = reader.value("status") != nil
    guard
      let scale = try MemberReader(
        reader.value("scale"), at: reader.place("scale"), "v1.CustomResourceSubresourceScale")
    else { return }
    var read = CustomResourceDefinition.Scale()
    read.specReplicasPath = try scale.string("specReplicasPath") ?? ""
    read.statusReplicasPath = try scale.string("statusReplicasPath") ?? ""
    read.labelSelectorPath = try scale.string("labelSelectorPath")
    self.scale = read
  }
}

extension CustomResourceDefinition.PrinterColumn {
  fileprivate init(_ tree: Tree, at path: String) throws(TypeMismatch) {
    self.init()
    guard let reader = try MemberReader(tree, at: path, "v1.CustomResourceColumnDefinition") else { return }
    name = try reader.string("name") ?? ""
    type = try reader.string("type") ?? ""
    format = try reader.string("format") ?? ""
    description = try reader.string("description") ?? ""
    priority = try reader.int64("priority") ?? 0
    jsonPath = try reader.string("jsonPath") ?? ""
  }
}

extension CustomResourceDefinition.Status {
  fileprivate init(_ tree: Tree, at path: String) throws(TypeMismatch) {
    self.init()
    guard let reader = try MemberReader(tree, at: path, "v1.CustomResourceDefinitionStatus") else { return }
    acceptedNames = try CustomResourceDefinition.Names(reader.value("acceptedNames"), at: reader.place("acceptedNames"))
    storedVersions = try reader.strings("storedVersions") ?? []
    let place = reader.place("conditions")
    for element in try reader.array("conditions", "[]v1.CustomResourceDefinitionCondition") ?? [] {
      guard let condition = try MemberReader(element, at: place, "v1.CustomResourceDefinitionCondition") else {
        continue
      }
      conditions.append(
        CustomResourceDefinition.Condition(
          type: try condition.string("type") ?? "", status: try condition.string("status") ?? "",
          lastTransitionTime: try condition.string("lastTransitionTime") ?? "",
          reason: try condition.string("reason") ?? "", message: try condition.string("message") ?? ""))
    }
  }
}
