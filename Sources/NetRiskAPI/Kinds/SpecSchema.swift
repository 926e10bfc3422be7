import Support

/// What people write into the objects.
package enum SpecSchema {
  private static let name = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"

  package static let netRisk = Schema.object(
    "Which workload, and what is known or accepted about it.",
    [
      .optional("workloadRef", workloadRef), .optional("podSelector", podSelector),
      .optional(
        "profile",
        Schema.choice(
          "Whether the workload opens many new connections: Auto asks the catalogue and annotations.",
          ["Auto", "Chatty", "Quiet"]
        ).defaulting(to: "Auto")),
      .optional("budget", budget), .optional("ignore", ignore),
      .optional("suspend", .boolean("Leave the status as it is.")),
    ]
  ).validated(
    SchemaRule(
      "has(self.workloadRef) != has(self.podSelector)", "exactly one of workloadRef and podSelector must be set"),
    SchemaRule(
      "has(self.workloadRef) == has(oldSelf.workloadRef)",
      "the target is immutable: make another NetRisk instead"))

  package static let clusterNetRisk = Schema.object(
    "What is accepted of the cluster as a whole.",
    [
      .optional("budget", budget), .optional("ignore", ignore),
      .optional("suspend", .boolean("Leave the status as it is.")),
    ])

  private static let workloadRef = Schema.object(
    "The workload, in the namespace of this object.",
    [
      .required("apiVersion", .string("Group and version, as apps/v1.", max: 317, min: 1)),
      .required("kind", .string("Kind, as Deployment.", max: 63, min: 1)),
      .required("name", .string("Name of the workload.", max: 253, min: 1, pattern: name)),
    ]
  ).validated(SchemaRule("self == oldSelf", "the target is immutable: make another NetRisk instead"))

  private static let podSelector = Schema.object(
    "Pods of any workloads in the namespace of this object; the worst of them counts.",
    [
      .optional(
        "matchLabels",
        .map("Labels that a pod must have.", of: .string("The label's value.", max: 63), max: 32)),
      .optional(
        "matchExpressions",
        .list(
          "Requirements that a pod's labels must meet.",
          of: .object(
            "One requirement.",
            [
              .required("key", .string("The label's key.", max: 317, min: 1)),
              .required(
                "operator", .choice("How values are meant.", ["In", "NotIn", "Exists", "DoesNotExist"])),
              .optional(
                "values", .list("Values, for In and NotIn.", of: .string("A value.", max: 63), max: 32)),
            ]
          ).validated(
            SchemaRule(
              "(self.operator in ['In', 'NotIn']) == (has(self.values) && size(self.values) > 0)",
              "values must be given for In and NotIn, and for nothing else")), max: 16)),
    ]
  ).validated(SchemaRule("self == oldSelf", "the target is immutable: make another NetRisk instead"))

  private static let budget = Schema.object(
    "How much churn is accepted; more is finding NR109.",
    [
      .optional(
        "syncRequestsPerHour",
        .count("Sync requests per hour, forecast or counted in the last hour. No limit where it is not set."))
    ])

  private static let ignore = Schema.list(
    "Findings that are accepted: they are counted and listed as suppressed.",
    of: .object(
      "One accepted finding.",
      [
        .required("code", .string("The finding's code, as NR101.", max: 5, min: 5, pattern: "^NR[0-9]{3}$")),
        .required("reason", .string("Why it is accepted.", max: 512, min: 1)),
        .optional("until", .time("Until when, RFC 3339; it is a finding again from then on.")),
      ]), max: 32, .map(keys: ["code"]))
}
