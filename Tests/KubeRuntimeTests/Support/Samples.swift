import KubeClient
import KubeCore
import KubeRuntime

/// The kind that tests use: nothing but metadata, which is all that the runtime looks at.
typealias Sample = Namespace

extension Sample {
  /// - Parameter version: a number of its own makes a state of its own.
  init(_ name: String, _ version: Int, uid: String? = nil, namespace: String = "") {
    self.init()
    metadata.name = name
    metadata.namespace = namespace
    metadata.resourceVersion = String(version)
    metadata.uid = uid ?? "uid-" + name
  }

  /// `name@version`
  var text: String { "\(metadata.name)@\(metadata.resourceVersion)" }
}

extension StoreDelta where Object == Sample {
  /// `+a@1`, `a@1>a@2`, `-a@2`, `?a@2` where the deletion was missed, `synced`.
  var text: String {
    switch self {
    case .added(let new): "+" + new.text
    case .updated(let old, let new): old.text + ">" + new.text
    case .deleted(let last, let isFinalStateUnknown): (isFinalStateUnknown ? "?" : "-") + last.text
    case .synced: "synced"
    }
  }
}

extension StoreSubscriber where Object == Sample {
  /// Everything that is there, as text.
  func takeTexts() -> [String] {
    var texts: [String] = []
    while let batch = takeAvailable(max: 3) { texts += batch.deltas.map(\.text) }
    return texts
  }
}

extension Store where Object == Sample {
  var texts: [String] { snapshot().sorted().map(\.text) }

  func replace(_ objects: [Sample], at version: Int) {
    var replacement = StoreReplacement(over: self)
    for object in objects { replacement.insert(object) }
    replace(with: replacement, resourceVersion: String(version))
  }
}

extension KubeError {
  /// A refusal as the API server words it.
  static func refusal(
    _ code: Int32, _ reason: String, cause: String? = nil, message: String = "", retryAfter: Duration? = nil
  ) -> KubeError {
    var status = APIStatus()
    status.status = "Failure"
    status.code = code
    status.reason = reason
    status.message = message
    if let cause {
      var entry = APIStatusCause()
      entry.reason = cause
      status.details.causes = [entry]
    }
    return .status(status, retryAfter: retryAfter)
  }

  static let expired = refusal(410, "Expired")
  static let gone = refusal(410, "Gone")
  static let tooLarge = refusal(504, "Timeout", cause: "ResourceVersionTooLarge")
  static let tooManyRequests = refusal(429, "TooManyRequests")
  static let invalid = refusal(422, "Invalid")
  static let forbidden = refusal(403, "Forbidden")
  static let unauthorized = refusal(401, "Unauthorized")
  static let internalError = refusal(500, "InternalError")
  static let unavailable = refusal(503, "ServiceUnavailable")
  static let refused = KubeError.transport(TransportError(.connectionRefused, "refused"))
  static let lost = KubeError.transport(TransportError(.connectionLost, "reset"))
  static let timedOut = KubeError.transport(TransportError(.timedOut, "no answer"))
  static let tooSlow = KubeError.transport(TransportError(.consumerTooSlow, "64 MiB unread"))
}
