import Foundation
import Testing

/// Holds the layers: what each target may import, read from the sources themselves.
@Suite("Architecture")
struct ImportTests {
  /// Every target with all that it may import, the standard library aside. An import points down or sideways.
  private static let allowed: [String: Set<String>] = [
    "Support": ["CMalloc", "Glibc"],
    "Schedules": ["Support"],
    "KubeCore": ["Support"],
    "NetworkSemantics": ["KubeCore", "Support"],
    "RiskEngine": ["KubeCore", "NetworkSemantics", "Schedules", "Support"],
    "NetRiskAPI": ["KubeCore", "RiskEngine", "Support"],
    "ClusterModel": ["KubeCore", "NetworkSemantics", "RiskEngine", "Support"],
    "YAML": ["CYAML", "KubeCore", "Support"],
    "Manifests": ["Foundation", "Glibc", "KubeCore", "Support", "YAML"],
    "KubeClient": ["Foundation", "Glibc", "KubeCore", "Support", "YAML"],
    "CurlTransport": ["CCurl", "Glibc", "KubeClient", "Support"],
    "KubeRuntime": ["KubeClient", "KubeCore", "Support", "Telemetry"],
    "Telemetry": ["Support"],
    "HTTPServer": ["CMicrohttpd", "Glibc", "Support"],
    "DevAPIServer": ["Dispatch", "Foundation", "Glibc", "HTTPServer", "KubeCore", "Schedules", "Support", "YAML"],
    "dev-apiserver": ["DevAPIServer", "Glibc"],
    "FaultProxy": ["Glibc", "Support"],
    "Soak": [
      "CurlTransport", "DevAPIServer", "FaultProxy", "Glibc", "KubeClient", "KubeCore", "KubeRuntime", "Support",
    ],
    "OperatorApp": [
      "ClusterModel", "CurlTransport", "Dispatch", "Foundation", "Glibc", "HTTPServer", "KubeClient", "KubeCore",
      "KubeRuntime", "NetRiskAPI", "NetworkSemantics", "RiskEngine", "Schedules", "Support", "Telemetry",
    ],
    "CLIApp": [
      "CurlTransport", "Dispatch", "Foundation", "Glibc", "KubeClient", "KubeCore", "KubeRuntime", "Manifests",
      "NetRiskAPI", "NetworkSemantics", "OperatorApp", "RiskEngine", "Schedules", "Support",
    ],
    "netrisk": ["CLIApp"],
    "GenerateManifests": ["Foundation", "NetRiskAPI", "Support"],
    "Benchmarks": [
      "CurlTransport", "DevAPIServer", "Foundation", "Glibc", "KubeClient", "KubeCore", "KubeRuntime", "Manifests",
      "NetRiskAPI", "NetworkSemantics", "OperatorApp", "RiskEngine", "Schedules", "Support", "Telemetry", "YAML",
    ],
  ]

  /// Targets in C, and the fuzzers, which are built by hand only.
  private static let exempt: Set<String> = [
    "CCurl", "CLibCurl", "CLibGnuTLS", "CLibMicrohttpd", "CLibYAML", "CMalloc", "CMicrohttpd", "CYAML",
  ]

  private static var root: URL {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  }

  private static func sources(of target: String) -> [URL] {
    let folder = root.appending(path: "Sources/\(target)")
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    return (files?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "swift" }
  }

  private static func imports(in file: URL) throws -> [String] {
    try String(contentsOf: file, encoding: .utf8).split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ")
      guard let index = words.firstIndex(of: "import"), index <= 1, words.count > index + 1 else { return nil }
      return words[index + 1].split(separator: ".").first.map(String.init)
    }
  }

  @Test("Every target is named here")
  func everyTarget() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: Self.root.appending(path: "Sources").path)
    let targets = Set(folders.filter { !$0.hasPrefix("Fuzz") }).subtracting(Self.exempt)
    #expect(targets == Set(Self.allowed.keys))
  }

  @Test("Imports point down or sideways", arguments: allowed.keys.sorted())
  func imports(target: String) throws {
    let files = Self.sources(of: target)
    #expect(!files.isEmpty)
    for file in files {
      let extra = Set(try Self.imports(in: file)).subtracting(Self.allowed[target] ?? []).subtracting([
        "Synchronization"
      ])
      #expect(extra.isEmpty, "\(file.lastPathComponent) imports \(extra.sorted())")
    }
  }

  @Test("Nothing is public, and nothing traps on purpose", arguments: allowed.keys.sorted())
  func manner(target: String) throws {
    for file in Self.sources(of: target) {
      let text = try String(contentsOf: file, encoding: .utf8)
      for word in ["public ", "fatalError(", "try! ", " as! ", "TODO", "FIXME"] {
        #expect(!text.contains(word), "\(file.lastPathComponent) says \(word)")
      }
    }
  }
}
