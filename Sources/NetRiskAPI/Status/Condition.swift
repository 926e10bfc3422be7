import Support

/// `metav1.Condition`, by the rules of kstatus: `Ready` is the summary, `Stalled` stands only where it is true.
package struct Condition: Hashable, Sendable {
  package enum Status: String, Hashable, Sendable {
    case yes = "True"
    case no = "False"
    case unknown = "Unknown"
  }

  package var type: String
  package var status: Status
  package var reason: String
  package var message: String

  package init(_ type: String, _ status: Status, _ reason: String, _ message: String) {
    (self.type, self.status, self.reason, self.message) = (type, status, reason, message)
  }

  package init(_ type: String, _ holds: Bool, _ reason: String, _ message: String) {
    self.init(type, holds ? .yes : .no, reason, message)
  }

  /// As the status carries it. The time of the last transition is kept while the status stays what it was.
  func tree(observedGeneration: Int64, before: [Tree], now: Timestamp) -> Tree {
    let old = before.first { $0["type"]?.stringValue == type }
    let kept = old?["status"]?.stringValue == status.rawValue ? old?["lastTransitionTime"] : nil
    let time = kept ?? .string(Timestamp(seconds: now.seconds).rfc3339)
    return .members(
      ("type", .string(type)), ("status", .string(status.rawValue)),
      ("observedGeneration", .integer(observedGeneration)), ("lastTransitionTime", time),
      ("reason", .string(reason)), ("message", .string(message.clipped(to: StatusLimits.message))))
  }
}
