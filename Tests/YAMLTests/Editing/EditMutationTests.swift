import KubeCore
import Support
import Testing
import YAML

/// Texts with all that YAML has, broken at random: an edit is right, or there is none.
struct EditMutationTests {
  private static let seed = """
    # A comment.
    kind: &k NetworkPolicy
    metadata: {name: "a\\u00e9", labels: &l {app: web, 'x y': "z"}, empty: , last: [a, ]}
    spec: # spec
        podSelector:
            <<: *l
            own: 1 # own
        ingress:
        - from: []
          ports: [{port: 80}, {port: !!str http}]
        -
        - - 1
          - ~
        text: |+
          line 1

          line 2

        folded: >- # folded
          a
          b
        alias: *k
    ---
    ? key
    : [1, 0x1F]
    plain: a
      b
    ...
    ---
    {a: 1, "b": {c: x},
      d: e, # d
      }

    """

  private static let tokens = [
    "---\n", "...\n", "*l", "&l ", "<<: ", "{", "}", "[", "]", "\t", "\u{FEFF}", "|", ">", "\"", "'", ": ", "- ", "? ",
    "\r", "\r\n", "#", " #", "\n", " ", "  ", "!t ", ",", "\u{85}", "\u{2028}",
  ]

  private static func mutated(_ generator: inout SplitMix64) -> [UInt8] {
    var bytes = Array(seed.utf8)
    for _ in 0..<Int.random(in: 0...4, using: &generator) {
      let index = Int.random(in: 0..<bytes.count, using: &generator)
      switch Int.random(in: 0..<3, using: &generator) {
      case 0: bytes.remove(at: index)
      case 1: bytes.insert(contentsOf: Array((tokens.randomElement(using: &generator) ?? "").utf8), at: index)
      default:
        let end = min(bytes.count, index + Int.random(in: 1...40, using: &generator))
        bytes.insert(contentsOf: Array(bytes[index..<end]), at: Int.random(in: 0...bytes.count, using: &generator))
      }
    }
    return bytes
  }

  /// The paths of all values of a tree.
  private static func paths(_ tree: Tree, _ path: [WireError.Segment] = []) -> [[WireError.Segment]] {
    switch tree {
    case .array(let elements):
      [path] + elements.enumerated().flatMap { paths($1, path + [.index($0)]) }
    case .object(let members): [path] + members.flatMap { paths($0.value, path + [.field($0.name)]) }
    default: [path]
    }
  }

  @Test func `Every value of a broken text is changed alone, or not at all`() {
    var generator = SplitMix64(seed: 5)
    var (made, refused) = (0, 0)
    for _ in 0..<500 {
      let bytes = Self.mutated(&generator)
      for document in YAMLParser().documents(bytes) {
        guard case .success(let tree) = document.content else { continue }
        for path in Self.paths(tree.plain(tree.root)) where Int.random(in: 0..<4, using: &generator) == 0 {
          for change: YAMLChange in [.remove(path), .set(path, "x\ny\n"), .set(path + [.field("new")], [["a": 1]])] {
            if check(change, document, tree, bytes) { made += 1 } else { refused += 1 }
          }
        }
      }
    }
    #expect(made > 2000 && refused > 1000, "\(made) made, \(refused) refused")
  }

  private func check(_ change: YAMLChange, _ document: YAMLDocument, _ tree: SourceTree, _ bytes: [UInt8]) -> Bool {
    let editor = YAMLEditor(bytes, documentRange: document.range, documentLine: document.line)
    guard let result = try? editor.applying([change]) else { return false }
    for edit in result.edits {
      #expect(document.range.lowerBound <= edit.range.lowerBound && edit.range.upperBound <= document.range.upperBound)
    }
    let after = Array(YAMLParser().documents(result.bytes))
    guard after.indices.contains(document.index), case .success(let new) = after[document.index].content else {
      Issue.record("\(change)\n\(String(decoding: result.bytes, as: UTF8.self))")
      return true
    }
    // All other values are what they were.
    let changes = YAMLChange.changes(from: tree.plain(tree.root), to: new.plain(new.root))
    #expect(
      changes.allSatisfy { isAt(change, $0, in: tree) }, "\(change)\n\(String(decoding: result.bytes, as: UTF8.self))")
    return true
  }

  /// Whether a difference that was found is the change that was asked for.
  private func isAt(_ change: YAMLChange, _ found: YAMLChange, in tree: SourceTree) -> Bool {
    if found.path.starts(with: change.path) { return true }
    guard case .remove = change else {
      // Where null stood, a mapping or list came.
      return change.path.starts(with: found.path) && tree.node(at: found.path).map { tree[$0].value.isNull } == true
    }
    let parent = change.path.dropLast()
    if found == .set(Array(parent), .object([])) || found == .set(Array(parent), .array([])) { return true }
    // Elements behind one that is taken away move up.
    guard case .index? = change.path.last else { return false }
    return found.path.starts(with: parent)
  }
}
