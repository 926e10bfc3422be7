import Foundation
import Schedules
import Testing

/// The TZif files kept with the tests.
struct ZoneFixtures: ZoneSource {
  static let shared = ZoneFixtures()
  static let names = [
    "Africa/Cairo", "Africa/Casablanca", "Africa/Monrovia", "America/Asuncion", "America/Havana", "America/New_York",
    "America/Nuuk", "America/Santiago", "America/Sao_Paulo", "Antarctica/Troll", "Asia/Beirut", "Asia/Gaza",
    "Asia/Kathmandu", "Asia/Kolkata", "Australia/Lord_Howe", "Etc/GMT+5", "Europe/Berlin", "Europe/Dublin",
    "Europe/London", "Pacific/Apia", "Pacific/Chatham",
  ]

  private let zones: [String: TimeZoneRules]

  private init() {
    zones = Dictionary(
      uniqueKeysWithValues: Self.names.compactMap { name in
        guard let bytes = try? Self.bytes(name), let rules = try? TimeZoneRules(tzif: bytes, name: name) else {
          return nil
        }
        return (name, rules)
      })
  }

  func rules(named name: String) -> TimeZoneRules? { zones[name] }

  func zone(_ name: String) throws -> TimeZoneRules {
    name == "UTC" ? .utc : try #require(zones[name], "no fixture for \(name)")
  }

  static func bytes(_ name: String) throws -> [UInt8] { try fixture("zoneinfo/\(name)") }
}

func fixture(_ name: String) throws -> [UInt8] {
  let url = try #require(Bundle.module.url(forResource: "Fixtures/\(name)", withExtension: nil))
  return [UInt8](try Data(contentsOf: url))
}
