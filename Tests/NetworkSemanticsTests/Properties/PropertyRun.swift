import Foundation

/// How long and from which seed the property tests run; a failure prints the seed.
enum PropertyRun {
  /// Operations of the long tests: 100,000, or what `NETRISK_PROPERTY_OPERATIONS` says.
  static var operations: Int { number("NETRISK_PROPERTY_OPERATIONS").map(Int.init(truncatingIfNeeded:)) ?? 100_000 }

  /// A fixed seed, or what `NETRISK_PROPERTY_SEED` says.
  static var seed: UInt64 { number("NETRISK_PROPERTY_SEED") ?? 0x6E65_7472_6973_6B01 }

  private static func number(_ name: String) -> UInt64? {
    ProcessInfo.processInfo.environment[name].flatMap { UInt64($0) }
  }
}
