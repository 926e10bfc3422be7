extension PodTemplateSpec {
  /// `ValidatePodTemplateSpec` (pkg/apis/core/validation/validation.go).
  func validate(at path: FieldPath, into errors: inout [FieldError]) {
    metadata.labels.validate(at: path.child("labels", inside: .field("metadata")), into: &errors)
    spec.validate(isPod: false, at: path.child("spec"), into: &errors)
  }

  /// What ReplicaSets, Deployments, StatefulSets and DaemonSets ask of it.
  func validateAlwaysRestarts(at path: FieldPath, into errors: inout [FieldError]) {
    if spec.restartPolicy != "Always" {
      errors.notSupported(path.child("spec", "restartPolicy"), spec.restartPolicy, ["Always"])
    }
  }
}

extension PodSpec {
  /// `ValidatePodSpec`, as far as it decides what NetRisk reads.
  ///
  /// Left out, since the slim kinds have no such fields: volumes, probes, environment, resources, security contexts,
  /// affinity, DNS configuration, ephemeral containers. Left out as well: host ports used twice, which may differ in
  /// `hostIP`; tolerations and containers' restart policies, whose values depend on the server's version.
  func validate(isPod: Bool, at path: FieldPath, into errors: inout [FieldError]) {
    validateContainers(at: path.child("containers"), into: &errors)
    validateInitContainers(at: path.child("initContainers"), into: &errors)
    if hostNetwork { validateHostPorts(isPod: isPod, at: path.child("containers"), into: &errors) }
    validatePolicies(at: path, into: &errors)
    nodeSelector.validate(at: path.child("nodeSelector"), into: &errors)
    for (field, name) in [("serviceAccountName", serviceAccountName), ("nodeName", nodeName)] where !name.isEmpty {
      errors.invalid(path.child(field), name, NameRules.dnsSubdomain(name))
    }
  }

  private func validateContainers(at path: FieldPath, into errors: inout [FieldError]) {
    if containers.isEmpty { errors.required(path) }
    var names: Set<String> = []
    for (index, container) in containers.enumerated() {
      let here = path.index(index)
      container.validate(at: here, into: &errors)
      if !names.insert(container.name).inserted { errors.duplicate(here.child("name"), container.name) }
    }
  }

  /// Their names are unique among themselves and the other containers'.
  private func validateInitContainers(at path: FieldPath, into errors: inout [FieldError]) {
    var names = Set(containers.map(\.name))
    for (index, container) in initContainers.enumerated() {
      let here = path.index(index)
      container.validate(at: here, into: &errors)
      if names.contains(container.name) {
        errors.duplicate(here.child("name"), container.name)
      } else if !container.name.isEmpty {
        names.insert(container.name)
      }
    }
  }

  /// `validatePodHostNetworkDeps`: a template may leave the host port out, since pods made of it get it by default.
  private func validateHostPorts(isPod: Bool, at path: FieldPath, into errors: inout [FieldError]) {
    for (index, container) in containers.enumerated() {
      for (portIndex, port) in container.ports.enumerated()
      where port.hostPort != port.containerPort && (isPod || port.hostPort != 0) {
        errors.invalid(
          path.index(index).child("ports").index(portIndex).child("hostPort"), port.hostPort,
          "must match `containerPort` when `hostNetwork` is true")
      }
    }
  }

  private func validatePolicies(at path: FieldPath, into errors: inout [FieldError]) {
    let restartPolicies = ["Always", "OnFailure", "Never"]
    let dnsPolicies = ["ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"]
    for (field, value, values) in [
      ("restartPolicy", restartPolicy, restartPolicies), ("dnsPolicy", dnsPolicy, dnsPolicies),
    ] {
      if value.isEmpty {
        errors.required(path.child(field))
      } else if !values.contains(value) {
        errors.notSupported(path.child(field), value, values)
      }
    }
  }
}

extension Container {
  /// `validateContainerCommon`.
  fileprivate func validate(at path: FieldPath, into errors: inout [FieldError]) {
    if name.isEmpty {
      errors.required(path.child("name"))
    } else {
      errors.invalid(path.child("name"), name, NameRules.dnsLabel(name))
    }
    if image.isEmpty { errors.required(path.child("image")) }
    validatePorts(at: path.child("ports"), into: &errors)
  }

  /// `validateContainerPorts`: names are unique in one container only.
  private func validatePorts(at path: FieldPath, into errors: inout [FieldError]) {
    var names: Set<String> = []
    for (index, port) in ports.enumerated() {
      let here = path.index(index)
      if !port.name.isEmpty {
        let problems = NameRules.portName(port.name)
        errors.invalid(here.child("name"), port.name, problems)
        if problems.isEmpty && !names.insert(port.name).inserted { errors.duplicate(here.child("name"), port.name) }
      }
      if port.containerPort == 0 {
        errors.required(here.child("containerPort"))
      } else {
        errors.portNumber(here.child("containerPort"), port.containerPort)
      }
      if port.hostPort != 0 { errors.portNumber(here.child("hostPort"), port.hostPort) }
      errors.transport(here.child("protocol"), port.protocol)
    }
  }
}

extension [FieldError] {
  /// The protocol of a container's or a Service's port; defaulting has filled it in.
  mutating func transport(_ path: FieldPath, _ name: String) {
    let supported = ["SCTP", "TCP", "UDP"]
    if name.isEmpty {
      required(path)
    } else if !supported.contains(name) {
      notSupported(path, name, supported)
    }
  }
}
