/// What the checks look at, and how much their findings usually matter: for formats that list checks.
extension FindingCode {
  /// Which objects a check looks at, whether or not it finds something.
  package enum Subject: Hashable, Sendable {
    /// The cluster as a whole.
    case cluster
    case workload
    case cronJob
    case networkPolicy
    /// Every object that was read.
    case object
    /// Only what it finds: exceptions, and writers that are seen in a running cluster.
    case finding
  }

  package var subject: Subject {
    switch self {
    case .policyPressure, .syncSaturated, .churnBudgetExceeded, .policyNotEnforced: .cluster
    case .egressIsolatedChattyWorkload, .shortLivedVictim, .namespaceWideSelection, .dnsBlocked: .workload
    case .frequentCronJob, .scheduleRunsMoreThanNamed, .scheduleNeverRuns, .scheduleInvalid: .cronJob
    case .churningPeer, .unusedPolicy, .duplicatePolicy, .subsumedPolicy, .setNameCollision: .networkPolicy
    case .invalidObject: .object
    case .policyRewritten, .exceptionExpired, .exceptionUnmatched: .finding
    }
  }

  /// The severity that its findings mostly have; one finding may have another.
  package var usualSeverity: Severity {
    switch self {
    case .egressIsolatedChattyWorkload, .syncSaturated, .churnBudgetExceeded, .policyNotEnforced, .scheduleInvalid:
      .high
    case .frequentCronJob, .policyPressure, .policyRewritten, .churningPeer, .shortLivedVictim, .dnsBlocked,
      .setNameCollision, .scheduleRunsMoreThanNamed, .scheduleNeverRuns, .invalidObject:
      .medium
    case .namespaceWideSelection, .unusedPolicy, .duplicatePolicy, .subsumedPolicy, .exceptionExpired,
      .exceptionUnmatched:
      .low
    }
  }

  /// The name in words: `Egress isolated chatty workload`, `DNS blocked`.
  package var title: String {
    let letters = Array(name)
    var words = [""]
    for (index, letter) in letters.enumerated() {
      let followsSmall = index > 0 && letters[index - 1].isLowercase
      let leadsSmall = index > 0 && index + 1 < letters.count && letters[index + 1].isLowercase
      if letter.isUppercase, followsSmall || leadsSmall { words.append("") }
      words[words.count - 1].append(letter)
    }
    let isAbbreviation = { (word: String) in word.dropFirst().contains(where: \.isUppercase) }
    return words.enumerated().map { $0 == 0 || isAbbreviation($1) ? $1 : $1.lowercased() }.joined(separator: " ")
  }
}
