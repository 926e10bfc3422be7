import KubeCore

/// Objects written as JSON with single quotes, for tables.
enum ManifestText {
  static func object(_ kind: ObjectKind, _ text: String) throws(WireError) -> KubeObject {
    let json = String(text.map { $0 == "'" ? "\"" : $0 })
    return try JSONReader.read(Array(json.utf8)) { (reader) throws(WireError) in
      reader.whitespace()
      return try KubeObject(kind, from: &reader)
    }
  }

  /// What a server says of the manifest: each error as `field: message`.
  static func problems(
    _ kind: ObjectKind, _ text: String, cidrs: CIDRValidation = .legacy,
    schedule: ScheduleValidator = { _, _ in ScheduleProblems() }
  ) throws(WireError) -> [String] {
    try object(kind, text).defaulted().validate(schedule: schedule, cidrs: cidrs).map(\.description)
  }
}
