package import KubeCore
import YAML

extension ManifestSet {
  /// Where a field of an object is written, or its nearest ancestor that is; reads the object's bytes again.
  package func mark(of path: [WireError.Segment], in origin: ObjectOrigin) -> SourceMark {
    region(of: path, in: origin).lowerBound
  }

  /// The same to its end: a field with its name, or the whole object where nothing of the path is written.
  package func region(of path: [WireError.Segment], in origin: ObjectOrigin) -> Range<SourceMark> {
    guard let bytes = texts[origin.file] else { return origin.mark..<origin.mark }
    let whole = origin.mark..<Swift.max(origin.mark, Self.mark(at: origin.range.upperBound, from: origin.mark, bytes))
    if path.isEmpty { return whole }
    if origin.isJSON { return Self.jsonRegion(of: path, in: origin, bytes) ?? whole }
    if !origin.path.isEmpty, let region = Self.itemRegion(of: path, in: origin, whole, bytes) { return region }
    guard
      case .success(let tree) = YAMLParser().document(bytes, range: origin.documentRange, line: origin.documentLine)
    else { return whole }
    let place = tree.place(at: origin.path + path)
    return place.depth > origin.path.count ? Self.region(of: place, bytes) : whole
  }

  private static func mark(at offset: Int, from mark: SourceMark, _ bytes: [UInt8]) -> SourceMark {
    var mark = mark
    bytes.withUnsafeBufferPointer { mark.advance(to: offset, in: $0) }
    return mark
  }

  /// An alias's value is its anchor's and stands elsewhere: then the region is the rest of the line.
  private static func region(of place: SourceTree.Place, _ bytes: [UInt8]) -> Range<SourceMark> {
    guard let key = place.key, place.value.lowerBound < key else {
      return place.mark..<Swift.max(place.mark, place.value.upperBound)
    }
    var end = bytes[key.offset...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count
    while end > key.offset, bytes[end - 1] == 0x20 { end -= 1 }
    return key..<mark(at: end, from: key, bytes)
  }

  private static func jsonRegion(
    of path: [WireError.Segment], in origin: ObjectOrigin, _ bytes: [UInt8]
  ) -> Range<SourceMark>? {
    for count in stride(from: path.count, to: 0, by: -1) {
      let path = Array(path.prefix(count))
      let value = try? JSONReader.read(bytes, at: origin.range.lowerBound) {
        (reader) throws(WireError) -> Range<Int>? in
        guard let start = try reader.offset(of: path) else { return nil }
        try reader.skip()
        return start..<reader.position
      }
      guard let value else { continue }
      let start = mark(at: value.lowerBound, from: origin.mark, bytes)
      return start..<mark(at: value.upperBound, from: start, bytes)
    }
    return nil
  }

  /// Reads one item of a large list alone, its first line filled up with blanks; `nil` where it needs the rest: in flow
  /// style, or for an anchor outside of it.
  private static func itemRegion(
    of path: [WireError.Segment], in origin: ObjectOrigin, _ whole: Range<SourceMark>, _ bytes: [UInt8]
  ) -> Range<SourceMark>? {
    let margin = origin.mark.column - 1
    guard origin.range.lowerBound == origin.mark.offset, margin <= origin.mark.offset,
      origin.range.upperBound <= bytes.count,
      bytes[origin.mark.offset - margin..<origin.mark.offset].allSatisfy({ $0 == 0x20 || $0 == UInt8(ascii: "-") })
    else { return nil }
    let alone = Array(repeating: 0x20, count: margin) + bytes[origin.range]
    guard case .success(let tree) = YAMLParser().document(alone, range: 0..<alone.count, line: origin.mark.line)
    else { return nil }
    let place = tree.place(at: path)
    guard place.depth > 0 else { return whole }
    let region = region(of: place, alone)
    let before = origin.mark.offset - margin
    return region.lowerBound.moved(by: before)..<region.upperBound.moved(by: before)
  }
}

extension SourceMark {
  /// The same place in a text that has so many more bytes before it.
  fileprivate func moved(by count: Int) -> SourceMark {
    SourceMark(offset: offset + count, line: line, column: column)
  }
}
