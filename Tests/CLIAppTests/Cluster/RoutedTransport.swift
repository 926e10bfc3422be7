import CLIApp
import KubeClient
import KubeCore
import Support
import TestSupport

/// A server that answers each request by its path and query, and keeps what was asked.
final class RoutedTransport: Transport {
  private let answer: @Sendable (String) -> (status: Int, body: String)
  private let asked = Lock<[String]>([])

  init(_ answer: @escaping @Sendable (_ target: String) -> (status: Int, body: String)) { self.answer = answer }

  var requests: [String] { asked.withLock { $0 } }

  /// This server as the cluster of a command.
  var source: ClusterSource {
    ClusterSource { [self] (_, _) throws(CommandFailure) in
      ClusterConnection(
        LiveCluster.client(ClientConfiguration(server: ServerAddress(isSecure: false, host: "test", port: 80)), self))
    }
  }

  func open(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    let target = request.url.replacing("http://test:80", with: "")
    asked.withLock { $0.append(target) }
    let (status, body) = answer(target)
    return HTTPResponse(
      status: status, headers: [HTTPHeader("Content-Type", "application/json")],
      body: ScriptedBody([Array(body.utf8)], .complete))
  }

  func shutdown() async {}

  /// A list of the kind that a target is about.
  static func list(_ target: String, _ items: [String] = [], next: String = "") -> (Int, String) {
    let plural = target.prefix { $0 != "?" }.split(separator: "/").last.map(String.init)
    let resource = ObjectKind.allCases.map(\.resource).first { $0.plural == plural }
    let (version, kind) = (resource?.apiVersion ?? "", resource?.kind ?? "")
    let metadata = #"{"resourceVersion":"5","continue":"\#(next)"}"#
    let items = items.joined(separator: ",")
    return (200, #"{"kind":"\#(kind)List","apiVersion":"\#(version)","metadata":\#(metadata),"items":[\#(items)]}"#)
  }

  static func refusal(_ code: Int, _ reason: String) -> (Int, String) {
    let text =
      #"{"kind":"Status","apiVersion":"v1","status":"Failure","message":"no","reason":"\#(reason)","code":\#(code)}"#
    return (code, text)
  }
}
