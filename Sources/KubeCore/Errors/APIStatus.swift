/// `metav1.Status`: what the API server answers instead of an object, most often why it refused.
package struct APIStatus: Hashable, WireMessage {
  /// `Success` or `Failure`.
  package var status = ""
  package var message = ""
  /// `NotFound`, `AlreadyExists`, `Conflict`, `Expired`, `Invalid`, `TooManyRequests`, …; empty where there is none.
  package var reason = ""
  package var details = APIStatusDetails()
  /// The HTTP status.
  package var code: Int32 = 0

  package init() {}

  package static let wireFields = [
    WireField("status", 2), WireField("message", 3), WireField("reason", 4), WireField("details", 5),
    WireField("code", 6),
  ]

  package mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 2: status = try reader.string()
    case 3: message = try reader.string()
    case 4: reason = try reader.string()
    case 5: try reader.message(into: &details)
    case 6: code = try reader.int32()
    default: break
    }
  }
}

/// `metav1.StatusDetails`.
package struct APIStatusDetails: Hashable, WireMessage {
  package var name = ""
  package var group = ""
  /// The resource (plural) or the kind that the status is about.
  package var kind = ""
  package var causes: [APIStatusCause] = []
  /// 0 where the server names none.
  package var retryAfterSeconds: Int32 = 0
  package var uid = ""

  package init() {}

  package static let wireFields = [
    WireField("name", 1), WireField("group", 2), WireField("kind", 3), WireField("causes", 4),
    WireField("retryAfterSeconds", 5), WireField("uid", 6),
  ]

  package mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 1: name = try reader.string()
    case 2: group = try reader.string()
    case 3: kind = try reader.string()
    case 4: try reader.append(to: &causes)
    case 5: retryAfterSeconds = try reader.int32()
    case 6: uid = try reader.string()
    default: break
    }
  }
}

/// `metav1.StatusCause`: one field and what is wrong with it.
package struct APIStatusCause: Hashable, WireMessage {
  /// `FieldValueRequired`, `FieldValueInvalid`, `ResourceVersionTooLarge`, …
  package var reason = ""
  package var message = ""
  /// `spec.ingress[0].ports[1].port`
  package var field = ""

  package init() {}

  package static let wireFields = [WireField("reason", 1), WireField("message", 2), WireField("field", 3)]

  package mutating func read<Reader: WireReader>(_ field: UInt32, from reader: inout Reader) throws(WireError) {
    switch field {
    case 1: reason = try reader.string()
    case 2: message = try reader.string()
    case 3: self.field = try reader.string()
    default: break
    }
  }
}
