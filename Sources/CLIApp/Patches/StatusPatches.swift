import KubeClient
import KubeCore
import Manifests
import NetRiskAPI
import RiskEngine
import Support

/// The suggested patches that stand in the statuses of NetRisks and of the ClusterNetRisk, each once.
struct StatusPatches {
  private(set) var patches: [RankedPatch] = []
  /// Patches that a status has and that cannot be had from it.
  private(set) var problems: [InputProblem] = []
  /// How many objects were looked at.
  private(set) var objectCount = 0
  private var seen: Set<String> = []

  /// An object as its file or the server has it.
  mutating func add(_ object: Tree) {
    let metadata = object["metadata"]
    let namespace = metadata?["namespace"]?.stringValue ?? ""
    let reference = object["spec"]?["workloadRef"]
    add(
      object["status"], place: "\(object["kind"]?.stringValue ?? "") \(metadata?["name"]?.stringValue ?? "")",
      workload: Self.workload(reference?["kind"]?.stringValue, namespace, reference?["name"]?.stringValue))
  }

  mutating func add(_ netRisk: NetRisk) {
    let reference = netRisk.spec.workloadRef
    add(
      netRisk.statusTree, place: "\(NetRisk.resource.kind) \(netRisk.metadata.namespace)/\(netRisk.metadata.name)",
      workload: Self.workload(reference?.kind, netRisk.metadata.namespace, reference?.name))
  }

  mutating func add(_ cluster: ClusterNetRisk) {
    add(cluster.statusTree, place: "\(ClusterNetRisk.resource.kind) \(cluster.metadata.name)", workload: nil)
  }

  private static func workload(_ kind: String?, _ namespace: String, _ name: String?) -> ObjectKey? {
    guard let kind, let name, !kind.isEmpty, !name.isEmpty else { return nil }
    return ObjectKey(kind: kind, namespace: namespace, name: name)
  }

  private mutating func add(_ status: Tree?, place: String, workload: ObjectKey?) {
    objectCount += 1
    for tree in status?["suggestedPatches"]?.elements ?? [] {
      do throws(StatusPatchError) {
        let patch = try SuggestedPatch(status: tree, parse: YAMLText.tree)
        guard seen.insert(patch.id).inserted else { continue }
        patches.append(RankedPatch(workload: workload ?? patch.target.key, patch: patch))
      } catch {
        problems.append(
          InputProblem(place: SourcePlace(file: error.id.isEmpty ? place : error.id), message: error.message))
      }
    }
  }

  // MARK: From a cluster

  static func read(_ target: ClusterTarget, _ environment: CommandLineEnvironment) throws(CommandFailure)
    -> StatusPatches
  {
    let connection = try environment.cluster.connect(target, environment)
    let result = Waiting.for { () -> Result<StatusPatches, KubeError> in
      let result: Result<StatusPatches, KubeError>
      do throws(KubeError) {
        var found = StatusPatches()
        for netRisk in try await connection.client.listAll(NetRisk.self).items { found.add(netRisk) }
        for cluster in try await connection.client.listAll(ClusterNetRisk.self).items { found.add(cluster) }
        result = .success(found)
      } catch { result = .failure(error) }
      await connection.close()
      return result
    }
    do throws(KubeError) { return try result.get() } catch {
      var failure = connection.failure(error, reading: "NetRisks")
      if error.isNotFound {
        failure.advice.append("Are NetRisk's CustomResourceDefinitions installed? They are in config/crd.")
      }
      throw failure
    }
  }
}
