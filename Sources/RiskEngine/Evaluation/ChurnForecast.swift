import KubeCore
import Support

/// What the schedules make of the cluster's churn, before anything has run.
enum ChurnForecast {
  /// Sync requests of one pod's life: hostIP set, podIP with Running, Succeeded, and the delete of an earlier run's pod.
  /// The kubelet may merge two of them, and a first run deletes nothing: three at least, four on a real kubelet.
  static let requestsPerPod = RateRange(low: 3, high: 4)
  /// kube-router's own timer.
  static let timerSyncsPerHour = 3600 / Double(SyncDay.timerSeconds)

  /// Sums the CronJobs up. Where no engine rebuilds on churn, runs are counted and requests are none.
  static func report(_ scheduled: [ScheduledRuns], rebuildsOnChurn: Bool) -> ChurnReport {
    let active = scheduled.filter { $0.effectiveRunsPerHour > 0 }
    let podsPerHour = active.reduce(0) { $0 + $1.effectiveRunsPerHour * Double($1.podsPerRun) }
    let perPod = rebuildsOnChurn ? requestsPerPod : RateRange(low: 0, high: 0)
    let sources = active.map { job in
      let pods = job.effectiveRunsPerHour * Double(job.podsPerRun)
      return ChurnReport.Source(
        key: job.key, runsPerHour: job.effectiveRunsPerHour, podsPerRun: job.podsPerRun,
        syncRequestsPerHour: perPod.scaled(by: pods), sharePercent: podsPerHour > 0 ? 100 * pods / podsPerHour : 0)
    }
    return ChurnReport(
      cronJobRunsPerHour: active.reduce(0) { $0 + $1.effectiveRunsPerHour },
      syncRequestsPerHour: perPod.scaled(by: podsPerHour),
      timerSyncsPerHour: rebuildsOnChurn ? timerSyncsPerHour : 0,
      topSources: sources.sorted { left, right in
        left.sharePercent != right.sharePercent ? left.sharePercent > right.sharePercent : left.key < right.key
      })
  }

  /// What the syncs of a simulated day cost, which starts at `start`, with requests that no schedule foretells on top.
  static func cost(
    _ scheduled: [ScheduledRuns], unscheduledPerHour: Double, policies: Int, start: Timestamp
  ) -> CostReport {
    let active = scheduled.filter { !$0.isSuspended }
    let runs = active.flatMap { job in
      job.runs.map {
        SyncDay.Run(second: Int($0.seconds &- start.seconds), pods: job.podsPerRun, waves: job.wavesPerRun)
      }
    }
    let duration = SyncDuration.seconds(policies: policies)
    let load = SyncDay.simulate(runs, syncSeconds: duration).adding(requestsPerHour: unscheduledPerHour)
    return CostReport(
      syncSeconds: duration, source: "Calibration", syncsPerHour: load.syncsPerHour,
      pressureSecondsPerHour: load.pressureSecondsPerHour, isSaturated: load.isSaturated,
      programmingDelayMeanSeconds: load.programmingDelay?.meanSeconds ?? duration,
      programmingDelayWorstSeconds: load.programmingDelay?.worstSeconds ?? duration)
  }
}

extension RateRange {
  func scaled(by factor: Double) -> RateRange { RateRange(low: low * factor, high: high * factor) }
}
