import Foundation

/// This program in a process of its own: what it takes in time and memory is what that part takes.
final class Child {
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private var rest = Data()

  init(_ arguments: [String]) throws {
    process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    process.arguments = arguments
    process.standardInput = input
    process.standardOutput = output
    try process.run()
  }

  func send(_ line: String) { try? input.fileHandleForWriting.write(contentsOf: Data((line + "\n").utf8)) }

  /// The next line; `nil` at the end.
  func line() -> String? {
    while true {
      if let end = rest.firstIndex(of: 0x0A) {
        defer { rest = Data(rest[rest.index(after: end)...]) }
        return String(decoding: rest[..<end], as: UTF8.self)
      }
      let more = output.fileHandleForReading.availableData
      if more.isEmpty { return nil }
      rest += more
    }
  }

  /// Waits for a line that begins so.
  func wait(for word: String) throws {
    guard let line = line(), line.hasPrefix(word) else { throw Failure("a process of the benchmark has failed") }
  }

  /// Closes its input.
  func close() { try? input.fileHandleForWriting.close() }

  /// Ends it, whatever it is doing.
  func stop() {
    process.terminate()
    process.waitUntilExit()
  }

  /// Closes its input and waits for its end; whether that was a good one.
  @discardableResult
  func finish() -> Bool {
    close()
    process.waitUntilExit()
    return process.terminationStatus == 0
  }
}
