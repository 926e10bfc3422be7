import KubeCore

/// Makes a `Status` of any refusal. Source: apimachinery `NewGenericServerResponse` for answers that carry none.
enum Refusal {
  /// How much of a text that is no `Status` is shown.
  private static let excerptLength = 300

  static func status(_ bytes: [UInt8], _ response: HTTPResponse, _ request: APIRequest) -> APIStatus {
    if let status = ObjectReader.status(bytes, response[header: "Content-Type"]), status.status == "Failure" {
      var status = status
      // Some aggregated servers leave it out.
      if status.code == 0 { status.code = Int32(clamping: response.status) }
      return status
    }
    var status = APIStatus()
    status.status = "Failure"
    status.code = Int32(clamping: response.status)
    status.reason = reason(response.status, request.method)
    status.message = "\(request.words): \(words(response, request)) (HTTP \(response.status))"
    let text = excerpt(bytes, response[header: "Content-Type"])
    if !text.isEmpty {
      status.message += ": \(text)"
      var cause = APIStatusCause()
      cause.reason = "UnexpectedServerResponse"
      cause.message = text
      status.details.causes = [cause]
    }
    return status
  }

  static func reason(_ code: Int, _ method: HTTPRequest.Method) -> String {
    switch code {
    case 400: "BadRequest"
    case 401: "Unauthorized"
    case 403: "Forbidden"
    case 404: "NotFound"
    case 405: "MethodNotAllowed"
    case 406: "NotAcceptable"
    case 409: method == .post ? "AlreadyExists" : "Conflict"
    case 410: "Gone"
    case 413: "RequestEntityTooLarge"
    case 415: "UnsupportedMediaType"
    case 422: "Invalid"
    case 429: "TooManyRequests"
    case 503: "ServiceUnavailable"
    case 504: "Timeout"
    case 500...: "InternalError"
    default: ""
    }
  }

  private static func words(_ response: HTTPResponse, _ request: APIRequest) -> String {
    switch response.status {
    case 300..<400:
      let target = response[header: "Location"].map { " to \($0)" } ?? ""
      return "the server redirects\(target), and redirects are not followed"
    case 401: return "the server asks for credentials"
    case 403: return "the server forbids it"
    case 404: return "the server has no such resource"
    case 405: return "the server does not allow \(request.method.rawValue) here"
    case 429: return "the server has too many requests"
    case 502: return "the gateway got no answer from the server"
    case 503: return "the server cannot handle requests now"
    case 504: return "the server did not answer in time and may still be at work"
    case 500...: return "the server failed"
    default: return "the server refused without a reason"
    }
  }

  /// The first line of a text, markup left as it is; nothing of other types.
  static func excerpt(_ bytes: [UInt8], _ contentType: String?) -> String {
    // Without a type it is taken for text (client-go `isTextResponse`).
    let type = MediaType(contentType?.isEmpty == false ? contentType ?? "" : "text/plain")
    guard type.name.hasPrefix("text/") || type.wireFormat == .json else { return "" }
    var text = ""
    for scalar in String(decoding: bytes.prefix(4 * excerptLength), as: UTF8.self).unicodeScalars {
      let isBlank = scalar.value <= 0x20 || scalar.value == 0x7F
      if !isBlank { text.unicodeScalars.append(scalar) } else if !text.isEmpty, text.last != " " { text += " " }
      if text.unicodeScalars.count > excerptLength { return text + "…" }
    }
    return text.last == " " ? String(text.dropLast()) : text
  }
}
