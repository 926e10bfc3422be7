import DevAPIServer

extension PodFixture {
  /// The pod as a development API server stores it, with everything that a real one sends in either format.
  var draft: ObjectDraft {
    let message = protobufMessage
    return ObjectDraft(
      namespace: workload.namespace, name: name, uid: uid,
      labels: Dictionary(labels) { first, _ in first }, tail: jsonTail
    ) { message.bytes(resourceVersion: String($0)) }
  }
}
