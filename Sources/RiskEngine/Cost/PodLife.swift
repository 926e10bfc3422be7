/// When the pod of a CronJob's run requests syncs, counted from the creation of its Job.
package enum PodLife {
  /// Medians of the runs in `Tests/RiskEngineTests/Fixtures/cronjob-runs-watch.json`: Kubernetes 1.36.2, a container
  /// that sleeps 3 s, an earlier run's Job cleaned up as this one finishes.
  package static let hostIPMilliseconds = 30
  /// The pod's IP and `Running` come in one write; from here on its peers wait to be let through.
  package static let podIPMilliseconds = 170
  package static let succeededMilliseconds = 4710
  /// Of an earlier run's pod.
  package static let deletedMilliseconds = 5750
}
