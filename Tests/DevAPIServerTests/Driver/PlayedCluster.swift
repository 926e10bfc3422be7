import DevAPIServer
import KubeCore
import Support

/// A cluster in memory that writes down every event.
final class PlayedCluster: ClusterWrites {
  struct Event: Sendable {
    var type: String
    var kind: String
    var object: Tree
  }

  private struct State {
    var objects: [String: [String: Tree]] = [:]
    var events: [Event] = []
    var version: Int64 = 0
  }

  private let state = Lock(State())

  var events: [Event] { state.withLock { $0.events } }

  func objects(_ resource: APIResource) async -> [Tree] {
    state.withLock { state in (state.objects[resource.kind] ?? [:]).sorted { $0.key < $1.key }.map(\.value) }
  }

  func object(_ resource: APIResource, namespace: String, name: String) async -> Tree? {
    state.withLock { $0.objects[resource.kind]?["\(namespace)/\(name)"] }
  }

  func create(_ resource: APIResource, _ object: Tree) async throws -> Tree { put(resource, object, "ADDED") }
  func replace(_ resource: APIResource, _ object: Tree) async throws { _ = put(resource, object, "MODIFIED") }

  func remove(_ resource: APIResource, _ object: Tree) async throws {
    state.withLock { state in
      state.objects[resource.kind]?["\(namespace(object))/\(name(object))"] = nil
      state.events.append(Event(type: "DELETED", kind: resource.kind, object: object))
    }
  }

  private func put(_ resource: APIResource, _ object: Tree, _ type: String) -> Tree {
    state.withLock { state in
      state.version += 1
      var object = object
      object["metadata"]?["resourceVersion"] = .string(String(state.version))
      state.objects[resource.kind, default: [:]]["\(namespace(object))/\(name(object))"] = object
      state.events.append(Event(type: type, kind: resource.kind, object: object))
      return object
    }
  }
}

private func namespace(_ object: Tree) -> String { object["metadata"]?["namespace"]?.stringValue ?? "" }
private func name(_ object: Tree) -> String { object["metadata"]?["name"]?.stringValue ?? "" }
