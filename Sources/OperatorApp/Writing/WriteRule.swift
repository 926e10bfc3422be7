package import NetRiskAPI

/// When a status is written: at once where something but numbers changed; numbers alone seldom.
package struct WriteRule: Sendable {
  /// Numbers alone are not written more often.
  package static let floor: Duration = .seconds(300)

  package enum Decision: Hashable, Sendable {
    case write
    /// Numbers have moved, but not long enough after they were last written.
    case later(Duration)
    case skip
  }

  /// When numbers of an object were last written, in uptime.
  private var written: [String: Duration] = [:]

  package init() {}

  package func decide(_ difference: StatusDifference, uid: String, at now: Duration) -> Decision {
    switch difference {
    case .none: return .skip
    case .semantic: return .write
    case .numbers:
      guard let last = written[uid], now - last < Self.floor else { return .write }
      return .later(Self.floor - (now - last))
    }
  }

  package mutating func wrote(uid: String, at now: Duration) { written[uid] = now }
}
