import Foundation
import Testing

/// The output that the READMEs show is what the program prints.
@Suite("Documented output")
struct DocumentedOutputTests {
  private static var root: URL {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  }

  /// The lines under `$ command` in a fenced block, up to its end.
  private func block(_ command: String, in file: String) throws -> [String] {
    let text = try String(contentsOf: Self.root.appending(path: file), encoding: .utf8)
    let lines = text.components(separatedBy: "\n")
    let start = try #require(lines.firstIndex(of: "$ " + command), "\(file) does not show \(command)")
    return Array(lines[(start + 1)...].prefix { $0 != "```" })
  }

  /// Whether `shown` is what was printed, with `…` standing for lines that are left out.
  private func expect(_ shown: [String], in output: String) {
    let printed = output.components(separatedBy: "\n")
    var position = 0
    var mayJump = false
    for line in shown {
      if line == "…" {
        mayJump = true
        continue
      }
      let found = mayJump ? printed[position...].firstIndex(of: line) : position
      guard let found, found < printed.count, printed[found] == line else {
        Issue.record("not printed any more: \(line)")
        return
      }
      (position, mayJump) = (found + 1, false)
    }
  }

  @Test(
    "What analyze prints for an example",
    arguments: [
      ("README.md", "k3s-home-assistant"), ("examples/k3s-home-assistant/README.md", "k3s-home-assistant"),
      ("examples/microk8s-calico/README.md", "microk8s-calico"), ("examples/metallb-bgp/README.md", "metallb-bgp"),
      ("examples/flannel-prefix/README.md", "flannel-prefix"),
    ])
  func analyze(file: String, example: String) throws {
    let session = Session.run("analyze", "-f", Self.root.appending(path: "examples/\(example)").path)
    expect(try block("netrisk analyze -f examples/\(example)", in: file), in: session.output)
  }

  @Test("What analyze prints against its own baseline")
  func baseline() throws {
    let example = Self.root.appending(path: "examples/k3s-home-assistant").path
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString + ".json")
    defer { try? FileManager.default.removeItem(at: file) }
    try Session.run("analyze", "-f", example, "-o", "json").output.write(to: file, atomically: true, encoding: .utf8)
    let session = Session.run("analyze", "-f", example, "--baseline", file.path, "--fail-on", "low")
    #expect(session.exitCode == 0)
    let command = "netrisk analyze -f examples/k3s-home-assistant --baseline baseline.json --fail-on low"
    expect(try block(command, in: "docs/ci.md"), in: session.output)
  }

  @Test("What explain cluster prints")
  func explain() throws {
    let session = Session.run("explain", "cluster", "-f", Self.root.appending(path: "examples/k3s-home-assistant").path)
    let shown = try block("netrisk explain cluster -f examples/k3s-home-assistant", in: "README.md")
    expect(shown, in: session.output)
  }

  @Test(
    "What patches prints for a repository of Flux",
    arguments: [
      ("docs/patches.md", " --type HostNetwork"), ("docs/patches.md", " --type HostNetwork --format diff"),
      ("examples/flux-repository/README.md", ""),
      ("examples/flux-repository/README.md", " --type HostNetwork --format helm-values"),
    ])
  func patches(file: String, rest: String) throws {
    let example = "examples/flux-repository"
    let words = ["patches", "-f", Self.root.appending(path: example).path]
    let session = Session.run(words: words + rest.split(separator: " ").map(String.init))
    // The folder's own path is longer, so that lines are broken elsewhere.
    let root = Self.root.path.drop { $0 == "/" } + "/"
    let printed = session.output.replacing("/" + root, with: "").replacing(root, with: "")
    let shown = try block("netrisk \(words[0]) -f \(example)\(rest)", in: file)
    for part in shown.split(separator: "…") {
      #expect(Self.words(printed).contains(Self.words(part.joined(separator: "\n"))), "\(printed)")
    }
    if !shown.contains("…") { #expect(Self.words(printed) == Self.words(shown.joined(separator: "\n"))) }
  }

  private static func words(_ text: String) -> String {
    text.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
  }
}
