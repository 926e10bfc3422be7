package import KubeCore

/// Why a request to the API server has no result.
package enum KubeError: Error, Hashable, Sendable {
  /// The server answered, and refused. `retryAfter` is the header's whole seconds, clamped.
  case status(APIStatus, retryAfter: Duration?)
  /// There was no answer, or no whole one.
  case transport(TransportError)
  /// The answer is not what was asked for: a broken document, an HTML page, a `Table`, a list without resourceVersion.
  case unreadableAnswer(String)
  /// The credentials cannot be had: a missing file, a plugin that fails.
  case credentials(String)
  case cancelled
}

extension KubeError {
  /// The `reason` of a refusal; `nil` where the server did not answer.
  package var reason: String? {
    if case .status(let status, _) = self { status.reason } else { nil }
  }

  /// The HTTP status; `nil` where the server did not answer.
  package var code: Int? {
    if case .status(let status, _) = self { Int(status.code) } else { nil }
  }

  package var retryAfter: Duration? {
    if case .status(_, let retryAfter) = self { retryAfter } else { nil }
  }

  /// 410: the resourceVersion or the continue token is too old (`Expired`, and `Gone` from older servers).
  package var isExpired: Bool { reason == "Expired" || reason == "Gone" || code == 410 }

  /// 504 `Timeout` with the cause `ResourceVersionTooLarge`: this server has not seen that resourceVersion yet
  /// (apimachinery `errors.HasStatusCause`; the message for servers before 1.18).
  package var isTooLargeResourceVersion: Bool {
    guard case .status(let status, _) = self else { return false }
    return status.details.causes.contains { $0.reason == "ResourceVersionTooLarge" }
      || (status.reason == "Timeout" && status.message.contains("Too large resource version"))
  }

  package var isNotFound: Bool { reason == "NotFound" || code == 404 }
  package var isConflict: Bool { reason == "Conflict" }
  package var isAlreadyExists: Bool { reason == "AlreadyExists" }
  package var isInvalid: Bool { reason == "Invalid" || code == 422 }
  package var isForbidden: Bool { reason == "Forbidden" || code == 403 }
  package var isUnauthorized: Bool { reason == "Unauthorized" || code == 401 }
  package var isTooManyRequests: Bool { reason == "TooManyRequests" || code == 429 }
  package var isInternalError: Bool { reason == "InternalError" || code == 500 }

  package var isConnectionRefused: Bool {
    if case .transport(let error) = self { error.code == .connectionRefused } else { false }
  }

  package var isConsumerTooSlow: Bool {
    if case .transport(let error) = self { error.code == .consumerTooSlow } else { false }
  }
}
