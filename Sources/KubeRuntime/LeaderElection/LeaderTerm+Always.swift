extension LeaderTerm {
  /// The term of a process that is alone: without an election nobody else writes.
  package static let always = LeaderTerm(isCurrentNow: { true })
}
