import KubeClient
import Support
import TestSupport

/// A client of a server that answers from a script.
struct ScriptedAPI {
  let client: KubeClient
  let transport: ScriptedTransport
  let time = ManualTime()

  init(_ answers: [ScriptedTransport.Answer], observer: any ClientObserver = SilentObserver()) {
    let configuration = ClientConfiguration(
      server: ServerAddress(host: "api.example.org", port: 6443), userAgent: "netrisk/1.0.0 (linux/amd64)")
    transport = ScriptedTransport(answers)
    client = KubeClient(
      configuration, transport: transport,
      authenticator: Authenticator(configuration, files: NoFiles(), time: time, processes: SystemProcesses()),
      time: time, observer: observer)
  }

  /// `PUT /apis/…`, without the server, for each request.
  var requests: [String] {
    transport.requests.map { "\($0.method.rawValue) \($0.url.dropFirst("https://api.example.org:6443".count))" }
  }

  /// The body of a request as text.
  func body(_ index: Int) -> String {
    let requests = transport.requests
    return index < requests.count ? String(decoding: requests[index].body ?? [], as: UTF8.self) : ""
  }
}

private struct NoFiles: FileAccess {
  func read(_ path: String) throws(FileFailure) -> [UInt8] { throw FileFailure(isMissing: true, message: path) }
}
