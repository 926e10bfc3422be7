package import KubeCore

/// Where a Reflector gets its objects from (client-go `ListerWatcher`): the API server, or a script in tests.
package protocol ListerWatcher<Object>: Sendable {
  associatedtype Object: Resource

  /// One page, or everything where `options` name no limit.
  func list(_ options: ListOptions) async throws(KubeError) -> ListPage<Object>
  /// Returns when the server has answered 200; other answers are errors.
  func watch(_ options: WatchOptions) async throws(KubeError) -> any WatchStream<Object>
}

/// The events of one watch, in order.
package protocol WatchStream<Object>: AnyObject, Sendable {
  associatedtype Object: Resource

  /// All events that have arrived since the last call, at least one; waits where there are none. `nil` when the server
  /// has ended the stream, which says nothing about the objects.
  func next() async throws(KubeError) -> [WatchEvent<Object>]?
  /// Ends the watch. Safe to call twice.
  func cancel()
}

/// `metav1.ListOptions` of a list.
package struct ListOptions: Hashable, Sendable {
  /// `nil` leaves the parameter out: the newest, read from etcd. `"0"`: any, from the server's cache.
  package var resourceVersion: String?
  /// `Exact` or `NotOlderThan`.
  package var resourceVersionMatch: String?
  package var limit: Int?
  package var `continue`: String?
  package var labelSelector: String?
  package var fieldSelector: String?

  package init() {}
}

/// `metav1.ListOptions` of a watch.
package struct WatchOptions: Hashable, Sendable {
  package var resourceVersion: String?
  package var resourceVersionMatch: String?
  /// A streaming list: all objects first, then a bookmark that says so (KEP-3157).
  package var sendInitialEvents = false
  package var allowsBookmarks = true
  /// When the server ends the watch.
  package var timeoutSeconds: Int
  package var labelSelector: String?
  package var fieldSelector: String?

  package init(timeoutSeconds: Int) { self.timeoutSeconds = timeoutSeconds }
}

/// A page of a list; the last one has an empty `continue`.
package struct ListPage<Object: Resource>: Sendable {
  package var metadata: ListMeta
  package var items: [Object]

  package init(metadata: ListMeta, items: [Object]) {
    self.metadata = metadata
    self.items = items
  }
}
