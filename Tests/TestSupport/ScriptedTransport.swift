package import KubeClient
import Support

/// A server that answers from a script, one answer for each request, and keeps what was asked.
package final class ScriptedTransport: Transport {
  private struct State {
    var answers: [Answer]
    var requests: [HTTPRequest] = []
  }

  package struct Answer: Sendable {
    /// How the body ends.
    package enum Ending: Sendable {
      case complete
      case failure(TransportError)
    }

    package var status: Int
    package var headers: [HTTPHeader]
    package var chunks: [[UInt8]]
    package var ending: Ending
    /// Instead of a head.
    package var failure: TransportError?

    package init(
      status: Int = 200, headers: [HTTPHeader] = [], chunks: [[UInt8]] = [], ending: Ending = .complete,
      failure: TransportError? = nil
    ) {
      self.status = status
      self.headers = headers
      self.chunks = chunks
      self.ending = ending
      self.failure = failure
    }

    package static func json(_ text: String, status: Int = 200, _ headers: [HTTPHeader] = []) -> Answer {
      bytes(Array(text.utf8), type: "application/json", status: status, headers)
    }

    package static func bytes(
      _ bytes: [UInt8], type: String, status: Int = 200, _ headers: [HTTPHeader] = []
    ) -> Answer {
      Answer(
        status: status, headers: [HTTPHeader("Content-Type", type)] + headers, chunks: bytes.isEmpty ? [] : [bytes])
    }

    package static func failure(_ code: TransportError.Code) -> Answer {
      Answer(failure: TransportError(code, "scripted"))
    }
  }

  private let state: Lock<State>

  package init(_ answers: [Answer]) { state = Lock(State(answers: answers)) }

  package var requests: [HTTPRequest] { state.withLock { $0.requests } }
  package var unused: Int { state.withLock { $0.answers.count } }

  package func open(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    let answer = state.withLock { state -> Answer? in
      state.requests.append(request)
      return state.answers.isEmpty ? nil : state.answers.removeFirst()
    }
    guard let answer else { throw TransportError(.closed, "the script is over") }
    if let failure = answer.failure { throw failure }
    return HTTPResponse(
      status: answer.status, headers: answer.headers, body: ScriptedBody(answer.chunks, answer.ending))
  }

  package func shutdown() async {}
}

package final class ScriptedBody: HTTPBody {
  private let chunks: Lock<[[UInt8]]>
  private let ending: ScriptedTransport.Answer.Ending
  private let isCancelled = Lock(false)

  package init(_ chunks: [[UInt8]], _ ending: ScriptedTransport.Answer.Ending) {
    self.chunks = Lock(chunks)
    self.ending = ending
  }

  package func next() async throws(TransportError) -> [UInt8]? {
    if isCancelled.withLock({ $0 }) { throw TransportError(.cancelled, "cancelled") }
    let chunk = chunks.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    if let chunk { return chunk }
    switch ending {
    case .complete: return nil
    case .failure(let error): throw error
    }
  }

  package func cancel() { isCancelled.withLock { $0 = true } }
}
