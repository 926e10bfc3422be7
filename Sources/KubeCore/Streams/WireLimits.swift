/// Bounds on what a server may send.
package enum WireLimits {
  /// The longest event or list item: an object takes at most 1.5 MB in etcd, and JSON doubles that at worst.
  package static let frame = 16 << 20
}
