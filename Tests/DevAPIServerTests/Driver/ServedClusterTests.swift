import DevAPIServer
import KubeCore
import Support
import TestSupport
import Testing

@Suite("The lifecycle driver of a development server")
struct ServedClusterTests {
  private let start = Timestamp(seconds: 1_763_697_640)

  private var cronJob: Tree {
    [
      "apiVersion": "batch/v1", "kind": "CronJob", "metadata": ["name": "ticker"],
      "spec": [
        "schedule": "* * * * *", "successfulJobsHistoryLimit": 1,
        "jobTemplate": [
          "spec": [
            "template": [
              "metadata": ["labels": ["app": "ticker"]],
              "spec": ["restartPolicy": "Never", "containers": [["name": "t", "image": "busybox:1"]]],
            ]
          ]
        ],
      ],
    ]
  }

  @Test("A watch of Pods sees each run of a CronJob from its start to its end")
  func runs() async throws {
    let time = ManualTime(start: start)
    let client = LocalClient { $0.time = time }
    let created = try await client.ask("POST", "/apis/batch/v1/namespaces/default/cronjobs", cronJob)
    #expect(created.status == 201)
    let watch = await client.send("GET", "/api/v1/pods?watch=true&labelSelector=app%3Dticker")
    let driver = client.server.lifecycleDriver(start: start)
    try await driver.step(to: start.advanced(bySeconds: 50))

    let events = try client.events(watch)
    #expect(events.first?["type"] == "ADDED")
    let phases = events.map { $0["object"]?.at("status", "phase")?.stringValue ?? "" }
    #expect(phases.first == "Pending")
    #expect(phases.contains("Running"))
    #expect(phases.last == "Succeeded")
    let revisions = events.compactMap { $0["object"]?.at("metadata", "resourceVersion")?.stringValue }.compactMap(
      Int.init)
    #expect(revisions.count == events.count)
    #expect(revisions == Array(Set(revisions)).sorted())

    let pod = try #require(events.last?["object"])
    // What admission gives to each new Pod.
    #expect(pod.at("spec", "tolerations")?.elements.count == 2)
    let job = try #require(
      try await client.ask("GET", "/apis/batch/v1/namespaces/default/jobs").tree["items"]?.elements.first)
    let owner = try #require(pod.at("metadata", "ownerReferences")?.elements.first)
    #expect(owner["uid"] == job.at("metadata", "uid"))
    #expect(job.at("status", "succeeded") == 1)

    try await driver.step(to: start.advanced(bySeconds: 110))
    let later = try client.events(watch).map { $0["type"]?.stringValue ?? "" }
    #expect(later.first == "ADDED")
    #expect(later.last == "DELETED")
  }

  @Test("A Pod that is deleted through the API ends and goes")
  func deletion() async throws {
    let time = ManualTime(start: start)
    let client = LocalClient { $0.time = time }
    let pod: Tree = [
      "apiVersion": "v1", "kind": "Pod", "metadata": ["name": "web"],
      "spec": ["containers": [["name": "w", "image": "nginx:1"]]],
    ]
    _ = try await client.ask("POST", "/api/v1/namespaces/default/pods", pod)
    let driver = client.server.lifecycleDriver(start: start)
    try await driver.step(to: start.advanced(bySeconds: 5))
    let path = "/api/v1/namespaces/default/pods/web"
    #expect(try await client.ask("GET", path).tree.at("status", "phase") == "Running")
    #expect(try await client.ask("DELETE", path).status == 200)
    try await driver.step(to: start.advanced(bySeconds: 50))
    #expect(try await client.ask("GET", path).status == 404)
  }

  @Test("A fast clock goes on at its speed; only its wall clock does where it waits slowly")
  func fastTime() {
    let time = ManualTime(start: start)
    let fast = FastTime(time, speed: 60)
    time.advance(by: .milliseconds(1500))
    #expect(fast.now() == start.advanced(bySeconds: 90))
    #expect(fast.uptime() == .seconds(90))
    #expect(fast.waitingSlowly.now() == start.advanced(bySeconds: 90))
    #expect(fast.waitingSlowly.uptime() == .milliseconds(1500))
  }
}
