internal import KubeCore
internal import Support

/// What a validator of kube-openapi found. Source: kube-openapi, pkg/validation/validate/result.go.
struct SchemaResult {
  private(set) var failures: [SchemaFailure] = []
  /// Checks that passed: of the branches of a `oneOf` that failed, the one with most of them is reported.
  var matchCount = 0

  var isValid: Bool { failures.isEmpty }

  init(_ failures: SchemaFailure...) { self.failures = failures }

  mutating func merge(_ other: SchemaResult) {
    for failure in other.failures { add(failure) }
    matchCount += other.matchCount
  }

  /// The same words are not said twice.
  mutating func add(_ failure: SchemaFailure?) {
    guard let failure, !failures.contains(where: { $0.message == failure.message }) else { return }
    failures.append(failure)
  }
}

/// One value that a schema refuses. Source: kube-openapi, pkg/validation/errors/schema.go.
struct SchemaFailure {
  enum Code { case invalidType, required, tooLong, enumeration, tooManyItems, tooManyProperties, other, general }

  var code: Code
  /// Path from the validated root; empty for the root itself.
  var name = ""
  var value: Tree?
  /// The limit that was exceeded.
  var limit: Int64 = -1
  var allowed: [Tree] = []
  var message: String

  /// The same as the API server reports it. Source: `kubeOpenAPIResultToFieldErrors` in apiextensions-apiserver,
  /// pkg/apiserver/validation/validation.go.
  func fieldError(below root: SchemaPath) -> FieldError {
    let place = name.hasPrefix(".") ? String(name.dropFirst()) : name
    let path = (code == .general || place.isEmpty ? root : root.child(place)).description
    let bad = (value ?? "").goBadValue
    switch code {
    case .required: return FieldError(.required, field: path)
    case .enumeration:
      let values = allowed.map { goQuoted($0.stringValue ?? $0.goJSON) }.joined(separator: ", ")
      let shown = value.map(\.goBadValue) ?? "null"
      return FieldError(.notSupported, field: path, badValue: shown, "supported values: " + values)
    case .tooLong:
      return FieldError(.tooLong, field: path, "may not be more than \(limit) \(limit == 1 ? "byte" : "bytes")")
    case .tooManyItems, .tooManyProperties:
      let words = limit == 1 ? "must have at most 1 item" : "must have at most \(limit) items"
      return FieldError(.tooMany, field: path, badValue: bad, words)
    case .invalidType: return FieldError(.typeInvalid, field: path, badValue: bad, message)
    case .other: return FieldError(.invalid, field: path, badValue: bad, message)
    case .general: return FieldError(.invalid, field: path, badValue: "\"\"", message)
    }
  }
}
