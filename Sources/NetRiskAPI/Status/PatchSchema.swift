import RiskEngine

/// A suggested patch as a status carries it.
enum PatchSchema {
  static let patch = Schema.object(
    "One change that would help.",
    [
      .required("id", .string("The same risk has the same id.", max: 400)),
      .required(
        "type", .choice("What kind of change it is.", SuggestedPatch.PatchType.allCases.map(\.rawValue))),
      .required("target", target("The object that it changes or makes.")),
      .optional(
        "addresses",
        .list(
          "Codes of the findings that it is for.",
          of: .choice("A code.", FindingCode.allCases.map(\.rawValue)), max: 16, .set)),
      .required(
        "body",
        .object(
          "The change itself.",
          [
            .required("format", .string("How the text is meant: merge, strategic, manifest, move or delete.", max: 32)),
            .optional("text", .string("YAML; left out where it is too long.", max: StatusLimits.patchText)),
            .required("sha256", .string("Of the whole text.", max: 64)),
          ])),
      .required(
        "effect",
        .object(
          "What it would change, from evaluating a changed copy of the cluster.",
          [
            .required("before", side), .required("after", side), .optional("gained", connections),
            .optional("lost", connections),
            .required("gainedCount", .rate("Connections that become possible.")),
            .required("lostCount", .rate("Connections that are no longer possible.")),
          ])),
      .optional(
        "preconditions",
        .list(
          "What must hold.",
          of: .object(
            "One precondition.",
            [
              .required("name", .string("Its name.", max: 63)),
              .required(
                "status", .choice("Whether it holds.", SuggestedPatch.PreconditionStatus.allCases.map(\.rawValue))),
              .required("message", .message("What decides.", max: StatusLimits.message)),
            ]), max: StatusLimits.preconditions)),
      .optional(
        "sideEffects",
        .list(
          "What else changes.", of: .message("One sentence.", max: StatusLimits.message),
          max: StatusLimits.sideEffects)),
      .required("confidence", .choice("How sure the effect is.", SuggestedPatch.Confidence.allCases.map(\.rawValue))),
      .optional(
        "undo",
        .string("The command that takes it back; left out where it is too long.", max: StatusLimits.command)),
      .optional(
        "changes",
        .list(
          "Everything that it changes, in the order in which it is to be done; none where a precondition is not met.",
          of: change, max: StatusLimits.changes)),
      .optional(
        "try",
        .list(
          "Commands that let the API server say what it would do, and change nothing.",
          of: .string("One command.", max: StatusLimits.command), max: StatusLimits.commands)),
      .optional(
        "managedBy",
        .list("Who delivers the objects that it changes, and would put them back.", of: owner, max: StatusLimits.owners)
      ),
    ])

  private static let owner = Schema.object(
    "A tool that delivers objects, as their labels and annotations say.",
    [
      .required("tool", .string("Flux, Argo CD, Helm or kustomize.", max: 63)),
      .optional("kind", .string("The kind of the tool's object, where it has one.", max: 63)),
      .optional("namespace", .string("Of the tool's object or the release.", max: 63)),
      .optional("name", .string("Of the tool's object or the release.", max: 253)),
      .optional(
        "chart",
        .object(
          "The chart that it renders.",
          [
            .required("name", .string("Its name.", max: 63)),
            .optional("version", .string("Its version.", max: 63)),
          ])),
      .required("advice", .message("What it delivers, and what becomes of a live patch.", max: StatusLimits.message)),
    ])

  private static let change = Schema.object(
    "One change of one object.",
    [
      .required("action", .choice("What is done.", PatchChange.Action.names)),
      .required("target", target("The object.")),
      .optional(
        "text",
        .string(
          "YAML: the whole object, or a JSON merge patch. Left out where body has it, where there is none, and where it is "
            + "too long.", max: StatusLimits.changeText)),
    ])

  private static func target(_ description: String) -> Schema {
    .object(
      description,
      [
        .required("apiVersion", .string("Group and version.", max: 317)),
        .required("kind", .string("Its kind.", max: 63)),
        .optional("namespace", .string("Its namespace.", max: 63)),
        .required("name", .string("Its name.", max: 253)),
      ])
  }

  private static let side = Schema.object(
    "The numbers of one side.",
    [
      .required("level", StatusParts.level), .required("score", .count("0 to 100.", max: 100).gradual),
      .required("exposure", StatusParts.exposureState),
      .required("policies", .rate("NetworkPolicies in the cluster.")),
      .required("syncRequestsPerHour", .object("Sync requests, forecast.", StatusParts.range)),
      .required("pressureSecondsPerHour", .rate("Time in which policy state is being rebuilt.")),
    ])

  private static let connections = Schema.list(
    "Some of the connections, by name.", of: .string("From, to and port.", max: StatusLimits.line).gradual,
    max: StatusLimits.connections)
}
