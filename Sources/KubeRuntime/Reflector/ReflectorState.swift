import KubeClient
import KubeCore
import Support

/// The rules of client-go's Reflector as one value: what happened goes in, what to do comes out.
///
/// It knows neither objects nor sockets nor clocks; times are uptimes that are handed in. `ReflectorState+StateMachine`
/// holds the rules for lists, `ReflectorState+Watch` those for watches.
package struct ReflectorState: Sendable {
  package enum Phase: Hashable, Sendable {
    case waiting(Attempt)
    case listing(Listing)
    /// A watch is being opened.
    case opening(WatchKind)
    /// A streaming list: objects come, up to the bookmark that ends them.
    case streaming
    case watching
  }

  /// What a wait is followed by.
  package enum Attempt: Hashable, Sendable {
    /// A list, streamed or plain.
    case start
    case watch
    /// The same page of the same list again.
    case list(Listing)
  }

  package enum WatchKind: Hashable, Sendable {
    case streamingList
    case changes
  }

  /// A plain list under way.
  package struct Listing: Hashable, Sendable {
    /// As the first page was asked for.
    var first: ListOptions
    var current: ListOptions
    /// What the first page said; of the whole list.
    var resourceVersion: String?
    var pages = 0
    /// After `Expired` on a later page: everything at once.
    var isFull = false
  }

  let settings: ReflectorSettings
  package internal(set) var phase: Phase = .waiting(.start)

  /// Up to where everything was seen; empty before the first list. Never goes back.
  package internal(set) var lastResourceVersion = ""
  /// The server does not have ``lastResourceVersion``: too old or too new.
  var isLastUnavailable = false
  /// The server paged the first list: it has no cache for this resource (rule L2).
  var isPaginated = false
  /// The last stream got no answer or broke; the next attempt is a plain list.
  var avoidsStreamOnce = false
  /// All objects at once come faster than they can be read: only pages let this process set the pace.
  var needsPages = false

  var backoff: Backoff
  var random: SplitMix64
  /// Since when the server has not answered.
  var unreachableSince: Duration?
  /// Answers with `Retry-After` in a row.
  var retryAfters = 0
  var internalErrorsSince: Duration?
  /// Since when quorum reads have been older than what was seen.
  var olderSince: Duration?

  // The watch that is open.
  var watchStart: Duration = .zero
  var eventCount = 0
  /// Whether events may move ``lastResourceVersion``: not before the first one that is no `ADDED` where the watch began
  /// without a resourceVersion, since those are not in order (rule W1).
  var isPastInitialEvents = false
  /// Where the open watch began, or its streamed list ended: what is older is no news. Empty where nobody knows.
  var watchFloor = ""

  package init(_ settings: ReflectorSettings, seed: UInt64) {
    self.settings = settings
    var random = SplitMix64(seed: seed)
    backoff = Backoff(settings.backoff, seed: random.next())
    self.random = random
  }

  /// How long the open watch may stay silent.
  package var idleBound: Duration {
    phase == .streaming ? settings.initialEventsIdleBound : settings.watchIdleBound
  }

  /// Whether the objects in the store are being kept up to date.
  package var isWatching: Bool { phase == .watching }

  // MARK: Attempts

  /// The first action.
  package mutating func start() -> ReflectorAction { attempt(.start) }

  /// A wait is over.
  package mutating func waited(at now: Duration) -> ReflectorAction {
    guard case .waiting(let next) = phase else { return attempt(.start) }
    return attempt(next)
  }

  mutating func attempt(_ attempt: Attempt) -> ReflectorAction {
    switch attempt {
    case .start:
      defer { avoidsStreamOnce = false }
      return settings.usesWatchList && !avoidsStreamOnce && !needsPages ? openStream() : startList()
    case .watch: return openWatch()
    case .list(let listing):
      phase = .listing(listing)
      return .list(listing.current)
    }
  }

  /// Waits as the back-off says, not shorter than the server asked for.
  mutating func wait(for next: Attempt, after error: KubeError?, at now: Duration) -> ReflectorAction {
    note(error, at: now)
    phase = .waiting(next)
    let outage = unreachableSince.map { now - $0 }
    let bound = outage.map { $0 < settings.shortOutage } == true ? settings.shortOutageBound : nil
    return .wait(backoff.next(at: now, bound: bound, atLeast: error?.retryAfter ?? .zero))
  }

  /// Whether the server is there at all.
  mutating func note(_ error: KubeError?, at now: Duration) {
    if case .transport = error {
      unreachableSince = unreachableSince ?? now
    } else {
      unreachableSince = nil
    }
  }
}
