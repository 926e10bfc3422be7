import DevAPIServer
import KubeCore
import Schedules
import Support
import Testing

@Suite("The lifecycle driver")
struct LifecycleDriverTests {
  private let start = Timestamp(seconds: 1_763_697_640)

  /// The CronJob of the recording: every minute, one container, one successful Job is kept.
  private func cronJob(_ edit: (inout Tree) -> Void = { _ in }) -> Tree {
    var cronJob: Tree = [
      "apiVersion": "batch/v1", "kind": "CronJob",
      "metadata": ["name": "ticker", "namespace": "real", "uid": "c0"],
      "spec": [
        "schedule": "* * * * *", "concurrencyPolicy": "Forbid", "successfulJobsHistoryLimit": 1,
        "jobTemplate": [
          "metadata": ["labels": ["app": "ticker"]],
          "spec": [
            "completions": 1, "parallelism": 1, "backoffLimit": 1,
            "template": [
              "metadata": ["labels": ["app": "ticker"]],
              "spec": ["restartPolicy": "Never", "containers": [["name": "t", "image": "busybox:1"]]],
            ],
          ],
        ],
      ],
    ]
    edit(&cronJob)
    return cronJob
  }

  private func play(_ cronJob: Tree, seconds: Int64, seed: UInt64 = 1) async throws -> PlayedCluster {
    let cluster = PlayedCluster()
    _ = try await cluster.create(CronJob.resource, cronJob)
    var options = DriverOptions()
    options.seed = seed
    options.nodes = ["real1"]
    let driver = LifecycleDriver(cluster, zones: [String: TimeZoneRules](), start: start, options: options)
    try await driver.step(to: start.advanced(bySeconds: seconds))
    return cluster
  }

  private func edited(_ cronJob: Tree, _ member: String, _ value: Tree) -> Tree {
    var cronJob = cronJob
    cronJob["spec"]?[member] = value
    return cronJob
  }

  private func annotated(_ name: String, _ value: String) -> Tree {
    cronJob { $0["spec"]?["jobTemplate"]?["spec"]?["template"]?["metadata"]?["annotations"] = [name: .string(value)] }
  }

  @Test("Each run's Job and pod go through what a real cluster's go through")
  func recordedRuns() async throws {
    let recorded = try ObjectLives(recording: "cronjob-runs-watch.json")
    let played = ObjectLives(try await play(cronJob(), seconds: 200).events)
    // The last recorded run is cut off: its Job and pod are not deleted.
    let lives = recorded.lives.filter { $0.last?.hasPrefix("DELETED") == true }
    #expect(lives.count == 6)
    let playedLives = played.lives.filter { $0.last?.hasPrefix("DELETED") == true }
    #expect(playedLives.count >= 4)
    for life in lives { #expect(playedLives.contains(life), "\(life.joined(separator: "\n"))") }
    for life in playedLives { #expect(lives.contains(life), "\(life.joined(separator: "\n"))") }
  }

  @Test("The same seed plays the same events, another one other names")
  func determinism() async throws {
    let first = try await play(cronJob(), seconds: 300).events.map(\.object)
    let second = try await play(cronJob(), seconds: 300).events.map(\.object)
    let other = try await play(cronJob(), seconds: 300, seed: 2).events.map(\.object)
    #expect(first == second)
    #expect(first != other)
  }

  @Test("Many small steps play what one large step plays")
  func steps() async throws {
    let cluster = PlayedCluster()
    _ = try await cluster.create(CronJob.resource, cronJob())
    var options = DriverOptions()
    options.nodes = ["real1"]
    let driver = LifecycleDriver(cluster, zones: [String: TimeZoneRules](), start: start, options: options)
    for second in 1...200 { try await driver.step(to: start.advanced(bySeconds: Int64(second))) }
    let large = try await play(cronJob(), seconds: 200).events.map(\.object)
    #expect(cluster.events.map(\.object) == large)
  }

  @Test("A suspended CronJob and one with a schedule that is not valid run nothing")
  func suspended() async throws {
    for quiet in [edited(cronJob(), "suspend", true), edited(cronJob(), "schedule", "61 * * * *")] {
      let events = try await play(quiet, seconds: 300).events
      #expect(events.allSatisfy { $0.kind == "CronJob" })
    }
  }

  @Test(
    "Runs that overlap follow the concurrency policy",
    arguments: [
      ("Allow", 5, 2), ("Forbid", 2, 0), ("Replace", 5, 4),
    ])
  func concurrency(policy: String, jobs: Int, deleted: Int) async throws {
    let slow = edited(annotated(DriverOptions.runSecondsAnnotation, "130"), "concurrencyPolicy", .string(policy))
    let events = try await play(slow, seconds: 300).events
    #expect(events.count { $0.kind == "Job" && $0.type == "ADDED" } == jobs)
    #expect(events.count { $0.kind == "Job" && $0.type == "DELETED" } == deleted)
  }

  @Test("A failing Job tries again up to its limit, then it has failed")
  func failure() async throws {
    let cluster = try await play(annotated(DriverOptions.exitCodeAnnotation, "3"), seconds: 75)
    let pods = cluster.events.filter { $0.kind == "Pod" && $0.type == "ADDED" }
    #expect(pods.count == 2)
    let jobs = await cluster.objects(Job.resource)
    let conditions = try #require(jobs.first)["status"]?["conditions"]?.elements ?? []
    #expect(conditions.map { $0["type"]?.stringValue } == ["FailureTarget", "Failed"])
    #expect(jobs.first?["status"]?["failed"] == 2)
  }

  @Test("A pod that is placed by nobody is placed, and one that is deleted goes")
  func barePod() async throws {
    let cluster = PlayedCluster()
    var pod: Tree = [
      "metadata": ["name": "web", "namespace": "real", "uid": "p0"],
      "spec": ["containers": [["name": "w", "image": "nginx:1"]]], "status": ["phase": "Pending"],
    ]
    _ = try await cluster.create(Pod.resource, pod)
    let driver = LifecycleDriver(cluster, zones: [String: TimeZoneRules](), start: start)
    try await driver.step(to: start.advanced(bySeconds: 60))
    pod = try #require(await cluster.object(Pod.resource, namespace: "real", name: "web"))
    #expect(pod["status"]?["phase"] == "Running")
    #expect(pod["spec"]?["nodeName"] == "node1")
    #expect(await driver.nextDue == nil)
    pod["metadata"]?["deletionTimestamp"] = "2025-11-21T04:02:00Z"
    try await cluster.replace(Pod.resource, pod)
    try await driver.step(to: start.advanced(bySeconds: 120))
    #expect(await cluster.objects(Pod.resource).isEmpty)
    #expect(cluster.events.map(\.type).last == "DELETED")
  }
}
