extension Service {
  /// `ValidateService` (pkg/apis/core/validation/validation.go): the ports, the selector and the type.
  ///
  /// Left out: cluster IPs and node ports, which a server allocates, session affinity, traffic policies, and ports
  /// listed twice. A name may not start with a digit, as long as `RelaxedServiceNameValidation` is off.
  func validate(into errors: inout [FieldError]) {
    let path = FieldPath("spec")
    metadata.validate(isNamespaced: true, name: NameRules.dns1035Label, into: &errors)
    if spec.ports.isEmpty && spec.clusterIP != "None" && spec.type != "ExternalName" {
      errors.required(path.child("ports"))
    }
    spec.validatePorts(at: path.child("ports"), into: &errors)
    spec.selector.validate(at: path.child("selector"), into: &errors)
    let types = ["ClusterIP", "ExternalName", "LoadBalancer", "NodePort"]
    if spec.type.isEmpty {
      errors.required(path.child("type"))
    } else if !types.contains(spec.type) {
      errors.notSupported(path.child("type"), spec.type, types)
    }
  }
}

extension ServiceSpec {
  /// `validateServicePort`: several ports need names to tell them apart.
  fileprivate func validatePorts(at path: FieldPath, into errors: inout [FieldError]) {
    var names: Set<String> = []
    for (index, port) in ports.enumerated() {
      let here = path.index(index)
      if !port.name.isEmpty {
        errors.invalid(here.child("name"), port.name, NameRules.dnsLabel(port.name))
        if !names.insert(port.name).inserted { errors.duplicate(here.child("name"), port.name) }
      } else if ports.count > 1 {
        errors.required(here.child("name"))
      }
      errors.portNumber(here.child("port"), port.port)
      errors.transport(here.child("protocol"), port.protocol)
      errors.port(here.child("targetPort"), port.targetPort ?? .int(0))
    }
  }
}
