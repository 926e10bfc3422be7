package import Support

/// One node of a CustomResourceDefinition's `openAPIV3Schema`: `JSONSchemaProps` as far as a structural schema goes.
///
/// The same type serves the branches of `allOf`, `anyOf`, `oneOf` and `not`, where some members are forbidden; whether
/// a schema is structural is asked of ``StructuralSchema/structuralErrors(at:)``. Source: apiextensions-apiserver,
/// pkg/apiserver/schema/structural.go.
package struct StructuralSchema: Hashable, Sendable {
  // MARK: Structure

  /// `object`, `array`, `number`, `integer`, `boolean`, `string`; empty where any type will do.
  package var type = ""
  package var properties: [String: StructuralSchema] = [:]
  package var additionalProperties: AdditionalProperties?
  /// A value can hold itself only behind a reference: none or one.
  private var itemsStorage: [StructuralSchema] = []
  package var items: StructuralSchema? {
    get { itemsStorage.first }
    set { itemsStorage = newValue.map { [$0] } ?? [] }
  }

  // MARK: Generic

  package var description = ""
  package var title = ""
  /// The value of a missing member; `nil` where the schema has no default. A JSON `null` counts as none.
  package var defaultValue: Tree?
  package var isNullable = false
  package var externalDocs: Tree?
  package var example: Tree?

  // MARK: Vendor extensions

  /// `x-kubernetes-preserve-unknown-fields`; `false` is an error to report, not the same as `nil`.
  package var preservesUnknownFieldsFlag: Bool?
  package var preservesUnknownFields: Bool { preservesUnknownFieldsFlag == true }
  /// `x-kubernetes-embedded-resource`.
  package var isEmbeddedResource = false
  /// `x-kubernetes-int-or-string`.
  package var isIntOrString = false
  /// `x-kubernetes-list-type` as written; see ``listType``.
  package var listTypeText: String?
  /// `x-kubernetes-list-map-keys`, in the order given.
  package var listMapKeys: [String] = []
  /// `x-kubernetes-map-type` as written; see ``mapType``.
  package var mapTypeText: String?
  /// `x-kubernetes-validations`.
  package var validationRules: [ValidationRule] = []

  // MARK: Values

  package var values = ValueRules()

  /// Members that `JSONSchemaProps` knows and the server refuses: `$ref`, `id`, `patternProperties`, …
  package var refusedMembers: [Tree.Member] = []

  package init() {}
}

extension StructuralSchema {
  /// What may stand under names that are no properties.
  package indirect enum AdditionalProperties: Hashable, Sendable {
    case allowed(Bool)
    case schema(StructuralSchema)

    /// The schema, `nil` where there is only a yes or no.
    package var schema: StructuralSchema? {
      if case .schema(let schema) = self { schema } else { nil }
    }
  }

  /// How server-side apply takes a list. Unset is atomic.
  package enum ListType: String, Hashable, Sendable { case atomic, set, map }

  /// How server-side apply takes an object. Unset is granular.
  package enum MapType: String, Hashable, Sendable { case granular, atomic }

  /// `x-kubernetes-list-type`; atomic where it is unset or unknown.
  package var listType: ListType { listTypeText.flatMap(ListType.init(rawValue:)) ?? .atomic }

  /// `x-kubernetes-map-type`; granular where it is unset or unknown.
  package var mapType: MapType { mapTypeText.flatMap(MapType.init(rawValue:)) ?? .granular }

  /// The schema of a member: its property's or else the one of all additional properties.
  package func member(_ name: String) -> StructuralSchema? {
    properties[name] ?? additionalProperties?.schema
  }
}
