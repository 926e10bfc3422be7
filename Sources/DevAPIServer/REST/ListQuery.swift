internal import HTTPServer

/// `metav1.ListOptions` of a list or a watch, checked. Source of rules and words: apimachinery,
/// pkg/apis/meta/internalversion/validation, and apiserver, storage/util.go.
struct ListQuery: Sendable {
  enum Match: String, Sendable {
    case exact = "Exact"
    case notOlderThan = "NotOlderThan"
  }

  var filter = ObjectFilter()
  var limit: Int?
  var `continue` = ""
  /// `nil` where the parameter is missing or empty.
  var resourceVersion: String?
  var match: Match?
  var sendsInitialEvents: Bool?
  var allowsBookmarks = false
  var timeoutSeconds: Int?

  init(_ request: APIRequest, _ served: ServedResource) throws(StatusError) {
    func value(_ name: String) -> String? { request.http[query: name].flatMap { $0.isEmpty ? nil : $0 } }
    if let text = value("labelSelector") { filter.labels = try LabelQuery(text) }
    if let text = value("fieldSelector") {
      filter.fields = try FieldQuery(text, supported: Set(SelectableFields.paths(of: served).keys))
    }
    if !request.name.isEmpty {
      filter.fields.requirements.append(.init(field: "metadata.name", value: request.name, isEqual: true))
    }
    if let text = value("limit") {
      let number = try Self.integer(text)
      limit = number > 0 ? number : nil
    }
    if let text = value("timeoutSeconds") { timeoutSeconds = try Self.integer(text) }
    `continue` = value("continue") ?? ""
    resourceVersion = value("resourceVersion")
    allowsBookmarks = request.flag("allowWatchBookmarks")
    if value("sendInitialEvents") != nil { sendsInitialEvents = request.flag("sendInitialEvents") }
    try readMatch(value("resourceVersionMatch"), isWatch: request.verb == "watch")
  }

  /// The revision as a number; 0 for "any".
  var revision: UInt64? {
    get throws(StatusError) {
      guard let text = resourceVersion else { return nil }
      guard let number = UInt64(text) else {
        throw .badRequest(
          "invalid resource version: resourceVersion: Invalid value: \"\(text)\": strconv.ParseUint: parsing"
            + " \"\(text)\": invalid syntax")
      }
      return number
    }
  }

  private mutating func readMatch(_ text: String?, isWatch: Bool) throws(StatusError) {
    if !isWatch, sendsInitialEvents != nil {
      throw Self.forbidden("sendInitialEvents", "sendInitialEvents is forbidden for list")
    }
    if isWatch, sendsInitialEvents != nil, text != Match.notOlderThan.rawValue {
      throw Self.forbidden(
        "resourceVersionMatch", "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan")
    }
    guard let text else { return }
    if isWatch, sendsInitialEvents == nil {
      throw Self.forbidden(
        "resourceVersionMatch", "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided")
    }
    if !isWatch, resourceVersion == nil {
      throw Self.forbidden(
        "resourceVersionMatch", "resourceVersionMatch is forbidden unless resourceVersion is provided")
    }
    if !`continue`.isEmpty {
      throw Self.forbidden("resourceVersionMatch", "resourceVersionMatch is forbidden when continue is provided")
    }
    guard let match = Match(rawValue: text) else {
      throw Self.refused(
        "FieldValueNotSupported", "resourceVersionMatch",
        "Unsupported value: \"\(text)\": supported values: \"Exact\", \"NotOlderThan\"")
    }
    if match == .exact, resourceVersion == "0" {
      throw Self.forbidden(
        "resourceVersionMatch", "resourceVersionMatch \"Exact\" is forbidden for resourceVersion \"0\"")
    }
    self.match = match
  }

  private static func integer(_ text: String) throws(StatusError) -> Int {
    guard let number = Int(text) else {
      throw .badRequest("strconv.ParseInt: parsing \"\(text)\": invalid syntax")
    }
    return number
  }

  private static func forbidden(_ field: String, _ why: String) -> StatusError {
    refused("FieldValueForbidden", field, "Forbidden: \(why)")
  }

  private static func refused(_ reason: String, _ field: String, _ message: String) -> StatusError {
    .invalid(
      "meta.k8s.io", "ListOptions", "", [StatusError.Cause(reason: reason, message: message, field: field)])
  }
}
