import KubeClient
import KubeRuntime
import Support
import TestSupport
import Testing

/// What becomes of one write.
enum WriteFault: String, CaseIterable, CustomTestStringConvertible {
  case conflict
  case failure
  /// 503 with `Retry-After`.
  case unavailable
  /// 429 with `Retry-After`.
  case tooMany
  /// The request never reaches the server.
  case lost
  /// The server carries it out, and nobody hears of it.
  case answerLost

  var testDescription: String { rawValue }

  /// The answer in the server's stead; `nil` where there is none.
  fileprivate var answer: (status: Int, reason: String, retryAfter: String?)? {
    switch self {
    case .conflict: (409, "Conflict", nil)
    case .failure: (500, "InternalError", nil)
    case .unavailable: (503, "ServiceUnavailable", "1")
    case .tooMany: (429, "TooManyRequests", "1")
    case .lost, .answerLost: nil
    }
  }
}

/// Breaks one of the requests that `isMeant` picks, once, and carries everything else.
final class FaultyTransport: Transport {
  private let transport: any Transport
  private let fault: WriteFault
  private let isMeant: @Sendable (HTTPRequest) -> Bool
  private let left: Lock<Int>
  private let hit = Gate()

  /// - Parameter point: how many of them are carried before.
  init(
    _ transport: any Transport, _ fault: WriteFault, at point: Int = 0,
    of isMeant: @escaping @Sendable (HTTPRequest) -> Bool
  ) {
    self.transport = transport
    self.fault = fault
    self.isMeant = isMeant
    left = Lock(point)
  }

  /// Returns when the fault has happened.
  func waitForFault() async { await hit.wait() }

  func open(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    guard isMeant(request), isTurn() else { return try await transport.open(request) }
    defer { hit.open() }
    if let answer = fault.answer { return response(answer.status, answer.reason, answer.retryAfter) }
    if fault == .answerLost {
      let response = try await transport.open(request)
      response.body.cancel()
    }
    throw TransportError(.timedOut, "no answer in time")
  }

  private func isTurn() -> Bool {
    left.withLock { left in
      left -= 1
      return left == -1
    }
  }

  private func response(_ status: Int, _ reason: String, _ retryAfter: String?) -> HTTPResponse {
    let body = #"{"kind":"Status","apiVersion":"v1","status":"Failure","reason":"\#(reason)","code":\#(status)}"#
    return HTTPResponse(
      status: status,
      headers: [HTTPHeader("Content-Type", "application/json")]
        + (retryAfter.map { [HTTPHeader("Retry-After", $0)] } ?? []),
      body: ScriptedBody([Array(body.utf8)], .complete))
  }

  func shutdown() async {}
}
