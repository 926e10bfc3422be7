/// The five fields of a schedule as they were written, for what only the text tells.
struct ScheduleText {
  /// In the order minute, hour, day of month, month, day of week.
  var fields: [String]

  /// `nil` for descriptors and schedules with a time zone in front.
  init?(_ text: String) {
    fields = text.unicodeScalars.split { $0.properties.isWhitespace }.map { String($0) }
    guard fields.count == 5, fields[0].first != "@" else { return nil }
  }

  var minute: String { fields[0] }
  var hour: String { fields[1] }
  var dayOfMonth: String { fields[2] }
  var month: String { fields[3] }
  var dayOfWeek: String { fields[4] }

  func replacing(minute: String? = nil, hour: String? = nil, dayOfMonth: String? = nil) -> String {
    [minute ?? fields[0], hour ?? fields[1], dayOfMonth ?? fields[2], fields[3], fields[4]].joined(separator: " ")
  }

  /// `*` or `?` alone.
  static func isStar(_ field: String) -> Bool { field == "*" || field == "?" }

  /// The step of `*/n` or `?/n`; `nil` for anything else.
  static func step(_ field: String) -> Int? {
    guard field.hasPrefix("*/") || field.hasPrefix("?/") else { return nil }
    return Int(field.dropFirst(2))
  }
}
