/// What a list or a watch selects.
struct ObjectFilter: Hashable, Sendable {
  var labels = LabelQuery()
  var fields = FieldQuery()

  var isEmpty: Bool { labels.requirements.isEmpty && fields.requirements.isEmpty }

  func matches(_ object: StoredObject) -> Bool {
    isEmpty || (labels.matches(object.labels) && fields.matches(object))
  }
}
