extension KubeObject {
  /// Why the API server would refuse to create this object, in its words and its order; empty for a valid one.
  ///
  /// The object must have its defaults (``defaulted(namespace:)``): a server fills them in before it looks. Only the
  /// rules about fields that the slim kinds have are here, and what decides an object's meaning for NetRisk; each
  /// kind's `validate` says what it leaves out. Of Namespaces, Nodes and EndpointSlices only the metadata is judged.
  /// Source of rules and words: Kubernetes 1.36. `schedule` judges a CronJob's schedule and time zone.
  package func validate(schedule: ScheduleValidator, cidrs: CIDRValidation = .legacy) -> [FieldError] {
    var errors: [FieldError] = []
    let subdomain: NameRule = NameRules.dnsSubdomain
    switch self {
    case .pod(let object):
      object.metadata.validate(isNamespaced: true, name: subdomain, into: &errors)
      object.spec.validate(isPod: true, at: FieldPath("spec"), into: &errors)
    case .namespace(let object):
      object.metadata.validate(isNamespaced: false, name: NameRules.dnsLabel, into: &errors)
    case .node(let object): object.metadata.validate(isNamespaced: false, name: subdomain, into: &errors)
    case .service(let object): object.validate(into: &errors)
    case .networkPolicy(let object): object.validate(cidrs, into: &errors)
    case .cronJob(let object): object.validate(schedule, into: &errors)
    case .job(let object): object.validate(into: &errors)
    case .replicaSet(let object): object.validate(into: &errors)
    case .deployment(let object): object.validate(into: &errors)
    case .statefulSet(let object): object.validate(into: &errors)
    case .daemonSet(let object): object.validate(into: &errors)
    case .endpointSlice(let object): object.metadata.validate(isNamespaced: true, name: subdomain, into: &errors)
    }
    return errors
  }
}
