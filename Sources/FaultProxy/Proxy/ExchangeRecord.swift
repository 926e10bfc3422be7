/// One request that the proxy has seen, and what became of it.
package struct ExchangeRecord: Hashable, Sendable {
  package enum Ending: Hashable, Sendable {
    case open
    case answered
    case cut(Cut)
    case clientGone
    case backendGone
  }

  package var request: ProxiedRequest
  /// The connection that it came on, counted from 1.
  package var connection: Int
  /// `nil` where no head has been sent.
  package var status: Int?
  /// What the client was sent, head and framing counted.
  package var bytes = 0
  package var events = 0
  package var ending = Ending.open
}
