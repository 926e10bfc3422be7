import DevAPIServer
import Foundation
import Support

/// The process that clients are measured against: a development API server with pods, over TLS, on loopback. A process
/// of its own, so that the CPU time of a client is the client's alone.
///
/// `serve COUNT KUBECONFIG` says `ready` and then obeys lines of its standard input until that ends:
/// `churn COUNT RATE` rewrites pods (0: as fast as they are taken), `expire` makes every watch list again. It answers
/// each with `done SECONDS`.
enum PodServer {
  static let pods = StorageName(group: "", plural: "pods")

  static func run(_ arguments: [String]) async throws {
    guard arguments.count == 2, let count = Int(arguments[0]) else { throw Failure("serve COUNT KUBECONFIG") }
    var configuration = DevAPIServerConfiguration()
    // A streamed list waits whole for its client, and nobody is to be cut off who is being measured.
    configuration.watchBufferLimit = 4 << 30
    configuration.historyLimit = 1000
    let server = DevAPIServer(configuration)
    server.store.seed(pods, (0..<count).map { PodFixture(index: $0).draft })
    try await server.start()
    try server.kubeconfig().write(toFile: arguments[1], atomically: true, encoding: .utf8)
    var churn = PodChurn(server.store, pods: count)
    Line.say("ready")
    for await line in Line.input {
      let clock = ContinuousClock()
      let start = clock.now
      let words = line.split(separator: " ")
      switch words.first {
      case "churn" where words.count == 3: try await churn.run(Int(words[1]) ?? 0, rate: Int(words[2]) ?? 0)
      case "expire": churn.expire()
      default: throw Failure("unknown command: \(line)")
      }
      Line.say("done \((clock.now - start) / .seconds(1))")
    }
    await server.stop(gracefully: false)
  }
}

/// What went wrong in a benchmark.
struct Failure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
