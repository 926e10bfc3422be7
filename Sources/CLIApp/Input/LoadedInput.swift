import KubeCore
import Manifests
import NetworkSemantics
import RiskEngine

/// What was read from the command line's paths, defaulted as by the API server.
struct LoadedInput {
  let manifests: ManifestSet
  /// In the order of their places.
  let objects: [KubeObject]

  init(_ request: InputRequest, _ environment: CommandLineEnvironment) throws(CommandFailure) {
    var sources: [ManifestSource] = []
    for path in request.paths {
      if path == InputRequest.standardInputPath {
        sources.append(.standardInput(try environment.standardInput(request.maximumFileSize)))
      } else {
        sources.append(.path(path))
      }
    }
    manifests = ManifestLoader(options: ManifestLoader.Options(maxFileSize: request.maximumFileSize)).load(sources)
    objects = manifests.objects.map { $0.object.defaulted() }
  }

  /// What could not be read, in order of place.
  var problems: [InputProblem] {
    manifests.problems.map { problem in
      InputProblem(
        place: SourcePlace(file: problem.file, line: problem.line, column: problem.column), message: problem.message)
    }
  }

  /// Things to know about the input that are no problem.
  var notices: [String] {
    var notices = manifests.notices
    notices += UnreadKinds(manifests.unknownKinds).notices
    if let notice = MissingNamespaces(objects).notice { notices.append(notice) }
    if manifests.passedOver > 0 {
      notices.append(
        "\(Numbers.count(manifests.passedOver, "document", "documents")) passed over: no apiVersion and kind, "
          + "encrypted, or a patch of kustomize")
    }
    return notices
  }

  /// The objects that the API server would take, and a problem for each that it would not.
  func snapshot(_ options: EvaluationOptions) -> (snapshot: Snapshot, refused: [InputProblem]) {
    let (valid, refused) = RiskEngine.validate(objects, options: options)
    let places = places(of: refused)
    return (
      Snapshot(objects: valid),
      refused.compactMap { finding in places[finding].map { InputProblem(place: $0, message: finding.message) } }
    )
  }

  /// The labels of every object; a workload that was not given itself has those of its pods.
  var labels: [ObjectLabels] {
    let given = objects.map { ObjectLabels(key: $0.key, labels: $0.metadata.labels) }
    let keys = Set(given.map(\.key))
    let owners = WorkloadBuilder.workloads(of: Snapshot(objects: objects)).filter { !keys.contains($0.key) }
    return given + owners.map { ObjectLabels(key: $0.key, labels: $0.podLabels) }
  }

  /// The place of each finding whose object was read: its field, else the object.
  func places(of findings: [Finding]) -> [Finding: SourcePlace] {
    let origins = Dictionary(zip(objects.map(\.key), manifests.objects.map(\.origin))) { first, _ in first }
    var places: [Finding: SourcePlace] = [:]
    for finding in findings {
      guard let origin = origins[finding.object] else { continue }
      let mark = finding.path.isEmpty ? origin.mark : manifests.mark(of: finding.path, in: origin)
      places[finding] = SourcePlace(file: origin.file, line: mark.line, column: mark.column)
    }
    return places
  }
}

extension Snapshot {
  /// Policies with every pod that was given, and a template for each workload whose pods are not there.
  var policySnapshot: PolicySnapshot {
    let templates = WorkloadBuilder.workloads(of: self).filter(\.isFromTemplate).flatMap(\.endpoints)
    return PolicySnapshot(
      policies: policies, endpoints: pods.map { PodEndpoint($0) } + templates, namespaces: namespaces)
  }
}
