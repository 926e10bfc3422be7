internal import KubeCore
internal import Schedules
internal import Support

/// The rules of KubeCore for the kinds that it knows, those of metadata for all.
enum BuiltinValidation {
  static func errors(_ tree: Tree, _ served: ServedResource) -> [FieldError] {
    guard let kind = ObjectKind(rawValue: served.resource.kind), kind.resource.group == served.resource.group else {
      return metadataErrors(tree, served)
    }
    let bytes = JSONWriter().bytes(tree)
    do throws(WireError) {
      let object = try JSONReader.read(bytes) { (reader) throws(WireError) in try KubeObject(kind, from: &reader) }
      return object.validate { schedule, timeZone in problems(schedule, timeZone) }
    } catch {
      return [FieldError(.invalid, FieldPath(error.pathText), "\(error.message)")]
    }
  }

  /// Name, labels, annotations and owners, as every kind has them.
  static func metadataErrors(_ tree: Tree, _ served: ServedResource) -> [FieldError] {
    // A kind whose own rules are those of metadata alone.
    let kind: ObjectKind = served.resource.isNamespaced ? .endpointSlice : .node
    let bytes = JSONWriter().bytes(["metadata": tree["metadata"] ?? .object([])])
    do throws(WireError) {
      let object = try JSONReader.read(bytes) { (reader) throws(WireError) in try KubeObject(kind, from: &reader) }
      let errors = object.validate { _, _ in ScheduleProblems() }
      // Names of roles may have colons (`ValidateRBACName`).
      guard served.resource.group == "rbac.authorization.k8s.io" else { return errors }
      return errors.filter { $0.field != "metadata.name" || $0.type == .required }
    } catch {
      return [FieldError(.invalid, FieldPath(error.pathText), "\(error.message)")]
    }
  }

  private static func problems(_ schedule: String, _ timeZone: String?) -> ScheduleProblems {
    ScheduleCheck.problems(schedule, timeZone)
  }
}
