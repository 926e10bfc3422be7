import NetRiskAPI
import Support
import Testing

@Suite("When a status is news")
struct StatusDifferenceTests {
  private static let schema = Schema.object(
    "",
    [
      .optional("level", .choice("", ["Low", "High"])), .optional("rate", .rate("")), .optional("count", .count("")),
      .optional("message", .message("")), .optional("name", .string("", max: 10)),
      .optional("list", .list("", of: .object("", [.optional("rate", .rate(""))]), max: 5)),
    ])

  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let old: Tree?
    let new: Tree?
    let difference: StatusDifference
  }

  private static let cases: [Case] = [
    Case(testDescription: "the same", old: ["rate": 100], new: ["rate": 100], difference: .none),
    Case(testDescription: "none before", old: nil, new: ["rate": 100], difference: .semantic),
    Case(testDescription: "a number by a tenth", old: ["rate": 100], new: ["rate": 110], difference: .none),
    Case(testDescription: "a number by more", old: ["rate": 100], new: ["rate": 112], difference: .numbers),
    Case(testDescription: "a number down by more", old: ["rate": 112], new: ["rate": 100], difference: .numbers),
    Case(testDescription: "from zero", old: ["rate": 0], new: ["rate": 1], difference: .numbers),
    Case(testDescription: "an exact number by one", old: ["count": 100], new: ["count": 101], difference: .semantic),
    Case(testDescription: "a level", old: ["level": "Low"], new: ["level": "High"], difference: .semantic),
    Case(
      testDescription: "a name with another number", old: ["name": "a1"], new: ["name": "a2"], difference: .semantic),
    Case(testDescription: "a number that comes", old: [:], new: ["rate": 1], difference: .semantic),
    Case(testDescription: "a number that goes", old: ["rate": 1], new: [:], difference: .semantic),
    Case(
      testDescription: "a text whose number moves a little", old: ["message": "100 an hour of 0.42 s."],
      new: ["message": "104 an hour of 0.43 s."], difference: .none),
    Case(
      testDescription: "a text whose number moves far", old: ["message": "100 an hour."],
      new: ["message": "200 an hour."], difference: .numbers),
    Case(
      testDescription: "a text with other words", old: ["message": "100 an hour."], new: ["message": "100 a day."],
      difference: .semantic),
    Case(
      testDescription: "a text with one number more", old: ["message": "1."], new: ["message": "1 1."],
      difference: .semantic),
    Case(
      testDescription: "a longer list", old: ["list": [["rate": 1]]], new: ["list": [["rate": 1], ["rate": 1]]],
      difference: .semantic),
    Case(
      testDescription: "a number in a list", old: ["list": [["rate": 10]]], new: ["list": [["rate": 20]]],
      difference: .numbers),
    Case(
      testDescription: "the worst counts", old: ["rate": 10, "level": "Low"], new: ["rate": 20, "level": "High"],
      difference: .semantic),
  ]

  @Test("Numbers may move a little, nothing else may", arguments: cases)
  func difference(example: Case) {
    #expect(StatusDifference.between(example.old, example.new, Self.schema) == example.difference)
  }

  @Test("Members in another order are the same")
  func order() {
    let old: Tree = ["rate": 1, "level": "Low"]
    let new: Tree = ["level": "Low", "rate": 1]
    #expect(StatusDifference.between(old, new, Self.schema) == .none)
  }
}
