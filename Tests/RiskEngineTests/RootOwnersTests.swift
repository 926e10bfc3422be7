import KubeCore
import RiskEngine
import Testing

@Suite("Root owners")
struct RootOwnersTests {
  private func pod(_ name: String, _ owner: OwnerReference?, labels: Labels = [:]) -> ObjectMeta {
    with(ObjectMeta(namespace: "apps", name: name, labels: labels)) { $0.ownerReferences = owner.map { [$0] } ?? [] }
  }

  private func owned(_ name: String, uid: String = "", by owner: OwnerReference? = nil) -> ObjectMeta {
    with(pod(name, owner)) { $0.uid = uid }
  }

  private func key(_ kind: String, _ name: String) -> ObjectKey {
    ObjectKey(kind: kind, namespace: "apps", name: name)
  }

  @Test("Owners that need no look-up", arguments: ["StatefulSet", "DaemonSet", "Deployment", "CronJob", "GameServer"])
  func directOwners(kind: String) {
    let root = RootOwners().root(of: pod("web-0", .init("example.org/v1", kind, "web")))
    #expect(root == RootOwner(key: key(kind, "web"), apiVersion: "example.org/v1"))
  }

  @Test("A bare pod and a mirror pod are their own roots; an owner that is no controller is none")
  func barePods() {
    #expect(RootOwners().root(of: pod("web", nil)).key == key("Pod", "web"))
    #expect(RootOwners().root(of: pod("etcd-node1", .init("v1", "Node", "node1"))).key == key("Pod", "etcd-node1"))
    let kept = with(OwnerReference("apps/v1", "StatefulSet", "web")) { $0.controller = false }
    #expect(RootOwners().root(of: pod("web", kept)).key == key("Pod", "web"))
  }

  @Test("By uid, and by name where the uid is empty or unknown", arguments: ["uid-job", "", "uid-of-before"])
  func chains(uid: String) {
    var owners = RootOwners()
    owners.observe(.job, owned("job-1", uid: "uid-job", by: .init("batch/v1", "CronJob", "job")))
    let root = owners.root(of: pod("job-1-x", .init("batch/v1", "Job", "job-1", uid: uid)))
    #expect(root == RootOwner(key: key("CronJob", "job"), apiVersion: "batch/v1"))
    let elsewhere = with(pod("job-1-x", .init("batch/v1", "Job", "job-1"))) { $0.namespace = "other" }
    #expect(owners.root(of: elsewhere).key == ObjectKey(kind: "Job", namespace: "other", name: "job-1"))
  }

  @Test("A ReplicaSet that is not known belongs to the Deployment of its name, one that is known to its owner")
  func replicaSets() {
    var owners = RootOwners()
    let labels: Labels = ["pod-template-hash": "7d77dcf87"]
    let web = pod("web-7d77dcf87-x", .init("apps/v1", "ReplicaSet", "web-7d77dcf87", uid: "uid-rs"), labels: labels)
    #expect(owners.root(of: web) == RootOwner(key: key("Deployment", "web"), apiVersion: "apps/v1"))
    for hash in ["other", "", "web-7d77dcf87"] {
      let odd = with(web) { $0.labels = ["pod-template-hash": hash] }
      #expect(owners.root(of: odd).key == key("ReplicaSet", "web-7d77dcf87"))
    }
    owners.observe(
      .replicaSet, owned("web-7d77dcf87", uid: "uid-rs", by: .init("argoproj.io/v1alpha1", "Rollout", "w")))
    #expect(owners.root(of: web) == RootOwner(key: key("Rollout", "w"), apiVersion: "argoproj.io/v1alpha1"))
    owners.observe(.replicaSet, owned("web-7d77dcf87", uid: "uid-rs"))
    #expect(owners.root(of: web).key == key("ReplicaSet", "web-7d77dcf87"))
  }

  @Test("A Job of another group is no batch Job")
  func otherGroup() {
    var owners = RootOwners()
    owners.observe(.job, owned("train", uid: "uid-job", by: .init("batch/v1", "CronJob", "nightly")))
    let root = owners.root(of: pod("train-0", .init("batch.volcano.sh/v1alpha1", "Job", "train")))
    #expect(root == RootOwner(key: key("Job", "train"), apiVersion: "batch.volcano.sh/v1alpha1"))
  }

  @Test("A deleted Job is remembered until so many younger ones are deleted too")
  func remembersDeleted() {
    var owners = RootOwners(maxDeleted: 3)
    func root(_ number: Int) -> String {
      owners.root(of: pod("p", .init("batch/v1", "Job", "job-\(number)", uid: "uid-\(number)"))).key.kind
    }
    for number in 0..<10 {
      owners.observe(.job, owned("job-\(number)", uid: "uid-\(number)", by: .init("batch/v1", "CronJob", "job")))
      owners.markDeleted(key("Job", "job-\(number)"), uid: "uid-\(number)")
    }
    #expect((0..<10).map(root) == Array(repeating: "Job", count: 7) + Array(repeating: "CronJob", count: 3))
    #expect(owners.count == 3)
  }

  @Test("A Job made anew under the same name outlives the memory of the old one")
  func sameNameAgain() {
    var owners = RootOwners(maxDeleted: 1)
    owners.observe(.job, owned("job", uid: "old", by: .init("batch/v1", "CronJob", "a")))
    owners.markDeleted(key("Job", "job"), uid: "old")
    owners.observe(.job, owned("job", uid: "new", by: .init("batch/v1", "CronJob", "b")))
    owners.observe(.job, owned("x", uid: "x", by: .init("batch/v1", "CronJob", "c")))
    owners.markDeleted(key("Job", "x"), uid: "x")
    #expect(owners.root(of: pod("p", .init("batch/v1", "Job", "job"))).key == key("CronJob", "b"))
  }
}
