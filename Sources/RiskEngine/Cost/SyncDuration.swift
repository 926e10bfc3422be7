/// How long one full policy sync of kube-router takes, from the number of policies in the cluster.
package enum SyncDuration {
  /// One measured point.
  package struct Sample: Hashable, Sendable {
    package let policies: Int
    /// The median of the observed syncs.
    package let milliseconds: Double

    package init(policies: Int, milliseconds: Double) {
      self.policies = policies
      self.milliseconds = milliseconds
    }
  }

  /// Measured on kube-router v2.2.1 (the K3s fork), iptables 1.8.9 nf_tables, 2 cores, one pod churned at a time, half of
  /// the policies' pods on the node: medians of the samples in `Tests/RiskEngineTests/Fixtures/sync-duration.json`.
  package static let calibration: [Sample] = [
    Sample(policies: 0, milliseconds: 49.2),
    Sample(policies: 50, milliseconds: 120.4),
    Sample(policies: 130, milliseconds: 416.7),
    Sample(policies: 250, milliseconds: 1346.2),
    Sample(policies: 400, milliseconds: 3207.2),
  ]

  /// The duration with that many policies, in seconds.
  ///
  /// Straight between the first two points, since 0 has no logarithm; straight in both logarithms from there on, and
  /// with the last slope beyond the last point. It rises with every policy and meets each measured point.
  package static func seconds(policies: Int) -> Double {
    let wanted = max(policies, 0)
    let last = calibration.count - 1
    guard let next = calibration.firstIndex(where: { wanted <= $0.policies }) else {
      return power(wanted, calibration[last - 1], calibration[last]) / 1000
    }
    guard wanted < calibration[next].policies, next > 0 else { return calibration[next].milliseconds / 1000 }
    let (low, high) = (calibration[next - 1], calibration[next])
    guard low.policies == 0 else { return power(wanted, low, high) / 1000 }
    let part = Double(wanted) / Double(high.policies)
    return (low.milliseconds + (high.milliseconds - low.milliseconds) * part) / 1000
  }

  /// On the line through two points in both logarithms, counted from the upper one.
  private static func power(_ policies: Int, _ low: Sample, _ high: Sample) -> Double {
    let slope =
      Logarithm.log(high.milliseconds / low.milliseconds)
      / Logarithm.log(Double(high.policies) / Double(low.policies))
    return high.milliseconds * Logarithm.exp(slope * Logarithm.log(Double(policies) / Double(high.policies)))
  }
}
