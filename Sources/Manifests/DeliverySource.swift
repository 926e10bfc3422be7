package import Support

/// An object of a tool that delivers other objects: a HelmRelease or Kustomization of Flux, an Application of Argo CD, or
/// the ApplicationSet that generates one.
package struct DeliverySource: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case helmRelease, fluxKustomization, argoApplication, argoApplicationSet
  }

  package var kind: Kind
  /// Empty where the document names none, which a kustomization then does.
  package var namespace: String
  package var name: String
  package var spec: Tree
  package var origin: ObjectOrigin

  /// The kind of a document; `nil` for all others. The versions of an API say the same of what is read here.
  static func kind(apiVersion: String, kind: String) -> Kind? {
    switch (apiVersion.prefix { $0 != "/" }, kind) {
    case ("helm.toolkit.fluxcd.io", "HelmRelease"): .helmRelease
    case ("kustomize.toolkit.fluxcd.io", "Kustomization"): .fluxKustomization
    case ("argoproj.io", "Application"): .argoApplication
    case ("argoproj.io", "ApplicationSet"): .argoApplicationSet
    default: nil
    }
  }

  /// `nil` for a document without a name, or with one that is yet to be filled in.
  init?(_ kind: Kind, _ document: Tree, at origin: ObjectOrigin) {
    guard let metadata = document["metadata"], let name = metadata["name"]?.stringValue, !name.isEmpty,
      !name.contains("${")
    else { return nil }
    self.kind = kind
    self.name = name
    namespace = metadata["namespace"]?.stringValue ?? ""
    spec = document["spec"] ?? .null
    self.origin = origin
  }

  /// Whether objects of this chart may come from one that the named chart only depends on: then values for it go
  /// elsewhere. A folder of a repository is a chart of somebody's own.
  package func mayDepend(on chart: String) -> Bool {
    switch kind {
    case .fluxKustomization, .argoApplicationSet: return false
    case .helmRelease:
      let named = spec["chart"]?["spec"]?["chart"]?.stringValue
      return named.map { $0.split(separator: "/").last.map(String.init) != chart } ?? false
    case .argoApplication:
      guard let source = spec["source"] else { return false }
      return source["chart"]?.stringValue != chart
    }
  }

  /// Whether it says that live changes are put back. Where it does not, a patch of a kustomization still may.
  ///
  /// Sources: fluxcd/helm-controller docs/spec/v2/helmreleases.md, "Drift correction"; argoproj/argo-cd
  /// docs/user-guide/auto_sync.md, "Automatic Self-Healing".
  package var correctsDrift: Bool {
    switch kind {
    case .helmRelease: return spec["driftDetection"]?["mode"] == "enabled"
    case .fluxKustomization: return true
    case .argoApplication: return Self.healsItself(spec)
    case .argoApplicationSet: return Self.healsItself(spec["template"]?["spec"])
    }
  }

  private static func healsItself(_ application: Tree?) -> Bool {
    let automated = application?["syncPolicy"]?["automated"]
    return automated?["selfHeal"] == true && automated?["enabled"] != false
  }

  /// Whether an ApplicationSet may generate an Application of this name: what stands around the `{{ … }}` of its
  /// template's name is there, in order (argoproj/argo-cd docs/operator-manual/applicationset/Template.md).
  func mayGenerate(_ name: String) -> Bool {
    guard kind == .argoApplicationSet, let template = spec["template"]?["metadata"]?["name"]?.stringValue else {
      return false
    }
    let literals = template.split(separator: "{{", omittingEmptySubsequences: false).enumerated().map { index, part in
      index == 0 ? part : part.firstRange(of: "}}").map { part[$0.upperBound...] } ?? part
    }
    guard let first = literals.first, let last = literals.last, literals.count > 1 else { return template == name }
    guard name.hasPrefix(first), name.dropFirst(first.count).hasSuffix(last) else { return false }
    var rest = name.dropFirst(first.count).dropLast(last.count)
    for literal in literals.dropFirst().dropLast() where !literal.isEmpty {
      guard let found = rest.firstRange(of: literal) else { return false }
      rest = rest[found.upperBound...]
    }
    return true
  }
}
