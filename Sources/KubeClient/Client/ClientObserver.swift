/// Hears what a client does: metrics and warnings plug in here, since nothing below may import them.
package protocol ClientObserver: Sendable {
  /// One exchange with the server is over, repeated ones included: `rest_client_requests_total{code,method,host}`.
  /// `code` is the HTTP status, or `<error>` where there was no answer.
  func requestEnded(code: String, method: String, host: String)
  /// An exchange that was sent again: `rest_client_request_retries_total{code,verb,host}`, with what the repetition
  /// came to.
  func requestRetried(code: String, verb: String, host: String)
  /// From the first attempt to the end of the last answer, waits between included:
  /// `rest_client_request_duration_seconds{verb,host}`. As in client-go, watches have none.
  func requestTook(_ duration: Duration, verb: String, host: String)
  /// The body of one exchange, 0 where it had none: `rest_client_request_size_bytes{verb,host}`. Not for watches.
  func requestSent(_ bytes: Int, verb: String, host: String)
  /// The body of the last answer, unpacked: `rest_client_response_size_bytes{verb,host}`. Not for watches, nor for
  /// answers that break off without a byte.
  func responseReceived(_ bytes: Int, verb: String, host: String)
  /// A warning of the server, each text once.
  func warned(_ warning: APIWarning)
}

extension ClientObserver {
  package func requestEnded(code: String, method: String, host: String) {}
  package func requestRetried(code: String, verb: String, host: String) {}
  package func requestTook(_ duration: Duration, verb: String, host: String) {}
  package func requestSent(_ bytes: Int, verb: String, host: String) {}
  package func responseReceived(_ bytes: Int, verb: String, host: String) {}
  package func warned(_ warning: APIWarning) {}
}

/// Hears nothing.
package struct SilentObserver: ClientObserver {
  package init() {}
}
