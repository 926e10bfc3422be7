extension NetworkPolicy {
  /// `ValidateNetworkPolicy` (pkg/apis/networking/validation/validation.go), whole.
  func validate(_ cidrs: CIDRValidation, into errors: inout [FieldError]) {
    metadata.validate(isNamespaced: true, name: NameRules.dnsSubdomain, into: &errors)
    spec.validate(cidrs, at: FieldPath("spec"), into: &errors)
  }
}

extension NetworkPolicySpec {
  fileprivate func validate(_ cidrs: CIDRValidation, at path: FieldPath, into errors: inout [FieldError]) {
    podSelector.validate(at: path.child("podSelector"), into: &errors)
    for (index, rule) in ingress.enumerated() {
      let rulePath = path.child("ingress").index(index)
      Self.validate(rule.ports, at: rulePath.child("ports"), into: &errors)
      Self.validate(rule.from, cidrs, at: rulePath.child("from"), into: &errors)
    }
    for (index, rule) in egress.enumerated() {
      let rulePath = path.child("egress").index(index)
      Self.validate(rule.ports, at: rulePath.child("ports"), into: &errors)
      Self.validate(rule.to, cidrs, at: rulePath.child("to"), into: &errors)
    }
    validateTypes(at: path.child("policyTypes"), into: &errors)
  }

  private static func validate(_ ports: [NetworkPolicyPort], at path: FieldPath, into errors: inout [FieldError]) {
    for (index, port) in ports.enumerated() { port.validate(at: path.index(index), into: &errors) }
  }

  private static func validate(
    _ peers: [NetworkPolicyPeer], _ cidrs: CIDRValidation, at path: FieldPath, into errors: inout [FieldError]
  ) {
    for (index, peer) in peers.enumerated() { peer.validate(cidrs, at: path.index(index), into: &errors) }
  }

  private func validateTypes(at path: FieldPath, into errors: inout [FieldError]) {
    if policyTypes.count > 2 {
      errors.invalid(path, json: GoText.json(policyTypes), "may not specify more than two policyTypes")
      return
    }
    for (index, type) in policyTypes.enumerated() where type != "Ingress" && type != "Egress" {
      errors.notSupported(path.index(index), type, ["Ingress", "Egress"])
    }
  }
}

extension NetworkPolicyPort {
  fileprivate func validate(at path: FieldPath, into errors: inout [FieldError]) {
    if let name = `protocol`, !["TCP", "UDP", "SCTP"].contains(name) {
      errors.notSupported(path.child("protocol"), name, ["TCP", "UDP", "SCTP"])
    }
    let endPath = path.child("endPort")
    switch (port, endPort) {
    case (.int(let first), let endPort):
      errors.portNumber(path.child("port"), first)
      guard let endPort else { break }
      // The server prints `port` here, though the field is `endPort`.
      if endPort < first { errors.invalid(endPath, first, "must be greater than or equal to `port`") }
      errors.portNumber(endPath, endPort)
    case (.string(let name), let endPort):
      if let endPort { errors.invalid(endPath, endPort, "may not be specified when `port` is non-numeric") }
      errors.invalid(path.child("port"), name, NameRules.portName(name))
    case (nil, let endPort?):
      errors.invalid(endPath, endPort, "may not be specified when `port` is not specified")
    case (nil, nil): break
    }
  }
}

extension NetworkPolicyPeer {
  fileprivate func validate(_ cidrs: CIDRValidation, at path: FieldPath, into errors: inout [FieldError]) {
    podSelector.selector?.validate(at: path.child("podSelector"), into: &errors)
    namespaceSelector.selector?.validate(at: path.child("namespaceSelector"), into: &errors)
    ipBlock?.validate(cidrs, at: path.child("ipBlock"), into: &errors)
    let selects = podSelector != .absent || namespaceSelector != .absent
    if !selects && ipBlock == nil {
      errors.required(path, "must specify a peer")
    } else if selects && ipBlock != nil {
      errors.forbidden(path, "may not specify both ipBlock and another peer")
    }
  }
}

extension IPBlock {
  fileprivate func validate(_ cidrs: CIDRValidation, at path: FieldPath, into errors: inout [FieldError]) {
    if cidr.isEmpty {
      errors.required(path.child("cidr"))
      return
    }
    guard let block = Self.parse(cidr, cidrs, at: path.child("cidr"), into: &errors) else { return }
    for (index, text) in except.enumerated() {
      let exceptPath = path.child("except").index(index)
      guard let hole = Self.parse(text, cidrs, at: exceptPath, into: &errors) else { continue }
      if !block.contains(hole) || block.prefixLength >= hole.prefixLength {
        errors.invalid(exceptPath, text, ["must be a strict subset of `cidr`"])
      }
    }
  }

  /// `IsValidCIDRForLegacyField`.
  private static func parse(
    _ text: String, _ cidrs: CIDRValidation, at path: FieldPath, into errors: inout [FieldError]
  ) -> CIDR? {
    guard let cidr = CIDR(text) else {
      errors.invalid(path, text, ["must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)"])
      return nil
    }
    if cidrs == .strict, let objection = cidr.strictObjection { errors.invalid(path, text, [objection]) }
    return cidr
  }
}
