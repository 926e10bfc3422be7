import KubeCore
import Testing
import YAML

struct MutationTests {
  private static let seed = """
    # Ein Kommentar: é
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: {name: "a\\u00e9", labels: &l {app: web, 'x y': "z"}}
    spec:
      podSelector:
        matchLabels:
          <<: *l
      ingress:
      - from:
        - ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}
        ports: [{port: 80, protocol: TCP}, {port: !!str http}]
      text: |+
        line 1

        line 2 😀

      folded: >-
        a
        b
    ---
    ? key
    : [1, 0x1F, 1.5e3, ~, yes]
    ...
    %TAG !e! tag:example.com,2000:
    ---
    v: !e!x 'it''s'

    """

  @Test func `Random changes of bytes give trees or errors whose marks lie in the text`() {
    var generator = SeededGenerator(seed: 20_261_121)
    let original = Array(Self.seed.utf8)
    let tokens = [
      "---\n", "...\n", "*l", "&l ", "<<: ", "{", "}", "[", "]", "\t", "\u{FEFF}", "|", ">", "\"", "'", ": ", "- ", "%",
    ]
    for _ in 0..<4000 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        let index = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: bytes[index] = UInt8.random(in: 0...255, using: &generator)
        case 1: bytes.remove(at: index)
        case 2: bytes.insert(contentsOf: Array((tokens.randomElement(using: &generator) ?? "").utf8), at: index)
        default:
          let end = min(bytes.count, index + Int.random(in: 1...40, using: &generator))
          bytes.insert(contentsOf: Array(bytes[index..<end]), at: Int.random(in: 0...bytes.count, using: &generator))
        }
      }
      check(bytes)
    }
  }

  private func check(_ bytes: [UInt8]) {
    for document in YAMLParser().documents(bytes) {
      switch document.content {
      case .failure(let error):
        #expect(error.mark == SourceMark(offset: error.mark.offset, in: bytes))
        #expect(error.mark.offset <= bytes.count && !error.expected.isEmpty && !error.found.isEmpty)
      case .success(let tree):
        for node in tree.nodes {
          #expect(node.start.offset <= node.end.offset && document.range.upperBound >= node.end.offset)
          #expect(document.range.lowerBound <= node.start.offset)
        }
        #expect(tree[tree.root].end == SourceMark(offset: tree[tree.root].end.offset, in: bytes))
      }
    }
  }
}
