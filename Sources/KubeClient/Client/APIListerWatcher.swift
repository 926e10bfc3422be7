package import KubeCore

/// Lists and watches one kind at the API server, in one namespace or in all, within selectors.
package struct APIListerWatcher<Object: Resource>: ListerWatcher {
  private let client: KubeClient
  private let namespace: String
  private let labelSelector: String?
  private let fieldSelector: String?

  package init(
    _ client: KubeClient, namespace: String = "", labelSelector: String? = nil, fieldSelector: String? = nil
  ) {
    self.client = client
    self.namespace = namespace
    self.labelSelector = labelSelector
    self.fieldSelector = fieldSelector
  }

  package func list(_ options: ListOptions) async throws(KubeError) -> ListPage<Object> {
    var options = options
    options.labelSelector = options.labelSelector ?? labelSelector
    options.fieldSelector = options.fieldSelector ?? fieldSelector
    return try await client.list(Object.self, namespace: namespace, options)
  }

  package func watch(_ options: WatchOptions) async throws(KubeError) -> any WatchStream<Object> {
    var options = options
    options.labelSelector = options.labelSelector ?? labelSelector
    options.fieldSelector = options.fieldSelector ?? fieldSelector
    return try await client.watch(Object.self, namespace: namespace, options)
  }
}
