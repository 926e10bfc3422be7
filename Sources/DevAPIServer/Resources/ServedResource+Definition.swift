internal import KubeCore
internal import Support

extension ServedResource {
  /// The versions that a CustomResourceDefinition serves.
  static func resources(of definition: Tree) throws(TypeMismatch) -> [ServedResource] {
    guard let spec = definition["spec"], let names = spec["names"] else { return [] }
    let versions = spec["versions"]?.elements ?? []
    let storageVersion = versions.first { $0["storage"] == true }?["name"]?.stringValue ?? ""
    var resources: [ServedResource] = []
    for version in versions where version["served"] == true {
      guard let plural = names["plural"]?.stringValue, let kind = names["kind"]?.stringValue,
        let group = spec["group"]?.stringValue, let name = version["name"]?.stringValue
      else { continue }
      var served = ServedResource(
        group, name, plural, kind, singular: names["singular"]?.stringValue,
        isNamespaced: spec["scope"] == "Namespaced", hasProtobuf: false)
      served.listKind = names["listKind"]?.stringValue ?? kind + "List"
      served.shortNames = (names["shortNames"]?.elements ?? []).compactMap(\.stringValue)
      served.categories = (names["categories"]?.elements ?? []).compactMap(\.stringValue)
      served.hasStatus = version.at("subresources", "status") != nil
      let schema = try StructuralSchema(version.at("schema", "openAPIV3Schema") ?? .object([]))
      served.custom = CustomVersion(
        definition: definition.at("metadata", "name")?.stringValue ?? "", schema: schema,
        printerColumns: version["additionalPrinterColumns"]?.elements ?? [],
        selectableFields: (version["selectableFields"]?.elements ?? []).compactMap { $0["jsonPath"]?.stringValue },
        storageVersion: storageVersion)
      resources.append(served)
    }
    return resources
  }
}
