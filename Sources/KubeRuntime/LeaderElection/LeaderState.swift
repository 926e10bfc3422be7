package import KubeClient
package import KubeCore
package import Support

/// The rules of an election as one value (client-go `tools/leaderelection`): answers go in, requests and waits come out.
///
/// The times that others write into the Lease are never compared with this process' clock: a lease has run out when it
/// has not been seen to change for as long as it says, by this clock alone. Clocks may differ, their rates may not much.
package struct LeaderState: Sendable {
  package enum Request: Hashable, Sendable {
    case get
    case create(LeaseSpec)
    case update(LeaseSpec, resourceVersion: String)
  }

  package enum Step: Hashable, Sendable {
    case send(Request)
    case wait(Duration)
  }

  let settings: LeaderElectionSettings
  var random: SplitMix64
  /// The Lease as last seen.
  package private(set) var observed: Lease?
  /// When it was first seen so, in uptime.
  private var observedAt: Duration = .zero
  /// When the request was sent that last made or kept this the leader, in uptime.
  ///
  /// Not when it was answered: others count from the write, which may have come right after the sending.
  private var renewedAt: Duration?
  /// How often a renewal had to read the Lease first.
  package private(set) var slowPaths = 0
  /// When the next try is due, in uptime: a renewal, or a look of a standby.
  package internal(set) var dueAt: Duration = .zero

  package init(_ settings: LeaderElectionSettings, seed: UInt64) {
    self.settings = settings
    random = SplitMix64(seed: seed)
  }

  /// When this stops being the leader unless it renews before; `nil` while it is not.
  package var deadline: Duration? { renewedAt.map { $0 + settings.renewDeadline } }

  /// Whether work may be done. False from the renew deadline on, whatever the Lease says.
  package func isLeading(at now: Duration) -> Bool { deadline.map { now < $0 } ?? false }

  /// Who holds the lease, as far as was seen.
  package var leader: String? { observed?.spec.holderIdentity }

  /// The term is over: the work has been told to stop.
  package mutating func resign() { renewedAt = nil }

  /// A new try. The leader writes right away, taking the Lease to be as it was last seen.
  package mutating func attempt(at now: Duration, wallClock: Timestamp) -> Step {
    if isLeading(at: now), let observed, isMine(observed) {
      return .send(.update(renewed(observed.spec, wallClock), resourceVersion: observed.metadata.resourceVersion))
    }
    return .send(.get)
  }

  /// The answer to a request that was sent at `sent`.
  package mutating func answered(
    _ answer: Result<Lease, KubeError>, to request: Request, sent: Duration, at now: Duration, wallClock: Timestamp
  ) -> Step {
    switch (request, answer) {
    case (.get, .success(let lease)): return found(lease, at: now, wallClock: wallClock)
    case (.get, .failure(let error)) where error.isNotFound: return .send(.create(taken(nil, wallClock)))
    case (.get, .failure), (.create, .failure): return .wait(retry(at: now))
    case (.update, .failure):
      // Somebody else wrote, or the write was done and its answer lost: look. At most once for each write.
      guard isLeading(at: now), !hasLooked else { return .wait(retry(at: now)) }
      hasLooked = true
      slowPaths += 1
      return .send(.get)
    case (.create, .success(let lease)), (.update, .success(let lease)):
      observe(lease, at: now)
      hasLooked = false
      renewedAt = isMine(lease) ? sent : nil
      return .wait(retry(at: now))
    }
  }

  /// Whether the try under way has read the Lease after a failed write.
  private var hasLooked = false

  private mutating func found(_ lease: Lease, at now: Duration, wallClock: Timestamp) -> Step {
    observe(lease, at: now)
    if isOthers(lease), now < expiry { return .wait(retry(at: now)) }
    let spec = isMine(lease) ? renewed(lease.spec, wallClock) : taken(lease.spec, wallClock)
    return .send(.update(spec, resourceVersion: lease.metadata.resourceVersion))
  }

  mutating func observe(_ lease: Lease, at now: Duration) {
    if observed?.metadata.resourceVersion != lease.metadata.resourceVersion || observed?.spec != lease.spec {
      observedAt = now
    }
    observed = lease
    if !isMine(lease) { renewedAt = nil }
  }

  /// When the lease as last seen runs out.
  var expiry: Duration { observedAt + .seconds(max(observed?.spec.leaseDurationSeconds ?? 0, 0)) }

  func isMine(_ lease: Lease) -> Bool { lease.spec.holderIdentity == settings.identity }

  /// Whether somebody else holds it.
  func isOthers(_ lease: Lease) -> Bool { !(lease.spec.holderIdentity ?? "").isEmpty && !isMine(lease) }

  /// Until the next try.
  private mutating func retry(at now: Duration) -> Duration {
    hasLooked = false
    let wait = isLeading(at: now) ? settings.retryPeriod : look(at: now, isWatching: false)
    dueAt = now + wait
    return wait
  }

  // MARK: What is written

  private func renewed(_ spec: LeaseSpec, _ wallClock: Timestamp) -> LeaseSpec {
    var spec = spec
    spec.leaseDurationSeconds = seconds
    spec.renewTime = wallClock
    return spec
  }

  private func taken(_ spec: LeaseSpec?, _ wallClock: Timestamp) -> LeaseSpec {
    var taken = LeaseSpec()
    taken.holderIdentity = settings.identity
    taken.leaseDurationSeconds = seconds
    taken.acquireTime = wallClock
    taken.renewTime = wallClock
    let (next, overflow) = (spec?.leaseTransitions ?? 0).addingReportingOverflow(spec == nil ? 0 : 1)
    taken.leaseTransitions = overflow ? .max : next
    return taken
  }

  /// What is written when the work has stopped: nobody holds the lease. `nil` where it is not this one's to give up.
  package func released(wallClock: Timestamp) -> Request? {
    guard let observed, isMine(observed) else { return nil }
    var spec = LeaseSpec()
    spec.holderIdentity = ""
    spec.leaseDurationSeconds = 1
    spec.acquireTime = wallClock
    spec.renewTime = wallClock
    spec.leaseTransitions = observed.spec.leaseTransitions
    return .update(spec, resourceVersion: observed.metadata.resourceVersion)
  }

  private var seconds: Int32 { Int32(clamping: settings.leaseDuration.components.seconds) }
}
