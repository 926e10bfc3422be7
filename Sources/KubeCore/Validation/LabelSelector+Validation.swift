extension Labels {
  /// `ValidateLabels`; the server names the map, not the label.
  func validate(at path: FieldPath, into errors: inout [FieldError]) {
    for label in self {
      let place = path.located(.field(label.key))
      errors.invalid(place, label.key, NameRules.labelKey(label.key))
      errors.invalid(place, label.value, NameRules.labelValue(label.value))
    }
  }
}

extension LabelSelector {
  /// `ValidateLabelSelector`, as strict as for a new object.
  func validate(at path: FieldPath, into errors: inout [FieldError]) {
    matchLabels.validate(at: path.child("matchLabels"), into: &errors)
    for (index, expression) in matchExpressions.enumerated() {
      expression.validate(at: path.child("matchExpressions").index(index), into: &errors)
    }
  }

  /// Whether `metav1.LabelSelectorAsSelector` can make a selector of it: it asks for just what validation asks for.
  var isValid: Bool {
    var errors: [FieldError] = []
    validate(at: FieldPath("selector"), into: &errors)
    return errors.isEmpty
  }

  /// Whether it selects an object with these labels.
  func selects(_ labels: Labels) -> Bool {
    matchLabels.allSatisfy { labels[$0.key] == $0.value } && matchExpressions.allSatisfy { $0.selects(labels) }
  }
}

extension LabelSelectorRequirement {
  fileprivate func validate(at path: FieldPath, into errors: inout [FieldError]) {
    switch `operator` {
    case "In", "NotIn":
      if values.isEmpty {
        errors.required(path.child("values"), "must be specified when `operator` is 'In' or 'NotIn'")
      }
    case "Exists", "DoesNotExist":
      if !values.isEmpty {
        errors.forbidden(path.child("values"), "may not be specified when `operator` is 'Exists' or 'DoesNotExist'")
      }
    default:
      errors.invalid(path.child("operator"), json: GoText.json(`operator`), "not a valid selector operator")
    }
    errors.invalid(path.child("key"), key, NameRules.labelKey(key))
    for (index, value) in values.enumerated() {
      errors.invalid(path.child("values").index(index), value, NameRules.labelValue(value))
    }
  }

  fileprivate func selects(_ labels: Labels) -> Bool {
    let value = labels[key]
    switch `operator` {
    case "In": return value.map(values.contains) ?? false
    case "NotIn": return !(value.map(values.contains) ?? false)
    case "Exists": return value != nil
    case "DoesNotExist": return value == nil
    default: return false
    }
  }
}
