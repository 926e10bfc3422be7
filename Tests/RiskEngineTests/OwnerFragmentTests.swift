import KubeCore
import RiskEngine
import Support
import Testing

/// What a patch comes to in the object of the tool that delivers what it changes.
@Suite("Patches for what delivers an object")
struct OwnerFragmentTests {
  private static let deployment = SuggestedPatch.Target(.deployment, namespace: "home", name: "ha")
  private static let policy = SuggestedPatch.Target(.networkPolicy, namespace: "home", name: "ha.egress")
  private static let cronJob = SuggestedPatch.Target(.cronJob, namespace: "home", name: "often")

  private static let hostNetwork = PatchChange(
    deployment,
    .merge([
      "spec": [
        "template": ["spec": ["hostNetwork": true, "dnsPolicy": "ClusterFirstWithHostNet"]],
        "strategy": ["type": "Recreate", "rollingUpdate": .null],
      ]
    ]))
  private static let egress = PatchChange(policy, .merge(["spec": ["egress": [[:]]]]))
  private static let suspend = PatchChange(cronJob, .merge(["spec": ["suspend": true]]))
  private static let removal = PatchChange(policy, .delete)

  private static func patch(_ changes: [PatchChange], _ managed: [ManagedObject]) -> SuggestedPatch {
    let side = PatchEffect.Side(
      risk: Risk(level: .high, score: 60, evidence: .predicted), exposure: .egressPolicy, policies: 1,
      syncRequestsPerHour: RateRange(low: 1, high: 2), pressureSecondsPerHour: 1)
    var patch = SuggestedPatch(
      type: .hostNetwork, target: changes[0].target, addresses: [], format: "merge", changes: changes,
      effect: PatchEffect(before: side, after: side, gained: [], lost: [], gainedCount: 0, lostCount: 0),
      preconditions: [], sideEffects: [], confidence: .medium, undo: "")
    patch.managed = managed
    return patch
  }

  /// What `format` makes of one change, or why it makes nothing.
  private static func outcome(
    _ change: PatchChange, by managedBy: ManagedBy, id: String? = nil, sharesName: Bool = false, as format: PatchFormat
  ) -> String {
    let object = ManagedObject(change.target.key, managedBy, valuesID: id, sharesName: sharesName)
    do throws(DeliveryRefusal) {
      let fragments = try OwnerFragment.all(of: patch([change], [object]), as: format)
      return fragments.map { YAMLWriter().text($0.tree) }.joined(separator: "---\n")
    } catch { return "refused: \(error.message)" }
  }

  private static func release(_ chart: String) -> ManagedBy {
    ManagedBy(.helmRelease, namespace: "home", name: "ha", chart: ChartReference(label: chart))
  }

  // MARK: Values

  struct Values: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let change: PatchChange
    let chart: String
    var id: String?
    let outcome: String
  }

  private static let valueCases: [Values] = [
    Values(
      testDescription: "app-template 4", change: hostNetwork, chart: "app-template-4.3.0", id: "main",
      outcome: """
        spec:
          values:
            controllers:
              main:
                pod:
                  hostNetwork: true
                  dnsPolicy: ClusterFirstWithHostNet
                strategy: Recreate

        """),
    Values(
      testDescription: "app-template 1, which has one controller", change: hostNetwork, chart: "app-template-1.5.1",
      outcome: """
        spec:
          values:
            hostNetwork: true
            dnsPolicy: ClusterFirstWithHostNet
            controller:
              strategy: Recreate

        """),
    Values(
      testDescription: "a controller that no label names", change: hostNetwork, chart: "app-template-3.7.3",
      outcome: "refused: no label of Deployment home/ha says which of the chart's controllers it is"),
    Values(
      testDescription: "home-assistant", change: hostNetwork, chart: "home-assistant-0.3.11",
      outcome: """
        spec:
          values:
            hostNetwork: true
            dnsPolicy: ClusterFirstWithHostNet
            deploymentStrategy: Recreate

        """),
    Values(
      testDescription: "home-assistant before it had a strategy", change: hostNetwork, chart: "home-assistant-0.3.10",
      outcome: "refused: home-assistant 0.3.10 has no value for spec.strategy.type of Deployment home/ha"),
    Values(
      testDescription: "home-assistant before it had a dnsPolicy", change: hostNetwork, chart: "home-assistant-0.2.69",
      outcome: "refused: home-assistant 0.2.69 has no value for spec.template.spec.dnsPolicy of Deployment home/ha"),
    Values(
      testDescription: "another chart of that name", change: hostNetwork, chart: "home-assistant-13.4.2",
      outcome: "refused: the values of chart home-assistant 13.4.2 are not known"),
    Values(
      testDescription: "a chart that nobody knows", change: hostNetwork, chart: "web-1.0.0",
      outcome: "refused: the values of chart web 1.0.0 are not known"),
    Values(
      testDescription: "a policy of app-template", change: egress, chart: "app-template-2.0.3", id: "egress",
      outcome: """
        spec:
          values:
            networkpolicies:
              egress:
                rules:
                  egress:
                  - {}

        """),
    Values(
      testDescription: "a policy whose id is not known", change: egress, chart: "app-template-4.1.1",
      outcome: "refused: what NetworkPolicy home/ha.egress is called under networkpolicies is known from the "
        + "HelmRelease alone: give its file with -f"),
    Values(
      testDescription: "a policy of a chart that makes none", change: egress, chart: "home-assistant-0.3.72",
      outcome: "refused: home-assistant 0.3.72 has no value for spec.egress of NetworkPolicy home/ha.egress"),
    Values(
      testDescription: "a policy that goes", change: removal, chart: "app-template-4.1.1", id: "egress",
      outcome: "spec:\n  values:\n    networkpolicies:\n      egress:\n        enabled: false\n"),
    Values(
      testDescription: "a policy that a chart cannot leave out", change: removal, chart: "home-assistant-0.3.72",
      outcome: "refused: home-assistant 0.3.72 has no value that leaves out NetworkPolicy home/ha.egress"),
    Values(
      testDescription: "a CronJob", change: suspend, chart: "app-template-2.5.0", id: "often",
      outcome: "spec:\n  values:\n    controllers:\n      often:\n        cronjob:\n          suspend: true\n"),
    Values(
      testDescription: "a CronJob before it could be suspended", change: suspend, chart: "app-template-2.4.0",
      id: "often",
      outcome: "refused: app-template 2.4.0 has no value for spec.suspend of CronJob home/often"),
  ]

  @Test("Values of the charts whose values are known", arguments: valueCases)
  func values(example: Values) {
    let found = Self.outcome(example.change, by: Self.release(example.chart), id: example.id, as: .helmValues)
    #expect(found == example.outcome)
  }

  @Test("Values go where the tool has them")
  func placesOfValues() {
    let chart = ChartReference(label: "home-assistant-0.3.72")
    func outcome(_ source: ManagedBy.Source) -> String {
      Self.outcome(
        PatchChange(Self.deployment, .merge(["spec": ["template": ["spec": ["hostNetwork": true]]]])),
        by: ManagedBy(source, namespace: "home", name: "ha", chart: chart), as: .helmValues)
    }
    #expect(outcome(.helm) == "hostNetwork: true\n")
    #expect(outcome(.helmRelease) == "spec:\n  values:\n    hostNetwork: true\n")
    #expect(
      outcome(.argoApplication) == "spec:\n  source:\n    helm:\n      valuesObject:\n        hostNetwork: true\n")
    #expect(outcome(.fluxKustomization).hasPrefix("refused: Kustomization home/ha (Flux, home-assistant 0.3.72)"))
  }

  // MARK: Patches of kustomize

  @Test("A post-renderer names the object by a whole regular expression, and the patch says what it is")
  func postRenderer() {
    #expect(
      Self.outcome(Self.egress, by: Self.release("x-1.0.0"), as: .postRenderer) == """
        spec:
          postRenderers:
          - kustomize:
              patches:
              - target:
                  group: networking.k8s.io
                  version: v1
                  kind: NetworkPolicy
                  name: ha\\.egress
                patch: |
                  apiVersion: networking.k8s.io/v1
                  kind: NetworkPolicy
                  metadata:
                    name: ha.egress
                  spec:
                    egress:
                    - {}

        """)
  }

  @Test("A Kustomization's patch names the namespace only where the name alone could mean another object")
  func fluxPatches() {
    let apps = ManagedBy(.fluxKustomization, namespace: "flux-system", name: "apps")
    let found = Self.outcome(Self.removal, by: apps, sharesName: true, as: .fluxPatches)
    #expect(
      found == """
        spec:
          patches:
          - target:
              group: networking.k8s.io
              version: v1
              kind: NetworkPolicy
              name: ha\\.egress
              namespace: home
            patch: |
              apiVersion: networking.k8s.io/v1
              kind: NetworkPolicy
              metadata:
                name: ha.egress
              $patch: delete

        """)
    #expect(!Self.outcome(Self.removal, by: apps, as: .fluxPatches).contains("namespace: home"))
  }

  @Test("A form is refused where another tool delivers, or nothing tells who does")
  func refused() {
    let apps = ManagedBy(.fluxKustomization, namespace: "flux-system", name: "apps")
    #expect(
      Self.outcome(Self.egress, by: apps, as: .postRenderer)
        == "refused: Kustomization flux-system/apps (Flux) delivers NetworkPolicy home/ha.egress, which is no "
        + "HelmRelease")
    #expect(Self.outcome(Self.egress, by: Self.release("x-1.0.0"), as: .fluxPatches).hasPrefix("refused: HelmRelease"))
    #expect(throws: DeliveryRefusal("nothing that was read says who delivers NetworkPolicy home/ha.egress")) {
      try OwnerFragment.all(of: Self.patch([Self.egress], []), as: .postRenderer)
    }
  }

  @Test("What is new is a manifest of its own; what goes into a tool's object says into which")
  func files() throws {
    let new = PatchChange(
      SuggestedPatch.Target(.deployment, namespace: "home", name: "often"),
      .create(["apiVersion": "apps/v1", "kind": "Deployment", "metadata": ["name": "often", "namespace": "home"]]))
    var managedBy = Self.release("app-template-4.3.0")
    managedBy.location = SourceLocation(file: "apps/ha\n.yaml", line: 7, column: 1)
    let patch = Self.patch(
      [Self.suspend, new],
      [
        ManagedObject(Self.cronJob.key, managedBy, valuesID: "often"),
        ManagedObject(new.target.key, managedBy, isNew: true),
      ])
    let files = try PatchDelivery(.postRenderer, originals: [:]).files(of: patch)
    #expect(files.map(\.path) == ["helmrelease-home-ha.yaml", "deployment-often.yaml"])
    let comments = files.map { $0.text.split(separator: "\n").prefix { $0.hasPrefix("#") }.dropFirst() }
    #expect(
      comments[0] == [
        "# For HelmRelease home/ha (Flux, app-template 4.3.0)", "# In apps/ha .yaml:7",
        "# An entry for spec.postRenderers, behind those that are there",
      ])
    #expect(comments[1] == ["# New, and so a manifest of its own: post-renderers only change what is there."])
    #expect(PatchFormat.owners(of: patch) == [.helmValues, .postRenderer])
    #expect(PatchDelivery(.postRenderer, originals: [:]).tryCommands(of: patch, in: "x").isEmpty)
  }

  @Test("Merged into the tool's object, entries go behind those that are there, once; values stay but for the new ones")
  func merged() throws {
    let managed = ManagedObject(Self.policy.key, Self.release("app-template-4.1.1"), valuesID: "p")
    let patch = Self.patch([Self.egress], [managed])
    let entry = try #require(try OwnerFragment.all(of: patch, as: .postRenderer).first)
    let other: Tree = ["kustomize": ["images": []]]
    let once = entry.merged(into: ["spec": ["postRenderers": [other]]])
    #expect(once["spec"]?["postRenderers"]?.elements.count == 2)
    #expect(once["spec"]?["postRenderers"]?.elements.first == other)
    #expect(entry.merged(into: once) == once)
    #expect(entry.merged(into: ["spec": ["postRenderers": .null]])["spec"]?["postRenderers"]?.elements.count == 1)
    let values = try #require(try OwnerFragment.all(of: patch, as: .helmValues).first)
    func object(_ egress: Tree) -> Tree {
      ["spec": ["values": ["a": 1, "networkpolicies": ["p": ["rules": ["ingress": [], "egress": egress]]]]]]
    }
    #expect(values.merged(into: object([1, 2])) == object([[:]]))
  }
}
