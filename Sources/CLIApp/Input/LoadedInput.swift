import KubeClient
import KubeCore
import Manifests
import NetRiskAPI
import NetworkSemantics
import RiskEngine
import Support

/// What was read from the command line's paths, or from the cluster, defaulted as by the API server.
struct LoadedInput {
  /// As they were read: manifests in the order of their places.
  let objects: [KubeObject]
  /// What could not be read, in order of place.
  let problems: [InputProblem]
  /// Things to know about the input that are no problem.
  let notices: [String]
  /// Where objects stand; `nil` for a cluster's, which have no place.
  let manifests: ManifestSet?

  init(_ request: InputRequest, _ environment: CommandLineEnvironment) throws(CommandFailure) {
    if request.paths.isEmpty {
      try self.init(request.cluster, environment)
    } else {
      self.init(try Self.manifests(request, environment))
    }
  }

  /// What is read where there is no file to read.
  static var nothing: LoadedInput { LoadedInput(ManifestLoader().load([])) }

  /// A cluster of which nothing is read but what is asked for by name.
  static var unreadCluster: LoadedInput { LoadedInput(objects: [], notices: []) }

  private static func manifests(
    _ request: InputRequest, _ environment: CommandLineEnvironment
  ) throws(CommandFailure) -> ManifestSet {
    var sources: [ManifestSource] = []
    for path in request.paths {
      if path == InputRequest.standardInputPath {
        sources.append(.standardInput(try environment.standardInput(request.maximumFileSize)))
      } else {
        sources.append(.path(path))
      }
    }
    return ManifestLoader(options: ManifestLoader.Options(maxFileSize: request.maximumFileSize)).load(sources)
  }

  private init(_ manifests: ManifestSet) {
    self.manifests = manifests
    objects = manifests.objects.map { $0.object.defaulted() }
    problems = manifests.problems.map { problem in
      InputProblem(
        place: SourcePlace(file: problem.file, line: problem.line, column: problem.column), message: problem.message)
    }
    var notices = manifests.notices
    notices += UnreadKinds(manifests.unknownKinds, seen: manifests.renderedReleases(objects)).notices
    if let notice = MissingNamespaces(objects).notice { notices.append(notice) }
    if manifests.passedOver > 0 {
      notices.append(
        "\(Numbers.count(manifests.passedOver, "document", "documents")) passed over: no apiVersion and kind, "
          + "encrypted, or a patch of kustomize")
    }
    self.notices = notices
  }

  private init(_ cluster: ClusterTarget, _ environment: CommandLineEnvironment) throws(CommandFailure) {
    let found: ClusterObjects
    let connection: ClusterConnection
    do throws(CommandFailure) {
      connection = try environment.cluster.connect(cluster, environment)
      found = try Self.objects(of: connection)
    } catch {
      throw CommandFailure(error.message, advice: error.advice + ["To read manifests instead, give -f PATH."])
    }
    self.init(
      objects: found.objects.map { $0.defaulted() },
      notices: connection.notices
        + found.gaps.map { "\($0.resource) cannot be read (\($0.reason)): \($0.consequence)" })
  }

  private init(objects: [KubeObject], notices: [String]) {
    self.objects = objects
    self.notices = notices
    problems = []
    manifests = nil
  }

  private static func objects(of connection: ClusterConnection) throws(CommandFailure) -> ClusterObjects {
    let result = Waiting.for { () -> Result<ClusterObjects, KubeError> in
      let result: Result<ClusterObjects, KubeError>
      do throws(KubeError) {
        result = .success(try await ClusterReader(client: connection.client).read())
      } catch { result = .failure(error) }
      await connection.close()
      return result
    }
    do throws(KubeError) { return try result.get() } catch {
      throw connection.failure(error, reading: "the cluster")
    }
  }

  /// The objects that the API server would take, and a problem for each that it would not.
  func snapshot(_ options: EvaluationOptions) -> (snapshot: Snapshot, refused: [InputProblem]) {
    let (valid, refused) = RiskEngine.validate(objects, options: options)
    let places = places(of: refused)
    let problems = refused.compactMap { finding -> InputProblem? in
      // An object of a cluster is its own place.
      let place = manifests == nil ? SourcePlace(file: "\(finding.object)") : places[finding]
      return place.map { InputProblem(place: $0, message: finding.message) }
    }
    return (Snapshot(objects: valid), problems)
  }

  /// The files that the objects were read from; `nil` for a cluster's.
  var edits: ManifestEdits? { manifests.map { ManifestEdits($0) } }

  /// Where each object stands; empty for a cluster's.
  var origins: [ObjectKey: ObjectOrigin] {
    guard let manifests else { return [:] }
    return Dictionary(zip(objects.map(\.key), manifests.objects.map(\.origin))) { first, _ in first }
  }

  /// Where each object is written that is to be changed: in what is delivered, where that was read beside the cluster's.
  var definitions: [ObjectKey: ObjectOrigin] {
    origins.merging(manifests?.definitions ?? [:]) { _, definition in definition }
  }

  /// An object as it stands in its file, with everything in it.
  func tree(at origin: ObjectOrigin) -> Tree? { manifests?.tree(at: origin) }

  /// The labels of every object; a workload that was not given itself has those of its pods.
  var labels: [ObjectLabels] {
    let given = objects.map { ObjectLabels(key: $0.key, labels: $0.metadata.labels) }
    let keys = Set(given.map(\.key))
    let owners = WorkloadBuilder.workloads(of: Snapshot(objects: objects)).filter { !keys.contains($0.key) }
    return given + owners.map { ObjectLabels(key: $0.key, labels: $0.podLabels) }
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
