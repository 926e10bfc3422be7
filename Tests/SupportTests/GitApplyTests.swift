import Foundation
import Support
import Testing

/// Diffs in the hands of the program that they are made for.
struct GitApplyTests {
  private struct Case {
    var path: String
    var old: [UInt8]?
    var new: [UInt8]?
  }

  private static func cases() -> [Case] {
    func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }
    var texts = RandomTexts(seed: 31)
    var cases = [
      Case(path: "plain.yaml", old: bytes("a\nb\n"), new: bytes("a\nc\n")),
      Case(path: "deep/folder/new.yaml", new: bytes("a: 1\n")), Case(path: "no end.yaml", new: bytes("a: 1")),
      Case(path: "empty.yaml", new: []), Case(path: "gone.yaml", old: bytes("a\nb")),
      Case(path: "emptied.yaml", old: bytes("a\n"), new: []), Case(path: "filled.yaml", old: [], new: bytes("a")),
      Case(path: "a folder/with spaces.yaml", old: bytes("a\n"), new: bytes("b\n")),
      Case(path: "é ü/日本.yaml", old: bytes("a\n"), new: bytes("b\n")),
      Case(path: "quote\"back\\slash.yaml", old: bytes("a\n"), new: bytes("b\n")),
      Case(path: "tab\tnew.yaml", new: bytes("b\n")), Case(path: "é ü new.yaml", new: bytes("b\n")),
      Case(path: "crlf.yaml", old: bytes("a\r\nb\r\nc\r\n"), new: bytes("a\r\nx\r\nc\r\n")),
      Case(path: "end.yaml", old: bytes("a\nb"), new: bytes("a\nb\n")),
      Case(path: "latin1.yaml", old: [0x61, 0xE9, 0x0A], new: [0x62, 0xE9, 0x0A]),
    ]
    for index in 0..<25 {
      let old = texts.text()
      cases.append(Case(path: "random/\(index).yaml", old: old, new: texts.changed(old)))
    }
    return cases
  }

  @Test func `git apply makes the new files of the old`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "netrisk-diff-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var diff: [UInt8] = []
    for test in Self.cases() {
      let file = folder.appending(path: test.path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      if let old = test.old { try Data(old).write(to: file) }
      diff += UnifiedDiff.bytes(path: test.path, old: test.old, new: test.new)
    }
    try Data(diff).write(to: folder.appending(path: "all.diff"))
    #expect(try git(["init", "-q"], in: folder) == "")
    #expect(try git(["apply", "--check", "--whitespace=nowarn", "all.diff"], in: folder) == "")
    #expect(try git(["apply", "--whitespace=nowarn", "all.diff"], in: folder) == "")
    for test in Self.cases() {
      let found = try? Data(contentsOf: folder.appending(path: test.path))
      #expect(found.map { [UInt8]($0) } == test.new, "\(test.path)")
    }
  }

  /// Runs git without the configuration of the machine; returns what it says, and its exit code where that is not 0.
  private func git(_ arguments: [String], in folder: URL) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["git"] + arguments
    process.currentDirectoryURL = folder
    process.environment = [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "", "GIT_CONFIG_NOSYSTEM": "1",
      "GIT_CONFIG_GLOBAL": "/dev/null",
    ]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return text + (process.terminationStatus == 0 ? "" : "exit code \(process.terminationStatus)")
  }
}
