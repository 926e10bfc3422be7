import KubeCore
import Manifests
import Testing

struct OriginTests {
  private static let text = """
    # é
    apiVersion: v1
    kind: Pod
    metadata:
      name: a
    spec:
      nodeName: n1
    ---
    apiVersion: v1
    items:
    - apiVersion: v1
      kind: Pod
      metadata:
        name: b
      spec: &s
        nodeName: ü
        hostNetwork: true
    - apiVersion: v1
      kind: Pod
      metadata: {name: c}
      spec: *s
    kind: List

    """

  @Test(
    arguments: [
      ("a", [.field("spec"), .field("nodeName")], 7, 3), ("a", [], 2, 1), ("a", [.field("status")], 2, 1),
      ("a", [.field("metadata"), .field("labels")], 4, 1), ("b", [.field("spec"), .field("hostNetwork")], 17, 5),
      ("b", [], 11, 3), ("b", [.field("metadata"), .field("name")], 14, 5), ("b", [.field("status")], 11, 3),
      ("c", [.field("metadata"), .field("name")], 20, 14), ("c", [.field("spec"), .field("hostNetwork")], 17, 5),
    ] as [(String, [WireError.Segment], Int, Int)])
  func `A field's mark is found again from the origin`(
    name: String, path: [WireError.Segment], line: Int, column: Int
  ) throws {
    let set = loadInput(Self.text).set
    let loaded = try #require(set.objects.first { $0.object.metadata.name == name })
    let mark = set.mark(of: path, in: loaded.origin)
    #expect(mark.line == line && mark.column == column)
    #expect(mark == SourceMark(offset: mark.offset, in: Array(Self.text.utf8)))
  }

  @Test func `An origin holds the object's bytes`() throws {
    let set = loadInput(Self.text).set
    let bytes = Array(Self.text.utf8)
    let texts = set.objects.map { String(decoding: bytes[$0.origin.range], as: UTF8.self) }
    try #require(texts.count == 3)
    #expect(texts[0] == "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n  nodeName: n1")
    #expect(texts[2] == "apiVersion: v1\n  kind: Pod\n  metadata: {name: c}\n  spec: *s")
    #expect(set.objects.map(\.origin.document) == [0, 1, 1])
    #expect(set.objects[1].origin.path == [.field("items"), .index(0)])
  }
}
