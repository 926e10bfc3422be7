import KubeCore
import Manifests
import RiskEngine
import Schedules
import Support

/// An analysis whose patches each simulate a day of many runs: 200 CronJobs, each every five minutes.
enum CronJobBenchmark {
  private static let count = 200

  static func run() {
    let set = ManifestLoader().load([.standardInput(Array(manifests().utf8))])
    let objects = set.objects.map { $0.object.defaulted() }
    let options = EvaluationOptions(now: Timestamp(seconds: 1_771_156_800), zones: [:] as [String: TimeZoneRules])
    var report: AnalysisReport?
    let evaluating = CPUTime.measure { report = RiskEngine.evaluate(objects, options: options) }
    let patches = report?.workloads.reduce(0) { $0 + $1.suggestedPatches.count } ?? 0
    Figure.print(
      "evaluate CronJobs", "\(count) CronJobs, \(count * 288) runs a day, \(patches) patches",
      "\(Figure.decimal(evaluating, 2)) s")
  }

  private static func manifests() -> String {
    var text = """
      apiVersion: v1
      kind: Node
      metadata:
        name: node-0
        labels:
          node.kubernetes.io/instance-type: k3s
      status:
        nodeInfo:
          kubeletVersion: v1.34.4+k3s1

      """
    for index in 0..<count { text += cronJob(index) }
    return text
  }

  private static func cronJob(_ index: Int) -> String {
    """
    ---
    apiVersion: batch/v1
    kind: CronJob
    metadata:
      name: job-\(index)
      namespace: tenant-\(index % 20)
    spec:
      schedule: "\(index % 5)/5 * * * *"
      jobTemplate:
        spec:
          template:
            spec:
              restartPolicy: Never
              containers:
              - name: job
                image: registry.example/job:1
                command: [/bin/sh, -c, "curl -s http://example.net"]

    """
  }
}
