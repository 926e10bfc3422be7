import KubeCore
import Support
import YAML

/// A path from its text: `spec.egress[0]`, keys with dots in brackets: `labels[a.b/c]`.
func path(_ text: String) -> [WireError.Segment] {
  var segments: [WireError.Segment] = []
  for part in text.split(separator: "[", omittingEmptySubsequences: false) {
    let pieces = part.split(separator: "]", maxSplits: 1, omittingEmptySubsequences: false)
    if pieces.count == 2 { segments.append(Int(pieces[0]).map { .index($0) } ?? .field(String(pieces[0]))) }
    for name in (pieces.last ?? "").split(separator: ".") { segments.append(.field(String(name))) }
  }
  return segments
}

/// `spec.egress = [{}]`, the value in YAML; `- spec.egress` takes away.
func change(_ text: String) -> YAMLChange {
  if text.hasPrefix("- ") { return .remove(path(String(text.dropFirst(2)))) }
  guard let equals = text.firstRange(of: " = ") else { return .remove([]) }
  let value = documents(String(text[equals.upperBound...])).first.flatMap { try? $0.content.get() }
  return .set(path(String(text[..<equals.lowerBound])), value.map { $0.plain($0.root) } ?? .null)
}

/// The text after the changes of one of its documents, or `refused: …`.
func edited(_ text: String, _ changes: [String], document index: Int = 0) -> String {
  let bytes = Array(text.utf8)
  let documents = Array(YAMLParser().documents(bytes))
  guard documents.indices.contains(index) else { return "no such document" }
  let editor = YAMLEditor(bytes, documentRange: documents[index].range, documentLine: documents[index].line)
  do throws(YAMLEditRefusal) {
    return String(decoding: try editor.applying(changes.map(change)).bytes, as: UTF8.self)
  } catch {
    return "refused: " + (error.mark.map { "\($0.line):\($0.column): " } ?? "") + error.message
  }
}
