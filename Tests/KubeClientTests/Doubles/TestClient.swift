import Foundation
import KubeClient
import Support
import TestSupport

/// A client with everything around it scripted.
struct TestClient {
  var client: KubeClient
  var transport: ScriptedTransport
  var time: ManualTime
  var files: MemoryFiles
  var observer: RecordingObserver
  var authenticator: Authenticator

  init(
    _ answers: [ScriptedTransport.Answer], files: MemoryFiles = MemoryFiles(),
    processes: ScriptedProcesses = ScriptedProcesses(writing: ""),
    configure: (inout ClientConfiguration) -> Void = { _ in }
  ) {
    var configuration = ClientConfiguration(
      server: ServerAddress(host: "api.example.org", port: 6443), userAgent: "netrisk/1.0.0 (linux/amd64)")
    configure(&configuration)
    transport = ScriptedTransport(answers)
    time = ManualTime()
    self.files = files
    observer = RecordingObserver()
    authenticator = Authenticator(configuration, files: files, time: time, processes: processes)
    client = KubeClient(
      configuration, transport: transport, authenticator: authenticator, time: time, observer: observer)
  }
}

/// Keeps what it hears, one line each.
final class RecordingObserver: ClientObserver {
  private let heard = Lock<[String]>([])

  var lines: [String] { heard.withLock { $0 } }

  func requestEnded(code: String, method: String, host: String) { add("ended \(code) \(method) \(host)") }
  func requestRetried(code: String, verb: String, host: String) { add("retried \(code) \(verb) \(host)") }
  func requestTook(_ duration: Duration, verb: String, host: String) {
    add("took \(duration.components.seconds) \(verb) \(host)")
  }
  func requestSent(_ bytes: Int, verb: String, host: String) { add("sent \(bytes) \(verb) \(host)") }
  func responseReceived(_ bytes: Int, verb: String, host: String) { add("received \(bytes) \(verb) \(host)") }
  func warned(_ warning: APIWarning) { add("warned \(warning.text)") }

  private func add(_ line: String) { heard.withLock { $0.append(line) } }
}

/// What a real API server answered.
func recorded(_ name: String) throws -> [UInt8] {
  let url = Bundle.module.url(forResource: "Fixtures/\(name)", withExtension: nil)
  guard let url else { throw MissingFixture(name: name) }
  return Array(try Data(contentsOf: url))
}

struct MissingFixture: Error {
  var name: String
}

extension ScriptedTransport.Answer {
  /// A recorded answer with the type that its name says.
  static func recorded(_ name: String, status: Int = 200, type: String? = nil) throws -> Self {
    let guess = name.hasSuffix(".pb") ? "application/vnd.kubernetes.protobuf" : "application/json"
    return .bytes(try KubeClientTests.recorded(name), type: type ?? guess, status: status)
  }
}

/// The error of a call that must fail.
func failure<Failure: Error>(
  _ body: () async throws(Failure) -> some Sendable
) async -> Failure? {
  do throws(Failure) {
    _ = try await body()
    return nil
  } catch {
    return error
  }
}
