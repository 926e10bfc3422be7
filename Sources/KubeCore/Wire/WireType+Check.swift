extension WireType {
  /// Refuses an object that says to be something else, as a `Status` or a `Table` instead of what was asked for.
  func require(_ found: WireType, offset: Int) throws(WireError) {
    guard found == self else {
      let words = found.kind.isEmpty ? "an object without a kind" : found.description
      throw WireError(expected: description, found: words, offset: offset)
    }
  }
}
