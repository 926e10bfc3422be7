/// Where named time zones come from; reading `/usr/share/zoneinfo` lives with the applications.
package protocol ZoneSource: Sendable {
  /// The rules of an IANA name such as `Europe/Berlin`, compared byte for byte; `nil` where there is none.
  func rules(named name: String) -> TimeZoneRules?
}

extension ZoneSource {
  /// The zone for a name as Go's `time.LoadLocation` resolves it: empty and `UTC` are UTC, `Local` is `local`.
  package func location(named name: String, local: TimeZoneRules) throws(LocationError) -> TimeZoneRules {
    let bytes = Array(name.utf8)
    if bytes.isEmpty || bytes.elementsEqual("UTC".utf8) { return .utc }
    if bytes.elementsEqual("Local".utf8) { return local }
    let dot = UInt8(ascii: ".")
    let hasDotDot = zip(bytes, bytes.dropFirst()).contains { $0 == dot && $1 == dot }
    if hasDotDot || bytes.first == UInt8(ascii: "/") || bytes.first == UInt8(ascii: "\\") { throw .invalidName }
    guard let rules = rules(named: name) else { throw .unknown(name) }
    return rules
  }
}

extension [String: TimeZoneRules]: ZoneSource {
  package func rules(named name: String) -> TimeZoneRules? { self[name] }
}

/// A time zone name that does not load; the messages are Go's.
package enum LocationError: Error, Hashable, Sendable {
  case invalidName
  case unknown(String)

  package var message: String {
    switch self {
    case .invalidName: "time: invalid location name"
    case .unknown(let name): "unknown time zone \(name)"
    }
  }
}
