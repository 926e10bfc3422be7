extension LeaderTerm {
  /// The term of a process that is alone: without an election nobody else writes.
  package static let always = LeaderTerm(isCurrentNow: { true })

  /// A term that is over.
  package static let never = LeaderTerm(isCurrentNow: { false })
}
