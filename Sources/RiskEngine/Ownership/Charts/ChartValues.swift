import KubeCore
import Support

/// What a chart's values are called that say what a patch says of an object which the chart renders.
protocol ChartValues {
  var chart: ChartReference { get }
  /// The value for one field of an object, by the field's path.
  func assignment(of path: [String], _ value: Tree, in object: ManagedObject) throws(DeliveryRefusal) -> Assignment
  /// The value with which the chart no longer makes the object.
  func removal(of object: ManagedObject) throws(DeliveryRefusal) -> Assignment
}

/// What one field comes to in a chart's values.
enum Assignment {
  case set([String], Tree)
  /// The chart does it by itself.
  case none
  /// The chart has no value for it.
  case missing
}

extension ChartValues {
  /// The values for a change, in the order of its fields.
  func values(for change: PatchChange, of object: ManagedObject) throws(DeliveryRefusal) -> [(path: [String], Tree)] {
    switch change.action {
    case .create: return []
    case .move: throw DeliveryRefusal("\(chart) has no value for the namespace of \(object.key)")
    case .delete:
      guard case .set(let path, let value) = try removal(of: object) else {
        throw DeliveryRefusal("\(chart) has no value that leaves out \(object.key)")
      }
      return [(path, value)]
    case .merge(let body):
      var found: [(path: [String], Tree)] = []
      for (path, value) in Self.fields(of: body) {
        switch try assignment(of: path, value, in: object) {
        case .set(let path, let value): found.append((path, value))
        case .none: continue
        case .missing:
          throw DeliveryRefusal("\(chart) has no value for \(path.joined(separator: ".")) of \(object.key)")
        }
      }
      return found
    }
  }

  /// The fields of a merge patch that it gives a value or removes; a list is one value.
  private static func fields(of tree: Tree, at path: [String] = []) -> [(path: [String], value: Tree)] {
    guard case .object(let members) = tree, !members.isEmpty else { return [(path, tree)] }
    return members.flatMap { fields(of: $0.value, at: path + [$0.name]) }
  }
}

extension ManagedBy {
  /// The values of its chart, where they are known; otherwise why not.
  func chartValues() throws(DeliveryRefusal) -> any ChartValues {
    guard let chart else { throw DeliveryRefusal("\(title) renders no chart that is known from its objects") }
    if let known = AppTemplate(chart) { return known }
    if let known = HomeAssistantChart(chart) { return known }
    throw DeliveryRefusal("the values of chart \(chart) are not known")
  }
}
