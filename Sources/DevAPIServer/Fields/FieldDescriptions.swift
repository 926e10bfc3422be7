/// What the fields mean that NetRisk's users meet most, for `kubectl explain`. Other fields have their type alone.
enum FieldDescriptions {
  /// The meaning of a type (`CronJob`) or a field (`CronJobSpec.schedule`).
  static func text(_ name: String) -> String? { texts[name] }

  private static let texts: [String: String] = Dictionary(
    lines.split(separator: "\n").compactMap { line in
      let parts = line.split(separator: " ", maxSplits: 1)
      return parts.count == 2 ? (String(parts[0]), String(parts[1])) : nil
    }, uniquingKeysWith: { first, _ in first })

  private static let lines = """
    ClusterRole Rules that bindings give in one namespace or in the whole cluster.
    ClusterRole.aggregationRule Rules are taken from the ClusterRoles that this selects, and kept up to date.
    ClusterRole.rules What may be done.
    ClusterRoleBinding Gives the rules of a ClusterRole in the whole cluster.
    ClusterRoleBinding.roleRef The ClusterRole; it cannot be changed.
    ClusterRoleBinding.subjects Who gets the rules.
    ConfigMap Texts and bytes for pods and programs to read.
    ConfigMap.binaryData Bytes in base64, by name.
    ConfigMap.data Texts by name.
    ConfigMap.immutable Whether the data can no longer be changed.
    CronJob Makes Jobs at the times of a schedule.
    CronJobSpec The schedule, and what runs by it.
    CronJobSpec.concurrencyPolicy What happens when a run is due and the last one still runs: Allow, Forbid or Replace.
    CronJobSpec.failedJobsHistoryLimit How many failed Jobs are kept; 1 unless set.
    CronJobSpec.jobTemplate The Job of each run.
    CronJobSpec.schedule When to run, in cron's five fields: minute, hour, day of month, month, day of week.
    CronJobSpec.startingDeadlineSeconds How late a run may still start.
    CronJobSpec.successfulJobsHistoryLimit How many finished Jobs are kept; 3 unless set.
    CronJobSpec.suspend Whether no further runs start.
    CronJobSpec.timeZone The zone of the schedule, as in Europe/Berlin; the one of the controller manager unless set.
    CronJobStatus What runs and ran.
    CronJobStatus.active The Jobs that run now.
    CronJobStatus.lastScheduleTime When the last run was due.
    CronJobStatus.lastSuccessfulTime When a run last ended well.
    CustomResourceDefinition Adds a kind to the API.
    CustomResourceDefinitionSpec.group The API group of the kind, the end of the definition's name.
    CustomResourceDefinitionSpec.names What the kind is called in paths, manifests and commands.
    CustomResourceDefinitionSpec.scope Namespaced or Cluster.
    CustomResourceDefinitionSpec.versions The versions of the kind, each with its schema.
    IPBlock.cidr Addresses: 10.0.0.0/8, fd00::/8.
    IPBlock.except Parts of the range that are not meant.
    Job Runs pods until enough of them ended well.
    JobSpec What runs, how often and for how long.
    JobSpec.activeDeadlineSeconds How long the Job may run in all.
    JobSpec.backoffLimit How many failures are retried; 6 unless set.
    JobSpec.completions How many pods have to end well.
    JobSpec.parallelism How many pods run at the same time.
    JobSpec.suspend Whether no pods run.
    JobSpec.template The pods of the Job.
    JobSpec.ttlSecondsAfterFinished How long the finished Job is kept.
    LabelSelector Selects by labels; all of its parts have to match, an empty one selects everything.
    LabelSelector.matchExpressions Conditions on labels.
    LabelSelector.matchLabels Labels that have to be there with these values.
    LabelSelectorRequirement.operator In, NotIn, Exists or DoesNotExist.
    Lease Says who holds something, and since when.
    LeaseSpec Who holds it, and until when.
    LeaseSpec.acquireTime When the holder got it.
    LeaseSpec.holderIdentity Who holds it.
    LeaseSpec.leaseDurationSeconds How long others wait for a renewal before they take it.
    LeaseSpec.leaseTransitions How often the holder changed.
    LeaseSpec.renewTime When the holder last said that it is there.
    Namespace A space of names, with what is in it.
    NetworkPolicy Says which traffic the pods that it selects may take and make.
    NetworkPolicyEgressRule Traffic that is allowed: to one of the peers and, at the same time, to one of the ports.
    NetworkPolicyEgressRule.ports Ports that it is about; all where none are named.
    NetworkPolicyEgressRule.to Where connections may go; anywhere where nothing is named.
    NetworkPolicyIngressRule Traffic that is allowed: from one of the peers and, at the same time, to one of the ports.
    NetworkPolicyIngressRule.from Where connections may come from; anywhere where nothing is named.
    NetworkPolicyIngressRule.ports Ports that it is about; all where none are named.
    NetworkPolicyPeer Who is at the other end.
    NetworkPolicyPeer.ipBlock Addresses; it stands alone.
    NetworkPolicyPeer.namespaceSelector Pods of the namespaces with these labels.
    NetworkPolicyPeer.podSelector Pods with these labels, of the policy's own namespace unless namespaces are selected.
    NetworkPolicyPort.endPort The last port of a range that begins with port.
    NetworkPolicyPort.port A number, or the name of a container's port; all where it is not set.
    NetworkPolicyPort.protocol TCP, UDP or SCTP; TCP unless set.
    NetworkPolicySpec The pods that it is for, and the traffic that it allows them.
    NetworkPolicySpec.egress What the selected pods may open connections to.
    NetworkPolicySpec.ingress What may open connections to the selected pods.
    NetworkPolicySpec.podSelector The pods of its namespace that the policy isolates; an empty one selects all.
    NetworkPolicySpec.policyTypes Directions in which the selected pods are isolated: Ingress, Egress.
    ObjectMeta What every object has: names, labels, owners, versions.
    ObjectMeta.annotations Texts for programs and people; nothing selects by them.
    ObjectMeta.creationTimestamp When the object was made.
    ObjectMeta.finalizers Who has to be done before the object can go.
    ObjectMeta.generation Counts the changes of what is wanted.
    ObjectMeta.labels Texts that selectors select by.
    ObjectMeta.managedFields Who manages which fields.
    ObjectMeta.name The name, once in a namespace for each kind.
    ObjectMeta.namespace Where the object is; empty for kinds of the whole cluster.
    ObjectMeta.ownerReferences Objects without which this one goes too.
    ObjectMeta.resourceVersion Changes with every write.
    ObjectMeta.uid Tells this object from every other one that ever was.
    PolicyRule.apiGroups Groups of the resources; * for all, "" for the core group.
    PolicyRule.nonResourceURLs Paths that are no resources, as in /metrics; for ClusterRoles alone.
    PolicyRule.resourceNames Names of the objects; all where none are named.
    PolicyRule.resources Resources in the plural, as in pods or pods/status; * for all.
    PolicyRule.verbs What may be done: get, list, watch, create, update, patch, delete, deletecollection; * for all.
    Role Rules that bindings give in its namespace.
    Role.rules What may be done.
    RoleBinding Gives the rules of a Role or ClusterRole in its namespace.
    RoleBinding.roleRef The Role or ClusterRole; it cannot be changed.
    RoleBinding.subjects Who gets the rules.
    ServiceAccount The identity of pods.
    Subject.kind User, Group or ServiceAccount.
    Subject.namespace Where the ServiceAccount is.
    """
}
