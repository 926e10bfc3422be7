import KubeClient
import KubeCore
import NetRiskAPI
import OperatorApp

/// What was read from a cluster.
struct ClusterObjects: Sendable {
  /// By kind, then as the server lists them.
  var objects: [KubeObject]
  /// The kinds that the server refused.
  var gaps: [InputGap]
}

/// Lists every kind that the analysis looks at, all at the same time.
struct ClusterReader: Sendable {
  let client: KubeClient

  /// What became of one kind.
  private struct Answer: Sendable {
    let resource: APIResource
    let result: Result<[KubeObject], KubeError>

    /// The server's refusal: the kind may not be read, or is not served. No waiting changes it, and others may be read.
    var refusal: KubeError? {
      if case .failure(let error) = result, error.isForbidden || error.isNotFound { error } else { nil }
    }

    /// Why nothing can be read at all.
    var failure: KubeError? {
      if case .failure(let error) = result, refusal == nil { error } else { nil }
    }
  }

  /// Throws where the cluster cannot be read, or none of the kinds may be.
  func read() async throws(KubeError) -> ClusterObjects {
    let answers = await answers()
    if let failure = answers.lazy.compactMap(\.failure).first { throw failure }
    let refusals = answers.compactMap { answer in answer.refusal.map { (answer.resource, $0) } }
    if refusals.count == answers.count, let (_, error) = refusals.first { throw error }
    var objects: [KubeObject] = []
    for answer in answers.sorted(by: { $0.resource.kind < $1.resource.kind }) {
      if case .success(let found) = answer.result { objects += found }
    }
    return ClusterObjects(objects: objects, gaps: refusals.compactMap { InputGap($0, $1) }.sorted())
  }

  /// The answers in the order in which they came; the first failure ends what is under way.
  private func answers() async -> [Answer] {
    await withTaskGroup(of: Answer.self) { group in
      group.addTask { await answer(KubeObject.pod) }
      group.addTask { await answer(KubeObject.namespace) }
      group.addTask { await answer(KubeObject.node) }
      group.addTask { await answer(KubeObject.service) }
      group.addTask { await answer(KubeObject.networkPolicy) }
      // Protobuf has no names for what a slim kind skips, and a CronJob is wanted whole: for its Deployment.
      group.addTask { await answer(KubeObject.cronJob, .json) }
      group.addTask { await answer(KubeObject.job) }
      group.addTask { await answer(KubeObject.replicaSet) }
      group.addTask { await answer(KubeObject.deployment) }
      group.addTask { await answer(KubeObject.statefulSet) }
      group.addTask { await answer(KubeObject.daemonSet) }
      group.addTask { await answer(KubeObject.endpointSlice) }
      var answers: [Answer] = []
      for await answer in group {
        answers.append(answer)
        if answer.failure != nil { group.cancelAll() }
      }
      return answers
    }
  }

  private func answer<Object: Resource>(
    _ wrap: @Sendable (Object) -> KubeObject, _ format: WireFormat = .protobuf
  ) async -> Answer {
    do throws(KubeError) {
      let page = try await client.with(format: format).listAll(Object.self)
      return Answer(resource: Object.resource, result: .success(page.items.map(wrap)))
    } catch {
      return Answer(resource: Object.resource, result: .failure(error))
    }
  }
}
