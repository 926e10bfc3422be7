import KubeClient
import RiskEngine
import Schedules
import Support

/// Reads `.netrisk.yaml`: options of the command line in camel case, thresholds, and additions to the catalogue;
/// docs/ci.md lists the keys.
struct ConfigurationFile {
  static let kind = "Configuration"

  private static let keys = [
    "filename", "engine", "failOn", "baseline", "maxAddedRequests", "budget", "timeZone", "thresholds", "catalogue",
  ]

  /// The folder that the paths in the file are relative to, as its parts.
  private let folder: [Substring]
  private let zones: ZoneDatabase
  private var reader: ConfigReader
  private var defaults = CommandDefaults()

  /// What a file of that path says.
  static func read(
    _ path: String, _ bytes: [UInt8], zones: ZoneDatabase
  ) throws(CommandFailure) -> CommandDefaults {
    let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().filter { $0 != "." }
    return try ConfigReader.read(path, bytes, kind: kind, keys: keys) { reader, root in
      var file = ConfigurationFile(folder: folder, zones: zones, reader: reader)
      file.take(root)
      reader = file.reader
      return file.defaults
    }
  }

  private mutating func take(_ root: ConfigNode) {
    defaults.paths = reader.elements(root, "filename").compactMap { path($0) }
    defaults.engine = reader.choice(root, "engine", PolicyEngine.allCases)
    let severities = AnalyzeCommand.failOn.value?.choices ?? []
    defaults.failOn = root.member("failOn").flatMap { reader.word($0, severities) }.flatMap { Severity(name: $0) }
    defaults.baseline = root.member("baseline").flatMap { path($0) }
    defaults.maximumAddedRequests = reader.count(root, "maxAddedRequests")
    defaults.budget = reader.count(root, "budget")
    defaults.localZone = root.member("timeZone").flatMap { zone($0) }
    defaults.thresholds = reader.thresholds(root, "thresholds")
    defaults.catalogueAdditions = reader.catalogueEntries(root, "catalogue")
  }

  /// A path as from the working directory, without `..` that takes back what stands before it.
  private mutating func path(_ node: ConfigNode) -> String? {
    guard let path = reader.text(node) else { return nil }
    guard !path.isEmpty, path != InputRequest.standardInputPath else {
      reader.fail(node, "expected a path, found \(quoted(path))")
      return nil
    }
    if path.hasPrefix("/") { return path }
    var parts = folder
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != "..", !last.isEmpty {
        parts.removeLast()
      } else {
        parts.append(part)
      }
    }
    return parts.isEmpty ? "." : parts.joined(separator: "/")
  }

  private mutating func zone(_ node: ConfigNode) -> TimeZoneRules? {
    guard let name = reader.text(node) else { return nil }
    if let rules = zones.rules(named: name) { return rules }
    let why = zones.isInstalled ? "" : ", and no zones are installed here (tzdata)"
    reader.fail(node, "expected a time zone such as Europe/Berlin, found \(quoted(name))" + why)
    return nil
  }
}
