internal import HTTPServer
internal import Support

/// `metav1.DeleteOptions`, from the body or the query.
struct DeleteOptions: Sendable {
  var isDryRun = false
  var gracePeriodSeconds: Int64?
  var propagation: String?
  var uid: String?
  var resourceVersion: String?

  init() {}

  init(_ request: APIRequest, body: Tree?) throws(StatusError) {
    let body = body ?? .object([])
    let asked = (body["dryRun"]?.elements ?? []).compactMap(\.stringValue)
    isDryRun = try Self.dryRun(asked + request.http.query.filter { $0.name == "dryRun" }.map(\.value))
    gracePeriodSeconds =
      body["gracePeriodSeconds"]?.integerValue ?? request.http[query: "gracePeriodSeconds"].flatMap { Int64($0) }
    propagation = body["propagationPolicy"]?.stringValue ?? request.http[query: "propagationPolicy"]
    if let propagation, !["Orphan", "Background", "Foreground"].contains(propagation) {
      throw Self.invalid(
        "FieldValueNotSupported",
        "Unsupported value: \"\(propagation)\": supported values: \"Foreground\", \"Background\", \"Orphan\", \"nil\"",
        "propagationPolicy")
    }
    uid = body.at("preconditions", "uid")?.stringValue
    resourceVersion = body.at("preconditions", "resourceVersion")?.stringValue
  }

  private static func dryRun(_ values: [String]) throws(StatusError) -> Bool {
    for value in values where value != "All" {
      throw invalid(
        "FieldValueNotSupported", "Unsupported value: \"\(value)\": supported values: \"All\"", "dryRun")
    }
    return !values.isEmpty
  }

  private static func invalid(_ reason: String, _ message: String, _ field: String) -> StatusError {
    .invalid(
      "meta.k8s.io", "DeleteOptions", "", [StatusError.Cause(reason: reason, message: message, field: field)])
  }
}
