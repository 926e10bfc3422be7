import KubeCore
import Manifests
import Testing

struct JSONTests {
  private func json(_ name: String, _ extra: String = "") -> String {
    #"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"\#(name)"}\#(extra)}"#
  }

  @Test func `Several documents of JSON stand in one file, with or without separators`() {
    let found = loadInput("\(json("a"))\n\(json("b"))---\n\(json("c"))\n{\"x\":1}\n")
    #expect(found.objects == ["Pod a -:1:2", "Pod b -:2:2", "Pod c -:3:2"])
    #expect(found.set.passedOver == 1)
    #expect(found.problems.isEmpty)
  }

  @Test func `Surrogate pairs and long names are read, as libyaml would not`() {
    let name = String(repeating: "k", count: 2000)
    let found = loadInput(
      #"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a","labels":{"\#(name)":"\ud83d\ude00"}}}"#)
    #expect(found.problems.isEmpty)
    #expect(found.objects == ["Pod a -:1:2"])
  }

  @Test func `Lists are unfolded`() {
    let found = loadInput(
      """
      {"kind":"PodList","apiVersion":"v1","items":[
        {"metadata":{"name":"a"}},
        {"apiVersion":"v1","kind":"List","items":[\(json("b")), {"apiVersion":"v1","kind":"Secret"}]}
      ]}
      """)
    #expect(found.objects == ["Pod a -:2:4", "Pod b -:3:46"])
    #expect(found.unknownKinds == ["v1 Secret 1"])
  }

  @Test func `Wrong types and broken documents have their place, and the rest is read`() {
    let found = loadInput(
      """
      \(json("a", #","spec":{"hostNetwork":"é"}"#))
      {
        "apiVersion": "v1" "kind": "Pod"
      }
      \(json("b"))
      {"kind":"List","apiVersion":"v1","items":[\(json("c", #","spec":{"nodeName":7}"#)),\(json("d"))]}
      """)
    #expect(
      found.problems == [
        #"-:1:79: spec.hostNetwork: expected a boolean, found a string ("é")"#,
        #"-:3:22: expected ',' or '}', found a string ("kind")"#,
        "-:6:118: items[0].spec.nodeName: expected a string, found the number 7",
      ])
    #expect(found.objects.map { $0.prefix(5) } == ["Pod b", "Pod d"])
  }

  @Test func `A file that ends inside an escape is a problem with its place`() {
    #expect(loadInput("{\"a\\").problems == ["-:1:5: expected '\"', found the end of the input"])
  }

  @Test func `JSON and YAML may stand in one file`() {
    let found = loadInput("\(json("a"))\n---\n# x\n\(pod("b"))---\n\(json("c"))\n---\n{x\n")
    #expect(found.objects == ["Pod a -:1:2", "Pod b -:4:1", "Pod c -:8:1"])
    #expect(found.problems.map { $0.prefix(7) } == ["-:11:1:"])
    #expect(found.set.objects.map(\.origin.document) == [0, 1, 2])
    let labels = #"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"d","labels":{"x":"\ud83d\ude00"}}}"#
    let second = loadInput("\(pod("a"))---\n\(labels)\n---\n\(pod("e"))")
    #expect(second.objects == ["Pod a -:1:1", "Pod d -:5:2", "Pod e -:7:1"])
    #expect(second.problems.isEmpty)
  }

  @Test func `A template that begins with a directive is no JSON`() {
    #expect(
      loadInput("{{- if .Values.x }}\n" + pod("a")).problems.map { $0.prefix(30) } == [
        "-:1:1: looks like a Helm templ"
      ])
  }

  @Test(.timeLimit(.minutes(2))) func `Ten thousand broken documents are each reported`() {
    let text = String(repeating: "{\"a\": [\(String(repeating: "1,", count: 100)) x]}\n", count: 10_000)
    #expect(loadInput(text).problems.count == 10_000)
  }

  @Test func `Marks of fields are found again`() throws {
    let found = loadInput("{}\n\(json("a", #", "spec": {"nodeName": "n"}"#))")
    let origin = try #require(found.set.objects.first).origin
    let mark = found.set.mark(of: [.field("spec"), .field("nodeName")], in: origin)
    #expect(mark.line == 2 && mark.column == 79)
    let ancestor = found.set.mark(of: [.field("spec"), .field("containers"), .index(0)], in: origin)
    #expect(ancestor.line == 2 && ancestor.column == 66)
    #expect(found.set.mark(of: [.field("status")], in: origin) == origin.mark)
  }
}
