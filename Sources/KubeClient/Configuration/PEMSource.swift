/// Where a certificate or a key comes from.
package enum PEMSource: Hashable, Sendable {
  /// The PEM text itself.
  case inline(Secret)
  /// A file, read again every five minutes (client-go `CertCallbackRefreshDuration`).
  case file(String)
}
