import KubeCore

/// The formats that everything is measured in.
enum Formats {
  static let all: [(name: String, format: WireFormat)] = [("protobuf", .protobuf), ("json", .json)]
  static let runs = 3

  static func named(_ name: String) throws -> WireFormat {
    guard let found = all.first(where: { $0.name == name }) else { throw Failure("no format \(name)") }
    return found.format
  }
}
