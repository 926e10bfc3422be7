/// One event of a watch stream as it stands on the wire, with what rules ask about.
struct WatchFrame: Hashable {
  /// With its framing.
  var bytes: [UInt8]
  var type = ""
  var namespace = ""
  var name = ""
  var isInitialEventsEnd = false

  /// The annotation of the bookmark that ends the first part of a streaming list (KEP-3157).
  static let initialEventsEnd = "k8s.io/initial-events-end"

  init(bytes: [UInt8]) { self.bytes = bytes }

  /// Whether both are about the same object.
  func isAboutSameObject(as other: WatchFrame) -> Bool { namespace == other.namespace && name == other.name }

  /// An `ERROR` event.
  static func error(_ status: ServerStatus, isProtobuf: Bool) -> [UInt8] {
    guard isProtobuf else {
      return Array(#"{"type":"ERROR","object":"#.utf8) + status.json + Array("}\n".utf8)
    }
    var object = ProtobufWriter()
    object.write(1, status.protobuf)
    var event = ProtobufWriter()
    event.write(1, "ERROR")
    event.write(2, object.bytes)
    return ProtobufWriter.frame(event.bytes)
  }
}
