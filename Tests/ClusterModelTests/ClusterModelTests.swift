import ClusterModel
import KubeCore
import Manifests
import NetworkSemantics
import RiskEngine
import Schedules
import Support
import Testing

@Suite("The model of a cluster")
struct ClusterModelTests {
  private static let now = Timestamp(seconds: 1_771_156_800)

  private static func object(_ kind: ObjectKind, _ json: String) throws -> KubeObject {
    try JSONReader.read(Array(json.utf8)) { (reader) throws(WireError) in try KubeObject(kind, from: &reader) }
      .defaulted()
  }

  private static func cronJob() throws -> KubeObject {
    try object(
      .cronJob,
      """
      {"metadata":{"name":"tick","namespace":"jobs","uid":"c"},"spec":{"schedule":"*/5 * * * *","jobTemplate":{"spec":
      {"template":{"metadata":{"labels":{"app":"tick"}},"spec":{"restartPolicy":"Never",
      "containers":[{"name":"c","image":"busybox"}]}}}}}}
      """)
  }

  private static func job(_ number: Int) throws -> KubeObject {
    try object(
      .job,
      """
      {"metadata":{"name":"tick-\(number)","namespace":"jobs","uid":"j\(number)","ownerReferences":[{"apiVersion":
      "batch/v1","kind":"CronJob","name":"tick","uid":"c","controller":true}]},"spec":{"template":{}}}
      """)
  }

  private static func pod(_ number: Int, version: Int, _ status: String, labels: String = "") throws -> KubeObject {
    try object(
      .pod,
      """
      {"metadata":{"name":"tick-\(number)-x","namespace":"jobs","uid":"p\(number)","resourceVersion":"\(version)",
      "labels":{"app":"tick","job-name":"tick-\(number)"\(labels)},"ownerReferences":[{"apiVersion":"batch/v1",
      "kind":"Job","name":"tick-\(number)","uid":"j\(number)","controller":true}]},
      "spec":{"nodeName":"n","containers":[{"name":"c","image":"busybox"}]},"status":{\(status)}}
      """)
  }

  private static func policy(_ name: String, selecting selector: String) throws -> KubeObject {
    try object(
      .networkPolicy,
      #"{"metadata":{"name":"\#(name)","namespace":"jobs"},"spec":{"podSelector":\#(selector)}}"#)
  }

  /// The states of one run on a real kubelet.
  private static func run(_ number: Int, _ model: inout ClusterModel) throws {
    let states = try [
      pod(number, version: 10 * number + 1, #""phase":"Pending""#),
      pod(number, version: 10 * number + 2, #""phase":"Pending","hostIP":"10.0.0.1""#),
      pod(
        number, version: 10 * number + 3,
        #""phase":"Running","hostIP":"10.0.0.1","podIP":"10.42.0.\#(number)","podIPs":[{"ip":"10.42.0.\#(number)"}]"#),
      pod(
        number, version: 10 * number + 4,
        #""phase":"Succeeded","hostIP":"10.0.0.1","podIP":"10.42.0.\#(number)","podIPs":[{"ip":"10.42.0.\#(number)"}]"#),
    ]
    model.apply(.added(try job(number)), isListed: false, at: now)
    model.apply(.added(states[0]), isListed: false, at: now)
    for (old, new) in zip(states, states.dropFirst()) {
      model.apply(.updated(old: old, new: new), isListed: false, at: now)
    }
    model.apply(.deleted(states[3]), isListed: false, at: now)
    model.apply(.deleted(try job(number)), isListed: false, at: now)
  }

  private static func model() throws -> ClusterModel {
    var model = ClusterModel(startingAt: now)
    model.apply(.added(try policy("all", selecting: "{}")), isListed: true, at: now)
    model.apply(.added(try policy("tick", selecting: #"{"matchLabels":{"app":"tick"}}"#)), isListed: true, at: now)
    model.apply(.added(try cronJob()), isListed: true, at: now)
    return model
  }

  @Test("Runs of a CronJob are churn, and change nothing that is evaluated")
  func runs() throws {
    var model = try Self.model()
    let structure = model.structure
    for number in 1...20 { try Self.run(number, &model) }
    #expect(model.structure == structure)
    model.observe(until: Timestamp(seconds: Self.now.seconds + 3600))
    #expect(model.recorder.ledger.requestsInLastHour == 80)
    let sources = model.recorder.ledger.shares().map(\.source)
    #expect(sources == [.object(ObjectKey(kind: "CronJob", namespace: "jobs", name: "tick"))])
  }

  @Test("A pod with a label that a policy looks at is looked at itself")
  func ownPod() throws {
    var model = try Self.model()
    model.apply(.added(try Self.job(1)), isListed: true, at: Self.now)
    let plain = try Self.pod(1, version: 1, #""phase":"Running","podIP":"10.42.0.1""#)
    let structure = model.structure
    model.apply(.added(plain), isListed: true, at: Self.now)
    #expect(model.structure == structure)
    let marked = try Self.pod(1, version: 2, #""phase":"Running","podIP":"10.42.0.1""#, labels: #","role":"x""#)
    model.apply(.updated(old: plain, new: marked), isListed: false, at: Self.now)
    #expect(model.structure == structure)
    // From here on a policy tells it from its template.
    model.apply(
      .added(try Self.policy("role", selecting: #"{"matchLabels":{"role":"x"}}"#)), isListed: false, at: Self.now)
    #expect(model.structure > structure)
    guard case .pod(let pod) = marked else { return }
    #expect(model.podsForEvaluation([pod]) == [pod])
    let before = model.structure
    model.apply(.deleted(marked), isListed: false, at: Self.now)
    #expect(model.structure > before)
  }

  @Test("What a list finds is no churn")
  func listed() throws {
    var model = try Self.model()
    let pod = try Self.pod(1, version: 1, #""phase":"Running","podIP":"10.42.0.1""#)
    model.apply(.added(pod), isListed: true, at: Self.now)
    model.apply(.deleted(pod), isListed: true, at: Self.now)
    model.observe(until: Timestamp(seconds: Self.now.seconds + 60))
    #expect(model.recorder.ledger.totals(lastMinutes: 60).requests == 0)
  }

  @Test("A status that moves is no structure; a spec, a label and an annotation are")
  func structure() throws {
    var model = try Self.model()
    let old = try Self.cronJob()
    guard case .cronJob(var job) = old else { return }
    job.metadata.resourceVersion = "2"
    job.status.lastScheduleTime = Self.now
    let structure = model.structure
    model.apply(.updated(old: old, new: .cronJob(job)), isListed: false, at: Self.now)
    #expect(model.structure == structure)
    var suspended = job
    suspended.spec.suspend = true
    model.apply(.updated(old: .cronJob(job), new: .cronJob(suspended)), isListed: false, at: Self.now)
    #expect(model.structure == structure + 1)
    var annotated = suspended
    annotated.metadata.annotations["netrisk.dev/chatty"] = "true"
    model.apply(.updated(old: .cronJob(suspended), new: .cronJob(annotated)), isListed: false, at: Self.now)
    #expect(model.structure == structure + 2)
  }
}
