internal import Support

/// A `metav1.LabelSelector` as text. Source: apimachinery, pkg/apis/meta/v1/helpers.go.
enum LabelSelectorText {
  /// `a=b,c in (d,e),!f`, by key; empty for one that selects everything.
  static func text(_ selector: Tree) -> String {
    let labels = (selector["matchLabels"]?.memberList ?? []).map { label in
      (key: label.name, text: "\(label.name)=\(label.value.stringValue ?? "")")
    }
    let expressions = (selector["matchExpressions"]?.elements ?? []).map { expression in
      let key = expression["key"]?.stringValue ?? ""
      return (key: key, text: self.expression(expression, key))
    }
    return (labels + expressions).sorted { $0.key < $1.key }.map(\.text).joined(separator: ",")
  }

  /// `FormatLabelSelector`: what tables show.
  static func shown(_ selector: Tree?) -> String {
    let text = selector.map(text) ?? ""
    return text.isEmpty ? "<none>" : text
  }

  /// `labels.FormatLabels`.
  static func shown(labels: Tree?) -> String {
    shown(labels.map { ["matchLabels": $0] })
  }

  private static func expression(_ expression: Tree, _ key: String) -> String {
    let values = (expression["values"]?.elements ?? []).compactMap(\.stringValue).sorted().joined(separator: ",")
    return switch expression["operator"]?.stringValue {
    case "In": "\(key) in (\(values))"
    case "NotIn": "\(key) notin (\(values))"
    case "DoesNotExist": "!\(key)"
    default: key
    }
  }
}
