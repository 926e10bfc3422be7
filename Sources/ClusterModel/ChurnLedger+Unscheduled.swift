import KubeCore
package import RiskEngine

extension ChurnLedger {
  /// Sync requests per hour of everybody but CronJobs, whose requests are forecast, over what was covered of the last
  /// 24 hours; to two digits, so that it moves seldom. Until an hour is covered, what objects' times tell, which is at
  /// most what there was; 0 where they tell nothing.
  package var unscheduledRequestsPerHour: Double {
    let basis = basis
    let totals = totals(lastMinutes: Self.windowMinutes, from: basis)
    guard totals.observedSeconds >= 3600 else { return 0 }
    let requests = shares(from: basis).reduce(0) { sum, share in
      if case .object(let key) = share.source, key.kind == "CronJob" { sum } else { sum + share.requests }
    }
    return Self.twoDigits(Double(requests) * 3600 / Double(totals.observedSeconds))
  }

  private static func twoDigits(_ value: Double) -> Double {
    guard value > 0, value.isFinite else { return 0 }
    var unit = 1.0
    while value / unit >= 100 { unit *= 10 }
    return (value / unit).rounded() * unit
  }
}
