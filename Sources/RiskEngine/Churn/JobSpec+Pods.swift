package import KubeCore

extension JobSpec {
  /// The pods of a run that succeeds at once: `completions`, 1 if unset, `parallelism` where only that is set.
  ///
  /// `parallelism: 0` and `suspend: true` keep a Job from ever starting a pod (job_controller.go `manageJob`). Retries
  /// come on top: they are failures, which no manifest foretells.
  package var podsPerRun: Int {
    guard parallelism != 0, suspend != true else { return 0 }
    return Int(max(completions ?? parallelism ?? 1, 0))
  }

  /// How often pods follow one another in a run: completions by parallelism, rounded up.
  package var wavesPerRun: Int {
    let atOnce = completions == nil ? podsPerRun : Int(max(parallelism ?? 1, 1))
    return podsPerRun == 0 ? 0 : (podsPerRun - 1) / max(atOnce, 1) + 1
  }
}
