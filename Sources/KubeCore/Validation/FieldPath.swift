/// Where a rule looks: the field as the server writes it, and the steps to it in the manifest.
///
/// The two differ where the server's own path is inexact: it says `spec.template.labels` for
/// `spec.template.metadata.labels`, and `metadata.labels` for every label.
package struct FieldPath: Hashable, Sendable {
  /// `spec.ingress[0].ports[0].port`.
  package private(set) var text: String
  /// Steps from the object's root, outermost first.
  package private(set) var segments: [WireError.Segment]

  package init(_ name: String) {
    text = name
    segments = [.field(name)]
  }

  /// The path of a field of the object here.
  package func child(_ names: String...) -> FieldPath {
    var path = self
    for name in names {
      path.text += "." + name
      path.segments.append(.field(name))
    }
    return path
  }

  /// The path of an element of the list here.
  package func index(_ index: Int) -> FieldPath {
    var path = self
    path.text += "[\(index)]"
    path.segments.append(.index(index))
    return path
  }

  /// The same text, for a value that lies further in.
  package func located(_ steps: WireError.Segment...) -> FieldPath {
    var path = self
    path.segments += steps
    return path
  }

  /// A child that the server names without the step on the way to it.
  package func child(_ name: String, inside step: WireError.Segment) -> FieldPath {
    var path = self
    path.text += "." + name
    path.segments += [step, .field(name)]
    return path
  }
}
