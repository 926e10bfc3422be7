/// How a Reflector asks. The defaults are client-go's, the bounds on silence are this project's.
package struct ReflectorSettings: Hashable, Sendable {
  /// Stream the first list where the server can (client-go `WatchListClient`, on since 1.35).
  package var usesWatchList = true
  /// Objects on a page of a list that the server pages (client-go `tools/pager`).
  package var pageSize = 500
  /// When the server ends a watch, drawn anew for each, so that not all end at once.
  package var watchTimeoutSeconds: ClosedRange<Int> = 300...600
  /// A watch without an event or a bookmark for so long is ended and opened again: bookmarks come every minute. With what
  /// TCP finds by itself this finds a frozen server within 95 s. A transport may use it as its idle timeout.
  package var watchIdleBound: Duration = .seconds(90)
  /// A streaming list without an event for so long gives way to a plain list.
  package var initialEventsIdleBound: Duration = .seconds(30)
  package var backoff = Backoff.Settings.reflector
  /// While the server has been out of reach for less than ``shortOutage``, no wait is longer than this, jitter aside: a
  /// restarted server is found within 5 s.
  package var shortOutageBound: Duration = .seconds(2)
  package var shortOutage: Duration = .seconds(60)
  /// For so long a watch that ends with 500 `InternalError` is opened again without a list; 0 for never
  /// (client-go `MaxInternalErrorRetryDuration`).
  package var internalErrorRetry: Duration = .zero
  /// A request that was answered with `Retry-After` is repeated as it is, so many times in a row (client-go
  /// `rest/with_retry.go`).
  package var retryAfterLimit = 10
  /// A list that is older than what was seen is refused. Once even quorum reads have been older for so long, etcd was
  /// restored from a backup, and the list is taken.
  package var restoreAcceptedAfter: Duration = .seconds(300)
  /// Every so often, up to a tenth more, all objects are delivered again; `nil` for never.
  package var resyncPeriod: Duration?
  /// Compares each streamed list with a plain one at the same resourceVersion (client-go `consistencydetector`).
  package var checksConsistency = false
  package var labelSelector: String?
  package var fieldSelector: String?

  package init() {}
}
