import Foundation
import KubeCore
import NetRiskAPI
import RiskEngine
import Support
import Testing

@Suite("Generated manifests")
struct GeneratedManifestsTests {
  private static let top = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  @Test("The files are what the types say: make manifests", arguments: GeneratedManifests.files.keys.sorted())
  func drift(path: String) throws {
    let file = try String(contentsOf: Self.top.appending(path: path), encoding: .utf8)
    let isCurrent = file == GeneratedManifests.files[path]
    #expect(isCurrent, "make manifests writes it anew")
  }

  @Test("Each definition is below 100 KB", arguments: ResourceDefinition.all.map(\.name))
  func size(name: String) throws {
    let definition = try #require(ResourceDefinition.all.first { $0.name == name })
    #expect(YAMLWriter().text(definition.manifest).utf8.count < 100_000)
  }

  @Test("Every text has a length and every list a size and a type", arguments: ResourceDefinition.all.map(\.name))
  func bounds(name: String) throws {
    let definition = try #require(ResourceDefinition.all.first { $0.name == name })
    let versions = definition.manifest.at("spec", "versions")?.elements ?? []
    let schema = try #require(versions.first?.at("schema", "openAPIV3Schema"))
    var nodes = 0
    Self.visit(schema, "") { node, path in
      nodes += 1
      switch node["type"]?.stringValue {
      case "string": #expect(node["maxLength"] != nil, "\(path)")
      case "array":
        #expect(node["maxItems"] != nil, "\(path)")
        #expect(node["x-kubernetes-list-type"] != nil, "\(path)")
      case "integer": #expect(node["minimum"] != nil && node["maximum"] != nil, "\(path)")
      case "object", "boolean": break
      default: Issue.record("\(path) has no type")
      }
      if path != ".metadata" { #expect(node["description"] != nil, "\(path)") }
    }
    #expect(nodes > 50)
  }

  private static func visit(_ node: Tree, _ path: String, _ body: (Tree, String) -> Void) {
    body(node, path)
    if case .object(let members)? = node["properties"] {
      for member in members { visit(member.value, "\(path).\(member.name)", body) }
    }
    if let items = node["items"] { visit(items, path + "[]", body) }
    if let values = node["additionalProperties"] { visit(values, path + "{}", body) }
  }

  @Test("The schema of a spec has the fields that are read, and no others")
  func specFields() {
    #expect(Self.names(SpecSchema.netRisk) == Self.names(NetRiskSpec.self))
    #expect(Self.names(SpecSchema.clusterNetRisk) == Self.names(ClusterNetRiskSpec.self))
  }

  private static func names(_ schema: Schema) -> Set<String> {
    guard case .object(let fields) = schema.form else { return [] }
    return Set(fields.map(\.name))
  }

  private static func names<Message: WireMessage>(_ type: Message.Type) -> Set<String> {
    Set(type.wireFields.map { "\($0.name)" })
  }

  @Test("Definition and JSON report use the same words")
  func sameWords() throws {
    let file = Self.top.appending(path: "docs/schema/analysis-report.json")
    let report = try #require(
      try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
    let definitions = try #require(report["$defs"] as? [String: Any])
    func words(_ path: String...) -> [String]? {
      var node: Any? = definitions
      for part in path { node = (node as? [String: Any])?[part] }
      return (node as? [String: Any])?["enum"] as? [String]
    }
    func values(_ schema: Schema, _ path: String...) -> [String]? {
      var node = schema
      for part in path {
        if case .array(let items, _, _) = node.form { node = items }
        guard case .object(let fields) = node.form, let field = fields.first(where: { $0.name == part }) else {
          return nil
        }
        node = field.schema
      }
      if case .array(let items, _, _) = node.form { node = items }
      if case .string(_, let rules) = node.form { return rules.values }
      return nil
    }
    let status = StatusSchema.netRisk
    #expect(values(status, "risk", "level") == words("risk", "properties", "level"))
    #expect(values(status, "risk", "evidence") == words("risk", "properties", "evidence"))
    #expect(values(status, "exposure", "state") == words("exposureState"))
    #expect(values(status, "findings", "severity") == words("finding", "properties", "severity"))
    #expect(values(status, "findings", "evidence", "state") == words("evidence", "properties", "state"))
    #expect(values(status, "suggestedPatches", "type") == words("suggestedPatch", "properties", "type"))
    #expect(values(status, "findings", "code") == FindingCode.allCases.map(\.rawValue))
  }

  @Test("No permission is for Secrets, and none is a wildcard")
  func leastPrivilege() {
    for rule in PermissionRule.all {
      #expect(!rule.resources.contains { $0.hasPrefix("secrets") })
      #expect(!(rule.groups + rule.resources + rule.verbs).contains("*"))
      #expect(!rule.reason.isEmpty && !rule.verbs.isEmpty)
    }
    // Nothing that runs or changes workloads.
    let writing = PermissionRule.all.filter { !Set($0.verbs).isSubset(of: ["get", "list", "watch"]) }
    #expect(
      Set(writing.flatMap(\.groups)) == ["netrisk.dev", "events.k8s.io", "coordination.k8s.io", ""])
    #expect(writing.filter { $0.groups == [""] }.allSatisfy { $0.names == ["netrisk-history"] })
  }
}

extension Tree {
  func at(_ path: String...) -> Tree? {
    var node: Tree? = self
    for part in path { node = node?[part] }
    return node
  }
}
