import FaultProxy
import KubeClient
import KubeCore
import KubeRuntime
import Support

/// The scenarios, in real time, with settings as they are in production.
struct Soak {
  private let cluster: SoakCluster
  private let time: any TimeSource
  private let followed: [any Followed]
  private let options: SoakOptions
  private var random = SplitMix64(seed: 1)
  private var count = 0
  private var report = Report()

  /// Whether every goal was met.
  static func run(_ options: SoakOptions) async throws -> Bool {
    let cluster = try await SoakCluster(time: SystemTime())
    var soak = Soak(cluster, options)
    try await soak.run()
    await cluster.stop()
    return soak.report.isGood
  }

  private init(_ cluster: SoakCluster, _ options: SoakOptions) {
    self.cluster = cluster
    self.options = options
    time = cluster.time
    followed = [
      Follower<ConfigMap>(cluster, seed: 1, body: ["apiVersion": "v1", "kind": "ConfigMap"]),
      Follower<NetworkPolicy>(
        cluster, seed: 2,
        body: ["apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "spec": ["podSelector": [:]]]),
      Follower<Lease>(cluster, seed: 3, body: ["apiVersion": "coordination.k8s.io/v1", "kind": "Lease"]),
    ]
  }

  private mutating func run() async throws {
    _ = try await untilInSync()
    if options.includes("cut") { try await cut() }
    if options.includes("kills") { try await kills() }
    if options.includes("freeze") { try await freeze() }
    if options.includes("outage") { try await outage() }
    for each in followed {
      let differences = try await each.differences()
      // ConfigMaps change all the time: a change may be on its way.
      let bound = each.resource == ConfigMap.resource.plural ? 2 : 0
      report.add(
        "differences from a fresh list, \(each.resource)", "\(differences)", goal: "0, \(bound) on their way",
        met: differences <= bound)
    }
  }

  // MARK: Scenarios

  private mutating func cut() async throws {
    let before = followed.map { cluster.lists($0.resource) }
    cluster.proxy.kill()
    try await time.sleep(for: .seconds(options.cut))
    try cluster.proxy.acceptConnections()
    let back = try await untilInSync()
    let lists = zip(followed, before).map { cluster.lists($0.resource) - $1 }
    report.add(
      "lists after a cut of \(options.cut) s", "\(lists)", goal: "0 a resource", met: lists.allSatisfy { $0 == 0 })
    report.note("in sync again after \(Report.seconds(back))")
  }

  private mutating func kills() async throws {
    var times: [Duration] = []
    for _ in 0..<options.kills {
      cluster.proxy.kill()
      try await time.sleep(for: .milliseconds(Int.random(in: 200..<8000, using: &random)))
      try cluster.proxy.acceptConnections()
      times.append(try await untilInSync())
    }
    times.sort()
    let (median, longest) = (times[times.count / 2], times[times.count - 1])
    report.add(
      "in sync again after \(times.count) kills, at worst", Report.seconds(longest), goal: "5 s",
      met: longest <= .seconds(5))
    report.note("half of them within \(Report.seconds(median))")
  }

  private mutating func freeze() async throws {
    let start = time.uptime()
    cluster.proxy.freeze()
    while followed.contains(where: { $0.silences.last.map { $0 < start } ?? true }),
      time.uptime() - start < .seconds(150)
    { try await time.sleep(for: .milliseconds(100)) }
    for each in followed {
      let found = each.silences.first { $0 >= start }.map { $0 - start }
      report.add(
        "a frozen server is found, \(each.resource)", found.map(Report.seconds) ?? "not within 150 s", goal: "95 s",
        met: found.map { $0 <= .seconds(95) } ?? false)
    }
    cluster.proxy.thaw()
    report.note("in sync again after \(Report.seconds(try await untilInSync()))")
  }

  private mutating func outage() async throws {
    let before = followed.map { cluster.lists($0.resource) }
    let start = time.uptime()
    cluster.proxy.kill()
    try await time.sleep(for: .seconds(options.outage))
    let end = time.uptime()
    for each in followed where options.outage > 60 {
      let late = each.failures.count { $0 - start > .seconds(60) && $0 < end }
      let rate = Double(late) / ((end - start - .seconds(60)) / .seconds(1))
      report.add(
        "requests a second after the first minute of \(options.outage) s, \(each.resource)", Report.rate(rate),
        goal: "0.05", met: rate <= 0.05)
    }
    try cluster.proxy.acceptConnections()
    let back = try await untilInSync()
    let lists = zip(followed, before).map { cluster.lists($0.resource) - $1 }
    report.add("lists on return", "\(lists)", goal: "at most 1 a resource", met: lists.allSatisfy { $0 <= 1 })
    report.note("in sync again after \(Report.seconds(back))")
  }

  /// How long it takes until changes that are made now have arrived in every store.
  private mutating func untilInSync() async throws -> Duration {
    count += 1
    let (name, start) = ("mark-\(count)", time.uptime())
    try await withThrowingTaskGroup(of: Void.self) { group in
      for each in followed { group.addTask { try await each.makeAndAwait(name) } }
      try await group.waitForAll()
    }
    return time.uptime() - start
  }
}
