import KubeCore
import Manifests
import RiskEngine

extension LoadedInput {
  /// The report with what the files tell of who delivers the objects of its patches, and where that is written. A
  /// cluster's objects tell it themselves.
  func locating(_ report: AnalysisReport) -> AnalysisReport {
    guard !report.rankedPatches.isEmpty, let owners = fileOwners else { return report }
    var report = report
    for index in report.workloads.indices {
      let workload = report.workloads[index].key
      report.workloads[index].suggestedPatches = report.workloads[index].suggestedPatches.map {
        owners.locating($0, for: workload)
      }
    }
    report.cluster.suggestedPatches = report.cluster.suggestedPatches.map { owners.locating($0, for: nil) }
    return report
  }

  /// The same for patches that are in no report.
  func locating(_ patches: [RankedPatch]) -> [RankedPatch] {
    guard !patches.isEmpty, let owners = fileOwners else { return patches }
    return patches.map { RankedPatch(workload: $0.workload, patch: owners.locating($0.patch, for: $0.workload)) }
  }

  private var fileOwners: FileOwners? {
    guard let manifests else { return nil }
    var definitions = definitions
    for object in objects where !object.metadata.uid.isEmpty && manifests.definitions[object.key] == nil {
      definitions[object.key] = nil
    }
    return FileOwners(manifests, definitions: definitions)
  }
}

extension ManifestSet {
  /// How many HelmReleases of the files made objects that are among these.
  func renderedReleases(_ objects: [KubeObject]) -> Int {
    let releases = sources.filter { $0.kind == .helmRelease }
    guard !releases.isEmpty else { return 0 }
    let made = Set(objects.compactMap { ManagedBy($0.metadata, kind: $0.kind) }.filter { $0.source == .helmRelease })
    let names = Set(made.map { [$0.namespace, $0.name] })
    return releases.count { release in
      names.contains([release.namespace, release.name])
        || release.namespace.isEmpty && names.contains { $0[1] == release.name }
    }
  }
}
