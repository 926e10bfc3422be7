import KubeCore
package import Support
import YAML

/// Kustomizations keep up with the files that they list.
extension ManifestEdits {
  /// The kustomizations that list a file.
  private func kustomizations(listing file: String) -> [Kustomization] {
    var found: [Kustomization] = []
    for (kustomization, _) in set.kustomizations(listing: file) where !found.contains(kustomization) {
      found.append(kustomization)
    }
    return found
  }

  /// Lists a new file wherever the one beside which it stands is listed.
  package mutating func list(_ path: String, beside file: String) throws(ManifestEditRefusal) {
    for kustomization in kustomizations(listing: file) {
      guard let name = kustomization.relative(path) else { continue }
      try edit(kustomization) { $0.appending([.string(name)], to: "resources") }
    }
  }

  /// Takes a file off the lists of resources, where nothing is left of it.
  package mutating func unlistIfGone(_ file: String) throws(ManifestEditRefusal) {
    guard set.texts[file] != nil, text(of: file) == nil else { return }
    for kustomization in kustomizations(listing: file) {
      guard let name = kustomization.relative(file) else { continue }
      try edit(kustomization) { root in
        var root = root
        let rest = (root["resources"]?.elements ?? []).filter { entry in
          guard let text = entry.stringValue else { return true }
          return text != name && text != "./\(name)"
        }
        root["resources"] = .array(rest)
        return root
      }
    }
  }

  /// Patches an object from the kustomization that lists its file, by files beside that kustomization's own.
  ///
  /// - Parameters:
  ///   - origins: of the objects that are patched; one kustomization has to list them all.
  ///   - resources: names of the files that are resources; the others are patches.
  ///   - patches: the entries of its `patches`.
  /// - Returns: the kustomization's file; `nil` where there is none that does.
  package mutating func patch(
    _ origins: [ObjectOrigin], files: [(name: String, text: String)], resources: [String], patches: [Tree]
  ) throws(ManifestEditRefusal) -> String? {
    let common = origins.map { kustomizations(listing: $0.file) }
    guard let first = common.first,
      let kustomization = first.first(where: { one in common.allSatisfy { $0.contains(one) } }),
      let origin = origin(of: kustomization)
    else { return nil }
    for file in files { try create(file.text, named: file.name, beside: origin) }
    try edit(kustomization) { root in
      root.appending(resources.map { .string($0) }, to: "resources").appending(patches, to: "patches")
    }
    return kustomization.file
  }

  private mutating func edit(_ kustomization: Kustomization, _ change: (Tree) -> Tree) throws(ManifestEditRefusal) {
    guard let origin = origin(of: kustomization) else { return }
    try edit(origin, change)
  }

  /// Where its document is.
  private func origin(of kustomization: Kustomization) -> ObjectOrigin? {
    guard let bytes = text(of: kustomization.file),
      let document = YAMLParser().documents(bytes).first(where: { _ in true })
    else { return nil }
    let start: SourceMark = if case .success(let tree) = document.content { tree[tree.root].start } else { .start }
    return ObjectOrigin(
      file: kustomization.file, document: document.index, documentRange: document.range, documentLine: document.line,
      range: document.range, path: [], mark: start, isJSON: false)
  }
}

extension Kustomization {
  /// A path from its folder on; `nil` for one outside of it.
  fileprivate func relative(_ path: String) -> String? {
    if folder == "." { return path.hasPrefix("/") || path.hasPrefix("../") ? nil : path }
    return path.hasPrefix(folder + "/") ? String(path.utf8.dropFirst(folder.utf8.count + 1)) : nil
  }
}

extension Tree {
  /// The object with these at the end of one of its lists, unless they are in it.
  fileprivate func appending(_ new: [Tree], to name: String) -> Tree {
    var object = self
    let there = object[name]?.elements ?? []
    let added = new.filter { !there.contains($0) }
    if !added.isEmpty { object[name] = .array(there + added) }
    return object
  }
}
