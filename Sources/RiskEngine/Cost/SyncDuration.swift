import Support

/// How long one full policy sync takes, by the number of NetworkPolicies.
///
/// Medians of full syncs of kube-router v2.2.1 (the K3s fork), iptables 1.8.9 nf_tables, 2 cores, one pod churned at a
/// time, half of the policies' pods local to the node. Between the points a power law, straight in log-log; from 0 to
/// 50, where a logarithm has no start, a straight line; beyond the last point its slope goes on.
package enum SyncDuration {
  package struct Sample: Hashable, Sendable {
    package let policies: Int
    package let seconds: Double
  }

  package static let samples = [
    Sample(policies: 0, seconds: 0.0492), Sample(policies: 50, seconds: 0.1204),
    Sample(policies: 130, seconds: 0.4167), Sample(policies: 250, seconds: 1.3462),
    Sample(policies: 400, seconds: 3.2072),
  ]

  /// Seconds of one sync with this many policies. Never falls as policies rise.
  package static func seconds(policies: Int) -> Double {
    guard policies > 0 else { return samples[0].seconds }
    let upperIndex = samples.firstIndex { $0.policies >= policies } ?? samples.count - 1
    let upper = samples[upperIndex]
    let lower = samples[upperIndex - 1]
    if policies == upper.policies { return upper.seconds }
    if lower.policies == 0 {
      return lower.seconds + (upper.seconds - lower.seconds) * Double(policies) / Double(upper.policies)
    }
    let slope =
      Logarithm.natural(upper.seconds / lower.seconds)
      / Logarithm.natural(Double(upper.policies) / Double(lower.policies))
    return lower.seconds * Logarithm.exponential(slope * Logarithm.natural(Double(policies) / Double(lower.policies)))
  }
}
