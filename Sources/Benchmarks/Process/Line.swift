import Foundation

/// How the processes of a benchmark speak: lines on standard input and output.
enum Line {
  /// Past stdio: flushing every stream would wait for the one that another thread is reading from.
  static func say(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }

  /// A figure that whoever started this process collects.
  static func figure(_ name: String, _ value: Double) { say("figure \(name) \(value)") }

  /// What comes in, until it ends.
  static var input: AsyncStream<String> {
    AsyncStream { continuation in
      Thread.detachNewThread {
        while let line = readLine() { continuation.yield(line) }
        continuation.finish()
      }
    }
  }
}
