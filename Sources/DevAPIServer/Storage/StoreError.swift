/// Why the store does not do what it is asked.
package enum StoreError: Error, Hashable, Sendable {
  case alreadyExists
  case notFound
  /// The object has another revision than expected.
  case conflict
  /// The revision is older than the history.
  case expired(current: UInt64)
  /// The revision is not reached yet.
  case tooLarge(current: UInt64)
}
