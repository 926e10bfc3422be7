/// A label selector as text: `app=web,tier in (front,back),!canary`. Source: apimachinery, pkg/labels/selector.go.
struct LabelQuery: Hashable, Sendable {
  enum Operator: Hashable, Sendable { case isIn, isNotIn, exists, doesNotExist, greater, less }

  struct Requirement: Hashable, Sendable {
    var key: String
    var `operator`: Operator
    var values: Set<String> = []

    func matches(_ labels: [String: String]) -> Bool {
      let value = labels[key]
      switch `operator` {
      case .isIn: return value.map(values.contains) ?? false
      case .isNotIn: return value.map { !values.contains($0) } ?? true
      case .exists: return value != nil
      case .doesNotExist: return value == nil
      case .greater, .less:
        guard let number = value.flatMap(Int64.init), let bound = values.first.flatMap(Int64.init) else { return false }
        return `operator` == .greater ? number > bound : number < bound
      }
    }
  }

  var requirements: [Requirement] = []

  init() {}

  init(_ text: String) throws(StatusError) {
    var parser = LabelQueryParser(text)
    requirements = try parser.requirements()
  }

  func matches(_ labels: [String: String]) -> Bool { requirements.allSatisfy { $0.matches(labels) } }
}
