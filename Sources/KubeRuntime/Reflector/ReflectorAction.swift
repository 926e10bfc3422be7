package import KubeClient

/// What a Reflector does next. Exactly one thing is under way at any time.
package enum ReflectorAction: Hashable, Sendable {
  /// Ask for a page and hand the answer to ``ReflectorState/listed(_:at:)`` or ``ReflectorState/listFailed(_:at:)``.
  case list(ListOptions)
  /// Open a watch, closing the one before; hand the outcome to ``ReflectorState/opened(at:)`` or
  /// ``ReflectorState/watchFailed(_:at:)``.
  case watch(WatchOptions)
  /// Read events of the open watch, each into ``ReflectorState/received(_:at:)``, its end into
  /// ``ReflectorState/ended(at:)`` or ``ReflectorState/watchFailed(_:at:)``.
  case read
  /// Close what is open, wait, then ``ReflectorState/waited(at:)``.
  case wait(Duration)
}

/// What becomes of a page of a list.
package enum PageVerdict: Hashable, Sendable {
  /// Keep its objects for later and go on.
  case collect(ReflectorAction)
  /// Keep its objects, swap the store for all that was kept, and go on.
  case replace(resourceVersion: String, ReflectorAction)
  /// Forget it and all pages before.
  case discard(ReflectorAction)
}

/// What becomes of an event of a watch.
package enum EventVerdict: Hashable, Sendable {
  /// Change the store.
  case apply
  /// Change what is being collected of a streaming list.
  case collect
  /// Nothing.
  case pass
  /// The streaming list is complete: swap the store for what was collected; the stream goes on with changes.
  case replace(resourceVersion: String)
  /// Leave the stream, the rest of its events unread.
  case leave(ReflectorAction)
}

/// A watch event as far as its meaning for the stream goes.
package enum WatchSignal: Hashable, Sendable {
  case added(resourceVersion: String)
  /// Modified or deleted.
  case changed(resourceVersion: String)
  case bookmark(resourceVersion: String, isInitialEventsEnd: Bool)
  case error(KubeError)
  case unreadable
}
