extension WatchFrame {
  /// `metav1.WatchEvent`; the object inside is an envelope with a message whose first field is its metadata.
  init(protobuf bytes: [UInt8]) {
    self.init(bytes: bytes)
    let event = bytes.dropFirst(4)
    type = ProtobufFields.first(1, in: event).map(Self.text) ?? ""
    guard let extensions = ProtobufFields.first(2, in: event), let raw = ProtobufFields.first(1, in: extensions),
      let message = ProtobufFields.first(2, in: raw.dropFirst(4)),
      let metadata = ProtobufFields.first(1, in: message), type != "ERROR"
    else { return }
    name = ProtobufFields.first(1, in: metadata).map(Self.text) ?? ""
    namespace = ProtobufFields.first(3, in: metadata).map(Self.text) ?? ""
    var fields = ProtobufFields(metadata)
    while let field = fields.next() {
      if field.number == 12, ProtobufFields.first(1, in: field.value).map(Self.text) == Self.initialEventsEnd {
        isInitialEventsEnd = ProtobufFields.first(2, in: field.value).map(Self.text) == "true"
      }
    }
  }

  /// `{"type":…,"object":{"metadata":…}}`
  init(json bytes: [UInt8]) {
    self.init(bytes: bytes)
    let event = JSONMembers.of(bytes[...])
    type = event["type"].map(JSONMembers.text) ?? ""
    guard let object = event["object"], let metadata = JSONMembers.of(object)["metadata"] else { return }
    let members = JSONMembers.of(metadata)
    name = members["name"].map(JSONMembers.text) ?? ""
    namespace = members["namespace"].map(JSONMembers.text) ?? ""
    let annotations = members["annotations"].map(JSONMembers.of) ?? [:]
    isInitialEventsEnd = annotations[Self.initialEventsEnd].map(JSONMembers.text) == "true"
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
}
