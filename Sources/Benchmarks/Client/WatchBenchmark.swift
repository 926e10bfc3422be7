/// A steady watch: what one change of a pod costs the client, over TLS.
enum WatchBenchmark {
  private static let pods = 20_000
  private static let events = 200_000
  /// A hundred pods a second, each written eight times on its way.
  private static let calm = (rate: 800, seconds: 20)

  static func run() throws {
    let server = try TestServer(pods: pods)
    defer { server.stop() }
    for (name, _) in Formats.all {
      let fast = try measure(name, server, count: events, rate: 0)
      Figure.print("watch \(name)", "as fast as they come, CPU", "\(fast.range("event", 1)) µs an event")
      Figure.print("watch \(name)", "as fast as they come, wall", "\(fast.range("rate", 0)) events/s")
      Figure.print("watch \(name)", "as fast as they come, delivered one by one", "\(fast.range("delivered", 0)) %")
      Figure.print("watch \(name)", "as fast as they come, resident", "\(fast.range("resident", 0, 1e-6)) MB")
      let slow = try measure(name, server, count: calm.rate * calm.seconds, rate: calm.rate)
      Figure.print("watch \(name)", "\(calm.rate) events/s, CPU", "\(slow.range("share", 1)) % of a core")
    }
  }

  private static func measure(_ format: String, _ server: TestServer, count: Int, rate: Int) throws -> Samples {
    var samples = Samples()
    for _ in 0..<Formats.runs {
      let client = try Child(["client-watch", format, server.kubeconfig, String(count)])
      try samples.collect(client) { line in if line == "synced" { try server.order("churn \(count) \(rate)") } }
    }
    return samples
  }
}
