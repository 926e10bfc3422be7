extension CronJob: DefaultedKind {
  /// Source: `SetDefaults_CronJob` (pkg/apis/batch/v1/defaults.go).
  ///
  /// The job template gets a pod template's defaults and none of a Job's: those come when the controller creates one.
  package mutating func applyDefaults() {
    if spec.concurrencyPolicy.isEmpty { spec.concurrencyPolicy = "Allow" }
    if spec.suspend == nil { spec.suspend = false }
    if spec.successfulJobsHistoryLimit == nil { spec.successfulJobsHistoryLimit = 3 }
    if spec.failedJobsHistoryLimit == nil { spec.failedJobsHistoryLimit = 1 }
    spec.jobTemplate.spec.template.applyDefaults()
  }
}

extension Job: DefaultedKind {
  /// Source: `SetDefaults_Job`. A Job without labels takes its template's.
  package mutating func applyDefaults() {
    spec.applyDefaults()
    if metadata.labels.isEmpty { metadata.labels = spec.template.metadata.labels }
  }
}

extension JobSpec {
  /// `completions` becomes 1 only where `parallelism` is left out too; otherwise the Job is a work queue, done when
  /// any pod succeeds.
  package mutating func applyDefaults() {
    if completions == nil && parallelism == nil { completions = 1 }
    if parallelism == nil { parallelism = 1 }
    if backoffLimit == nil { backoffLimit = backoffLimitPerIndex == nil ? 6 : .max }
    if completionMode == nil { completionMode = "NonIndexed" }
    if suspend == nil { suspend = false }
    template.applyDefaults()
  }
}
