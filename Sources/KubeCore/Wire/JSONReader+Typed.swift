extension JSONReader {
  /// Reads an object and what it says that it is, in one pass. `type` is empty where the object does not say.
  mutating func members<Message: WireMessage>(
    of message: inout Message, type: inout WireType
  ) throws(WireError) {
    guard try enter("{", "an object") else { return }
    let fields = Message.wireFields
    repeat {
      let name = try self.name()
      if peek() == UInt8(ascii: "n") {
        try literal("null")
      } else if let field = field(name, among: fields) {
        do throws(WireError) { try message.read(field.number, from: &self) } catch {
          throw error.inside(.field(field.name.description))
        }
      } else {
        switch field(name, among: Self.typeFields)?.number {
        case 1: type.apiVersion = try string()
        case 2: type.kind = try string()
        default: try skip()
        }
      }
    } while try next("}")
  }

  private static let typeFields = [WireField("apiVersion", 1), WireField("kind", 2)]
}
