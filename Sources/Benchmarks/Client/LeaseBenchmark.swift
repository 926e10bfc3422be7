/// How long the renewal of a Lease takes while the same process lists 100,000 pods.
enum LeaseBenchmark {
  private static let pods = 100_000

  static func run() throws {
    let server = try TestServer(pods: pods)
    defer { server.stop() }
    for (name, _) in Formats.all {
      var samples = Samples()
      for _ in 0..<Formats.runs {
        try samples.collect(try Child(["client-lease", name, server.kubeconfig]))
      }
      Figure.print(
        "lease \(name)", "renewals beside \(samples.range("lists", 0)) lists of \(pods) pods",
        "p50 \(samples.range("p50", 1)) ms, p99 \(samples.range("p99", 1)) ms, max \(samples.range("max", 1)) ms")
    }
  }
}
