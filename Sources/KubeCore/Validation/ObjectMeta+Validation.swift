/// The rule for an object's name, by kind.
package typealias NameRule = (String) -> [String]

extension ObjectMeta {
  /// `ValidateObjectMeta` (k8s.io/apimachinery, pkg/api/validation/objectmeta.go, v0.36).
  ///
  /// Left out: finalizers, managed fields, the size of all annotations and the keys of those that are not kept. The
  /// server makes a name of `generateName` before it looks; here only the prefix is judged.
  package func validate(isNamespaced: Bool, name rule: NameRule, into errors: inout [FieldError]) {
    let path = FieldPath("metadata")
    if !generateName.isEmpty {
      errors.invalid(path.child("generateName"), generateName, rule(Self.maskTrailingDash(generateName)))
    }
    if !name.isEmpty {
      errors.invalid(path.child("name"), name, rule(name))
    } else if generateName.isEmpty {
      errors.required(path.child("name"), "name or generateName is required")
    }
    validateNamespace(isNamespaced, at: path.child("namespace"), into: &errors)
    errors.negative(path.child("generation"), generation)
    labels.validate(at: path.child("labels"), into: &errors)
    for annotation in annotations {
      errors.invalid(
        path.child("annotations").located(.field(annotation.key)), annotation.key,
        NameRules.labelKey(annotation.key.lowercased()))
    }
    validateOwners(at: path.child("ownerReferences"), into: &errors)
  }

  private func validateNamespace(_ isNamespaced: Bool, at path: FieldPath, into errors: inout [FieldError]) {
    switch (isNamespaced, namespace.isEmpty) {
    case (true, true): errors.required(path)
    case (true, false): errors.invalid(path, namespace, NameRules.dnsLabel(namespace))
    case (false, true): break
    case (false, false): errors.forbidden(path, "not allowed on this type")
    }
  }

  /// A prefix may end in a dash, since more follows.
  private static func maskTrailingDash(_ name: String) -> String {
    name.utf8.count > 1 && name.hasSuffix("-") ? String(name.dropLast(2)) + "a" : name
  }

  /// `ValidateOwnerReferences`; the server names the list, not the element.
  private func validateOwners(at path: FieldPath, into errors: inout [FieldError]) {
    var controller: String?
    for (index, owner) in ownerReferences.enumerated() {
      let place = WireError.Segment.index(index)
      if !owner.hasVersion {
        let version = path.child("apiVersion", inside: place)
        errors.invalid(version, owner.apiVersion, ["version must not be empty"])
      }
      for (name, value) in [("kind", owner.kind), ("name", owner.name), ("uid", owner.uid)] where value.isEmpty {
        errors.invalid(path.child(name, inside: place), value, ["must not be empty"])
      }
      guard owner.controller else { continue }
      let current = owner.kind + "/" + owner.name
      if let controller {
        let detail =
          "Only one reference can have Controller set to true. Found \"true\" in references for \(controller) and"
          + " \(current)"
        errors.invalid(path.located(place), json: OwnerReference.json(ownerReferences), detail)
      } else {
        controller = current
      }
    }
  }
}

extension OwnerReference {
  /// `schema.FromAPIVersionAndKind`: `version` or `group/version`.
  fileprivate var hasVersion: Bool {
    let parts = apiVersion.split(separator: "/", omittingEmptySubsequences: false)
    return parts.count <= 2 && parts.last?.isEmpty == false
  }

  /// As Go prints it, but for `blockOwnerDeletion`, which is not kept.
  fileprivate static func json(_ owners: [OwnerReference]) -> String {
    let texts = owners.map { owner in
      "{\"apiVersion\":\(GoText.json(owner.apiVersion)),\"kind\":\(GoText.json(owner.kind)),"
        + "\"name\":\(GoText.json(owner.name)),\"uid\":\(GoText.json(owner.uid))"
        + (owner.controller ? ",\"controller\":true}" : "}")
    }
    return "[" + texts.joined(separator: ",") + "]"
  }
}
