package import KubeCore

/// A patch with the workload that it is for, or with its target where it is for none.
package struct RankedPatch: Hashable, Sendable {
  package var workload: ObjectKey
  package var patch: SuggestedPatch

  package init(workload: ObjectKey, patch: SuggestedPatch) {
    self.workload = workload
    self.patch = patch
  }

  /// Seconds an hour of rebuilding that the whole cluster is spared; less than a tenth of them is no help to speak of.
  private var savedPressure: Double {
    let (before, after) = (patch.effect.before.pressureSecondsPerHour, patch.effect.after.pressureSecondsPerHour)
    return before - after >= before / 10 ? before - after : 0
  }

  private var loweredScore: Int { max(0, patch.effect.before.risk.score - patch.effect.after.risk.score) }

  /// What asks least of those who run the workload comes first among equals.
  private var typeOrder: Int { SuggestedPatch.PatchType.allCases.firstIndex(of: patch.type) ?? 0 }

  /// What helps the whole cluster comes first, then what lowers a workload's risk most, then what opens and closes
  /// fewest connections. What cannot be offered comes last.
  fileprivate func precedes(_ other: RankedPatch) -> Bool {
    let (mine, others) = (patch.effect, other.patch.effect)
    if patch.changes.isEmpty != other.patch.changes.isEmpty { return other.patch.changes.isEmpty }
    if savedPressure != other.savedPressure { return savedPressure > other.savedPressure }
    if loweredScore != other.loweredScore { return loweredScore > other.loweredScore }
    let changed = (mine.gainedCount + mine.lostCount, others.gainedCount + others.lostCount)
    if changed.0 != changed.1 { return changed.0 < changed.1 }
    let order = (typeOrder, other.typeOrder)
    return order.0 == order.1 ? patch.id < other.patch.id : order.0 < order.1
  }
}

extension AnalysisReport {
  /// Every patch once, the ones that do most for this cluster first.
  package var rankedPatches: [RankedPatch] {
    var seen: Set<String> = []
    let all = workloads.flatMap { workload in
      workload.suggestedPatches.map { RankedPatch(workload: workload.key, patch: $0) }
    }
    let shared = cluster.suggestedPatches.map { RankedPatch(workload: $0.target.key, patch: $0) }
    return (all + shared).filter { seen.insert($0.patch.id).inserted }.ranked
  }
}

extension [RankedPatch] {
  /// The ones that do most for this cluster first.
  package var ranked: [RankedPatch] { sorted { $0.precedes($1) } }
}
