extension Deployment {
  /// `ValidateDeployment` (pkg/apis/apps/validation/validation.go), without the deadlines and the history limit.
  func validate(into errors: inout [FieldError]) {
    let path = FieldPath("spec")
    metadata.validate(isNamespaced: true, name: NameRules.dnsSubdomain, into: &errors)
    errors.negative(path.child("replicas"), spec.replicas)
    SelectedTemplate(selector: spec.selector, template: spec.template, kind: "deployment").validate(
      at: path, into: &errors)
    spec.strategy.validate(at: path.child("strategy"), into: &errors)
  }
}

extension ReplicaSet {
  /// `ValidateReplicaSet`; of an empty selector the server says that it is a Deployment's.
  func validate(into errors: inout [FieldError]) {
    let path = FieldPath("spec")
    metadata.validate(isNamespaced: true, name: NameRules.dnsSubdomain, into: &errors)
    errors.negative(path.child("replicas"), spec.replicas)
    SelectedTemplate(selector: spec.selector, template: spec.template, kind: "deployment").validate(
      at: path, into: &errors)
  }
}

extension StatefulSet {
  /// `ValidateStatefulSet`, without the strategies, the ordinals and the volume claims. Its name is a label: it is the
  /// host name of its pods.
  func validate(into errors: inout [FieldError]) {
    let path = FieldPath("spec")
    metadata.validate(isNamespaced: true, name: NameRules.dnsLabel, into: &errors)
    errors.negative(path.child("replicas"), spec.replicas)
    SelectedTemplate(selector: spec.selector, template: spec.template, kind: "statefulset", invalidSelector: "")
      .validate(at: path, into: &errors)
  }
}

extension DaemonSet {
  /// `ValidateDaemonSet`, without the update strategy. Of a missing selector the server says only that it matches
  /// nothing.
  func validate(into errors: inout [FieldError]) {
    let path = FieldPath("spec")
    metadata.validate(isNamespaced: true, name: NameRules.dnsSubdomain, into: &errors)
    let selected = SelectedTemplate(selector: spec.selector, template: spec.template, kind: "daemonset")
    spec.selector?.validate(at: path.child("selector"), into: &errors)
    if spec.selector?.isValid != false { selected.validateMatch(at: path, into: &errors) }
    selected.validateNotEmpty(at: path, into: &errors)
    selected.validateTemplate(at: path, into: &errors)
  }
}

/// A workload's selector and the template whose pods it must select.
private struct SelectedTemplate {
  let selector: LabelSelector?
  let template: PodTemplateSpec
  /// The kind in the message about an empty selector.
  let kind: String
  /// What the server adds where the selector is invalid; it then leaves the template alone.
  var invalidSelector = "invalid label selector"

  func validate(at path: FieldPath, into errors: inout [FieldError]) {
    if let selector {
      selector.validate(at: path.child("selector"), into: &errors)
      validateNotEmpty(at: path, into: &errors)
      guard selector.isValid else {
        errors.invalid(path.child("selector"), json: GoText.json(selector), invalidSelector)
        return
      }
    } else {
      errors.required(path.child("selector"))
    }
    validateMatch(at: path, into: &errors)
    validateTemplate(at: path, into: &errors)
  }

  func validateNotEmpty(at path: FieldPath, into errors: inout [FieldError]) {
    guard let selector, selector.isEmpty else { return }
    errors.invalid(
      path.child("selector"), json: GoText.json(selector), "empty selector is invalid for \(kind)")
  }

  /// A missing selector selects nothing, an empty one everything.
  func validateMatch(at path: FieldPath, into errors: inout [FieldError]) {
    if selector?.selects(template.metadata.labels) == true { return }
    errors.invalid(
      path.child("template", "metadata", "labels"), json: GoText.json(template.metadata.labels),
      "`selector` does not match template `labels`")
  }

  func validateTemplate(at path: FieldPath, into errors: inout [FieldError]) {
    template.validate(at: path.child("template"), into: &errors)
    template.validateAlwaysRestarts(at: path.child("template"), into: &errors)
  }
}
