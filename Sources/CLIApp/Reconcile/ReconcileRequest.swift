import KubeClient
import KubeCore
import KubeRuntime
import NetRiskAPI
import Support

/// One request for a fresh look at some objects, with the value that the operator is to echo.
struct ReconcileRequest: Sendable {
  /// What became of one object; a sentence without its full stop.
  enum News: Hashable, Sendable {
    case done(String)
    case failed(String)
  }

  let client: KubeClient
  let value: String
  let timeout: Duration

  /// Asks and waits; tells of each object. `false` where one was not handled.
  func run(
    _ selection: ReconcileSelection, _ tell: @escaping @Sendable (News) -> Void
  ) async throws(KubeError) -> Bool {
    var isComplete = true
    var netRisks = Set<ObjectKey>()
    let namespace = selection.namespace ?? client.configuration.namespace
    if selection.netRisks != .none {
      let known = try await client.listAll(NetRisk.self, namespace: namespace).items
      var wanted = known
      if case .named(let names) = selection.netRisks {
        wanted = known.filter { names.contains($0.metadata.name) }
        for name in names where !known.contains(where: { $0.metadata.name == name }) {
          tell(.failed("\(NetRisk.named(name)) is not in namespace \(namespace)"))
          isComplete = false
        }
      }
      isComplete = await request(wanted, &netRisks, tell) && isComplete
    }
    var clusters = Set<ObjectKey>()
    if selection.includesCluster {
      let objects = try await client.listAll(ClusterNetRisk.self).items
      if objects.isEmpty {
        tell(.failed("there is no \(ClusterNetRisk.named(NetRiskAPI.clusterName)) yet: the operator makes it"))
        isComplete = false
      }
      isComplete = await request(objects, &clusters, tell) && isComplete
    }
    async let first = wait(for: NetRisk.self, netRisks, in: namespace, tell)
    async let second = wait(for: ClusterNetRisk.self, clusters, in: "", tell)
    let areHandled = await (first, second)
    return isComplete && areHandled.0 && areHandled.1
  }

  /// Sets the annotation of each object; those that the operator will answer for are added to `waiting`.
  private func request<Object: RiskObject>(
    _ objects: [Object], _ waiting: inout Set<ObjectKey>, _ tell: @Sendable (News) -> Void
  ) async -> Bool {
    var isComplete = true
    for object in objects {
      let name = Object.named(object.metadata.name)
      if object.isSuspended {
        tell(.failed("\(name) is suspended (spec.suspend): the operator leaves it as it is"))
        isComplete = false
        continue
      }
      let path = ObjectPath(Object.resource, namespace: object.metadata.namespace, name: object.metadata.name)
      let annotations = Tree.members((NetRiskAPI.requestedAtAnnotation, .string(value)))
      do throws(KubeError) {
        _ = try await client.patch(path, .merge, ["metadata": ["annotations": annotations]])
        if timeout == .zero {
          tell(.done("\(name) requested"))
        } else {
          waiting.insert(object.key)
        }
      } catch {
        tell(.failed("\(name): \(error)"))
        isComplete = false
      }
    }
    return isComplete
  }

  /// Waits until the operator has echoed the value in all of them, or the time is over.
  private func wait<Object: RiskObject>(
    for type: Object.Type, _ keys: Set<ObjectKey>, in namespace: String, _ tell: @escaping @Sendable (News) -> Void
  ) async -> Bool {
    guard !keys.isEmpty else { return true }
    let echo = EchoWatch<Object>(client, namespace: namespace, value: value, keys: keys, tell: tell)
    return await echo.wait(atMost: timeout)
  }
}
