package import KubeCore
package import Support

/// A CustomResourceDefinition of NetRisk: names, columns and schema of one kind.
package struct ResourceDefinition: Sendable {
  /// A column of `kubectl get`; those of priority 1 are shown by `-o wide` alone.
  package struct Column: Sendable {
    package var name: String
    package var type: String
    package var path: String
    package var isWide: Bool
    package var description: String

    init(_ name: String, _ path: String, type: String = "string", isWide: Bool = false, _ description: String) {
      (self.name, self.type, self.path, self.isWide) = (name, type, path, isWide)
      self.description = description
    }
  }

  package var resource: APIResource
  package var shortNames: [String]
  package var description: String
  package var columns: [Column]
  package var spec: Schema
  package var status: Schema
  /// Whether an object without a spec says nothing.
  package var needsSpec: Bool
  package var rules: [SchemaRule]

  package var name: String { "\(resource.plural).\(resource.group)" }

  package static let all = [netRisk, clusterNetRisk]

  package static let netRisk = ResourceDefinition(
    resource: NetRisk.resource, shortNames: ["nrisk"],
    description: "How one workload depends on network policy state that is rebuilt whenever pods come and go: "
      + "the level, what drives it, and what would help.",
    columns: [
      Column("Risk", ".status.risk.level", "How much the workload depends on state that is being rebuilt"),
      Column("Score", ".status.risk.score", type: "integer", "0 to 100"),
      Column("Evidence", ".status.risk.evidence", "How that is known"),
      Column("Syncs/h", ".status.summary.syncRequestsPerHour", type: "integer", "Sync requests per hour"),
      Column("Policies", ".status.summary.policies", type: "integer", "NetworkPolicies that select the workload"),
      Column("Patches", ".status.summary.patches", type: "integer", "Suggested patches"),
      Column("Workload", ".status.summary.workload", isWide: true, "The workload"),
      Column("Exposure", ".status.exposure.state", isWide: true, "How its pods depend on the engine"),
      Column("Engine", ".status.engine.name", isWide: true, "What enforces policies"),
      Column("Top-Source", ".status.summary.topSource", isWide: true, "What causes the most sync requests"),
      Column("Age", ".metadata.creationTimestamp", type: "date", "Since when the object exists"),
    ], spec: SpecSchema.netRisk, status: StatusSchema.netRisk, needsSpec: true, rules: [])

  package static let clusterNetRisk = ResourceDefinition(
    resource: ClusterNetRisk.resource, shortNames: ["cnrisk"],
    description: "What holds for the cluster as a whole: the policy engine, what makes it rebuild, what that costs.",
    columns: [
      Column("Worst", ".status.summary.worstLevel", "The highest level of a workload"),
      Column("At-Risk", ".status.summary.atRisk", type: "integer", "Chatty workloads at Medium or higher"),
      Column("Engine", ".status.engine.name", "What enforces policies"),
      Column("Policies", ".status.summary.policies", type: "integer", "NetworkPolicies in the cluster"),
      Column("Syncs/h", ".status.summary.syncRequestsPerHour", type: "integer", "Sync requests per hour"),
      Column("Patches", ".status.summary.patches", type: "integer", "Suggested patches for the sources of churn"),
      Column("Pressure", ".status.cost.pressureSecondsPerHour", type: "integer", "Seconds per hour of rebuilding"),
      Column("Sync-ms", ".status.cost.syncMilliseconds", type: "integer", isWide: true, "Duration of one sync"),
      Column("Top-Source", ".status.summary.topSource", isWide: true, "What causes the most sync requests"),
      Column("Age", ".metadata.creationTimestamp", type: "date", "Since when the object exists"),
    ], spec: SpecSchema.clusterNetRisk, status: StatusSchema.clusterNetRisk, needsSpec: false,
    rules: [
      SchemaRule(
        "self.metadata.name == '\(NetRiskAPI.clusterName)'",
        "there is one ClusterNetRisk, named '\(NetRiskAPI.clusterName)'")
    ])
}

extension ResourceDefinition {
  /// The manifest, as `kubectl apply` takes it.
  package var manifest: Tree {
    .members(
      ("apiVersion", "apiextensions.k8s.io/v1"), ("kind", "CustomResourceDefinition"),
      ("metadata", .members(("name", .string(name)))),
      (
        "spec",
        .members(
          ("group", .string(resource.group)), ("names", names),
          ("scope", resource.isNamespaced ? "Namespaced" : "Cluster"), ("versions", .array([servedVersion])))
      ))
  }

  private var names: Tree {
    .members(
      ("kind", .string(resource.kind)), ("listKind", .string(resource.kind + "List")),
      ("plural", .string(resource.plural)), ("singular", .string(resource.kind.lowercased())),
      ("shortNames", .array(shortNames.map { .string($0) })), ("categories", [.string(NetRiskAPI.category)]))
  }

  private var servedVersion: Tree {
    .members(
      ("name", .string(resource.version)), ("served", true), ("storage", true),
      ("subresources", ["status": .object([])]),
      ("additionalPrinterColumns", .array(columns.map(\.tree))),
      ("schema", .members(("openAPIV3Schema", schema.openAPI))))
  }

  private var schema: Schema {
    var schema = Schema.object(
      description,
      [
        .optional("apiVersion", .string("Version of the schema.", max: 317)),
        .optional("kind", .string("What the object is.", max: 63)),
        .optional("metadata", .object("", [])),
        SchemaField("spec", spec, isRequired: needsSpec), .optional("status", status),
      ])
    schema.validations = rules
    return schema
  }
}

extension ResourceDefinition.Column {
  fileprivate var tree: Tree {
    .members(
      ("name", .string(name)), ("type", .string(type)), ("jsonPath", .string(path)),
      ("priority", isWide ? 1 : nil), ("description", .string(description)))
  }
}
