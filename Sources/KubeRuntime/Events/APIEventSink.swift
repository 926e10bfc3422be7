package import KubeClient
package import KubeCore
import Support

/// Writes Events to `events.k8s.io/v1` (client-go `tools/events`, `EventSinkImpl`).
package struct APIEventSink: EventSink {
  private let client: KubeClient

  package init(_ client: KubeClient) { self.client = client }

  package func create(_ event: Event) async throws(KubeError) {
    _ = try await client.create(ObjectPath(Event.resource, namespace: event.metadata.namespace), event.tree)
  }

  /// Patches nothing but the series, as `createPatchBytesForSeries` does.
  package func patchSeries(_ event: Event) async throws(KubeError) {
    guard let series = event.series else { return }
    let path = ObjectPath(Event.resource, namespace: event.metadata.namespace, name: event.metadata.name)
    _ = try await client.patch(path, .strategic, ["series": series.tree])
  }
}

extension Event {
  /// As it is created: what is empty is left out, `omitempty` in Go.
  var tree: Tree {
    .members(
      ("apiVersion", .string(Self.resource.apiVersion)), ("kind", .string(Self.resource.kind)),
      ("metadata", ["name": .string(metadata.name), "namespace": .string(metadata.namespace)]),
      ("eventTime", eventTime.map { .string($0.microTime) }), ("series", series?.tree),
      ("reportingController", Tree(filled: reportingController)),
      ("reportingInstance", Tree(filled: reportingInstance)), ("action", Tree(filled: action)),
      ("reason", Tree(filled: reason)), ("regarding", regarding.tree),
      ("related", related?.tree), ("note", Tree(filled: note)), ("type", Tree(filled: type)))
  }
}

extension EventSeries {
  var tree: Tree {
    .members(("count", .integer(Int64(count))), ("lastObservedTime", lastObservedTime.map { .string($0.microTime) }))
  }
}

extension ObjectReference {
  var tree: Tree {
    .members(
      ("kind", Tree(filled: kind)), ("namespace", Tree(filled: namespace)), ("name", Tree(filled: name)),
      ("uid", Tree(filled: uid)), ("apiVersion", Tree(filled: apiVersion)))
  }
}

extension Tree {
  /// `nil` for an empty text.
  fileprivate init?(filled text: String) {
    guard !text.isEmpty else { return nil }
    self = .string(text)
  }
}
