package import KubeClient
package import KubeCore
import Support

/// The rules for plain lists: L1–L5, R1, R3 (client-go `Reflector.list`, `tools/pager`).
extension ReflectorState {
  mutating func startList() -> ReflectorAction {
    list(at: relistResourceVersion)
  }

  /// L1: the first list takes what the server's cache has; later ones are at least as new as what was seen; where the
  /// server does not have that, a quorum read. So where pages are needed: from its cache a server sends everything.
  private var relistResourceVersion: String {
    if isLastUnavailable || needsPages { return "" }
    return lastResourceVersion.isEmpty ? "0" : lastResourceVersion
  }

  /// L2: a resourceVersion other than 0 is served from the server's cache only without a limit.
  private mutating func list(at resourceVersion: String) -> ReflectorAction {
    var options = ListOptions()
    options.labelSelector = settings.labelSelector
    options.fieldSelector = settings.fieldSelector
    options.resourceVersion = resourceVersion.isEmpty ? nil : resourceVersion
    let isCached = !resourceVersion.isEmpty && resourceVersion != "0"
    if !isCached || isPaginated { options.limit = settings.pageSize }
    return list(Listing(first: options, current: options))
  }

  mutating func list(_ listing: Listing) -> ReflectorAction {
    phase = .listing(listing)
    return .list(listing.current)
  }

  /// A page has come.
  package mutating func listed(_ page: ListMeta, at now: Duration) -> PageVerdict {
    guard case .listing(var listing) = phase else { return .discard(attempt(.start)) }
    note(nil, at: now)
    retryAfters = 0
    // L5. Without a resourceVersion no watch can follow.
    guard !page.resourceVersion.isEmpty else { return .discard(wait(for: .start, after: nil, at: now)) }
    guard isAcceptable(page.resourceVersion, isQuorumRead: listing.first.resourceVersion == nil, at: now) else {
      return .discard(refuse(at: now))
    }
    let resourceVersion = listing.resourceVersion ?? page.resourceVersion
    listing.resourceVersion = resourceVersion
    listing.pages += 1
    guard page.continue.isEmpty else {
      // A server that hands out the same token again would be asked for ever.
      if page.continue == listing.current.continue { return .discard(wait(for: .start, after: nil, at: now)) }
      return .collect(nextPage(page.continue, of: listing))
    }
    if listing.first.resourceVersion == "0", listing.pages > 1 { isPaginated = true }
    synced(at: resourceVersion)
    return .replace(resourceVersion: resourceVersion, openWatch())
  }

  /// L2: the server refuses resourceVersion beside `continue`.
  private mutating func nextPage(_ token: String, of listing: Listing) -> ReflectorAction {
    var next = listing
    next.current.continue = token
    next.current.resourceVersion = nil
    next.current.resourceVersionMatch = nil
    return list(next)
  }

  /// A page has not come.
  package mutating func listFailed(_ error: KubeError, at now: Duration) -> ReflectorAction {
    guard case .listing(var listing) = phase else { return attempt(.start) }
    note(error, at: now)
    if error.retryAfter != nil, retryAfters < settings.retryAfterLimit {
      retryAfters += 1
      return wait(for: .list(listing), after: error, at: now)
    }
    retryAfters = 0
    if error.isConsumerTooSlow, !needsPages {
      needsPages = true
      return startList()
    }
    if error.isExpired, listing.current.continue != nil, !listing.isFull {
      // L3: everything at once, at the original resourceVersion.
      listing = Listing(first: listing.first, current: listing.first, isFull: true)
      listing.current.limit = nil
      return list(listing)
    }
    if error.isExpired || error.isTooLargeResourceVersion, listing.first.resourceVersion != nil {
      // L3: at once, from etcd.
      isLastUnavailable = true
      return startList()
    }
    return wait(for: .start, after: error, at: now)
  }

  /// A list is in the store.
  mutating func synced(at resourceVersion: String) {
    lastResourceVersion = resourceVersion
    isLastUnavailable = false
    olderSince = nil
  }

  // MARK: R3

  /// R3: a store never goes back in time, except where etcd itself did.
  mutating func isAcceptable(_ resourceVersion: String, isQuorumRead: Bool, at now: Duration) -> Bool {
    guard ResourceVersion.isOlder(resourceVersion, than: lastResourceVersion) else { return true }
    guard isQuorumRead else { return false }
    let since = olderSince ?? now
    olderSince = since
    return now - since >= settings.restoreAcceptedAfter
  }

  /// An older list was refused: a quorum read is next, for no cache can be trusted.
  mutating func refuse(at now: Duration) -> ReflectorAction {
    isLastUnavailable = true
    return wait(for: .start, after: nil, at: now)
  }
}
