/// The times of an election (client-go `LeaderElectionConfig`, as kube-controller-manager has them).
///
/// A standby hears of each renewal by a watch, and looks for itself where it hears nothing for longer than a leader is
/// silent; it has its own timer for the moment at which the lease runs out. It takes over within 17 s of a crash
/// (``leaseDuration`` and ``retryPeriod``) and within 3 s of a release: without a watch, with one that is silent, and
/// with one that is no more than ``retryPeriod`` behind.
package struct LeaderElectionSettings: Hashable, Sendable {
  /// Who this is; another one for each process that ever runs.
  package var identity: String
  /// After so long without a renewal others take the lease.
  package var leaseDuration: Duration = .seconds(15)
  /// After so long without a renewal the leader stops.
  package var renewDeadline: Duration = .seconds(10)
  /// Between two renewals, and between two tries of one.
  package var retryPeriod: Duration = .seconds(2)

  /// What client-go stretches the retry period by.
  static let jitterFactor = 1.2
  /// The part of the retry period after which a standby looks that has no watch: drawn, and short enough for a look,
  /// its request included, in every retry period.
  static let lookFactor = 0.7..<0.9

  package init(identity: String) { self.identity = identity }

  /// What is wrong with the settings, in one sentence; `nil` where nothing is.
  package var objection: String? {
    if identity.isEmpty { return "the identity is empty" }
    if retryPeriod <= .zero { return "the retry period must be greater than zero" }
    if leaseDuration <= renewDeadline { return "the lease duration must be greater than the renew deadline" }
    if renewDeadline <= retryPeriod * Self.jitterFactor {
      return "the renew deadline must be greater than 1.2 times the retry period"
    }
    if leaseDuration < .seconds(1) || leaseDuration.components.attoseconds != 0 {
      return "the lease duration must be whole seconds"
    }
    return nil
  }
}
