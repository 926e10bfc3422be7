/// Order among resourceVersions.
///
/// They are opaque except for equality up to Kubernetes 1.34; from 1.35 on those of one resource compare as decimal
/// integers (KEP-5504). Where one is no decimal integer, nothing is said.
package enum ResourceVersion {
  /// Whether both are decimal integers and `left` is the smaller one.
  package static func isOlder(_ left: String, than right: String) -> Bool {
    guard isDecimal(left), isDecimal(right) else { return false }
    let counts = (left.utf8.count, right.utf8.count)
    return counts.0 == counts.1 ? left < right : counts.0 < counts.1
  }

  private static func isDecimal(_ text: String) -> Bool {
    guard let first = text.utf8.first, first != UInt8(ascii: "0") || text.utf8.count == 1 else { return false }
    return text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }
}
