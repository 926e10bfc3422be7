import DevAPIServer
import TestSupport
import Testing

@Suite("The real kubectl")
struct KubectlTests {
  private let policy = """
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: {name: deny, namespace: default}
    spec: {podSelector: {}, policyTypes: [Ingress]}
    """
  private let pod = """
    apiVersion: v1
    kind: Pod
    metadata: {name: web, namespace: default, labels: {app: web}}
    spec: {containers: [{name: w, image: "nginx:1", ports: [{containerPort: 80}]}]}
    """
  private let definition = """
    apiVersion: apiextensions.k8s.io/v1
    kind: CustomResourceDefinition
    metadata: {name: widgets.example.org}
    spec:
      group: example.org
      scope: Namespaced
      names: {plural: widgets, singular: widget, kind: Widget, listKind: WidgetList}
      versions:
      - name: v1
        served: true
        storage: true
        additionalPrinterColumns: [{name: Size, type: integer, jsonPath: .spec.size}]
        schema:
          openAPIV3Schema:
            type: object
            properties: {spec: {type: object, properties: {size: {type: integer, minimum: 1}}}}
    """
  private let binding = """
    apiVersion: rbac.authorization.k8s.io/v1
    kind: Role
    metadata: {name: reader, namespace: default}
    rules: [{apiGroups: [""], resources: [pods], verbs: [get, list]}]
    ---
    apiVersion: rbac.authorization.k8s.io/v1
    kind: RoleBinding
    metadata: {name: limited, namespace: default}
    roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
    subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: limited}]
    """
  private func widget(_ size: Int, member: String = "size") -> String {
    """
    apiVersion: example.org/v1
    kind: Widget
    metadata: {name: small, namespace: default}
    spec: {\(member): \(size)}
    """
  }

  @Test("Applies, shows, describes, waits for and deletes a Pod")
  func pods() async throws {
    try await Kubectl.with { kubectl in
      #expect(try await kubectl.done("apply", manifest: pod).output == "pod/web created\n")
      #expect(try await kubectl.done("apply", manifest: pod).output == "pod/web unchanged\n")
      let table = try await kubectl.done("get pods").rows
      #expect(table.first == ["NAME", "READY", "STATUS", "RESTARTS", "AGE"])
      #expect(table.last?.prefix(4) == ["web", "0/1", "Pending", "0"])
      let wide = try await kubectl.done("get pods -o wide").rows
      #expect(wide.first?[5...6] == ["IP", "NODE"])
      let image = try await kubectl.done("get pod web -o jsonpath={.spec.containers[0].image}").output
      #expect(image == "nginx:1")
      let yaml = try await kubectl.done("get pod web -o yaml").output
      #expect(yaml.contains("\n    - containerPort: 80\n      protocol: TCP\n"))
      #expect(try await kubectl.done("label pod web tier=front").output == "pod/web labeled\n")
      #expect(try await kubectl.done("get pods -l tier=front -o name").output == "pod/web\n")
      let described = try await kubectl.done("describe pod web").output
      #expect(described.contains("Image:        nginx:1\n"))
      let waited = try await kubectl.done("wait --for=jsonpath={.status.phase}=Pending pod/web --timeout=120s").output
      #expect(waited == "pod/web condition met\n")
      let deleted = try await kubectl.done("delete pod web --timeout=120s").output
      #expect(deleted == "pod \"web\" deleted from default namespace\n")
      let gone = try await kubectl.run(["get", "pod", "web"])
      #expect(gone.status == 1)
      #expect(gone.errors == "Error from server (NotFound): pods \"web\" not found\n")
    }
  }

  @Test("Patches in three ways")
  func patches() async throws {
    try await Kubectl.with { kubectl in
      try await kubectl.done("apply", manifest: policy)
      try await kubectl.done(#"patch netpol deny --type merge -p {"metadata":{"labels":{"a":"b"}}}"#)
      try await kubectl.done(
        #"patch netpol deny --type json -p [{"op":"add","path":"/metadata/labels/c","value":"d"}]"#)
      let labels = try await kubectl.done("get netpol deny -o jsonpath={.metadata.labels}").output
      #expect(labels == #"{"a":"b","c":"d"}"#)
      try await kubectl.done("apply", manifest: pod)
      // Strategic: the container is found by its name.
      try await kubectl.done(
        #"patch pod web -p {"spec":{"containers":[{"name":"w","image":"nginx:2"}]}}"#)
      let containers = try await kubectl.done("get pod web -o jsonpath={.spec.containers[*].image}").output
      #expect(containers == "nginx:2")
    }
  }

  @Test("Applies on the server's side, and says who is in the way")
  func serverSideApply() async throws {
    try await Kubectl.with { kubectl in
      try await kubectl.done("apply", manifest: definition)
      try await kubectl.done("wait --for=condition=Established crd/widgets.example.org --timeout=120s")
      for (manifest, other, name) in [
        (policy, policy.replacing("Ingress", with: "Egress"), "networkpolicy.networking.k8s.io/deny"),
        (widget(3), widget(4), "widget.example.org/small"),
      ] {
        let first = try await kubectl.done("apply --server-side", manifest: manifest).output
        #expect(first == "\(name) serverside-applied\n")
        try await kubectl.done("apply --server-side", manifest: manifest)
        let refused = try await kubectl.run(
          ["apply", "--server-side", "--field-manager=other"], manifest: other)
        #expect(refused.status == 1)
        #expect(refused.errors.contains("Apply failed with 1 conflict: conflict with \"kubectl\""), "\(refused.errors)")
        try await kubectl.done("apply --server-side --field-manager=other --force-conflicts", manifest: other)
      }
      #expect(try await kubectl.done("get widget small -o jsonpath={.spec.size}").output == "4")
    }
  }

  @Test("Knows custom kinds by their columns and schemas")
  func customKinds() async throws {
    try await Kubectl.with { kubectl in
      try await kubectl.done("apply", manifest: definition)
      try await kubectl.done("wait --for=condition=Established crd/widgets.example.org --timeout=120s")
      #expect(try await kubectl.done("apply", manifest: widget(3)).output == "widget.example.org/small created\n")
      #expect(try await kubectl.done("get widgets").rows == [["NAME", "SIZE"], ["small", "3"]])
      #expect(try await kubectl.done("describe widget small").output.contains("Size:  3\n"))
      let invalid = try await kubectl.run(["apply"], manifest: widget(0))
      #expect(invalid.errors.contains("spec.size: Invalid value: 0"), "\(invalid.errors)")
      let unknown = try await kubectl.run(["apply"], manifest: widget(3, member: "sise"))
      #expect(unknown.errors.contains("unknown field \"spec.sise\""), "\(unknown.errors)")
      #expect(try await kubectl.done("explain widget.spec").output.contains("size\t<integer>"))
      let kinds = try await kubectl.done("api-resources --no-headers").rows
      #expect(kinds.contains(["widgets", "example.org/v1", "true", "Widget"]))
      #expect(kinds.contains(["networkpolicies", "netpol", "networking.k8s.io/v1", "true", "NetworkPolicy"]))
      let explained = try await kubectl.done("explain networkpolicy.spec").output
      #expect(explained.contains("podSelector\t<LabelSelector>"))
    }
  }

  @Test("A user without rights is refused until a binding gives them")
  func rights() async throws {
    try await Kubectl.with { kubectl in
      try await kubectl.done("apply", manifest: pod)
      let refused = try await kubectl.run(["get", "pods"], user: "limited")
      #expect(refused.status == 1)
      #expect(
        refused.errors == "Error from server (Forbidden): pods is forbidden: User \"limited\" cannot list resource"
          + " \"pods\" in API group \"\" in the namespace \"default\"\n")
      try await kubectl.done("apply", manifest: binding)
      #expect(try await kubectl.done("get pods -o name", user: "limited").output == "pod/web\n")
      let deletion = try await kubectl.run(["delete", "pod", "web"], user: "limited")
      #expect(deletion.errors.contains("cannot delete resource \"pods\""), "\(deletion.errors)")
    }
  }
}
