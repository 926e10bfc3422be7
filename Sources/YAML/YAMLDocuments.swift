import KubeCore

/// The documents of one file, read as they are asked for.
package struct YAMLDocuments: Sequence, IteratorProtocol, Sendable {
  private let bytes: [UInt8]
  private let limits: YAMLParser.Limits
  private var splitter: DocumentSplitter
  private var index: Int
  /// Why the file as a whole is no YAML; handed out once, as its only document.
  private var refusal: YAMLSyntaxError?
  private let isRefused: Bool
  private var interner = StringInterner()

  init(_ bytes: [UInt8], limits: YAMLParser.Limits, from start: SourceMark, index: Int) {
    self.index = index
    self.bytes = bytes
    self.limits = limits
    refusal = bytes.withUnsafeBufferPointer { EncodingCheck.refusal(of: $0) }
    isRefused = refusal != nil
    splitter = DocumentSplitter(
      start: start.offset == 0 ? EncodingCheck.byteOrderMarkLength(bytes, at: 0) : start.offset, line: start.line)
  }

  package mutating func next() -> YAMLDocument? {
    if let error = refusal {
      refusal = nil
      return YAMLDocument(index: 0, range: 0..<bytes.count, line: 1, content: .failure(error))
    }
    if isRefused { return nil }
    return bytes.withUnsafeBufferPointer { bytes in
      while let chunk = splitter.next(in: bytes) {
        guard let content = Self.read(chunk, of: bytes, limits: limits, interner: &interner) else { continue }
        defer { index += 1 }
        return YAMLDocument(index: index, range: chunk.range, line: chunk.line, content: content)
      }
      return nil
    }
  }

  /// Reads one chunk; `nil` where it holds no document, only comments.
  static func read(
    _ chunk: DocumentSplitter.Chunk, of bytes: UnsafeBufferPointer<UInt8>, limits: YAMLParser.Limits,
    interner: inout StringInterner
  ) -> Result<SourceTree, YAMLSyntaxError>? {
    do throws(YAMLSyntaxError) {
      var builder = try TreeBuilder(chunk: chunk, of: bytes, limits: limits)
      swap(&builder.interner, &interner)
      defer { swap(&builder.interner, &interner) }
      return try builder.build().map { .success($0) }
    } catch {
      return .failure(error)
    }
  }
}
