/// What is wrong with a schedule and its time zone: the details of the server's `Invalid value` errors.
package struct ScheduleProblems: Hashable, Sendable {
  /// `end of range (61) above maximum (59): 61`.
  package var schedule: [String]
  /// `unknown time zone Mars/Base`.
  package var timeZone: [String]

  package init(schedule: [String] = [], timeZone: [String] = []) {
    self.schedule = schedule
    self.timeZone = timeZone
  }
}

/// Judges a CronJob's `schedule` and `timeZone`, both as they stand there.
package typealias ScheduleValidator = (_ schedule: String, _ timeZone: String?) -> ScheduleProblems

extension CronJob {
  /// `ValidateCronJobCreate` (pkg/apis/batch/validation/validation.go).
  func validate(_ schedules: ScheduleValidator, into errors: inout [FieldError]) {
    metadata.validate(isNamespaced: true, name: NameRules.dnsSubdomain, into: &errors)
    spec.validate(schedules, at: FieldPath("spec"), into: &errors)
    // The controller appends 11 characters, and a Job's name fits a label.
    if metadata.name.utf8.count > 52 {
      errors.invalid(FieldPath("metadata").child("name"), metadata.name, ["must be no more than 52 characters"])
    }
  }
}

extension CronJobSpec {
  fileprivate func validate(_ schedules: ScheduleValidator, at path: FieldPath, into errors: inout [FieldError]) {
    let problems = schedules(schedule, timeZone)
    if schedule.isEmpty {
      errors.required(path.child("schedule"))
    } else {
      errors.invalid(path.child("schedule"), schedule, problems.schedule)
    }
    errors.negative(path.child("startingDeadlineSeconds"), startingDeadlineSeconds)
    if let timeZone {
      for detail in problems.timeZone {
        errors.invalid(path.child("timeZone"), json: GoText.json(timeZone), detail)
      }
    }
    let policies = ["Allow", "Forbid", "Replace"]
    if concurrencyPolicy.isEmpty {
      errors.required(path.child("concurrencyPolicy"))
    } else if !policies.contains(concurrencyPolicy) {
      errors.notSupported(path.child("concurrencyPolicy"), concurrencyPolicy, policies)
    }
    jobTemplate.spec.validate(at: path.child("jobTemplate", "spec"), into: &errors)
    errors.negative(path.child("successfulJobsHistoryLimit"), successfulJobsHistoryLimit)
    errors.negative(path.child("failedJobsHistoryLimit"), failedJobsHistoryLimit)
  }
}

extension Job {
  /// `ValidateJob`, without the selector and the labels that the server generates before it looks.
  func validate(into errors: inout [FieldError]) {
    metadata.validate(isNamespaced: true, name: NameRules.dnsSubdomain, into: &errors)
    spec.validate(at: FieldPath("spec"), into: &errors)
    guard spec.completionMode == "Indexed", let completions = spec.completions, completions > 0 else { return }
    // The index of a pod becomes part of its host name.
    let hostname = "\(metadata.name)-\(completions - 1)"
    if !NameRules.dnsLabel(hostname).isEmpty {
      errors.invalid(
        FieldPath("metadata").child("name"), metadata.name,
        ["will not able to create pod with invalid DNS label: \(hostname)"])
    }
  }
}

extension JobSpec {
  /// `validateJobSpec`, without the failure, success and replacement policies and without `maxFailedIndexes`.
  fileprivate func validate(at path: FieldPath, into errors: inout [FieldError]) {
    errors.negative(path.child("parallelism"), parallelism)
    errors.negative(path.child("completions"), completions)
    errors.negative(path.child("activeDeadlineSeconds"), activeDeadlineSeconds)
    errors.negative(path.child("backoffLimit"), backoffLimit)
    errors.negative(path.child("ttlSecondsAfterFinished"), ttlSecondsAfterFinished)
    errors.negative(path.child("backoffLimitPerIndex"), backoffLimitPerIndex)
    validateCompletionMode(at: path, into: &errors)
    template.validate(at: path.child("template"), into: &errors)
    validateRestartPolicy(at: path.child("template", "spec", "restartPolicy"), into: &errors)
  }

  private func validateCompletionMode(at path: FieldPath, into errors: inout [FieldError]) {
    let modes = ["NonIndexed", "Indexed"]
    if let completionMode, !modes.contains(completionMode) {
      errors.notSupported(path.child("completionMode"), completionMode, modes)
    }
    if completionMode == "Indexed" {
      if completions == nil { errors.required(path.child("completions"), "when completion mode is Indexed") }
      if let parallelism, parallelism > 100_000 {
        errors.invalid(
          path.child("parallelism"), parallelism,
          "must be less than or equal to 100000 when completion mode is Indexed")
      }
    }
    if (completionMode ?? "NonIndexed") == "NonIndexed", let backoffLimitPerIndex {
      errors.invalid(path.child("backoffLimitPerIndex"), backoffLimitPerIndex, "requires indexed completion mode")
    }
  }

  /// `Always` may be the default of a manifest that says nothing, so it counts as missing.
  private func validateRestartPolicy(at path: FieldPath, into errors: inout [FieldError]) {
    switch template.spec.restartPolicy {
    case "OnFailure", "Never": break
    case "Always", "": errors.required(path, "valid values: \"OnFailure\", \"Never\"")
    case let policy: errors.notSupported(path, policy, ["OnFailure", "Never"])
    }
  }
}
