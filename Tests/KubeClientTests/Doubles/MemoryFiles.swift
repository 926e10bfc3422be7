import KubeClient
import Support

/// Files in memory, which tests change as they go.
final class MemoryFiles: FileAccess {
  private let files: Lock<[String: [UInt8]]>
  private let refused = Lock<Set<String>>([])
  private let counts = Lock<[String: Int]>([:])

  init(_ files: [String: String] = [:]) { self.files = Lock(files.mapValues { Array($0.utf8) }) }

  func write(_ path: String, _ text: String) { files.withLock { $0[path] = Array(text.utf8) } }
  func remove(_ path: String) { files.withLock { _ = $0.removeValue(forKey: path) } }
  func refuse(_ path: String) { refused.withLock { _ = $0.insert(path) } }
  func reads(of path: String) -> Int { counts.withLock { $0[path] ?? 0 } }

  func read(_ path: String) throws(FileFailure) -> [UInt8] {
    counts.withLock { $0[path, default: 0] += 1 }
    if refused.withLock({ $0.contains(path) }) { throw FileFailure(isMissing: false, message: "Permission denied") }
    guard let bytes = files.withLock({ $0[path] }) else {
      throw FileFailure(isMissing: true, message: "No such file or directory")
    }
    return bytes
  }
}
