import KubeCore
import Support

extension PatchDelivery {
  /// The files of a patch for what delivers its objects; what is new is a manifest of its own, since none of these
  /// makes objects.
  func ownerFiles(of patch: SuggestedPatch) throws(DeliveryRefusal) -> [DeliveredFile] {
    let fragments = try OwnerFragment.all(of: patch, as: format).map { fragment in
      let comment = (["NetRisk \(patch.id)"] + fragment.remarks).map { "# \($0)\n" }.joined()
      return DeliveredFile(path: fragment.fileName, text: comment + YAMLWriter().text(fragment.tree))
    }
    let new = patch.changes.compactMap { change -> DeliveredFile? in
      guard case .create(let object) = change.action else { return nil }
      let remark = "# New, and so a manifest of its own: \(format.name) only change what is there.\n"
      return DeliveredFile(
        path: path(of: change), text: "# NetRisk \(patch.id)\n\(remark)" + YAMLWriter().text(object))
    }
    return fragments + new
  }
}

extension PatchFormat {
  fileprivate var name: String {
    switch self {
    case .postRenderer: "post-renderers"
    case .fluxPatches: "patches"
    default: "values"
    }
  }

  /// The formats for what delivers a patch's objects in which it can be had, the best first.
  package static func owners(of patch: SuggestedPatch) -> [PatchFormat] {
    guard patch.changes.contains(where: { if case .create = $0.action { false } else { true } }) else { return [] }
    return forOwners.filter { format in (try? OwnerFragment.all(of: patch, as: format)) != nil }
  }
}

extension OwnerFragment {
  /// `helmrelease-home-ha.yaml`, `values-home-ha.yaml`.
  fileprivate var fileName: String {
    let parts = [managedBy.source.kind?.lowercased() ?? "values", managedBy.namespace, managedBy.name]
    let name = parts.filter { !$0.isEmpty }.joined(separator: "-")
    let isPlain = { (mark: Character) in mark.isASCII && (mark.isLetter || mark.isNumber || mark == "." || mark == "-")
    }
    return String(name.map { isPlain($0) ? $0 : "-" }) + ".yaml"
  }

  /// What it is for and how it gets there, as lines of a comment.
  fileprivate var remarks: [String] {
    let merged = managedBy.source == .helm ? "For the values of \(managedBy.title)" : "For \(managedBy.title)"
    let entry = list.map { "An entry for \($0.joined(separator: ".")), behind those that are there" }
    let place = managedBy.location.map { "In \($0.text)" }
    // What an object says is the chart that it is of, not the chart that was installed.
    let parent = list == nil && place == nil ? "Below the chart's name, where another chart depends on it" : nil
    return [merged, place, entry, parent].compactMap { $0 }.map { line in String(line.map { $0.isNewline ? " " : $0 }) }
  }
}
