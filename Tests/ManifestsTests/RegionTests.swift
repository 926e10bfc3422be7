import KubeCore
import Manifests
import Testing

struct RegionTests {
  private static let yaml = """
    # é
    apiVersion: v1
    kind: Pod
    metadata:
      name: a
      labels: &l {ü: "é 🎉"}
      annotations: *l  # the same
    spec:
      containers:
      - name: one
        command: [sh, -c]
        args:
        - |
          echo 1

          echo 2

      # behind
      nodeName:

    ---
    apiVersion: v1
    kind: List
    items:
    - apiVersion: v1
      kind: Pod
      metadata: {name: b, labels: {x: "🎉"}}
      spec:
        nodeName: ü
    - {apiVersion: v1, kind: Pod, metadata: {name: c}, spec: {hostNetwork: true}}

    """

  /// The text between the marks of a region, which count what they point at alike.
  private static func text(_ region: Range<SourceMark>, in bytes: [UInt8]) -> String {
    #expect(region.lowerBound == SourceMark(offset: region.lowerBound.offset, in: bytes))
    #expect(region.upperBound == SourceMark(offset: region.upperBound.offset, in: bytes))
    return String(decoding: bytes[region.lowerBound.offset..<region.upperBound.offset], as: UTF8.self)
  }

  private static func region(_ text: String, _ name: String, _ path: [WireError.Segment]) throws -> String {
    let set = loadInput(text).set
    let loaded = try #require(set.objects.first { $0.object.metadata.name == name })
    let region = set.region(of: path, in: loaded.origin)
    #expect(region.lowerBound == set.mark(of: path, in: loaded.origin))
    return Self.text(region, in: Array(text.utf8))
  }

  @Test(
    arguments: [
      ("a", [.field("kind")], "kind: Pod"), ("a", [.field("metadata"), .field("labels")], "labels: &l {ü: \"é 🎉\"}"),
      ("a", [.field("metadata"), .field("annotations")], "annotations: *l  # the same"),
      ("a", [.field("metadata"), .field("annotations"), .field("ü")], "ü: \"é 🎉\""),
      ("a", [.field("spec"), .field("containers"), .index(0), .field("command"), .index(1)], "-c"),
      (
        "a", [.field("spec"), .field("containers"), .index(0), .field("args")],
        "args:\n    - |\n      echo 1\n\n      echo 2"
      ),
      ("a", [.field("spec"), .field("nodeName")], "nodeName:"),
      ("b", [.field("spec"), .field("nodeName")], "nodeName: ü"),
      ("b", [.field("metadata"), .field("labels")], "labels: {x: \"🎉\"}"),
      ("b", [.field("metadata"), .field("labels"), .field("y")], "labels: {x: \"🎉\"}"),
      ("c", [.field("spec"), .field("hostNetwork")], "hostNetwork: true"),
    ] as [(String, [WireError.Segment], String)])
  func `A region is the field with its name, to the end of its value`(
    name: String, path: [WireError.Segment], text: String
  ) throws {
    #expect(try Self.region(Self.yaml, name, path) == text)
  }

  @Test func `Without a field it is the whole object`() throws {
    let b = "apiVersion: v1\n  kind: Pod\n  metadata: {name: b, labels: {x: \"🎉\"}}\n  spec:\n    nodeName: ü"
    #expect(try Self.region(Self.yaml, "b", []) == b)
    #expect(try Self.region(Self.yaml, "b", [.field("status")]) == b)
    let a = try Self.region(Self.yaml, "a", [])
    #expect(a.hasPrefix("apiVersion: v1\nkind: Pod\nmetadata:") && a.hasSuffix("nodeName:"))
  }

  @Test(
    arguments: [
      ([.field("spec")], "{\"nodeName\": \"ü🎉\"}"), ([.field("spec"), .field("nodeName")], "\"ü🎉\""),
      ([.field("spec"), .field("x")], "{\"nodeName\": \"ü🎉\"}"),
      (
        [.field("x")],
        "\"apiVersion\": \"v1\", \"kind\": \"Pod\",\r\n\"metadata\": {\"name\": \"j\"}, "
          + "\"spec\": {\"nodeName\": \"ü🎉\"}}"
      ),
    ] as [([WireError.Segment], String)])
  func `In JSON it is the value`(path: [WireError.Segment], text: String) throws {
    let json = """
      {"apiVersion": "v1", "kind": "Pod",\r
      "metadata": {"name": "j"}, "spec": {"nodeName": "ü🎉"}}
      """
    #expect(try Self.region(json, "j", path) == text)
  }
}
