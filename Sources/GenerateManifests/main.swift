import Foundation
import NetRiskAPI

// Writes every generated manifest below the folder that is given, the top of the repository.
let top = URL(fileURLWithPath: CommandLine.arguments.count > 1 ? CommandLine.arguments[1] : ".")
for (path, text) in GeneratedManifests.files.sorted(by: { $0.key < $1.key }) {
  let file = top.appending(path: path)
  try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
  try text.write(to: file, atomically: true, encoding: .utf8)
  print(path)
}
