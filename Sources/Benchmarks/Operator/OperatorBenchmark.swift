import Foundation

/// The operator on a cluster with 10,000 pods and 1,000 policies: what it takes while a hundred pods a second change, and
/// how long an edit takes to show in a row.
enum OperatorBenchmark {
  private static let pods = 10_000
  private static let rate = 100
  private static let steadySeconds = 60
  private static let edits = 50
  /// What an edit and the pause before it take at most, generously.
  private static let editSeconds = 4

  static func run() throws {
    let kubeconfig = NSTemporaryDirectory() + "netrisk-bench-\(getpid())-operator.kubeconfig"
    defer { try? FileManager.default.removeItem(atPath: kubeconfig) }
    let server = try Child(["serve-cluster", String(pods), kubeconfig])
    try server.wait(for: "ready")
    let client = try Child(["client-operator", kubeconfig])
    let editor = try Child(["client-edits", kubeconfig, String(pods), String(edits)])
    var samples = Samples()
    try samples.collect(editor, until: "ready")
    // The first evaluations are over by then; that a process is at rest is no event.
    Thread.sleep(forTimeInterval: 10)
    try steady("idle", client) { Thread.sleep(forTimeInterval: Double(steadySeconds)) }
    try steady("busy", client) { try restarts(server, steadySeconds) }
    client.send("begin")
    server.send("restarts \(edits * editSeconds * rate) \(rate)")
    editor.send("go")
    try samples.collect(editor)
    client.send("end edited")
    client.close()
    try samples.collect(client)
    report(samples)
    server.stop()
  }

  private static func steady(_ name: String, _ client: Child, _ body: () throws -> Void) throws {
    client.send("begin")
    try body()
    client.send("end \(name)")
  }

  private static func restarts(_ server: Child, _ seconds: Int) throws {
    server.send("restarts \(seconds * rate) \(rate)")
    try server.wait(for: "done")
  }

  private static func report(_ samples: Samples) {
    let shape = "\(pods) pods, \(pods / WorkloadFixture.podCount) policies, \(samples.range("rows", 0)) rows"
    func share(_ name: String) -> String { samples.range("\(name)-share", 1) + " % of a core" }
    Figure.print("operator", "\(shape), nothing changes", share("idle"))
    Figure.print("operator", "\(rate) pod changes/s", share("busy"))
    Figure.print("operator", "\(rate) pod changes/s and an edit every two seconds", share("edited"))
    Figure.print(
      "operator", "from an edit to its row, \(edits) edits",
      "p50 \(samples.range("p50", 2)) s, p99 \(samples.range("p99", 2)) s, max \(samples.range("max", 2)) s")
    Figure.print("operator", "resident, settled", samples.range("busy-resident", 0, 1e-6) + " MB")
    Figure.print("operator", "resident, peak", samples.range("edited-peak", 0, 1e-6) + " MB")
  }
}
