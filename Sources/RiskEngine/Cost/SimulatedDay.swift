package import Support

/// A day of CronJob runs as requests to the sync queue.
package enum SimulatedDay {
  package static let seconds = 86_400.0
  /// kube-router's own timer: `IPTablesSyncPeriod`, 5 minutes (pkg/options/options.go).
  package static let timerPeriodSeconds = 300.0

  /// When one pod's life asks for syncs, in seconds after the scheduled time, and which of them brings its address.
  ///
  /// Medians of the recorded runs on a Kubernetes 1.36.2 node: hostIP set; podIP with Running; Succeeded; delete of the
  /// pod of an earlier run. The recorded container runs for 3 s; a longer one moves the last two, not their number.
  package static let steps: [(offset: Double, bringsAddress: Bool)] = [
    (0.15, false), (0.3, true), (4.7, false), (5.7, false),
  ]

  /// The requests of a day: four a pod (the upper figure of the forecast) and the timer, sorted.
  ///
  /// The timer's phase depends on when the controller started; it is set between two full minutes' runs, where it
  /// coincides with none of them.
  package static func requests(of jobs: [ScheduledRuns], from start: Timestamp) -> [SyncQueue.Request] {
    var requests: [SyncQueue.Request] = []
    for job in jobs where !job.isSuspended && job.podsPerRun > 0 {
      for run in job.runs {
        let time = Double(run.seconds - start.seconds)
        // Pods of one run start together, so their steps coincide; the queue coalesces beyond two.
        for _ in 0..<min(job.podsPerRun, 2) {
          requests += steps.map { SyncQueue.Request(time: time + $0.offset, bringsAddress: $0.bringsAddress) }
        }
      }
    }
    var timer = timerPeriodSeconds / 2
    while timer < seconds {
      requests.append(SyncQueue.Request(time: timer))
      timer += timerPeriodSeconds
    }
    return requests.sorted()
  }
}
