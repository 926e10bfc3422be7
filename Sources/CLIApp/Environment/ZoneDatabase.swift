package import Schedules

/// The system's time zones, read as they are asked for.
package struct ZoneDatabase: ZoneSource {
  /// Whether there is a database at all: without one every name is unknown, which is not the name's fault.
  package let isInstalled: Bool
  /// The bytes of a zone's TZif file; `nil` where there is none of that name.
  private let file: @Sendable (String) -> [UInt8]?

  package init(isInstalled: Bool, file: @escaping @Sendable (String) -> [UInt8]?) {
    self.isInstalled = isInstalled
    self.file = file
  }

  package func rules(named name: String) -> TimeZoneRules? {
    guard Self.isSafe(name), let bytes = file(name) else { return nil }
    return try? TimeZoneRules(tzif: bytes, name: name)
  }

  /// Whether a name stays inside the database when taken as a path: plain parts, none of them `.` or `..`.
  package static func isSafe(_ name: String) -> Bool {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    return parts.allSatisfy { part in
      !part.isEmpty && part != "." && part != ".."
        && part.utf8.allSatisfy { byte in
          switch byte {
          case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
          default: ".-_+".utf8.contains(byte)
          }
        }
    }
  }
}
