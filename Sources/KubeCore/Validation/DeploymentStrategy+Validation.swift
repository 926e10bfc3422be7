extension DeploymentStrategy {
  /// `ValidateDeploymentStrategy`.
  func validate(at path: FieldPath, into errors: inout [FieldError]) {
    let updatePath = path.child("rollingUpdate")
    switch type {
    case "Recreate":
      if rollingUpdate != nil {
        errors.forbidden(updatePath, "may not be specified when strategy `type` is 'Recreate'")
      }
    case "RollingUpdate":
      if let rollingUpdate {
        rollingUpdate.validate(at: updatePath, into: &errors)
      } else {
        errors.required(updatePath, "this should be defaulted and never be nil")
      }
    default: errors.notSupported(path, json: json, ["Recreate", "RollingUpdate"])
    }
  }

  /// As Go prints the server's internal type.
  private var json: String {
    let update = rollingUpdate.map { update in
      let unavailable = GoText.json(update.maxUnavailable ?? .int(0))
      return "{\"MaxUnavailable\":\(unavailable),\"MaxSurge\":\(GoText.json(update.maxSurge ?? .int(0)))}"
    }
    return "{\"Type\":\(GoText.json(type)),\"RollingUpdate\":\(update ?? "null")}"
  }
}

extension RollingUpdateDeployment {
  /// `ValidateRollingUpdateDeployment`: without room above or below, no pod could ever be replaced.
  fileprivate func validate(at path: FieldPath, into errors: inout [FieldError]) {
    let unavailable = maxUnavailable ?? .int(0)
    let surge = maxSurge ?? .int(0)
    let unavailablePath = path.child("maxUnavailable")
    unavailable.validateIntOrPercent(at: unavailablePath, into: &errors)
    surge.validateIntOrPercent(at: path.child("maxSurge"), into: &errors)
    if unavailable.intOrPercent == 0 && surge.intOrPercent == 0 {
      errors.invalid(unavailablePath, json: GoText.json(unavailable), "may not be 0 when `maxSurge` is 0")
    }
    if unavailable.isPercent && unavailable.intOrPercent > 100 {
      errors.invalid(unavailablePath, json: GoText.json(unavailable), "must not be greater than 100%")
    }
  }
}

extension IntOrString {
  fileprivate func validateIntOrPercent(at path: FieldPath, into errors: inout [FieldError]) {
    switch self {
    case .int(let value): errors.negative(path, value)
    case .string(let text):
      for problem in NameRules.percent(text) { errors.invalid(path, json: GoText.json(text), problem) }
    }
  }

  fileprivate var isPercent: Bool {
    if case .string(let text) = self { NameRules.percent(text).isEmpty } else { false }
  }

  /// The number, whether it counts or is a percentage; 0 for other text, as from Go's `strconv.Atoi`.
  fileprivate var intOrPercent: Int {
    switch self {
    case .int(let value): Int(value)
    case .string(let text) where isPercent: Int(text.dropLast()) ?? .max
    case .string(let text): Int(text) ?? 0
    }
  }
}
