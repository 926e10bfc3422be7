import Glibc

/// Standard error for what is said from other threads than the command line's own.
enum StandardError {
  /// Writes a line whole, or not at all: a log must not end its program.
  static func write(_ line: String) {
    var line = line
    line.withUTF8 { buffer in _ = Glibc.write(STDERR_FILENO, buffer.baseAddress, buffer.count) }
  }
}
