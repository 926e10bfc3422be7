import KubeClient
import KubeCore
import KubeRuntime
import NetRiskAPI
import RiskEngine
import Support

/// The ConfigMap that the churn history is in.
struct HistoryStore: Sendable {
  static let name = "netrisk-history"
  static let key = "history.json"

  /// What is there.
  struct Stored: Hashable, Sendable {
    /// Empty where there is no ConfigMap.
    var resourceVersion = ""
    /// `nil` where there is no history in it.
    var text: String?
  }

  /// From the start of a request to its end: nobody waits long for what is not needed to go on.
  private static let timeout: Duration = .seconds(5)

  let client: KubeClient
  let namespace: String

  func read() async throws(KubeError) -> Stored {
    var request = try APIRequest.get(ObjectPath(ConfigMap.resource, namespace: namespace, name: Self.name))
    request.timeout = Self.timeout
    do throws(KubeError) {
      let map: ConfigMap = try await client.object(request)
      return Stored(resourceVersion: map.metadata.resourceVersion, text: map.data[Self.key])
    } catch {
      if error.isNotFound { return Stored() }
      throw error
    }
  }

  /// Writes in the place of what was read: a conflict where somebody else has written meanwhile.
  func write(_ text: String, over stored: Stored, term: LeaderTerm) async throws(KubeError) {
    let version: Tree? = stored.resourceVersion.isEmpty ? nil : .string(stored.resourceVersion)
    let object = Tree.members(
      ("apiVersion", "v1"), ("kind", .string(ConfigMap.resource.kind)),
      (
        "metadata",
        .members(
          ("name", .string(Self.name)), ("namespace", .string(namespace)),
          ("labels", .members((NetRiskAPI.managedByLabel, .string(NetRiskAPI.managedBy)))),
          ("resourceVersion", version))
      ), ("data", .members((Self.key, .string(text)))))
    // A process that was frozen wakes up as no leader.
    guard term.isCurrent else { throw .cancelled }
    var options = WriteOptions(fieldManager: NetRiskAPI.fieldManager, isForced: true)
    options.timeout = Self.timeout
    _ = try await client.patch(
      ObjectPath(ConfigMap.resource, namespace: namespace, name: Self.name), .apply, object, options)
  }
}
