package import KubeClient
import KubeCore
import Support

/// The rules for watches: S1–S3, W1–W5 (client-go `Reflector.watchList`, `watch`, `handleAnyWatch`).
extension ReflectorState {
  /// S1: all objects, then a bookmark that says so, then changes. The resourceVersion is the last one or none, never 0.
  mutating func openStream() -> ReflectorAction {
    phase = .opening(.streamingList)
    var options = watchOptions()
    options.sendInitialEvents = true
    options.resourceVersionMatch = "NotOlderThan"
    options.resourceVersion = isLastUnavailable || lastResourceVersion.isEmpty ? nil : lastResourceVersion
    return .watch(options)
  }

  /// W1.
  mutating func openWatch() -> ReflectorAction {
    phase = .opening(.changes)
    var options = watchOptions()
    options.resourceVersion = lastResourceVersion
    return .watch(options)
  }

  private mutating func watchOptions() -> WatchOptions {
    var options = WatchOptions(timeoutSeconds: Int.random(in: settings.watchTimeoutSeconds, using: &random))
    options.labelSelector = settings.labelSelector
    options.fieldSelector = settings.fieldSelector
    return options
  }

  /// The server has answered 200.
  package mutating func opened(at now: Duration) -> ReflectorAction {
    guard case .opening(let kind) = phase else { return attempt(.start) }
    note(nil, at: now)
    retryAfters = 0
    phase = kind == .streamingList ? .streaming : .watching
    watchStart = now
    eventCount = 0
    isPastInitialEvents = kind == .changes && !lastResourceVersion.isEmpty && lastResourceVersion != "0"
    watchFloor = isPastInitialEvents ? lastResourceVersion : ""
    return .read
  }

  /// An event of the open watch.
  package mutating func received(_ signal: WatchSignal, at now: Duration) -> EventVerdict {
    switch signal {
    case .error(let error): return .leave(watchFailed(error, at: now))
    case .unreadable: return .leave(unreadable(at: now))
    case .added(let resourceVersion): return object(resourceVersion, isAdded: true)
    case .changed(let resourceVersion): return object(resourceVersion, isAdded: false)
    case .bookmark(let resourceVersion, let isEnd):
      eventCount += 1
      isPastInitialEvents = true
      internalErrorsSince = nil
      if phase == .streaming { return isEnd ? endInitialEvents(resourceVersion, at: now) : .pass }
      advance(to: resourceVersion)
      return .pass
    }
  }

  /// W5: nothing advances on what cannot be read. It was a change, though, and is missed: the stream is left as after
  /// `ERROR` 500, and a list brings it (apimachinery `StreamWatcher.receive`, client-go `ClientErrorReporter`).
  private mutating func unreadable(at now: Duration) -> ReflectorAction {
    watchFailed(.unreadableAnswer("an event of the watch cannot be read"), at: now)
  }

  private mutating func object(_ resourceVersion: String, isAdded: Bool) -> EventVerdict {
    // R3: a watch tells what is newer than where it began. An object that is long gone must not come back.
    guard !resourceVersion.isEmpty, !ResourceVersion.isOlder(resourceVersion, than: watchFloor) else { return .pass }
    eventCount += 1
    internalErrorsSince = nil
    if !isAdded { isPastInitialEvents = true }
    if phase == .streaming { return .collect }
    if isPastInitialEvents { advance(to: resourceVersion) }
    return .apply
  }

  /// An event out of order, as a broken server may send, does not take the resourceVersion back.
  private mutating func advance(to resourceVersion: String) {
    guard !resourceVersion.isEmpty, !ResourceVersion.isOlder(resourceVersion, than: lastResourceVersion) else { return }
    lastResourceVersion = resourceVersion
  }

  /// S1: replace once and keep the stream.
  private mutating func endInitialEvents(_ resourceVersion: String, at now: Duration) -> EventVerdict {
    guard !resourceVersion.isEmpty else { return .leave(startList()) }
    guard isAcceptable(resourceVersion, isQuorumRead: isLastUnavailable, at: now) else {
      return .leave(refuse(at: now))
    }
    phase = .watching
    synced(at: resourceVersion)
    watchFloor = resourceVersion
    return .replace(resourceVersion: resourceVersion)
  }

  /// The server has ended the stream.
  package mutating func ended(at now: Duration) -> ReflectorAction {
    let isVeryShort = now - watchStart < .seconds(1) && eventCount == 0
    if phase == .streaming {
      // S2. Events without their end: again, not at once.
      return isVeryShort ? startList() : wait(for: .start, after: nil, at: now)
    }
    // W2: no relist, unless the server turns watches away as soon as they come.
    return isVeryShort ? wait(for: .start, after: nil, at: now) : openWatch()
  }

  /// No event or bookmark for ``idleBound``: the server is frozen or has forgotten the watch.
  package mutating func silent(at now: Duration) -> ReflectorAction {
    phase == .streaming ? startList() : openWatch()
  }

  /// The watch could not be opened, broke, or ended with an `ERROR` event.
  package mutating func watchFailed(_ error: KubeError, at now: Duration) -> ReflectorAction {
    switch phase {
    case .opening(.streamingList), .streaming: streamFailed(error, at: now)
    case .opening(.changes): openingFailed(error, at: now)
    case .watching: watchBroke(error, at: now)
    case .waiting, .listing: attempt(.start)
    }
  }

  /// S2: back-off where the server is busy or away, a quorum read where it does not have the resourceVersion, a plain
  /// list on any other answer. A list that outran its reader would do so again: from now on it comes in pages.
  private mutating func streamFailed(_ error: KubeError, at now: Duration) -> ReflectorAction {
    if error.isTooManyRequests { return wait(for: .start, after: error, at: now) }
    if error.isExpired || error.isTooLargeResourceVersion {
      guard !isLastUnavailable else { return wait(for: .start, after: error, at: now) }
      isLastUnavailable = true
      return openStream()
    }
    if error.isConsumerTooSlow { needsPages = true }
    guard case .transport = error, !needsPages else { return startList() }
    // Something between may let no stream pass: a plain list is next. Not now, for it would meet the same server, and
    // one that is down must see few requests.
    avoidsStreamOnce = !error.isConnectionRefused
    return wait(for: .start, after: error, at: now)
  }

  /// W4: without an answer, or with 429, a list would fare no better, nor behind a gateway that has no server (502, 503,
  /// 504): the same watch again. Other answers lead to a list.
  private mutating func openingFailed(_ error: KubeError, at now: Duration) -> ReflectorAction {
    switch error {
    case .transport, .credentials, .cancelled: return wait(for: .watch, after: error, at: now)
    case .status where error.isTooManyRequests: return wait(for: .watch, after: error, at: now)
    case .status where [502, 503, 504].contains(error.code) && !error.isTooLargeResourceVersion:
      return wait(for: .watch, after: error, at: now)
    case .status, .unreadableAnswer:
      if error.retryAfter != nil, retryAfters < settings.retryAfterLimit {
        retryAfters += 1
        return wait(for: .watch, after: error, at: now)
      }
      return wait(for: .start, after: error, at: now)
    }
  }

  /// W3. 410 leads to a list from the last resourceVersion first: a list may be at least as new even where a watch
  /// cannot begin there.
  private mutating func watchBroke(_ error: KubeError, at now: Duration) -> ReflectorAction {
    switch error {
    case .transport, .credentials, .cancelled:
      // W2: a broken stream says nothing about the objects.
      let wasHealthy = now - watchStart >= .seconds(1) || eventCount > 0
      return wasHealthy ? openWatch() : wait(for: .watch, after: error, at: now)
    case .status where error.isTooManyRequests: return wait(for: .watch, after: error, at: now)
    case .status where error.isInternalError:
      let since = internalErrorsSince ?? now
      internalErrorsSince = since
      if now - since < settings.internalErrorRetry { return wait(for: .watch, after: error, at: now) }
      return wait(for: .start, after: error, at: now)
    case .status, .unreadableAnswer: return wait(for: .start, after: error, at: now)
    }
  }
}
