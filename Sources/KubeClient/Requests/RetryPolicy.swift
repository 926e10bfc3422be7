/// When a request is sent again without its caller knowing. Source: client-go `rest/with_retry.go`.
package enum RetryPolicy {
  /// How often a request is sent again because the server asked for it.
  package static let maxRetries = 10
  /// What a `Retry-After` may ask for. Zero would turn a refusal into a loop without a pause; a garbled header must
  /// not stop a client for hours.
  package static let retryAfterBounds: ClosedRange<Int> = 1...60

  /// The header's value as whole seconds, clamped; `nil` for dates, fractions, signs and anything else
  /// (`retryAfterSeconds` reads integers alone).
  package static func retryAfter(_ header: String?) -> Duration? {
    guard let header, !header.isEmpty, header.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    let seconds = Int(header) ?? .max
    return .seconds(min(max(seconds, retryAfterBounds.lowerBound), retryAfterBounds.upperBound))
  }

  /// How long to wait before an answer's request is sent again; `nil` where it is not: 429 and 5xx with `Retry-After`
  /// (`checkWait`).
  package static func wait(status: Int, retryAfter header: String?) -> Duration? {
    status == 429 || status >= 500 ? retryAfter(header) : nil
  }

  /// Whether a request without an answer may be sent once more, at once.
  ///
  /// A GET whose connection broke: most often a kept-alive one that the server had closed. client-go tries ten times, a
  /// second apart; once is enough for that case, and keeps the rate of a Reflector's requests to a dead server at what
  /// its back-off allows. Watches have their Reflector.
  package static func isRepeatable(_ request: APIRequest, after error: TransportError) -> Bool {
    request.method == .get && request.pool != .watch && error.code == .connectionLost
  }
}
