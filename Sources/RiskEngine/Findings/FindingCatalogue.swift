/// What a code is about, for people: the one catalogue that output and `docs/findings.md` are made from.
package struct FindingDescription: Hashable, Sendable {
  package let name: String
  /// Why it matters, one or two sentences.
  package let why: String
  /// What to do about it, one or two sentences.
  package let remedy: String
}

extension FindingCode {
  /// The name that belongs to the code.
  package var name: String { description.name }

  /// The code's page in the documentation.
  package var docs: String { "docs/findings.md#\(rawValue.lowercased())" }

  package var description: FindingDescription {
    switch self {
    case .egressIsolatedChattyWorkload, .frequentCronJob, .policyPressure, .syncSaturated, .policyRewritten,
      .churningPeer, .shortLivedVictim, .namespaceWideSelection, .churnBudgetExceeded:
      churnDescription
    case .unusedPolicy, .duplicatePolicy, .subsumedPolicy, .dnsBlocked, .policyNotEnforced, .setNameCollision:
      hygieneDescription
    case .scheduleRunsMoreThanNamed, .scheduleNeverRuns, .scheduleInvalid, .exceptionExpired, .exceptionUnmatched,
      .invalidObject:
      housekeepingDescription
    }
  }

  private var churnDescription: FindingDescription {
    switch self {
    case .egressIsolatedChattyWorkload:
      FindingDescription(
        name: "EgressIsolatedChattyWorkload",
        why: "Its new connections depend on peer sets that the engine rebuilds whole on every pod start and end.",
        remedy: "Allow its egress, take it off the policy path, or lower the churn; see the suggested patches.")
    case .frequentCronJob:
      FindingDescription(
        name: "FrequentCronJob",
        why:
          "Each run starts, finishes and deletes pods, and each of these steps makes every node rebuild its policies.",
        remedy: "Run it less often, or as a Deployment that sleeps between its rounds.")
    case .policyPressure:
      FindingDescription(
        name: "PolicyPressure",
        why: "A full sync takes longer with every policy, faster than linearly, and new pods wait for it to end.",
        remedy: "Remove unused and duplicate policies, and lower the number of pod starts.")
    case .syncSaturated:
      FindingDescription(
        name: "SyncSaturated",
        why: "Requests come faster than syncs finish: the engine never rests and new pods always wait.",
        remedy: "Lower the churn first, then the number of policies.")
    case .policyRewritten:
      FindingDescription(
        name: "PolicyRewritten",
        why: "Every write of a NetworkPolicy causes a full sync on every node, even when its spec stays the same.",
        remedy: "Make the manager write on change only.")
    case .churningPeer:
      FindingDescription(
        name: "ChurningPeer",
        why: "A peer that has just started is refused until the next sync has put its address into the peer set.",
        remedy: "Keep the peer running, or allow it by something that does not change with its pods.")
    case .shortLivedVictim:
      FindingDescription(
        name: "ShortLivedVictim",
        why: "A pod that opens connections at once starts before the policies that allow them are programmed.",
        remedy: "Let the job wait or retry for a few seconds, or leave its egress free.")
    case .namespaceWideSelection:
      FindingDescription(
        name: "NamespaceWideSelection",
        why: "A policy that selects every pod of its namespace isolates this workload without naming it.",
        remedy: "Name the pods that it is meant for, or exclude this workload by a label.")
    default:
      FindingDescription(
        name: "ChurnBudgetExceeded",
        why: "More sync requests per hour are forecast, or were counted, than the budget allows.",
        remedy: "Lower the churn of the top sources, or raise the budget.")
    }
  }

  private var hygieneDescription: FindingDescription {
    switch self {
    case .unusedPolicy:
      FindingDescription(
        name: "UnusedPolicy",
        why: "It selects no pod, yet every sync pays for it.",
        remedy: "Remove it, or correct its podSelector.")
    case .duplicatePolicy:
      FindingDescription(
        name: "DuplicatePolicy",
        why: "Another policy of the namespace says exactly the same; every sync pays for both.",
        remedy: "Remove one of the two.")
    case .subsumedPolicy:
      FindingDescription(
        name: "SubsumedPolicy",
        why: "Everything that it isolates and allows is isolated and allowed by another policy too.",
        remedy: "Remove it; no connection changes.")
    case .dnsBlocked:
      FindingDescription(
        name: "DNSBlocked",
        why: "Names do not resolve without UDP and TCP to the cluster's DNS pods.",
        remedy: "Allow egress to port 53, UDP and TCP, of the pods labelled k8s-app: kube-dns.")
    case .policyNotEnforced:
      FindingDescription(
        name: "PolicyNotEnforced",
        why: "No engine reads NetworkPolicies here: they protect nothing.",
        remedy: "Switch an engine on, or remove the policies so that nobody relies on them.")
    default:
      FindingDescription(
        name: "SetNameCollision",
        why: "kube-router hashes namespace and name without a separator: both policies share sets and chains.",
        remedy: "Rename one of the two policies.")
    }
  }

  private var housekeepingDescription: FindingDescription {
    switch self {
    case .scheduleRunsMoreThanNamed:
      FindingDescription(
        name: "ScheduleRunsMoreThanNamed",
        why: "The schedule runs more often than its form or the CronJob's name says.",
        remedy: "Check the schedule; the message names the one that was probably meant.")
    case .scheduleNeverRuns:
      FindingDescription(
        name: "ScheduleNeverRuns", why: "No date matches the schedule.", remedy: "Correct its day and month.")
    case .scheduleInvalid:
      FindingDescription(
        name: "ScheduleInvalid", why: "The API server refuses this schedule.", remedy: "Correct it as the error says.")
    case .exceptionExpired:
      FindingDescription(
        name: "ExceptionExpired",
        why: "The exception's time is over: its findings count again.",
        remedy: "Solve the finding, or renew the exception with a new time.")
    case .exceptionUnmatched:
      FindingDescription(
        name: "ExceptionUnmatched",
        why: "The exception matches no finding: it is misspelt, or what it excused is gone.",
        remedy: "Correct or remove the annotation.")
    default:
      FindingDescription(
        name: "InvalidObject",
        why: "The API server refuses this object; it is left out of the analysis.",
        remedy: "Correct the field that the message names.")
    }
  }
}
