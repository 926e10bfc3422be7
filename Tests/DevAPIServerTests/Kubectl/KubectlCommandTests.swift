import DevAPIServer
import Foundation
import Support
import TestSupport
import Testing

/// More of what people and scripts do with kubectl.
@Suite("The real kubectl, command by command")
struct KubectlCommandTests {
  private let deployment = """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web, namespace: default}
    spec:
      replicas: 2
      selector: {matchLabels: {app: web}}
      template:
        metadata: {labels: {app: web}}
        spec: {containers: [{name: c, image: "nginx:1"}]}
    """
  private let cronJob = """
    apiVersion: batch/v1
    kind: CronJob
    metadata: {name: tick, namespace: default}
    spec:
      schedule: "*/5 * * * *"
      timeZone: Europe/Berlin
      jobTemplate:
        spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: "busybox:1"}]}}}
    """
  private func policy(_ member: String = "podSelector") -> String {
    """
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: {name: deny, namespace: default}
    spec: {\(member): {matchLabels: {app: web}}, policyTypes: [Ingress]}
    """
  }

  @Test("Makes roles and bindings, and tells what they allow")
  func roles() async throws {
    try await Kubectl.with { kubectl in
      let role = "create role reader --verb=get,list --resource=pods,deployments.apps"
      #expect(try await kubectl.done(role).output == "role.rbac.authorization.k8s.io/reader created\n")
      try await kubectl.done("create rolebinding bots --role=reader --serviceaccount=netrisk:bot")
      try await kubectl.done("create clusterrole metrics --verb=get --non-resource-url=/metrics")
      try await kubectl.done("create clusterrolebinding metrics --clusterrole=metrics --serviceaccount=netrisk:bot")
      let bindings = try await kubectl.done("get rolebindings -o wide").rows
      #expect(bindings.first == ["NAME", "ROLE", "AGE", "USERS", "GROUPS", "SERVICEACCOUNTS"])
      #expect(bindings.last?.first == "bots" && bindings.last?.last == "netrisk/bot")
      let bot = "--as=system:serviceaccount:netrisk:bot"
      #expect(try await kubectl.done("auth can-i list deployments.apps \(bot)").output == "yes\n")
      #expect(try await kubectl.done("auth can-i get /metrics \(bot)").output == "yes\n")
      let refused = try await kubectl.run(["auth", "can-i", "delete", "pods", bot])
      #expect(refused.status == 1 && refused.output == "no\n")
      let rights = try await kubectl.done("auth can-i --list \(bot)").rows
      #expect(rights.contains(["pods", "[]", "[]", "[get", "list]"]))
      #expect(rights.contains(["[/metrics]", "[]", "[get]"]))
      try await kubectl.done("create serviceaccount bot")
      let token = try await kubectl.done("create token bot --duration=20m").output
      #expect(token.hasPrefix("dev-"))
      let own = try await kubectl.done("auth whoami", user: "limited").rows
      #expect(own.contains(["Username", "limited"]) && own.contains(["UID", "u2"]))
      #expect(own.contains(["Groups", "[system:authenticated]"]))
    }
  }

  @Test("Scales, restarts and deletes a Deployment with what it owns")
  func deployments() async throws {
    try await Kubectl.with { kubectl in
      try await kubectl.done("apply", manifest: deployment)
      #expect(try await kubectl.done("scale deployment web --replicas=5").output == "deployment.apps/web scaled\n")
      #expect(try await kubectl.done("rollout restart deployment web").output == "deployment.apps/web restarted\n")
      try await kubectl.done("set image deployment/web c=nginx:2")
      let table = try await kubectl.done("get deployments -o wide").rows
      #expect(table.first?.prefix(4) == ["NAME", "READY", "UP-TO-DATE", "AVAILABLE"])
      #expect(table.last?.first == "web" && table.last?[1] == "0/5")
      #expect(table.last?.suffix(3) == ["c", "nginx:2", "app=web"])
      let restarted = "{.spec.template.metadata.annotations.kubectl\\.kubernetes\\.io/restartedAt}"
      #expect(try await kubectl.done("get deployment web -o jsonpath=\(restarted)").output.hasSuffix("Z"))
      let uid = try await kubectl.done("get deployment web -o jsonpath={.metadata.uid}").output
      let owned = """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: owned
          namespace: default
          ownerReferences: [{apiVersion: apps/v1, kind: Deployment, name: web, uid: \(uid)}]
        """
      try await kubectl.done("apply", manifest: owned)
      async let waited = kubectl.done("wait --for=delete configmap/owned --timeout=120s")
      try await kubectl.done("delete deployment web")
      #expect(try await waited.status == 0)
      #expect(try await kubectl.run(["get", "configmap", "owned"]).status == 1)
    }
  }

  @Test("Shows and describes CronJobs, policies and Events, and explains their fields")
  func kinds() async throws {
    try await Kubectl.with { kubectl in
      try await kubectl.done("apply", manifest: cronJob)
      try await kubectl.done("apply", manifest: policy())
      let cronJobs = try await kubectl.done("get cronjobs").rows
      #expect(
        cronJobs.first == ["NAME", "SCHEDULE", "TIMEZONE", "SUSPEND", "ACTIVE", "LAST", "SCHEDULE", "AGE"])
      #expect(cronJobs.last?.prefix(10).contains("Europe/Berlin") == true)
      #expect(try await kubectl.done("get netpol").rows.last?[1] == "app=web")
      let described = try await kubectl.done("describe cronjob tick").output
      #expect(described.contains("Time Zone:                     Europe/Berlin\n"))
      #expect(try await kubectl.done("describe netpol deny").output.contains("PodSelector:     app=web\n"))
      try await kubectl.done("create job now --from=cronjob/tick")
      #expect(try await kubectl.done("get jobs").rows.last?[0...2] == ["now", "Running", "0/1"])
      let event = """
        apiVersion: v1
        kind: Event
        metadata: {name: made, namespace: default}
        involvedObject: {kind: CronJob, name: tick, namespace: default}
        reason: Made
        message: something
        type: Normal
        """
      try await kubectl.done("create", manifest: event)
      let events = try await kubectl.done("get events").rows
      #expect(events.last?.suffix(4) == ["Normal", "Made", "cronjob/tick", "something"])
      let schedule = try await kubectl.done("explain cronjob.spec.schedule").output
      #expect(schedule.contains("FIELD: schedule <string>") && schedule.contains("cron's five fields"))
      let port = try await kubectl.done("explain networkpolicy.spec.ingress.ports").output
      #expect(port.contains("port\t<IntOrString>") && port.contains("endPort\t<integer>"))
    }
  }

  @Test("Tells which fields a kind does not have")
  func unknownFields() async throws {
    try await Kubectl.with { kubectl in
      let strict = try await kubectl.run(["apply"], manifest: policy("podSelektor"))
      #expect(strict.status == 1)
      #expect(
        strict.errors.contains(
          #"NetworkPolicy in version "v1" cannot be handled as a NetworkPolicy: strict decoding error: unknown field "spec.podSelektor""#
        ), "\(strict.errors)")
      let warned = try await kubectl.done("apply --validate=warn", manifest: policy("podSelektor"))
      #expect(warned.errors == "Warning: unknown field \"spec.podSelektor\"\n")
      let applied = try await kubectl.run(["apply", "--server-side"], manifest: policy("podSelektor"))
      #expect(applied.errors.contains(".spec.podSelektor: field not declared in schema"), "\(applied.errors)")
    }
  }

  @Test("Applies kustomizations and shows what would change")
  func kustomizations() async throws {
    try await Kubectl.with { kubectl in
      let folder = try kubectl.folder(
        named: "base", ["kustomization.yaml": "resources: [policy.yaml]\nnamePrefix: x-\n", "policy.yaml": policy()])
      let created = try await kubectl.done("apply -k \(folder)").output
      #expect(created == "networkpolicy.networking.k8s.io/x-deny created\n")
      let same = try await kubectl.run(["diff", "-k", folder])
      #expect(same.status == 0 && same.output.isEmpty, "\(same.errors)")
      _ = try kubectl.folder(named: "base", ["policy.yaml": policy().replacing("Ingress", with: "Egress")])
      let changed = try await kubectl.run(["diff", "-k", folder])
      #expect(changed.status == 1)
      #expect(changed.output.contains("-  - Ingress\n+  - Egress\n"), "\(changed.output)\(changed.errors)")
    }
  }

  @Test("Watches what comes, and waits for conditions")
  func watches() async throws {
    try await Kubectl.with { kubectl in
      async let watched = kubectl.done("get configmaps --watch -o name")
      await kubectl.server.isAsked(for: "watch", "configmaps")
      try await kubectl.done("create configmap seen --from-literal=a=b")
      try await kubectl.done("annotate configmap seen note=x")
      kubectl.server.store.endWatches()
      #expect(try await watched.output == "configmap/seen\nconfigmap/seen\n")
      try await kubectl.done("apply", manifest: deployment)
      async let waited = kubectl.done("wait --for=condition=Available deployment/web --timeout=120s")
      await kubectl.server.isAsked(for: "watch", "deployments")
      let status = #"{"status":{"conditions":[{"type":"Available","status":"True","reason":"Test","message":""}]}}"#
      _ = try await kubectl.run(["patch", "deployment", "web", "--subresource=status", "-p", status])
      #expect(try await waited.output == "deployment.apps/web condition met\n")
    }
  }

  /// One of two definitions in a category, each with a short name and a column for wide output alone.
  private func definition(_ kind: String, _ short: String) -> String {
    let plural = kind.lowercased() + "s"
    return """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: \(plural).example.org}
      spec:
        group: example.org
        scope: Namespaced
        names: {plural: \(plural), singular: \(kind.lowercased()), kind: \(kind), shortNames: [\(short)], categories: [risky]}
        versions:
        - name: v1
          served: true
          storage: true
          subresources: {status: {}}
          additionalPrinterColumns:
          - {name: Level, type: string, jsonPath: .spec.level}
          - {name: Why, type: string, jsonPath: .spec.why, priority: 1}
          schema:
            openAPIV3Schema:
              type: object
              properties:
                spec:
                  type: object
                  properties: {level: {type: string, description: How high.}, why: {type: string}}
      """
  }

  @Test("Applies several definitions at once and knows their kinds by short names and category")
  func definitions() async throws {
    try await Kubectl.with { kubectl in
      let both = definition("Hazard", "hz") + "\n---\n" + definition("Threat", "th")
      try await kubectl.done("apply", manifest: both)
      try await kubectl.done("wait --for=condition=Established crd --all --timeout=120s")
      let objects = ["Hazard", "Threat"].map { kind in
        """
        apiVersion: example.org/v1
        kind: \(kind)
        metadata: {name: a, namespace: default}
        spec: {level: High, why: because}
        """
      }
      try await kubectl.done("apply", manifest: objects.joined(separator: "\n---\n"))
      #expect(try await kubectl.done("get hz").rows == [["NAME", "LEVEL"], ["a", "High"]])
      #expect(try await kubectl.done("get th -o wide").rows == [["NAME", "LEVEL", "WHY"], ["a", "High", "because"]])
      #expect(
        try await kubectl.done("get risky -o name").output == "hazard.example.org/a\nthreat.example.org/a\n")
      let kinds = try await kubectl.done("api-resources --categories=risky --no-headers").rows
      #expect(kinds.map { $0[1] } == ["hz", "th"])
      #expect(try await kubectl.done("explain hz.spec.level").output.contains("How high."))
      #expect(try await kubectl.done("describe th a").output.contains("Why:    because\n"))
      try await kubectl.done("delete crd hazards.example.org")
      let gone = try await kubectl.run(["get", "hazards"])
      #expect(
        gone.status == 1 && gone.errors.contains("the server could not find the requested resource"), "\(gone.errors)")
    }
  }
}
