import Foundation

/// The only place that reads the system's time zone files.
extension ZoneDatabase {
  private static let folder = "/usr/share/zoneinfo"

  /// `/usr/share/zoneinfo`, which Debian's package `tzdata` installs.
  package static let system = ZoneDatabase(
    isInstalled: FileManager.default.fileExists(atPath: folder + "/Etc/UTC")
      || FileManager.default.fileExists(atPath: folder + "/UTC"),
    file: { name in FileManager.default.contents(atPath: folder + "/" + name).map { [UInt8]($0) } })
}
