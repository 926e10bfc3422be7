/// Hears what a client does: metrics and warnings plug in here, since nothing below may import them.
package protocol ClientObserver: Sendable {
  /// One exchange with the server is over, repeated ones included: `rest_client_requests_total{code,method,host}`.
  /// `code` is the HTTP status, or `<error>` where there was no answer.
  func requestEnded(code: String, method: String, host: String)
  /// An exchange that was sent again: `rest_client_request_retries_total{code,verb,host}`, with what the repetition
  /// came to.
  func requestRetried(code: String, verb: String, host: String)
  /// From the first attempt to the head of the last answer: `rest_client_request_duration_seconds{verb,host}`.
  func requestTook(_ duration: Duration, verb: String, host: String)
  /// A warning of the server, each text once.
  func warned(_ warning: APIWarning)
}

extension ClientObserver {
  package func requestEnded(code: String, method: String, host: String) {}
  package func requestRetried(code: String, verb: String, host: String) {}
  package func requestTook(_ duration: Duration, verb: String, host: String) {}
  package func warned(_ warning: APIWarning) {}
}

/// Hears nothing.
package struct SilentObserver: ClientObserver {
  package init() {}
}
