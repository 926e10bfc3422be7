import KubeClient
import Support

/// A server that answers from a script, one answer for each request, and keeps what was asked.
final class ScriptedTransport: Transport {
  private struct State {
    var answers: [Answer]
    var requests: [HTTPRequest] = []
  }

  struct Answer: Sendable {
    /// How the body ends.
    enum Ending: Sendable {
      case complete
      case failure(TransportError)
    }

    var status = 200
    var headers: [HTTPHeader] = []
    var chunks: [[UInt8]] = []
    var ending = Ending.complete
    /// Instead of a head.
    var failure: TransportError?

    static func json(_ text: String, status: Int = 200, _ headers: [HTTPHeader] = []) -> Answer {
      bytes(Array(text.utf8), type: "application/json", status: status, headers)
    }

    static func bytes(
      _ bytes: [UInt8], type: String, status: Int = 200, _ headers: [HTTPHeader] = []
    ) -> Answer {
      Answer(
        status: status, headers: [HTTPHeader("Content-Type", type)] + headers, chunks: bytes.isEmpty ? [] : [bytes])
    }

    static func failure(_ code: TransportError.Code) -> Answer {
      Answer(failure: TransportError(code, "scripted"))
    }
  }

  private let state: Lock<State>

  init(_ answers: [Answer]) { state = Lock(State(answers: answers)) }

  var requests: [HTTPRequest] { state.withLock { $0.requests } }
  var unused: Int { state.withLock { $0.answers.count } }

  func open(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    let answer = state.withLock { state -> Answer? in
      state.requests.append(request)
      return state.answers.isEmpty ? nil : state.answers.removeFirst()
    }
    guard let answer else { throw TransportError(.closed, "the script is over") }
    if let failure = answer.failure { throw failure }
    return HTTPResponse(
      status: answer.status, headers: answer.headers, body: ScriptedBody(answer.chunks, answer.ending))
  }

  func shutdown() async {}
}

final class ScriptedBody: HTTPBody {
  private let chunks: Lock<[[UInt8]]>
  private let ending: ScriptedTransport.Answer.Ending
  private let isCancelled = Lock(false)

  init(_ chunks: [[UInt8]], _ ending: ScriptedTransport.Answer.Ending) {
    self.chunks = Lock(chunks)
    self.ending = ending
  }

  func next() async throws(TransportError) -> [UInt8]? {
    if isCancelled.withLock({ $0 }) { throw TransportError(.cancelled, "cancelled") }
    let chunk = chunks.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    if let chunk { return chunk }
    switch ending {
    case .complete: return nil
    case .failure(let error): throw error
    }
  }

  func cancel() { isCancelled.withLock { $0 = true } }
}
