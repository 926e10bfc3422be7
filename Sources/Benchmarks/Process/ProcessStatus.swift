import Foundation
import Glibc

/// What the kernel says of this process.
enum ProcessStatus {
  /// `VmRSS` or `VmHWM`, in bytes; 0 where it cannot be read.
  static func memory(_ field: String) -> Double {
    let text = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix(field + ":") }
    let number = line?.split(whereSeparator: { " \t".contains($0) }).dropFirst().first
    return (number.flatMap { Double($0) } ?? 0) * 1024
  }

  static var descriptorCount: Int {
    (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? 0
  }

  /// Returns when the process has been at rest for two seconds: less than a hundredth of a core.
  static func untilQuiet() async throws {
    var calm = 0
    while calm < 2 {
      let before = CPUTime.now
      try await Task.sleep(for: .seconds(1))
      calm = CPUTime.now - before < 0.01 ? calm + 1 : 0
    }
  }
}
