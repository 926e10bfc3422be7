internal import Support

/// The compiled patterns of one schema.
final class PatternCache: Sendable {
  private let compiled = Lock<[String: Result<GoRegex, GoRegexError>]>([:])

  func regex(_ pattern: String) -> Result<GoRegex, GoRegexError> {
    compiled.withLock { known in
      if let regex = known[pattern] { return regex }
      let result = Result { () throws(GoRegexError) in try GoRegex(pattern) }
      known[pattern] = result
      return result
    }
  }
}
