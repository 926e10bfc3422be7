import CLIApp
import Testing

@Suite("URIs of files")
struct SourceRootTests {
  @Test(
    "Relative to the root, percent-encoded, or whole where the file lies elsewhere",
    arguments: [
      ("a.yaml", "sub/a.yaml"), ("./a.yaml", "sub/a.yaml"), ("../a.yaml", "a.yaml"), ("x/../a.yaml", "sub/a.yaml"),
      ("/repo/a//b/./c.yaml", "a/b/c.yaml"), ("a b/é#?%:.yaml", "sub/a%20b/%C3%A9%23%3F%25%3A.yaml"),
      ("..hidden/a~1_2-3.yaml", "sub/..hidden/a~1_2-3.yaml"), ("../../a.yaml", "file:///a.yaml"),
      ("/repository/a.yaml", "file:///repository/a.yaml"), ("/repo", "file:///repo"),
    ])
  func uri(path: String, expected: String) {
    let uri = SourceRoot("/repo", workingDirectory: "/repo/sub").uri(of: path)
    #expect(uri.text == expected)
    #expect(uri.isRelative == !expected.hasPrefix("file:"))
  }

  @Test("The root is the folder with .git, else the working directory")
  func find() {
    func uri(_ marker: String?) -> String {
      SourceRoot.find(from: "/a/b/c") { $0 == marker }.uri(of: "x").text
    }
    #expect(uri("/a/b/.git") == "c/x")
    #expect(uri("/a/b/c/.git") == "x")
    #expect(uri("/.git") == "a/b/c/x")
    #expect(uri(nil) == "x")
  }
}
