import Support

extension Timestamp {
  /// As `metav1.MicroTime` is written: RFC 3339 in UTC with six digits of a second, never more or less, for it is read
  /// in no other form (apimachinery `RFC3339Micro`).
  var microTime: String {
    let whole = Timestamp(seconds: seconds).rfc3339.dropLast()
    return "\(whole).\(padded(Int(nanoseconds / 1000), 6))Z"
  }
}
