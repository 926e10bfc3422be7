import CLIApp
import KubeCore
import Testing

@Suite("Label queries")
struct LabelQueryTests {
  @Test(
    "A query matches as kubectl's -l",
    arguments: [
      ("app=web", true), ("app==web", true), ("app = web", true), ("app=api", false), ("app!=web", false),
      ("app!=api", true), ("other!=x", true), ("app", true), ("other", false), ("!other", true), ("!app", false),
      ("app in (web,api)", true), ("app in (api)", false), ("app notin (api)", true), ("other notin (x)", true),
      ("app notin (web, api)", false), ("app=web,tier=front", true), ("app=web,tier=back", false), ("empty=", true),
      ("app in (web),!other,tier", true), ("", true),
    ])
  func matches(text: String, expected: Bool) throws {
    let labels: Labels = ["app": "web", "tier": "front", "empty": ""]
    #expect(try LabelQuery(text).matches(labels) == expected)
  }

  @Test(
    "What kubectl does not read is refused",
    arguments: ["a=b=c", "=x", "app in web", "app in", "!", "a b", "a in ((x)"])
  func refusals(text: String) { #expect(throws: UsageError.self) { try LabelQuery(text) } }
}
