import KubeCore
import RiskEngine

/// The few suggested patches that do most for the cluster, each in one sentence.
///
/// Nothing here is estimated: every number is the effect that a patch was found to have when the patched cluster was
/// evaluated. Patches with a precondition that is not met are left out.
struct Advice {
  private struct Candidate {
    var workload: ObjectKey
    var patch: SuggestedPatch
  }

  private let candidates: [Candidate]

  init(_ report: AnalysisReport) {
    candidates = report.workloads.flatMap { workload in
      workload.suggestedPatches.filter { patch in !patch.preconditions.contains { $0.status == .notMet } }
        .map { Candidate(workload: workload.key, patch: $0) }
    }
  }

  /// At most three: what lowers the churn most, then what lowers the worst risks, one sentence a type of patch.
  var sentences: [String] {
    let risks = SuggestedPatch.PatchType.allCases.compactMap(riskSentence)
    return Array(([churnSentence].compactMap { $0 } + risks).prefix(3))
  }

  private var churnSentence: String? {
    let best =
      candidates.enumerated().filter { Self.saving($0.element.patch) > 0 }
      .max { (Self.saving($0.element.patch), $1.offset) < (Self.saving($1.element.patch), $0.offset) }
    guard let best = best?.element else { return nil }
    let (before, after) = (best.patch.effect.before, best.patch.effect.after)
    var text =
      "\(best.patch.type.rawValue) for \(best.workload): \(Numbers.range(before.syncRequestsPerHour)) → "
      + "\(Numbers.range(after.syncRequestsPerHour)) requests/h"
    if after.pressureSecondsPerHour < before.pressureSecondsPerHour {
      text +=
        ", \(Numbers.rate(before.pressureSecondsPerHour)) → \(Numbers.rate(after.pressureSecondsPerHour)) s/h "
        + "of rebuilding"
    }
    return text
  }

  private static func saving(_ patch: SuggestedPatch) -> Double {
    patch.effect.before.syncRequestsPerHour.high - patch.effect.after.syncRequestsPerHour.high
  }

  /// The patches of one type for the workloads of the worst level that it lowers.
  private func riskSentence(_ type: SuggestedPatch.PatchType) -> String? {
    let lowering = candidates.filter { candidate in
      let effect = candidate.patch.effect
      return candidate.patch.type == type && effect.before.risk.level >= .medium
        && effect.after.risk.level < effect.before.risk.level
    }
    guard let worst = lowering.map(\.patch.effect.before.risk.level).max() else { return nil }
    let group = lowering.filter { $0.patch.effect.before.risk.level == worst }
    guard let first = group.first else { return nil }
    let others = group.count == 1 ? "" : " and \(group.count - 1) more"
    let levels = Set(group.map(\.patch.effect.after.risk.level)).sorted().map(\.name).joined(separator: " or ")
    return "\(type.rawValue) for \(first.workload)\(others): \(worst.name) → \(levels)"
      + (type == .hostNetwork ? ", without the protection of policies" : "")
      + (group.contains { $0.patch.confidence == .experiment } ? " (an experiment)" : "")
  }
}

extension ReportText {
  func adviceLines() -> [String] {
    let sentences = Advice(report).sentences
    guard !sentences.isEmpty else { return [] }
    return [style.heading("WHAT HELPS MOST")]
      + sentences.flatMap { wrapped(printable($0), width: width, first: "  ", rest: "    ") }
  }
}
