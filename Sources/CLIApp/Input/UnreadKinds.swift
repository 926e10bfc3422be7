import KubeCore
import Manifests
import NetRiskAPI

/// The objects that were found and are not read, in words.
struct UnreadKinds {
  private typealias Kind = ManifestSet.UnknownKind

  /// Kinds that stand for workloads and policies which are not in the files. The groups are those of Flux, k3s, Argo CD.
  private static let installers = [
    "helm.toolkit.fluxcd.io": "HelmRelease", "helm.cattle.io": "HelmChart", "argoproj.io": "Application",
  ]

  /// Kinds that NetRisk never reads.
  private var others: [Kind] = []
  /// Kinds that NetRisk reads in another API version or group.
  private var otherVersions: [Kind] = []
  private var installing: [Kind] = []
  /// HelmReleases of which there are objects.
  private let seen: Int

  init(_ kinds: [ManifestSet.UnknownKind], seen: Int = 0) {
    self.seen = seen
    for kind in kinds {
      let group = kind.apiVersion.split(separator: "/").first.map(String.init) ?? ""
      if group == NetRiskAPI.group { continue }
      if Self.installers[group] == kind.kind {
        installing.append(kind)
      } else if ObjectKind(rawValue: kind.kind) != nil {
        otherVersions.append(kind)
      } else {
        others.append(kind)
      }
    }
  }

  /// Whole sentences; none where everything was read.
  var notices: [String] {
    var notices: [String] = []
    if !others.isEmpty {
      notices.append("\(count(others)) of kinds that NetRisk does not read: \(Self.list(others.map(\.kind)))")
    }
    if !otherVersions.isEmpty {
      let named = otherVersions.map { "\($0.kind) (\($0.apiVersion))" }
      notices.append("\(count(otherVersions)) of API versions that NetRisk does not read: \(Self.list(named))")
    }
    for kind in Set(installing.map(\.kind)).sorted() {
      let found = installing.filter { $0.kind == kind }.reduce(0) { $0 + $1.count }
      let number = kind == "HelmRelease" ? found - seen : found
      guard number > 0 else { continue }
      notices.append(
        "what \(Numbers.count(number, kind, kind + "s")) \(number == 1 ? "installs" : "install") is not in these "
          + "files: to see it, analyze the cluster, which is without -f")
    }
    return notices
  }

  private func count(_ kinds: [Kind]) -> String {
    Numbers.count(kinds.reduce(0) { $0 + $1.count }, "object", "objects")
  }

  private static func list(_ names: [String]) -> String {
    let names = Set(names).sorted()
    return names.prefix(5).joined(separator: ", ") + (names.count > 5 ? ", …" : "")
  }
}
