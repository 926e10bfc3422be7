import KubeClient
package import KubeCore
import Support

/// What a standby hears between its looks.
extension LeaderState {
  /// An event of the watch of the Lease: moves ``dueAt``.
  ///
  /// It never makes a leader: what is taken is read before, for a watch may be behind.
  package mutating func heard(_ event: WatchEvent<Lease>, at now: Duration) {
    guard !isLeading(at: now) else { return }
    switch event {
    case .added(let lease), .modified(let lease):
      // A watch begins with what the server's cache has, which may be older than what was read.
      guard !ResourceVersion.isOlder(lease.metadata.resourceVersion, than: observed?.metadata.resourceVersion ?? "")
      else { return }
      observe(lease, at: now)
      dueAt = isOthers(lease) && now < expiry ? now + look(at: now, isWatching: true) : now
    case .deleted: dueAt = now
    // They say nothing about who leads.
    case .bookmark, .error, .unreadable: break
    }
  }

  /// There is no watch any more: what it would have said must be looked for.
  package mutating func watchEnded(at now: Duration) { dueAt = min(dueAt, now + look(at: now, isWatching: false)) }

  /// How long to hear nothing before looking, not beyond the moment at which the lease runs out. A leader is silent for
  /// a retry period; a watch that is so for longer may be broken without a sign.
  mutating func look(at now: Duration, isWatching: Bool) -> Duration {
    let factor =
      isWatching
      ? LeaderElectionSettings.jitterFactor
      : Double.random(in: LeaderElectionSettings.lookFactor, using: &random)
    let period = settings.retryPeriod * factor
    return expiry > now ? min(period, expiry - now) : period
  }
}
