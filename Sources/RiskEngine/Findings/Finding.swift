package import KubeCore

/// One thing that NetRisk has to say about one object.
package struct Finding: Hashable, Sendable {
  package var code: FindingCode
  package var severity: Severity
  package var object: ObjectKey
  /// One sentence that names objects and numbers.
  package var message: String
  package var evidence: [Evidence]
  /// The field of the object that the finding is about, for its place in the source; empty for the whole object.
  package var path: [WireError.Segment]
  /// What tells it from others of its code about its object: a policy, a peer, an exception; empty where there is one.
  package var about: String

  package init(
    _ code: FindingCode, _ severity: Severity, _ object: ObjectKey, _ message: String, evidence: [Evidence] = [],
    path: [WireError.Segment] = [], about: String = ""
  ) {
    self.code = code
    self.severity = severity
    self.object = object
    self.message = message
    self.evidence = evidence
    self.path = path
    self.about = about
  }
}

extension Finding: Comparable {
  /// Output order: severity from the highest, then code, then object, then message.
  package static func < (left: Finding, right: Finding) -> Bool {
    if left.severity != right.severity { return left.severity > right.severity }
    if left.code != right.code { return left.code < right.code }
    if left.object != right.object { return left.object < right.object }
    return left.message < right.message
  }
}
