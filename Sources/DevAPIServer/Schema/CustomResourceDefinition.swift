package import Support

/// `apiextensions.k8s.io/v1` CustomResourceDefinition: what it declares, read from the object it is stored as.
package struct CustomResourceDefinition: Hashable, Sendable {
  /// `metadata.name`, which must be `PLURAL.GROUP`.
  package var name = ""
  package var annotations: [String: String] = [:]
  package var group = ""
  package var names = Names()
  /// `Namespaced` or `Cluster`.
  package var scope = ""
  package var versions: [Version] = []
  /// As given; defaulted to the strategy None.
  package var conversion: Tree?
  package var preservesUnknownFields = false
  /// The status as it is stored; see ``CustomResourceDefinition/Status``.
  package var status = Status()

  package init() {}

  package var isNamespaced: Bool { scope == "Namespaced" }

  /// The version that objects are stored in.
  package var storageVersion: Version? { versions.first(where: \.isStorage) }
}

extension CustomResourceDefinition {
  /// `spec.names` and `status.acceptedNames`.
  package struct Names: Hashable, Sendable {
    package var plural = ""
    package var singular = ""
    package var shortNames: [String] = []
    package var kind = ""
    package var listKind = ""
    package var categories: [String] = []

    package init() {}
  }

  /// One entry of `spec.versions`.
  package struct Version: Hashable, Sendable {
    package var name = ""
    package var isServed = false
    package var isStorage = false
    package var isDeprecated = false
    /// What clients of a deprecated version are told; `nil` for the usual words.
    package var deprecationWarning: String?
    package var schema: StructuralSchema?
    /// Whether there is a subresource `status`.
    package var hasStatus = false
    /// `subresources` as given.
    package var scale: Scale?
    package var hasSubresources = false
    package var printerColumns: [PrinterColumn] = []
    /// The JSON paths that field selectors may name.
    package var selectableFields: [String] = []

    package init() {}
  }

  /// The subresource `scale`.
  package struct Scale: Hashable, Sendable {
    package var specReplicasPath = ""
    package var statusReplicasPath = ""
    package var labelSelectorPath: String?

    package init() {}
  }

  /// One entry of `additionalPrinterColumns`.
  package struct PrinterColumn: Hashable, Sendable {
    package var name = ""
    /// `integer`, `number`, `string`, `boolean`, `date`.
    package var type = ""
    package var format = ""
    package var description = ""
    /// Above 0 only in wide output.
    package var priority: Int64 = 0
    package var jsonPath = ""

    package init() {}
  }

  package struct Condition: Hashable, Sendable {
    package var type: String
    /// `True`, `False`, `Unknown`.
    package var status: String
    package var lastTransitionTime: String
    package var reason: String
    package var message: String
  }

  package struct Status: Hashable, Sendable {
    package var conditions: [Condition] = []
    package var acceptedNames = Names()
    package var storedVersions: [String] = []

    package init() {}

    /// Whether a condition is `True`.
    package func isTrue(_ type: String) -> Bool { conditions.contains { $0.type == type && $0.status == "True" } }
  }
}
