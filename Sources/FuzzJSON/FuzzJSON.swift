import FuzzSupport
import KubeCore
import Support

/// JSON texts: the ways to read one agree with each other, with Foundation and with what the writer writes.
@main
enum FuzzJSON {
  static func main() { Fuzzer.run(fuzz) }

  static func check(_ bytes: [UInt8]) {
    var grammar = Grammar(bytes)
    let skipped = read(bytes) { (reader) throws(WireError) in try reader.skip() } != nil
    let envelope = read(bytes) { (reader) throws(WireError) in try reader.envelope() }
    expectEqual(skipped, grammar.accepts(), "skip() differs from the grammar of RFC 8259")
    expectEqual(envelope != nil, skipped, "envelope() and skip() differ in what they accept")
    let tree = read(bytes) { (reader) throws(WireError) in try reader.tree() }
    for kind in ObjectKind.allCases { ReaderOracle.check(kind, bytes, tree) }
    ObjectOracle.checkManifests(bytes)
    guard let tree else {
      expect(!skipped || holdsLargeNumber(bytes), "tree() refuses what skip() accepts")
      return
    }
    expect(skipped, "tree() accepts what skip() refuses")
    FoundationOracle.check(bytes, tree)
    if let envelope { check(envelope, tree, bytes) }
    for isPretty in [false, true] {
      let text = JSONWriter(isPretty: isPretty).bytes(tree)
      let back = read(text) { (reader) throws(WireError) in try reader.tree() }
      expect(back?.isIdentical(to: tree) == true, "Reads back differently: \(String(decoding: text, as: UTF8.self))")
    }
  }

  /// One document and nothing behind it; `nil` where that is refused.
  static func read<Value>(
    _ bytes: [UInt8], _ body: (inout JSONReader) throws(WireError) -> Value
  ) -> Value? {
    do throws(WireError) {
      return try JSONReader.read(bytes) { (reader) throws(WireError) in
        reader.whitespace()
        let value = try body(&reader)
        guard reader.isAtEnd() else {
          throw WireError(expected: "the end of the input", found: "more", offset: reader.position)
        }
        return value
      }
    } catch {
      expect((0...bytes.count).contains(error.offset), "An error outside of the text: \(error)")
      expect(!error.expected.isEmpty && !error.found.isEmpty, "An error without words")
      return nil
    }
  }

  /// The one thing that skip() does not look at.
  private static func holdsLargeNumber(_ bytes: [UInt8]) -> Bool {
    do throws(WireError) {
      _ = try JSONReader.read(bytes) { (reader) throws(WireError) in
        reader.whitespace()
        return try reader.tree()
      }
      return false
    } catch { return error.expected == "a number that fits" }
  }

  private static func check(_ envelope: JSONEnvelope, _ tree: Tree, _ bytes: [UInt8]) {
    expect(envelope.range.upperBound <= bytes.count, "The document ends outside of the text")
    if case .string(let text)? = tree["apiVersion"] { expectEqual(envelope.apiVersion, text, "apiVersion") }
    if case .string(let text)? = tree["kind"] { expectEqual(envelope.kind, text, "kind") }
    expectEqual(envelope.isEncrypted, tree["sops"] != nil, "isEncrypted")
    guard case .array(let elements)? = tree["items"] else { return }
    expectEqual(envelope.items?.count, elements.count, "The number of items")
    for (range, element) in zip(envelope.items ?? [], elements) {
      let item = read(Array(bytes[range])) { (reader) throws(WireError) in try reader.tree() }
      expect(item?.isIdentical(to: element) == true, "An item's range holds something else")
    }
  }
}

@c(LLVMFuzzerTestOneInput)
func fuzz(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  FuzzJSON.check(Fuzzer.bytes(data, count))
  return 0
}
