/// What one request shows of who sends it.
package struct Credentials: Hashable, Sendable {
  /// The value of `Authorization`.
  package var authorization: Secret?
  package var certificate: Secret?
  package var key: Secret?
  /// The authorities of the server; `nil` for the system's.
  package var certificateAuthorities: Secret?

  package init() {}
}
