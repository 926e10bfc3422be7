import KubeClient
import KubeCore
import RiskEngine
import Support

/// Objects of a cluster with everything in them: what an analysis reads keeps a few fields only.
enum WholeObjects {
  static func read(
    _ targets: [SuggestedPatch.Target], _ cluster: ClusterTarget, _ environment: CommandLineEnvironment
  ) throws(CommandFailure) -> [ObjectKey: Tree] {
    let connection = try environment.cluster.connect(cluster, environment)
    let result = Waiting.for { () -> Result<[ObjectKey: Tree], KubeError> in
      var found: [ObjectKey: Tree] = [:]
      var result: Result<[ObjectKey: Tree], KubeError>?
      for target in targets where found[target.key] == nil {
        guard let kind = ObjectKind(rawValue: target.key.kind) else { continue }
        let path = ObjectPath(kind.resource, namespace: target.key.namespace, name: target.key.name)
        do throws(KubeError) { found[target.key] = try await connection.client.get(path) } catch {
          result = .failure(error)
          break
        }
      }
      await connection.close()
      return result ?? .success(found)
    }
    do throws(KubeError) { return try result.get() } catch {
      throw connection.failure(error, reading: "the objects that patches change")
    }
  }
}
