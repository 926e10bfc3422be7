package import KubeCore
import Manifests
import Schedules
import YAML

/// What must hold for every object that a reader makes, whatever it was made from.
package enum ObjectOracle {
  private static let zones: [String: TimeZoneRules] = [:]

  package static func check(_ object: KubeObject) {
    let defaulted = object.defaulted()
    expectEqual(defaulted, defaulted.defaulted(), "Defaults applied twice differ")
    for error in errors(of: defaulted) { expect(!error.field.isEmpty, "An error without a field: \(error)") }
  }

  private static func errors(of object: KubeObject) -> [FieldError] {
    let legacy = object.validate(schedule: problems)
    _ = object.validate(schedule: problems, cidrs: .strict)
    return legacy
  }

  private static func problems(_ schedule: String, _ timeZone: String?) -> ScheduleProblems {
    let errors = CronJobScheduleValidation.errors(schedule: schedule, timeZone: timeZone, zones: zones)
    return ScheduleProblems(schedule: errors.map(\.detail))
  }

  /// Reads the bytes as `netrisk analyze -f -` does, and asks for the place of every error.
  package static func checkManifests(_ bytes: [UInt8]) {
    let set = ManifestLoader(options: .init(yaml: .init(expandedNodes: 2000))).load([.standardInput(bytes)])
    for problem in set.problems {
      expect(!problem.message.isEmpty, "A problem without words")
      if let mark = problem.mark { check(mark, bytes) }
    }
    for loaded in set.objects {
      let origin = loaded.origin
      expect(
        origin.documentRange.upperBound <= bytes.count && origin.range.upperBound <= bytes.count
          && origin.documentRange.lowerBound <= origin.range.lowerBound,
        "An object outside of its document: \(origin)")
      check(origin.mark, bytes)
      check(loaded.object)
      for error in errors(of: loaded.object.defaulted()) { check(set.mark(of: error.segments, in: origin), bytes) }
    }
  }

  /// A mark is a place in the text whose line and column follow from its offset.
  package static func check(_ mark: SourceMark, _ bytes: [UInt8]) {
    expect((0...bytes.count).contains(mark.offset), "A mark outside of the text: \(mark)")
    // A byte order mark takes no column where a document starts, which an offset alone does not tell.
    if bytes.dropFirst(3).contains(0xEF) { return }
    expectEqual(mark, SourceMark(offset: mark.offset, in: bytes), "A mark that contradicts itself")
  }
}
