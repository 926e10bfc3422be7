/// Bytes that have arrived and are not used yet.
struct ByteQueue {
  private var bytes: [UInt8] = []
  private var start = 0

  var count: Int { bytes.count - start }
  var isEmpty: Bool { count == 0 }
  var unread: ArraySlice<UInt8> { bytes[start...] }

  mutating func append(_ more: some Collection<UInt8>) {
    if start > 1 << 16, start > bytes.count / 2 {
      bytes.removeFirst(start)
      start = 0
    }
    bytes += more
  }

  /// Takes the first `count` bytes, or what there is.
  mutating func take(_ count: Int) -> ArraySlice<UInt8> {
    let slice = unread.prefix(max(0, count))
    start += slice.count
    if start == bytes.count {
      bytes = []
      start = 0
    }
    return slice
  }

  /// Takes everything up to and with `separator`; `nil` where it has not come yet.
  mutating func take(through separator: [UInt8]) -> ArraySlice<UInt8>? {
    guard let end = unread.firstEnd(of: separator) else { return nil }
    return take(end - start)
  }
}

extension ArraySlice<UInt8> {
  /// The index behind the first occurrence of `separator`.
  fileprivate func firstEnd(of separator: [UInt8]) -> Int? {
    guard let last = separator.last, count >= separator.count else { return nil }
    for index in (startIndex + separator.count - 1)..<endIndex where self[index] == last {
      if self[(index - separator.count + 1)...index].elementsEqual(separator) { return index + 1 }
    }
    return nil
  }
}
