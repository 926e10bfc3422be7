/// Writes a ``Tree`` as block YAML in kubectl's style: two spaces a level, a list's `-` under its key.
///
/// What kubectl reads back is the same tree: texts that YAML 1.1 would take for something else are quoted.
package struct YAMLWriter: Sendable {
  /// Columns that a mapping is indented by under its key: 1 to 9.
  package let step: Int
  /// Columns that a list's `-` is indented by under its key.
  package let listStep: Int
  /// Whether texts of several lines are written as `|`; otherwise in quotes, on one line.
  package let usesBlockText: Bool

  package init(step: Int = 2, listStep: Int = 0, usesBlockText: Bool = true) {
    self.step = min(max(step, 1), 9)
    self.listStep = max(listStep, 0)
    self.usesBlockText = usesBlockText
  }

  /// One document, with a line break at its end.
  package func text(_ tree: Tree) -> String {
    var output = ""
    writeRoot(tree, to: &output)
    return output
  }

  /// Several documents with `---` between them.
  package func text(documents: [Tree]) -> String {
    documents.map { text($0) }.joined(separator: "---\n")
  }

  /// What stands behind the `:` of a key in this column (from 0): ` 5`, or a line break and a collection's lines.
  package func text(_ value: Tree, underKeyAt column: Int) -> String {
    var output = ""
    writeValue(value, column: column, underKey: true, to: &output)
    return output
  }

  /// What stands behind a list's `-` in this column (from 0): ` a: 1`, and the lines that follow.
  package func text(_ value: Tree, behindDashAt column: Int) -> String {
    var output = ""
    writeValue(value, column: column, underKey: false, to: &output)
    return output
  }

  private func writeRoot(_ tree: Tree, to output: inout String) {
    switch tree {
    case .object(let members) where !members.isEmpty: write(members, column: 0, to: &output)
    case .array(let elements) where !elements.isEmpty: write(elements, column: 0, to: &output)
    default: writeScalar(tree, column: -step, to: &output)
    }
  }

  /// Writes members from the current column on, the first of them where the output stands.
  private func write(_ members: [Tree.Member], column: Int, to output: inout String) {
    for (index, member) in members.enumerated() {
      if index > 0 { indent(column, &output) }
      let key = YAMLScalar.inline(member.name)
      // libyaml takes no implicit key of more than 1024 characters.
      if key.unicodeScalars.count > 1000 {
        output += "? " + key + "\n"
        indent(column, &output)
        output += ":"
        writeValue(member.value, column: column, underKey: false, to: &output)
      } else {
        output += key + ":"
        writeValue(member.value, column: column, underKey: true, to: &output)
      }
    }
  }

  private func writeValue(_ value: Tree, column: Int, underKey: Bool, to output: inout String) {
    switch value {
    case .object(let members) where !members.isEmpty:
      let start = underKey ? column + step : column + 2
      if underKey {
        output += "\n"
        indent(start, &output)
      } else {
        output += " "
      }
      write(members, column: start, to: &output)
    case .array(let elements) where !elements.isEmpty:
      let start = underKey ? column + listStep : column + 2
      if underKey {
        output += "\n"
        indent(start, &output)
      } else {
        output += " "
      }
      write(elements, column: start, to: &output)
    default:
      output += " "
      writeScalar(value, column: column, to: &output)
    }
  }

  private func write(_ elements: [Tree], column: Int, to output: inout String) {
    for (index, element) in elements.enumerated() {
      if index > 0 { indent(column, &output) }
      output += "-"
      writeValue(element, column: column, underKey: false, to: &output)
    }
  }

  private func writeScalar(_ value: Tree, column: Int, to output: inout String) {
    switch value {
    case .null: output += "null\n"
    case .bool(let value): output += value ? "true\n" : "false\n"
    case .integer(let value): output += "\(value)\n"
    case .number(let value): output += JSONWriter.number(value) + "\n"
    case .array: output += "[]\n"
    case .object: output += "{}\n"
    case .string(let text):
      if usesBlockText, let block = YAMLScalar.literalBlock(text, indent: column + step, step: step) {
        output += block
      } else {
        output += YAMLScalar.inline(text) + "\n"
      }
    }
  }

  private func indent(_ column: Int, _ output: inout String) {
    output += String(repeating: " ", count: column)
  }
}
