import Glibc
import Support

/// Holds a script's thread until a test opens it.
final class Gate: Sendable {
  private let ends: (read: Int32, write: Int32)

  init() {
    var pair: [Int32] = [0, 0]
    pipe(&pair)
    ends = (pair[0], pair[1])
  }

  deinit {
    close(ends.read)
    close(ends.write)
  }

  /// Lets one waiting thread through.
  func open() {
    var byte: UInt8 = 1
    _ = write(ends.write, &byte, 1)
  }

  func wait() {
    var byte: UInt8 = 0
    _ = read(ends.read, &byte, 1)
  }
}
