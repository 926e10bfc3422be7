import KubeCore
import Manifests
import Testing

struct DuplicateTests {
  @Test func `The same object twice is a problem that names both places; the first path is used`() throws {
    let folder = try TemporaryFolder()
    try folder.write("b.yaml", pod("x", "spec: {nodeName: two}\n"))
    try folder.write("a.yaml", "# first\n" + pod("x", "spec: {nodeName: one}\n"))
    let found = folder.load()
    #expect(found.objects == ["Pod x a.yaml:2:1"])
    #expect(
      found.problems == [
        "b.yaml:1:1: Pod default/x is given twice: in a.yaml:2:1 and in b.yaml:1:1; the first is used"
      ])
  }

  @Test func `No namespace and the default one are the same for namespaced kinds`() {
    let first = "apiVersion: v1\nkind: Pod\nmetadata: {name: x, namespace: default}\nspec: {nodeName: n1}\n"
    #expect(loadInput(first + "---\n" + pod("x")).problems.count == 1)
    let other = "apiVersion: v1\nkind: Pod\nmetadata: {name: x, namespace: other}\n"
    #expect(loadInput(other + "---\n" + pod("x")).problems.isEmpty)
  }

  @Test func `The same content twice is only a notice`() {
    let found = loadInput(pod("x") + "---\n" + pod("x"))
    #expect(found.problems.isEmpty)
    #expect(found.notices == ["Pod default/x is given twice: in -:1:1 and in -:5:1, with the same content"])
    #expect(found.objects.count == 1)
  }

  @Test func `Much of the same content twice is one notice`() {
    let found = loadInput([pod("x"), pod("z"), pod("z"), pod("x"), pod("x")].joined(separator: "---\n"))
    #expect(
      found.notices == ["Pod default/z is given twice: in -:5:1 and in -:9:1, with the same content; 2 more like it"])
    #expect(found.objects.count == 2)
  }

  @Test func `Objects whose name the server makes up are never the same`() {
    let one = "apiVersion: v1\nkind: Pod\nmetadata: {generateName: x-}\n"
    let found = loadInput(one + "---\n" + one)
    #expect(found.objects.count == 2 && found.notices.isEmpty)
  }

  @Test func `Objects in kustomizations may be told apart by them: only a notice`() throws {
    let folder = try TemporaryFolder()
    for name in ["a", "b"] {
      try folder.write("\(name)/kustomization.yaml", "namespace: \(name)\nresources: [pod.yaml]\n")
      try folder.write("\(name)/pod.yaml", pod("x", "spec: {nodeName: \(name)}\n"))
    }
    let found = folder.load()
    #expect(found.problems.isEmpty)
    #expect(found.notices.count == 2)
  }

  @Test func `What a cluster returned is kept, and where it is written is noted`() throws {
    let folder = try TemporaryFolder()
    let live = "apiVersion: v1\nkind: Pod\nmetadata: {name: x, uid: u1}\nspec: {nodeName: one}\n"
    try folder.write("a.yaml", pod("x"))
    try folder.write("b.yaml", live + "---\n" + live.replacing("x,", with: "z,"))
    try folder.write("c.yaml", pod("z"))
    let found = folder.load()
    #expect(found.problems.isEmpty)
    #expect(found.objects == ["Pod x b.yaml:1:1", "Pod z b.yaml:6:1"])
    #expect(found.notices == ["2 objects are given as a cluster has them and as files do: the cluster's are used"])
    func definition(_ name: String, _ found: Found) -> String? {
      found.set.definitions[ObjectKey(kind: "Pod", namespace: "default", name: name)].map {
        String($0.text.dropFirst(folder.path.count + 1))
      }
    }
    #expect(definition("x", found) == "a.yaml:1:1" && definition("z", found) == "c.yaml:1:1")
    // In two files it is not known which of them is meant.
    try folder.write("d.yaml", pod("x", "spec: {nodeName: two}\n"))
    #expect(definition("x", folder.load()) == nil && folder.load().objects == found.objects)
  }
}
