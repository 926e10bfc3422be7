import KubeCore
import Support
import Testing
import YAML

/// Random documents with random changes.
struct EditPropertyTests {
  /// A file of one to three documents, one of which is to be changed.
  private struct Case {
    var bytes: [UInt8]
    var index: Int
    var tree: Tree
    var changes: [YAMLChange] = []
  }

  private static func file(_ random: inout RandomDocument) -> Case {
    let trees = (0..<Int.random(in: 1...3, using: &random.generator)).map { _ in random.object(depth: 4) }
    let texts = trees.map { random.text($0) }
    let lineBreak = Int.random(in: 0..<4, using: &random.generator) == 0 ? "\r\n" : "\n"
    // Without a last break, `|` means another text.
    let end = texts.last?.contains(" |") == true || Bool.random(using: &random.generator) ? "\n" : ""
    let mark = Int.random(in: 0..<8, using: &random.generator) == 0 ? "\u{FEFF}" : ""
    let text =
      mark
      + (texts.joined(separator: "\n---\n") + end).split(separator: "\n", omittingEmptySubsequences: false)
      .joined(separator: lineBreak)
    let index = Int.random(in: 0..<trees.count, using: &random.generator)
    return Case(bytes: Array(text.utf8), index: index, tree: trees[index])
  }

  /// What a change makes of a tree, written once more.
  private static func expected(_ tree: Tree, _ path: ArraySlice<WireError.Segment>, _ value: Tree?) -> Tree {
    guard let segment = path.first else { return value ?? .null }
    let rest = path.dropFirst()
    var tree = tree
    if case .null = tree, value != nil { if case .field = segment { tree = [:] } else { tree = [] } }
    switch (tree, segment) {
    case (.object(var members), .field(let name)):
      let index = members.firstIndex { $0.name == name }
      if rest.isEmpty, value == nil { return .object(members.filter { $0.name != name }) }
      if let index {
        members[index].value = expected(members[index].value, rest, value)
      } else if value != nil {
        members.append(Tree.Member(name, expected(.null, rest, value)))
      }
      return .object(members)
    case (.array(var elements), .index(let index)):
      if index == elements.count {
        return value == nil ? tree : .array(elements + [expected(.null, rest, value)])
      }
      if rest.isEmpty, value == nil {
        elements.remove(at: index)
      } else {
        elements[index] = expected(elements[index], rest, value)
      }
      return .array(elements)
    default: return tree
    }
  }

  private static func sorted(_ tree: Tree) -> Tree {
    switch tree {
    case .array(let elements): .array(elements.map(sorted))
    case .object(let members):
      .object(members.map { Tree.Member($0.name, sorted($0.value)) }.sorted { $0.name < $1.name })
    default: tree
    }
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `Either all becomes as intended, or nothing is changed`(seed: UInt64) throws {
    var random = RandomDocument(seed: seed)
    var refusals: [String] = []
    for _ in 0..<1000 {
      var test = Self.file(&random)
      let before = Array(YAMLParser().documents(test.bytes))
      let read = try before[test.index].content.get()
      #expect(Self.sorted(read.plain(read.root)) == Self.sorted(test.tree), "the generator is wrong")
      var intended = test.tree
      for _ in 0..<Int.random(in: 1...3, using: &random.generator) {
        let path = random.path(in: intended)
        guard !path.isEmpty else { continue }
        let value = Int.random(in: 0..<3, using: &random.generator) == 0 ? nil : random.tree(depth: 2)
        test.changes.append(value.map { .set(path, $0) } ?? .remove(path))
        intended = Self.expected(intended, path[...], value)
      }
      if let refusal = try check(test, before, intended) { refusals.append(refusal) }
    }
    #expect(refusals.isEmpty, "\(refusals.prefix(5).joined(separator: "\n\n"))")
  }

  /// Makes the changes and looks at what came out; returns a refusal in words.
  private func check(_ test: Case, _ before: [YAMLDocument], _ intended: Tree) throws -> String? {
    let document = before[test.index]
    let editor = YAMLEditor(test.bytes, documentRange: document.range, documentLine: document.line)
    let result: YAMLEditor.Edited
    do throws(YAMLEditRefusal) { result = try editor.applying(test.changes) } catch {
      // A path through a text, or the last key of the document.
      if error.reason == .shape { return nil }
      return "\(error.message)\n\(test.changes)\n\(String(decoding: test.bytes, as: UTF8.self))"
    }
    let text = String(decoding: result.bytes, as: UTF8.self)
    let after = Array(YAMLParser().documents(result.bytes))
    #expect(after.count == before.count)
    for (old, new) in zip(before, after) where old.index != test.index {
      #expect(test.bytes[old.range] == result.bytes[new.range])
    }
    let tree = try after[test.index].content.get()
    #expect(Self.sorted(tree.plain(tree.root)) == Self.sorted(intended), "\(test.changes)\n\(text)")
    #expect(TextEdit.apply(result.edits, to: test.bytes) == result.bytes)
    try checkUntouched(test, document, result)
    return nil
  }

  /// All in front of and behind what one change means is the same bytes; so is every line break.
  private func checkUntouched(_ test: Case, _ document: YAMLDocument, _ result: YAMLEditor.Edited) throws {
    let text = String(decoding: result.bytes, as: UTF8.self)
    if test.bytes.contains(0x0D) {
      #expect(result.bytes.count { $0 == 0x0D } == result.bytes.count { $0 == 0x0A }, "\(text)")
    }
    // What stood before a last key that is taken away may be an empty line.
    let lines = test.bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    if test.bytes.contains(0x0A), !lines.dropLast().contains(where: { $0.isEmpty || $0 == [0x0D] }) {
      #expect((test.bytes.last == 0x0A) == (result.bytes.last == 0x0A), "\(test.changes)\n\(text)")
    }
    guard test.changes.count == 1, let change = test.changes.first else { return }
    let tree = try document.content.get()
    // A value below its dash may move up to it, and what held one thing alone changes itself.
    var path = change.path
    if case .remove = change { path.removeLast() }
    while case .index? = path.last { path.removeLast() }
    let place = tree.place(at: path)
    if place.depth == 0 { return }
    // The value, or what it is added to or taken from: from its key's line to its own last, with comments behind.
    let start = test.bytes[..<place.mark.offset].lastIndex(of: 0x0A) ?? 0
    var end = place.value.upperBound.offset
    let rest = test.bytes[end...].split(separator: 0x0A, omittingEmptySubsequences: false)
    for (index, line) in rest.enumerated() {
      let blank = line.drop { [0x20, 0x09, 0x0D].contains($0) }
      guard index == 0 || blank.first == UInt8(ascii: "#") || blank.isEmpty else { break }
      end = line.endIndex
    }
    #expect(result.bytes.starts(with: test.bytes[..<start]), "\(change)\n\(text)")
    #expect(result.bytes.reversed().starts(with: test.bytes[end...].reversed()), "\(change)\n\(text)")
  }
}
