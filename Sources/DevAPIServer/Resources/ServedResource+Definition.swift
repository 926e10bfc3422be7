internal import KubeCore
internal import Support

extension ServedResource {
  /// The versions that a CustomResourceDefinition serves.
  static func resources(of definition: CustomResourceDefinition) -> [ServedResource] {
    definition.versions.filter(\.isServed).compactMap { version in
      guard let custom = CustomResource(definition, version: version.name) else { return nil }
      let names = definition.names
      var served = ServedResource(
        definition.group, version.name, names.plural, names.kind, singular: names.singular,
        isNamespaced: definition.isNamespaced, hasProtobuf: false)
      served.listKind = names.listKind
      served.shortNames = names.shortNames
      served.categories = names.categories
      served.hasStatus = version.hasStatus
      served.scale = version.scale.map(ScalePaths.init)
      served.custom = custom
      return served
    }
  }
}
