package import KubeCore
import YAML

extension ManifestSet {
  /// Where a field of an object is written, or its nearest ancestor that is; reads the object's bytes again.
  package func mark(of path: [WireError.Segment], in origin: ObjectOrigin) -> SourceMark {
    guard let bytes = texts[origin.file] else { return origin.mark }
    if origin.isJSON { return Self.jsonMark(of: path, in: origin, bytes) }
    if !origin.path.isEmpty, let mark = Self.itemMark(of: path, in: origin, bytes) { return mark }
    guard
      case .success(let tree) = YAMLParser().document(bytes, range: origin.documentRange, line: origin.documentLine)
    else { return origin.mark }
    let place = tree.place(at: origin.path + path)
    return place.depth > origin.path.count ? place.mark : origin.mark
  }

  private static func jsonMark(
    of path: [WireError.Segment], in origin: ObjectOrigin, _ bytes: [UInt8]
  ) -> SourceMark {
    for count in stride(from: path.count, to: 0, by: -1) {
      let offset = try? JSONReader.read(bytes, at: origin.range.lowerBound) { (reader) throws(WireError) in
        try reader.offset(of: Array(path.prefix(count)))
      }
      guard let offset else { continue }
      var mark = origin.mark
      bytes.withUnsafeBufferPointer { mark.advance(to: offset, in: $0) }
      return mark
    }
    return origin.mark
  }

  /// Reads one item of a large list alone, its first line filled up with blanks; `nil` where it needs the rest: in flow
  /// style, or for an anchor outside of it.
  private static func itemMark(
    of path: [WireError.Segment], in origin: ObjectOrigin, _ bytes: [UInt8]
  ) -> SourceMark? {
    let margin = origin.mark.column - 1
    guard origin.range.lowerBound == origin.mark.offset, margin <= origin.mark.offset,
      origin.range.upperBound <= bytes.count,
      bytes[origin.mark.offset - margin..<origin.mark.offset].allSatisfy({ $0 == 0x20 || $0 == UInt8(ascii: "-") })
    else { return nil }
    let alone = Array(repeating: 0x20, count: margin) + bytes[origin.range]
    guard case .success(let tree) = YAMLParser().document(alone, range: 0..<alone.count, line: origin.mark.line)
    else { return nil }
    let place = tree.place(at: path)
    guard place.depth > 0 else { return origin.mark }
    var mark = place.mark
    mark.offset += origin.mark.offset - margin
    return mark
  }
}
