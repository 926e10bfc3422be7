extension MergeKeyTable {
  /// The types of the built-in kinds that are served here, as far as their shape matters to a patch: one type a line,
  /// more of it indented. Source: the API server's published OpenAPI (`x-kubernetes-patch-strategy`,
  /// `-patch-merge-key`, `-list-type`, `-list-map-keys`, `-map-type`) and the structs of k8s.io/api for what is no pointer.
  ///
  /// - `Type@`: atomic wherever it is used.
  /// - `field:Type`, `field!Type`: an object; `!` where the Go struct always holds it, if empty.
  /// - `field{}`: an atomic map.
  /// - `field[Type]key|keys`: a list. Before the bar its patch merge key, `+` for values merged without one, nothing for
  ///   lists that are replaced; behind it the keys of server-side apply with their defaults, `set`, or nothing for atomic.
  ///   `!` before the type where the Go struct holds the list even when it is `null`.
  static let text = """
    Affinity nodeAffinity:NodeAffinity
    CSIVolumeSource nodePublishSecretRef:LocalObjectReference
    CephFSVolumeSource secretRef:LocalObjectReference
    CinderVolumeSource secretRef:LocalObjectReference
    ClusterRole metadata!ObjectMeta
    ClusterRoleBinding metadata!ObjectMeta roleRef!RoleRef
    ConfigMap metadata!ObjectMeta
    ConfigMapKeySelector@
    Container env[EnvVar]name|name ports[]containerPort|containerPort,protocol=TCP resources!ResourceRequirements
      volumeDevices[]devicePath|devicePath volumeMounts[]mountPath|mountPath
    CronJob metadata!ObjectMeta spec!CronJobSpec status!
    CronJobSpec jobTemplate!JobTemplateSpec
    CustomResourceDefinition metadata!ObjectMeta spec!CustomResourceDefinitionSpec
      status!CustomResourceDefinitionStatus
    CustomResourceDefinitionSpec names!
    CustomResourceDefinitionStatus acceptedNames! conditions[]|type
    DaemonSet metadata!ObjectMeta spec!DaemonSetSpec status!DaemonSetStatus
    DaemonSetSpec selector:LabelSelector template!PodTemplateSpec updateStrategy!
    DaemonSetStatus conditions[]type|type
    Deployment metadata!ObjectMeta spec!DeploymentSpec status!DeploymentStatus
    DeploymentSpec selector:LabelSelector strategy! template!PodTemplateSpec
    DeploymentStatus conditions[]type|type
    EndpointSlice metadata!ObjectMeta
    Endpoints metadata!ObjectMeta
    EnvVar valueFrom:EnvVarSource
    EnvVarSource configMapKeyRef:ConfigMapKeySelector fieldRef:ObjectFieldSelector fileKeyRef:FileKeySelector
      resourceFieldRef:ResourceFieldSelector secretKeyRef:SecretKeySelector
    EphemeralContainer env[EnvVar]name|name ports[]containerPort|containerPort,protocol=TCP
      resources:ResourceRequirements volumeDevices[]devicePath|devicePath volumeMounts[]mountPath|mountPath
    EphemeralVolumeSource volumeClaimTemplate:PersistentVolumeClaimTemplate
    Event involvedObject!ObjectReference metadata!ObjectMeta related:ObjectReference source!
    FileKeySelector@
    FlexVolumeSource secretRef:LocalObjectReference
    ISCSIVolumeSource secretRef:LocalObjectReference
    Job metadata!ObjectMeta spec!JobSpec status!JobStatus
    JobSpec selector:LabelSelector template!PodTemplateSpec
    JobStatus conditions[]type| uncountedTerminatedPods:UncountedTerminatedPods
    JobTemplateSpec metadata!ObjectMeta spec!JobSpec
    LabelSelector@
    Lease metadata!ObjectMeta spec!
    LocalObjectReference@
    Namespace metadata!ObjectMeta spec! status!NamespaceStatus
    NamespaceStatus conditions[]type|type
    NetworkPolicy metadata!ObjectMeta spec!NetworkPolicySpec
    NetworkPolicySpec podSelector!LabelSelector
    Node metadata!ObjectMeta spec!NodeSpec status!NodeStatus
    NodeAffinity requiredDuringSchedulingIgnoredDuringExecution:NodeSelector
    NodeDaemonEndpoints kubeletEndpoint!
    NodeSelector@
    NodeSpec podCIDRs[]+|set
    NodeStatus addresses[]type|type conditions[]type|type daemonEndpoints!NodeDaemonEndpoints nodeInfo!
    ObjectFieldSelector@
    ObjectMeta finalizers[]+|set ownerReferences[OwnerReference]uid|uid
    ObjectReference@
    OwnerReference@
    PersistentVolumeClaimSpec dataSource:TypedLocalObjectReference resources! selector:LabelSelector
    PersistentVolumeClaimTemplate metadata!ObjectMeta spec!PersistentVolumeClaimSpec
    Pod metadata!ObjectMeta spec!PodSpec status!PodStatus
    PodSpec affinity:Affinity containers[!Container]name|name ephemeralContainers[EphemeralContainer]name|name
      hostAliases[]ip|ip imagePullSecrets[LocalObjectReference]name|name initContainers[Container]name|name
      nodeSelector{} resourceClaims[]name|name resources:ResourceRequirements schedulingGates[]name|name
      topologySpreadConstraints[TopologySpreadConstraint]topologyKey|topologyKey,whenUnsatisfiable
      volumes[Volume]name|name
    PodStatus conditions[]type|type hostIPs[]ip| podIPs[]ip|ip resourceClaimStatuses[]name|name
      resources:ResourceRequirements
    PodTemplateSpec metadata!ObjectMeta spec!PodSpec
    RBDVolumeSource secretRef:LocalObjectReference
    ReplicaSet metadata!ObjectMeta spec!ReplicaSetSpec status!ReplicaSetStatus
    ReplicaSetSpec selector:LabelSelector template!PodTemplateSpec
    ReplicaSetStatus conditions[]type|type
    ResourceFieldSelector@
    ResourceRequirements claims[]|name
    Role metadata!ObjectMeta
    RoleBinding metadata!ObjectMeta roleRef!RoleRef
    RoleRef@
    ScaleIOVolumeSource secretRef:LocalObjectReference
    SecretKeySelector@
    Service metadata!ObjectMeta spec!ServiceSpec status!ServiceStatus
    ServiceAccount metadata!ObjectMeta secrets[ObjectReference]name|name
    ServiceSpec ports[]port|port,protocol=TCP selector{}
    ServiceStatus conditions[]type|type loadBalancer!
    StatefulSet metadata!ObjectMeta spec!StatefulSetSpec status!StatefulSetStatus
    StatefulSetSpec selector:LabelSelector template!PodTemplateSpec updateStrategy!
    StatefulSetStatus conditions[]type|type
    StorageOSVolumeSource secretRef:LocalObjectReference
    SubjectAccessReview metadata!ObjectMeta spec! status!
    TokenReview metadata!ObjectMeta spec! status!TokenReviewStatus
    TokenReviewStatus user!
    TopologySpreadConstraint labelSelector:LabelSelector
    TypedLocalObjectReference@
    UncountedTerminatedPods failed[]|set succeeded[]|set
    Volume cephfs:CephFSVolumeSource cinder:CinderVolumeSource csi:CSIVolumeSource ephemeral:EphemeralVolumeSource
      flexVolume:FlexVolumeSource iscsi:ISCSIVolumeSource rbd:RBDVolumeSource scaleIO:ScaleIOVolumeSource
      storageos:StorageOSVolumeSource
    events.Event deprecatedSource! metadata!ObjectMeta regarding!ObjectReference related:ObjectReference
    """
}
