/// What guarded work asks before each write: whether it still may.
package struct LeaderTerm: Sendable {
  let isCurrentNow: @Sendable () -> Bool

  /// False from the renew deadline on, even before the work has been told to stop: a process that was frozen wakes up
  /// with this false.
  package var isCurrent: Bool { isCurrentNow() }
}
