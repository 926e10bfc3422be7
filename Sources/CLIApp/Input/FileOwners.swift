import KubeCore
import Manifests
import RiskEngine
import Support

/// Finds in the files what delivers the objects of patches.
struct FileOwners {
  private let manifests: ManifestSet
  private let index: DeliveryIndex
  /// Where objects are written that are no cluster's: those are no place to change them.
  private let definitions: [ObjectKey: ObjectOrigin]

  init(_ manifests: ManifestSet, definitions: [ObjectKey: ObjectOrigin]) {
    self.manifests = manifests
    index = DeliveryIndex(manifests)
    self.definitions = definitions
  }

  func locating(_ patch: SuggestedPatch, for workload: ObjectKey?) -> SuggestedPatch {
    var patch = patch
    patch.managed = patch.changes.compactMap { change in
      let key = change.target.key
      let isNew = if case .create = change.action { true } else { false }
      guard var object = patch.managed(key) ?? unlabelled(key, beside: isNew ? workload : nil) else { return nil }
      object.managedBy = located(object.managedBy, object.key)
      object.location = definitions[key].map { SourceLocation($0) }
      if object.key.kind == ObjectKind.networkPolicy.rawValue { object.valuesID = policyID(object) }
      return object
    }
    return patch
  }

  // MARK: By what the object says

  private func located(_ managedBy: ManagedBy, _ key: ObjectKey) -> ManagedBy {
    var found = managedBy
    let source: DeliverySource?
    switch managedBy.source {
    case .helmRelease: source = release(managedBy)
    case .fluxKustomization:
      source = manifests.source(.fluxKustomization, namespace: managedBy.namespace, name: managedBy.name)
    case .argoApplication:
      let application = manifests.source(.argoApplication, namespace: managedBy.namespace, name: managedBy.name)
      source = application ?? manifests.applicationSet(making: managedBy.name)
      found.isGenerated = application == nil && source != nil
    case .helm:
      // What `helm template` prints says nothing of its namespace but by the objects'.
      source =
        managedBy.name.isEmpty
        ? nil
        : manifests.helmRelease(
          making: managedBy.name, in: managedBy.namespace.isEmpty ? key.namespace : managedBy.namespace)
      if let source {
        found = ManagedBy(
          .helmRelease, namespace: source.namespace.isEmpty ? managedBy.namespace : source.namespace,
          name: source.name, chart: managedBy.chart)
      }
    case .kustomize: source = nil
    }
    if let source {
      found.location = SourceLocation(source.origin)
      found.correctsDrift = source.correctsDrift
      if let chart = found.chart, source.mayDepend(on: chart.name) { found.chart = nil }
    }
    return found
  }

  private func release(_ managedBy: ManagedBy) -> DeliverySource? {
    manifests.source(.helmRelease, namespace: managedBy.namespace, name: managedBy.name)
  }

  /// The id of a policy in the values of its HelmRelease: the only one there, or the only one that its name ends with
  /// (bjw-s-labs/helm-charts templates/lib/common/_determineResourceNameFromValues.tpl).
  private func policyID(_ object: ManagedObject) -> String? {
    guard object.managedBy.source == .helmRelease,
      let policies = release(object.managedBy)?.spec["values"]?["networkpolicies"]?.objectMembers
    else { return nil }
    let ids = policies.filter { $0.value["enabled"] != false }.map(\.name)
    let meant = ids.count == 1 ? ids : ids.filter { object.key.name.hasSuffix("-\($0)") }
    return meant.count == 1 ? meant[0] : nil
  }

  // MARK: By where the object is written

  /// An object without labels of a tool, by what applies its file; what is new goes with its workload.
  private func unlabelled(_ key: ObjectKey, beside workload: ObjectKey?) -> ManagedObject? {
    let known = workload ?? key
    guard let origin = definitions[known] else { return nil }
    if let source = index.fluxKustomization(applying: origin.file) {
      let managedBy = ManagedBy(.fluxKustomization, namespace: source.namespace, name: source.name)
      return ManagedObject(key, managedBy, isNew: workload != nil)
    }
    guard let listing = index.kustomizations(listing: origin.file).first else { return nil }
    var managedBy = ManagedBy(.kustomize, name: listing.kustomization.folder)
    let mark = listing.entry.mark
    managedBy.location = SourceLocation(file: listing.kustomization.file, line: mark.line, column: mark.column)
    return ManagedObject(key, managedBy, isNew: workload != nil)
  }
}

extension SourceLocation {
  init(_ origin: ObjectOrigin) {
    self.init(file: origin.file, line: origin.mark.line, column: origin.mark.column)
  }
}
