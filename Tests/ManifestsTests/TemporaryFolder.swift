import Foundation
import KubeCore
import Manifests

/// A folder that lives as long as the value.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  func write(_ name: String, _ text: String) throws { try write(name, bytes: Array(text.utf8)) }

  func write(_ name: String, bytes: [UInt8]) throws {
    let file = URL(fileURLWithPath: path + "/" + name)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
  }

  func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(atPath: path + "/" + name, withDestinationPath: target)
  }

  /// What is found below the names, the folder itself where there are none; paths without the folder's own.
  func load(_ names: String..., options: ManifestLoader.Options = .init()) -> Found {
    let sources = names.isEmpty ? [ManifestSource.path(path)] : names.map { .path(path + "/" + $0) }
    return Found(ManifestLoader(options: options).load(sources), without: path)
  }
}

/// A result as lines that are easy to compare.
struct Found {
  var set: ManifestSet
  var objects: [String]
  var problems: [String]
  var notices: [String]
  var unknownKinds: [String]

  init(_ set: ManifestSet, without folder: String = "") {
    func short(_ text: String) -> String {
      folder.isEmpty
        ? text : text.replacingOccurrences(of: folder + "/", with: "").replacingOccurrences(of: folder, with: ".")
    }
    self.set = set
    objects = set.objects.map { short("\($0.object.key) \($0.origin.text)") }
    problems = set.problems.map { short($0.text) }
    notices = set.notices.map(short)
    unknownKinds = set.unknownKinds.map { "\($0.apiVersion) \($0.kind) \($0.count)" }
  }
}

/// What is found in standard input.
func loadInput(_ text: String) -> Found {
  Found(ManifestLoader().load([.standardInput(Array(text.utf8))]))
}

func pod(_ name: String, _ extra: String = "") -> String {
  "apiVersion: v1\nkind: Pod\nmetadata: {name: \(name)}\n" + extra
}
