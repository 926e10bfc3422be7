import KubeCore
import YAML

extension ManifestCollector {
  /// Reads JSON documents one after another; what follows a `---` may be YAML.
  mutating func readJSON(_ bytes: [UInt8], of file: String) {
    var reading = JSONReading(file: file, bytes: bytes)
    var position = EncodingCheck.byteOrderMarkLength(bytes, at: 0)
    while let start = reading.nextDocument(from: position) {
      if reading.document > 0, bytes[start] != UInt8(ascii: "{"), bytes[start] != UInt8(ascii: "["),
        let separator = reading.separator(before: start, after: position)
      {
        return readYAML(bytes, of: file, from: reading.mark(at: separator), index: reading.document)
      }
      do throws(WireError) {
        let envelope = try JSONReader.read(bytes, at: start) { (reader) throws(WireError) in try reader.envelope() }
        position = max(envelope.range.upperBound, start + 1)
        reading.documentRange = envelope.range
        reading.read(envelope, path: [], list: nil, into: &self)
        reading.document += 1
      } catch {
        if bytes[start...].starts(with: "{{".utf8) { return reportTemplate(file, reading.mark(at: start)) }
        report(error.message, file, reading.mark(at: error.offset))
        reading.document += 1
        guard let next = reading.recover(after: error.offset, from: start) else { return }
        position = next
      }
    }
  }

  /// Reads a document of a YAML file that is JSON which libyaml cannot read: with surrogate pairs or long names. False
  /// where it is no JSON either.
  mutating func readJSON(_ document: YAMLDocument, of bytes: [UInt8], in file: String) -> Bool {
    var reading = JSONReading(file: file, bytes: bytes)
    guard let start = reading.nextDocument(from: document.range.lowerBound), bytes[start] == UInt8(ascii: "{"),
      let envelope = try? JSONReader.read(
        bytes, at: start, { (reader) throws(WireError) in try reader.envelope() }),
      envelope.range.upperBound <= document.range.upperBound
    else { return false }
    reading.document = document.index
    reading.documentRange = envelope.range
    reading.read(envelope, path: [], list: nil, into: &self)
    return true
  }
}

/// One JSON file on its way to objects.
private struct JSONReading {
  let file: String
  let bytes: [UInt8]
  var document = 0
  var documentRange = 0..<0
  private var cursor = SourceMark.start

  init(file: String, bytes: [UInt8]) {
    self.file = file
    self.bytes = bytes
  }

  /// The mark of an offset; offsets mostly come in order.
  mutating func mark(at offset: Int) -> SourceMark {
    bytes.withUnsafeBufferPointer { buffer in
      if offset < cursor.offset || cursor.offset == 0 {
        let mark = SourceMark(offset: offset, in: buffer)
        if cursor.offset == 0 { cursor = mark }
        return mark
      }
      cursor.advance(to: offset, in: buffer)
      return cursor
    }
  }

  /// The start of the last line `---` between two documents.
  func separator(before end: Int, after start: Int) -> Int? {
    var position = end
    while position > start {
      position -= 1
      if bytes[position...].starts(with: "---".utf8), position == 0 || bytes[position - 1] == 0x0A { return position }
    }
    return nil
  }

  /// Where the next document starts, blanks and `---` passed over.
  func nextDocument(from position: Int) -> Int? {
    var position = position
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x09, 0x0A, 0x0D: position += 1
      case UInt8(ascii: "-") where bytes[position...].starts(with: "---".utf8): position += 3
      default: return position
      }
    }
    return nil
  }

  /// The start of the next document behind a broken one: a line that begins with `{` behind a line that is `---` or
  /// ends with `}`, so that it is no element of a list.
  func recover(after offset: Int, from start: Int) -> Int? {
    var lastOfLine: UInt8 = 0
    var lineStart = offset
    while lineStart > start, bytes[lineStart - 1] != 0x0A { lineStart -= 1 }
    var position = lineStart
    var isFirst = true
    while position < bytes.count {
      let end = bytes[position...].firstIndex(of: 0x0A) ?? bytes.count
      let line = bytes[position..<end]
      if !isFirst, line.first == UInt8(ascii: "{"), [UInt8(ascii: "}"), UInt8(ascii: "-")].contains(lastOfLine) {
        return position
      }
      if let last = line.last(where: { ![0x20, 0x09, 0x0D].contains($0) }) { lastOfLine = last }
      isFirst = false
      position = end + 1
    }
    return nil
  }

  mutating func read(
    _ envelope: JSONEnvelope, path: [WireError.Segment], list: ListKind?, into collector: inout ManifestCollector
  ) {
    let apiVersion = envelope.apiVersion.isEmpty ? list?.itemAPIVersion ?? "" : envelope.apiVersion
    let kind = envelope.kind.isEmpty ? list?.itemKind ?? "" : envelope.kind
    if apiVersion.isEmpty || kind.isEmpty || envelope.isEncrypted {
      collector.result.passedOver += 1
    } else if let items = envelope.items, let list = ListKind(apiVersion: apiVersion, kind: kind) {
      collector.addList(in: file)
      for (index, item) in items.enumerated() {
        readItem(item, path: path + [.field("items"), .index(index)], list: list, into: &collector)
      }
    } else if let known = ObjectKind(apiVersion: apiVersion, kind: kind) {
      readObject(known, envelope.range, path, into: &collector)
    } else {
      collector.addUnknown(apiVersion: apiVersion, kind: kind, in: file)
      readTool(apiVersion, kind, envelope.range, path, into: &collector)
    }
  }

  private mutating func readItem(
    _ range: Range<Int>, path: [WireError.Segment], list: ListKind, into collector: inout ManifestCollector
  ) {
    // The list has been read once: its items are valid JSON.
    guard
      let envelope = try? JSONReader.read(
        bytes, at: range.lowerBound, { (reader) throws(WireError) in try reader.envelope() })
    else { return }
    read(envelope, path: path, list: list, into: &collector)
  }

  private mutating func readTool(
    _ apiVersion: String, _ kind: String, _ range: Range<Int>, _ path: [WireError.Segment],
    into collector: inout ManifestCollector
  ) {
    guard let use = ToolDocument(apiVersion: apiVersion, kind: kind),
      let tree = try? JSONReader.read(
        bytes, at: range.lowerBound, { (reader) throws(WireError) in try reader.tree() })
    else { return }
    collector.add(use, tree, at: origin(of: range, path))
  }

  private mutating func origin(of range: Range<Int>, _ path: [WireError.Segment]) -> ObjectOrigin {
    let firstKey = bytes[range].dropFirst().firstIndex { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
    return ObjectOrigin(
      file: file, document: document, documentRange: documentRange, documentLine: 1, range: range, path: path,
      mark: mark(at: firstKey ?? range.lowerBound), isJSON: true)
  }

  private mutating func readObject(
    _ kind: ObjectKind, _ range: Range<Int>, _ path: [WireError.Segment], into collector: inout ManifestCollector
  ) {
    do throws(WireError) {
      let object = try JSONReader.read(bytes, at: range.lowerBound, interner: &collector.interner) {
        (reader) throws(WireError) in
        reader.whitespace()
        return try KubeObject(kind, from: &reader)
      }
      collector.add(object, origin(of: range, path))
    } catch {
      var error = error
      error.path = path + error.path
      collector.report(error.message, file, mark(at: error.offset))
    }
  }
}
