import KubeCore
import RiskEngine

/// Parts that both statuses are made of.
enum StatusParts {
  static let observedGeneration = SchemaField.optional(
    "observedGeneration", .generation("The generation of the object that this status is about."))

  static let lastHandledRequest = SchemaField.optional(
    "lastHandledRequest", .string("The value of netrisk.dev/requested-at that was handled last.", max: 256))

  static let truncated = SchemaField.optional(
    "truncated", .boolean("Whether lists were cut to keep the object small; summary has the exact counts."))

  /// `metav1.Condition`.
  static let conditions = SchemaField.optional(
    "conditions",
    .list(
      "Ready says that the analysis is current, never that there is no risk.",
      of: .object(
        "One condition.",
        [
          .required("type", .string("Its name.", max: 316, min: 1)),
          .required("status", .choice("Whether it holds.", ["True", "False", "Unknown"])),
          .optional("observedGeneration", .generation("The generation that it is about.")),
          .required("lastTransitionTime", .time("When the status last changed.")),
          .required(
            "reason",
            .string("Why, in one word.", max: 128, min: 1, pattern: "^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$")),
          .required("message", .message("Why, in a sentence.", max: StatusLimits.message)),
        ]), max: StatusLimits.conditions, .map(keys: ["type"])))

  static let level = Schema.choice("How much depends on state that is being rebuilt.", RiskLevel.allCases.map(\.name))
  static let exposureState = Schema.choice("How pods depend on that state.", ExposureState.allCases.map(\.name))

  static let risk = Schema.object(
    "How much the workload depends on state that is being rebuilt; no failure rate.",
    [
      .required("level", level),
      .required("score", .count("0 to 100; never contradicts the level.", max: 100).gradual),
      .required("evidence", .choice("How that is known.", EvidenceState.allCases.map(\.name))),
    ])

  static let exposure = Schema.object(
    "How the workload's pods depend on what the engine programs; the most exposed pod counts.",
    [
      .required("state", exposureState),
      .optional(
        "selectedBy",
        .list(
          "The NetworkPolicies that select it.", of: .string("Namespace and name.", max: 317),
          max: StatusLimits.policies)),
      .optional("ingressIsolated", .boolean("Whether a policy isolates its ingress.")),
      .optional("egressIsolated", .boolean("Whether a policy isolates its egress.")),
      .optional("reason", .message("Why the state is what it is.", max: StatusLimits.message)),
    ])

  static let workload = Schema.object(
    "One workload.",
    [
      .required("kind", .string("Its kind.", max: 63)), .required("name", .string("Its name.", max: 253)),
      .required("level", level), .required("score", .count("0 to 100.", max: 100).gradual),
      .required("exposure", exposureState),
    ])

  static let engine = Schema.object(
    "What enforces policies.",
    [
      .required("name", .string("Its name; mixed or unknown.", max: 63)),
      .optional("signal", .string("The object and field that it is known from.", max: StatusLimits.message)),
      .optional("assumed", .boolean("Whether it is only assumed, because nothing tells.")),
      .optional("rebuildsOnChurn", .boolean("Whether pods that come and go make it rebuild its state.")),
      .optional("enforcesPolicy", .boolean("Whether NetworkPolicies have an effect.")),
    ])

  static let nodeEngine = Schema.object(
    "An engine and its nodes.",
    [
      .required("name", .string("The engine.", max: 63)), .required("nodes", .count("How many nodes run it.")),
      .optional("signal", .string("What tells it of the first of them.", max: StatusLimits.message)),
    ])

  static let policies = Schema.object(
    "NetworkPolicies, which every sync pays for.",
    [
      .required("total", .count("How many there are.")),
      .optional(
        "byNamespace",
        .list(
          "From the most to the fewest.",
          of: .object(
            "One namespace.",
            [
              .required("namespace", .string("Its name.", max: 63)),
              .required("count", .count("NetworkPolicies in it.")),
            ]), max: StatusLimits.namespaces, .map(keys: ["namespace"]))),
    ])

  static let range = [
    SchemaField.required("low", .rate("At least.")), SchemaField.required("high", .rate("At most.")),
  ]

  static let churn = Schema.object(
    "What makes the engine rebuild: counted, and forecast from the schedules.",
    [
      .optional(
        "observed",
        .object(
          "Counted from the API server's events.",
          [
            .optional("syncRequestsLastHour", .rate("In the last 60 full minutes.")),
            .optional("syncRequestsPerHour", .rate("Mean over what was covered of the last 24 hours.")),
            .optional("podStartsPerHour", .rate("Pods created, mean.")),
            .optional("endpointSliceUpdatesPerHour", .rate("What kube-proxy pays for; no sync request.")),
            .optional("backfilled", .boolean("Whether the rates are reckoned from objects' times: at least so much.")),
            .optional("coverageMinutes", .rate("How much of the last 24 hours was observed, in steps of 60.")),
          ])),
      .optional(
        "forecast",
        .object(
          "From the schedules of the CronJobs.",
          [
            .required("cronJobRunsPerHour", .rate("Runs of all CronJobs.")),
            .required("syncRequestsPerHour", .object("What the runs request.", range)),
            .required("timerSyncsPerHour", .rate("The engine's own timer.")),
          ])),
      .optional(
        "topSources",
        .list("What causes the most sync requests.", of: source, max: StatusLimits.topSources)),
    ])

  private static let source = Schema.object(
    "One source.",
    [
      .required("kind", .string("Kind of the workload; FieldManager for a writer of policies.", max: 63)),
      .optional("namespace", .string("Its namespace.", max: 63)),
      .required("name", .string("Its name.", max: 253)),
      .required("syncRequestsPerHour", .rate("Sync requests that it causes.")),
      .required("sharePercent", .count("Of all sync requests.", max: 100).gradual),
      .required(
        "known",
        .choice(
          "Whether they were counted, are forecast, or are reckoned from objects' times.",
          ["Observed", "Forecast", "Backfilled"])),
    ])

  static let cost = Schema.object(
    "What the syncs cost a node.",
    [
      .required("syncMilliseconds", .rate("Duration of one full sync.")),
      .required("source", .string("Where the duration comes from.", max: 63)),
      .required("syncsPerHour", .rate("Full syncs; requests that come together share one.")),
      .required("pressureSecondsPerHour", .rate("Time in which policy state is being rebuilt.")),
      .required("saturated", .boolean("Whether requests come faster than syncs finish.")),
      .optional("programmingDelayMilliseconds", .rate("How long a new pod is refused, mean.")),
      .optional("worstProgrammingDelayMilliseconds", .rate("How long a new pod is refused, at worst.")),
    ])

  static let object = Schema.object(
    "The object that it is about.",
    [
      .required("kind", .string("Its kind.", max: 63)),
      .optional("namespace", .string("Its namespace.", max: 63)),
      .required("name", .string("Its name.", max: 253)),
    ])

  static let evidence = Schema.list(
    "The facts behind it.",
    of: .object(
      "One fact.",
      [
        .required("state", .choice("How it is known.", EvidenceState.allCases.map(\.name))),
        .required("statement", .message("The fact, in a sentence.", max: StatusLimits.line)),
      ]), max: StatusLimits.evidence)

  static let ruledOut = Schema.object(
    "One cause.",
    [
      .required("name", .string("The cause.", max: 63)),
      .required("reason", .message("Why it cannot be.", max: StatusLimits.message)), .optional("evidence", evidence),
    ])

  static let advisory = Schema.object(
    "One thing to do.",
    [
      .required("type", .choice("What it is.", Advisory.AdvisoryType.allCases.map(\.rawValue))),
      .required("objects", .list("What it is about.", of: object, max: StatusLimits.namespaces)),
      .required("reason", .message("Why.", max: StatusLimits.message)),
      .required("action", .message("What to do.", max: StatusLimits.message)),
      .required(
        "confidence",
        .choice("How sure it is that it helps.", SuggestedPatch.Confidence.allCases.map(\.rawValue))),
      .optional("evidence", evidence),
    ])

  private static let code = Schema.choice(
    "The finding's code; docs/findings.md explains each.", FindingCode.allCases.map(\.rawValue))

  static let findings = SchemaField.optional(
    "findings",
    .list(
      "What there is to say, by severity, code and object.",
      of: .object(
        "One finding.",
        [
          .required("code", code), .required("name", .string("The code's name.", max: 63)),
          .required("severity", .choice("How much it matters.", Severity.allCases.map(\.name))),
          .required("object", object),
          .required("message", .message("What is so, with objects and numbers.", max: StatusLimits.message)),
          .optional("evidence", evidence),
          .optional("remedy", .string("What to do about it.", max: StatusLimits.line)),
        ]), max: StatusLimits.findings))

  static let suppressed = SchemaField.optional(
    "suppressed",
    .list(
      "Findings that an exception covers.",
      of: .object(
        "One finding.",
        [
          .required("code", code), .required("object", object),
          .required("reason", .string("Why it is accepted.", max: StatusLimits.line)),
          .optional("until", .time("Until when.")),
        ]), max: StatusLimits.suppressed))

  static let findingCounts = Schema.object(
    "Findings by severity.",
    Severity.allCases.reversed().map { .optional($0.name.lowercased(), .count("Findings of this severity.")) })
}
