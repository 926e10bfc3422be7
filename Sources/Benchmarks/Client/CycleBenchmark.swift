/// What opening and ending 10,000 watches over TLS leaves behind.
enum CycleBenchmark {
  private static let count = 10_000

  static func run() throws {
    let server = try TestServer(pods: 0)
    defer { server.stop() }
    var samples = Samples()
    try samples.collect(try Child(["client-cycles", "protobuf", server.kubeconfig, String(count)]))
    Figure.print(
      "watch cycles", "\(count) watches over TLS",
      "\(samples.range("wall", 2)) ms each, \(samples.range("cpu", 2)) ms of the client's CPU")
    Figure.print(
      "watch cycles", "more than before",
      "\(samples.range("descriptors", 0)) descriptors, \(samples.range("memory", 1, 1e-6)) MB resident")
  }
}
