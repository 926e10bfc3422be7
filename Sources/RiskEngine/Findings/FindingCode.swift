/// The findings of NetRisk. A code never changes its meaning.
package enum FindingCode: String, CaseIterable, Comparable, Hashable, Sendable {
  case egressIsolatedChattyWorkload = "NR101"
  case frequentCronJob = "NR102"
  case policyPressure = "NR103"
  case syncSaturated = "NR104"
  case policyRewritten = "NR105"
  case churningPeer = "NR106"
  case shortLivedVictim = "NR107"
  case namespaceWideSelection = "NR108"
  case churnBudgetExceeded = "NR109"
  case unusedPolicy = "NR201"
  case duplicatePolicy = "NR202"
  case subsumedPolicy = "NR203"
  case dnsBlocked = "NR204"
  case policyNotEnforced = "NR205"
  case setNameCollision = "NR206"
  case scheduleRunsMoreThanNamed = "NR501"
  case scheduleNeverRuns = "NR502"
  case scheduleInvalid = "NR503"
  case exceptionExpired = "NR601"
  case exceptionUnmatched = "NR602"
  case invalidObject = "NR603"

  package static func < (left: FindingCode, right: FindingCode) -> Bool { left.rawValue < right.rawValue }
}
