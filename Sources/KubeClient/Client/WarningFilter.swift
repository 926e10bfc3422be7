import Support

/// Lets each warning through once. Bounded: beyond the limit the oldest is forgotten and may be heard again.
final class WarningFilter: Sendable {
  private static let limit = 256
  private let seen = Lock<[String]>([])

  /// The warnings of a response that were not heard before; only code 299 is a server's own (client-go
  /// `WarningLogger`).
  func news(in headers: [HTTPHeader]) -> [APIWarning] {
    let warnings = headers.filter { $0.isNamed("Warning") }.flatMap { APIWarning.parse($0.value) }
    guard !warnings.isEmpty else { return [] }
    return seen.withLock { seen in
      warnings.filter { warning in
        guard warning.code == 299, !seen.contains(warning.text) else { return false }
        seen.append(warning.text)
        if seen.count > Self.limit { seen.removeFirst() }
        return true
      }
    }
  }
}
