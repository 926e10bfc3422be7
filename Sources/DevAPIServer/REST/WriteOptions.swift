internal import HTTPServer

/// `CreateOptions`, `UpdateOptions` and `PatchOptions`. Source: apimachinery, pkg/apis/meta/v1/validation.
struct WriteOptions: Sendable {
  enum FieldValidation: String, Sendable {
    case ignore = "Ignore"
    case warn = "Warn"
    case strict = "Strict"
  }

  var isDryRun = false
  var fieldManager: String
  var fieldValidation = FieldValidation.warn
  var isForced = false

  init(_ request: APIRequest) throws(StatusError) {
    let kind = ["create": "CreateOptions", "update": "UpdateOptions", "patch": "PatchOptions"][request.verb] ?? ""
    for item in request.http.query where item.name == "dryRun" {
      guard item.value == "All" else {
        throw Self.unsupported(kind, "dryRun", item.value, ["All"])
      }
      isDryRun = true
    }
    if let text = request.http[query: "fieldValidation"], !text.isEmpty {
      guard let found = FieldValidation(rawValue: text) else {
        throw Self.unsupported(kind, "fieldValidation", text, ["Ignore", "Strict", "Warn"])
      }
      fieldValidation = found
    }
    isForced = request.flag("force")
    fieldManager = request.http[query: "fieldManager"] ?? ""
    if fieldManager.isEmpty { fieldManager = Self.manager(of: request.http[header: "User-Agent"]) }
  }

  /// The first part of the user agent, up to a slash (apiserver, handlers/create.go, `managerOrUserAgent`).
  private static func manager(of userAgent: String?) -> String {
    let prefix = (userAgent ?? "").prefix { $0 != "/" }
    return prefix.isEmpty ? "unknown" : String(prefix.prefix(128))
  }

  private static func unsupported(_ kind: String, _ field: String, _ value: String, _ all: [String]) -> StatusError {
    let values = all.map { "\"\($0)\"" }.joined(separator: ", ")
    return .invalid(
      "meta.k8s.io", kind, "",
      [
        StatusError.Cause(
          reason: "FieldValueNotSupported",
          message: "Unsupported value: \"\(value)\": supported values: \(values)", field: field)
      ])
  }
}
