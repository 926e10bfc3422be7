import Foundation
import Support

/// A folder of patches on its way to disk. What an earlier run has put there and this one does not goes away: a risk that
/// is gone withdraws its patch; but not where some of the input could not be read. A folder with anything else in it is
/// left alone.
struct PatchFolder {
  /// Lists what a run has written, itself not among them.
  private static let index = ".netrisk-files"

  private let path: String
  private var files: [(name: String, bytes: [UInt8])] = []

  init(_ path: String) { self.path = path }

  /// - Parameter name: relative, with `/`.
  mutating func add(_ name: String, _ bytes: [UInt8]) { files.append((name, bytes)) }

  func write(withdraws: Bool) throws(CommandFailure) {
    let old = try earlierFiles()
    let names = Set(files.map(\.name))
    if withdraws { for name in old where !names.contains(name) { remove(name) } }
    for file in files { try Self.replace("\(path)/\(file.name)", file.bytes) }
    let list = (withdraws ? names : names.union(old)).sorted().map { $0 + "\n" }.joined()
    try Self.replace("\(path)/\(Self.index)", Array(list.utf8))
  }

  private func earlierFiles() throws(CommandFailure) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    if names.isEmpty { return [] }
    guard let text = try? String(contentsOfFile: "\(path)/\(Self.index)", encoding: .utf8) else {
      throw CommandFailure(
        "\(path) has files in it that this command did not write",
        advice: ["Give --out a folder that is new, empty, or of an earlier run."])
    }
    return text.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("/") && !$0.contains("..") }
  }

  private func remove(_ name: String) {
    try? FileManager.default.removeItem(atPath: "\(path)/\(name)")
    let folder = "\(path)/\(name.split(separator: "/").dropLast().joined(separator: "/"))"
    if (try? FileManager.default.contentsOfDirectory(atPath: folder))?.isEmpty == true {
      try? FileManager.default.removeItem(atPath: folder)
    }
  }

  static func remove(_ path: String) throws(CommandFailure) {
    do { try FileManager.default.removeItem(atPath: path) } catch {
      throw CommandFailure("\(path) cannot be removed: \(error.localizedDescription)")
    }
  }

  /// Puts a file there, whole or not at all; a link stays one, and the file keeps its mode.
  static func replace(_ path: String, _ bytes: [UInt8]) throws(CommandFailure) {
    let url = URL(filePath: path).resolvingSymlinksInPath()
    do {
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      let mode = try? FileManager.default.attributesOfItem(atPath: url.path)[.posixPermissions]
      try Data(bytes).write(to: url, options: .atomic)
      if let mode { try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: url.path) }
    } catch {
      throw CommandFailure("\(path) cannot be written: \(error.localizedDescription)")
    }
  }
}
