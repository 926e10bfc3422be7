import Foundation

/// The first sync of all pods of a cluster, over the wire. Each run has a process of its own, so that the peak of one is
/// not that of the other.
///
/// With `NETRISK_BENCH_KUBECONFIG` the cluster is that of the kubeconfig, which is only read from.
enum SyncBenchmark {
  private static let sizes = [20_000, 100_000]

  static func run() throws {
    if let kubeconfig = ProcessInfo.processInfo.environment["NETRISK_BENCH_KUBECONFIG"] {
      return try measure(kubeconfig, nil)
    }
    for size in sizes {
      let server = try TestServer(pods: size)
      defer { server.stop() }
      try measure(server.kubeconfig, server)
    }
  }

  private static func measure(_ kubeconfig: String, _ server: TestServer?) throws {
    for (name, _) in Formats.all {
      var samples = Samples()
      for _ in 0..<Formats.runs {
        let client = try Child(["client-sync", name, kubeconfig, server == nil ? "once" : "twice"])
        try samples.collect(client) { line in if line == "synced" { try server?.order("expire") } }
      }
      report("sync \(name)", samples, isAgain: server != nil)
    }
  }

  private static func report(_ name: String, _ samples: Samples, isAgain: Bool) {
    let pods = samples.range("pods", 0) + " pods"
    func megabytes(_ field: String) -> String { samples.range(field, 0, 1e-6) + " MB" }
    Figure.print(name, "\(pods), CPU of the client", "\(samples.range("cpu", 1)) µs each")
    Figure.print(name, "\(pods), wall", "\(samples.range("wall", 2)) s")
    Figure.print(name, "\(pods), resident, peak", megabytes("peak"))
    Figure.print(name, "\(pods), resident, settled", megabytes("settled"))
    guard isAgain else { return }
    Figure.print(name, "\(pods), listed again, CPU", "\(samples.range("again-cpu", 1)) µs each")
    Figure.print(name, "\(pods), listed again, peak", megabytes("again-peak"))
    Figure.print(name, "\(pods), listed again, settled", megabytes("again-settled"))
  }
}
