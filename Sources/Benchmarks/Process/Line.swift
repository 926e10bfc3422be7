import Foundation

/// How the processes of a benchmark speak: lines on standard input and output.
enum Line {
  static func say(_ text: String) {
    print(text)
    fflush(nil)
  }

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
