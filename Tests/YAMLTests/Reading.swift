import KubeCore
import Support
import YAML

/// The documents of a text.
func documents(_ text: String, limits: YAMLParser.Limits = .init()) -> [YAMLDocument] {
  Array(YAMLParser(limits: limits).documents(Array(text.utf8)))
}

/// The first document as compact JSON, or `line:column: message`.
func reading(_ text: String, limits: YAMLParser.Limits = .init()) -> String {
  documents(text, limits: limits).first.map(describe) ?? "nothing"
}

func describe(_ document: YAMLDocument) -> String {
  switch document.content {
  case .success(let tree): JSONWriter().text(tree.plain(tree.root))
  case .failure(let error): "\(error.mark.line):\(error.mark.column): \(error.message)"
  }
}

/// A generator whose numbers depend on its seed alone (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
