import KubeCore
import Manifests
import RiskEngine

extension LoadedInput {
  /// The place of each finding whose object was read: its field, else the object.
  func places(of findings: [Finding]) -> [Finding: SourcePlace] {
    guard let manifests else { return [:] }
    let origins = origins
    var places: [Finding: SourcePlace] = [:]
    for finding in findings {
      guard let origin = origins[finding.object] else { continue }
      places[finding] = manifests.place(of: finding.path, in: origin)
    }
    return places
  }

  /// A place for what is about no object of the files, for formats that need one: the kind of the first NetworkPolicy,
  /// else of the first object.
  var anchor: SourcePlace? {
    guard let manifests else { return nil }
    let policy = manifests.objects.first { $0.object.kind == .networkPolicy }
    return (policy ?? manifests.objects.first).map { manifests.place(of: [.field("kind")], in: $0.origin) }
  }
}

extension ManifestSet {
  fileprivate func place(of path: [WireError.Segment], in origin: ObjectOrigin) -> SourcePlace {
    let region = region(of: path, in: origin)
    let (start, end) = (region.lowerBound, region.upperBound)
    return SourcePlace(
      file: origin.file, line: start.line, column: start.column,
      end: SourcePlace.End(line: end.line, column: end.column))
  }
}
