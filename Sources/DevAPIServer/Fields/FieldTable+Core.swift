extension FieldTable {
  /// k8s.io/api/core/v1, but for nodes and volumes.
  static let core = """
    Affinity nodeAffinity=1:NodeAffinity podAffinity=2:PodAffinity podAntiAffinity=3:PodAntiAffinity
    AppArmorProfile type=1! localhostProfile=2?
    Capabilities add=1[] drop=2[]
    ClientIPConfig timeoutSeconds=1:int?
    ConfigMap kind=0 apiVersion=0 metadata=1:ObjectMeta immutable=4:bool? data=2{} binaryData=3{bytes}
    ConfigMapEnvSource =1:LocalObjectReference optional=2:bool?
    ConfigMapKeySelector =1:LocalObjectReference key=2! optional=3:bool?
    Container name=1! image=2 command=3[] args=4[] workingDir=5 ports=6[ContainerPort] envFrom=19[EnvFromSource]
      env=7[EnvVar] resources=8:ResourceRequirements resizePolicy=23[ContainerResizePolicy] restartPolicy=24?
      restartPolicyRules=25[ContainerRestartRule] volumeMounts=9[VolumeMount] volumeDevices=21[VolumeDevice]
      livenessProbe=10:Probe readinessProbe=11:Probe startupProbe=22:Probe lifecycle=12:Lifecycle
      terminationMessagePath=13 terminationMessagePolicy=20 imagePullPolicy=14 securityContext=15:SecurityContext
      stdin=16:bool stdinOnce=17:bool tty=18:bool
    ContainerExtendedResourceRequest containerName=1! resourceName=2! requestName=3!
    ContainerPort name=1 hostPort=2:int containerPort=3:int! protocol=4 hostIP=5
    ContainerResizePolicy resourceName=1! restartPolicy=2!
    ContainerRestartRule action=1 exitCodes=2:ContainerRestartRuleOnExitCodes
    ContainerRestartRuleOnExitCodes operator=1 values=2[int]
    ContainerState waiting=1:ContainerStateWaiting running=2:ContainerStateRunning
      terminated=3:ContainerStateTerminated
    ContainerStateRunning startedAt=1:Time?
    ContainerStateTerminated exitCode=1:int! signal=2:int reason=3 message=4 startedAt=5:Time? finishedAt=6:Time?
      containerID=7
    ContainerStateWaiting reason=1 message=2
    ContainerStatus name=1! state=2:ContainerState lastState=3:ContainerState ready=4:bool! restartCount=5:int!
      image=6! imageID=7! containerID=8 started=9:bool? allocatedResources=10{Quantity}
      resources=11:ResourceRequirements volumeMounts=12[VolumeMountStatus] user=13:ContainerUser
      allocatedResourcesStatus=14[ResourceStatus] stopSignal=15?
    ContainerUser linux=1:LinuxContainerUser
    EnvFromSource prefix=1 configMapRef=2:ConfigMapEnvSource secretRef=3:SecretEnvSource
    EnvVar name=1! value=2 valueFrom=3:EnvVarSource
    EnvVarSource fieldRef=1:ObjectFieldSelector resourceFieldRef=2:ResourceFieldSelector
      configMapKeyRef=3:ConfigMapKeySelector secretKeyRef=4:SecretKeySelector fileKeyRef=5:FileKeySelector
    EphemeralContainer =1:EphemeralContainerCommon targetContainerName=2
    EphemeralContainerCommon name=1! image=2 command=3[] args=4[] workingDir=5 ports=6[ContainerPort]
      envFrom=19[EnvFromSource] env=7[EnvVar] resources=8:ResourceRequirements resizePolicy=23[ContainerResizePolicy]
      restartPolicy=24? restartPolicyRules=25[ContainerRestartRule] volumeMounts=9[VolumeMount]
      volumeDevices=21[VolumeDevice] livenessProbe=10:Probe readinessProbe=11:Probe startupProbe=22:Probe
      lifecycle=12:Lifecycle terminationMessagePath=13 terminationMessagePolicy=20 imagePullPolicy=14
      securityContext=15:SecurityContext stdin=16:bool stdinOnce=17:bool tty=18:bool
    Event kind=0 apiVersion=0 metadata=1:ObjectMeta! involvedObject=2:ObjectReference! reason=3 message=4
      source=5:EventSource firstTimestamp=6:Time? lastTimestamp=7:Time? count=8:int type=9 eventTime=10:MicroTime?
      series=11:EventSeries action=12 related=13:ObjectReference reportingComponent=14? reportingInstance=15?
    EventSeries count=1:int lastObservedTime=2:MicroTime?
    EventSource component=1 host=2
    ExecAction command=1[]
    FileKeySelector volumeName=1! path=2! key=3! optional=4:bool?
    GRPCAction port=1:int! service=2?
    HTTPGetAction path=1 port=2:IntOrString! host=3 scheme=4 httpHeaders=5[HTTPHeader]
    HTTPHeader name=1! value=2!
    HostAlias ip=1! hostnames=2[]
    HostIP ip=1!
    KeyToPath key=1! path=2! mode=3:int?
    Lifecycle postStart=1:LifecycleHandler preStop=2:LifecycleHandler stopSignal=3?
    LifecycleHandler exec=1:ExecAction httpGet=2:HTTPGetAction tcpSocket=3:TCPSocketAction sleep=4:SleepAction
    LinuxContainerUser uid=1:long! gid=2:long! supplementalGroups=3[long]
    LoadBalancerIngress ip=1 hostname=2 ipMode=3? ports=4[PortStatus]
    LoadBalancerStatus ingress=1[LoadBalancerIngress]
    LocalObjectReference name=1
    Namespace kind=0 apiVersion=0 metadata=1:ObjectMeta spec=2:NamespaceSpec status=3:NamespaceStatus
    NamespaceCondition type=1! status=2! lastTransitionTime=4:Time? reason=5 message=6
    NamespaceSpec finalizers=1[]
    NamespaceStatus phase=1 conditions=2[NamespaceCondition]
    ObjectFieldSelector apiVersion=1 fieldPath=2!
    ObjectReference kind=1 namespace=2 name=3 uid=4 apiVersion=5 resourceVersion=6 fieldPath=7
    Pod kind=0 apiVersion=0 metadata=1:ObjectMeta spec=2:PodSpec status=3:PodStatus
    PodAffinity requiredDuringSchedulingIgnoredDuringExecution=1[PodAffinityTerm]
      preferredDuringSchedulingIgnoredDuringExecution=2[WeightedPodAffinityTerm]
    PodAffinityTerm labelSelector=1:LabelSelector namespaces=2[] topologyKey=3! namespaceSelector=4:LabelSelector
      matchLabelKeys=5[] mismatchLabelKeys=6[]
    PodAntiAffinity requiredDuringSchedulingIgnoredDuringExecution=1[PodAffinityTerm]
      preferredDuringSchedulingIgnoredDuringExecution=2[WeightedPodAffinityTerm]
    PodCondition type=1! observedGeneration=7:long status=2! lastProbeTime=3:Time? lastTransitionTime=4:Time? reason=5
      message=6
    PodDNSConfig nameservers=1[] searches=2[] options=3[PodDNSConfigOption]
    PodDNSConfigOption name=1 value=2?
    PodExtendedResourceClaimStatus requestMappings=1[ContainerExtendedResourceRequest]! resourceClaimName=2!
    PodIP ip=1!
    PodOS name=1!
    PodReadinessGate conditionType=1!
    PodResourceClaim name=1! resourceClaimName=3? resourceClaimTemplateName=4?
    PodResourceClaimStatus name=1! resourceClaimName=2?
    PodSchedulingGate name=1!
    PodSchedulingGroup podGroupName=1?
    PodSecurityContext seLinuxOptions=1:SELinuxOptions windowsOptions=8:WindowsSecurityContextOptions runAsUser=2:long?
      runAsGroup=6:long? runAsNonRoot=3:bool? supplementalGroups=4[long] supplementalGroupsPolicy=12? fsGroup=5:long?
      sysctls=7[Sysctl] fsGroupChangePolicy=9? seccompProfile=10:SeccompProfile appArmorProfile=11:AppArmorProfile
      seLinuxChangePolicy=13?
    PodSpec volumes=1[Volume] initContainers=20[Container] containers=2[Container]!
      ephemeralContainers=34[EphemeralContainer] restartPolicy=3 terminationGracePeriodSeconds=4:long?
      activeDeadlineSeconds=5:long? dnsPolicy=6 nodeSelector=7{} serviceAccountName=8 serviceAccount=9
      automountServiceAccountToken=21:bool? nodeName=10 hostNetwork=11:bool hostPID=12:bool hostIPC=13:bool
      shareProcessNamespace=27:bool? securityContext=14:PodSecurityContext imagePullSecrets=15[LocalObjectReference]
      hostname=16 subdomain=17 affinity=18:Affinity schedulerName=19 tolerations=22[Toleration]
      hostAliases=23[HostAlias] priorityClassName=24 priority=25:int? dnsConfig=26:PodDNSConfig
      readinessGates=28[PodReadinessGate] runtimeClassName=29? enableServiceLinks=30:bool? preemptionPolicy=31?
      overhead=32{Quantity} topologySpreadConstraints=33[TopologySpreadConstraint] setHostnameAsFQDN=35:bool?
      os=36:PodOS hostUsers=37:bool? schedulingGates=38[PodSchedulingGate] resourceClaims=39[PodResourceClaim]
      resources=40:ResourceRequirements hostnameOverride=41? schedulingGroup=43:PodSchedulingGroup
    PodStatus observedGeneration=17:long phase=1 conditions=2[PodCondition] message=3 reason=4 nominatedNodeName=11
      hostIP=5 hostIPs=16[HostIP] podIP=6 podIPs=12[PodIP] startTime=7:Time initContainerStatuses=10[ContainerStatus]
      containerStatuses=8[ContainerStatus] qosClass=9 ephemeralContainerStatuses=13[ContainerStatus] resize=14
      resourceClaimStatuses=15[PodResourceClaimStatus] extendedResourceClaimStatus=18:PodExtendedResourceClaimStatus
      allocatedResources=19{Quantity} resources=20:ResourceRequirements
      nodeAllocatableResourceClaimStatuses=21[NodeAllocatableResourceClaimStatus]
    PodTemplateSpec metadata=1:ObjectMeta spec=2:PodSpec
    PortStatus port=1:int! protocol=2! error=3?
    PreferredSchedulingTerm weight=1:int! preference=2:NodeSelectorTerm!
    Probe =1:ProbeHandler initialDelaySeconds=2:int timeoutSeconds=3:int periodSeconds=4:int successThreshold=5:int
      failureThreshold=6:int terminationGracePeriodSeconds=7:long?
    ProbeHandler exec=1:ExecAction httpGet=2:HTTPGetAction tcpSocket=3:TCPSocketAction grpc=4:GRPCAction
    ResourceClaim name=1! request=2
    ResourceFieldSelector containerName=1 resource=2! divisor=3:Quantity
    ResourceHealth resourceID=1! health=2 message=6?
    ResourceRequirements limits=1{Quantity} requests=2{Quantity} claims=3[ResourceClaim]
    ResourceStatus name=1! resources=2[ResourceHealth]
    SELinuxOptions user=1 role=2 type=3 level=4
    SeccompProfile type=1! localhostProfile=2?
    SecretEnvSource =1:LocalObjectReference optional=2:bool?
    SecretKeySelector =1:LocalObjectReference key=2! optional=3:bool?
    SecurityContext capabilities=1:Capabilities privileged=2:bool? seLinuxOptions=3:SELinuxOptions
      windowsOptions=10:WindowsSecurityContextOptions runAsUser=4:long? runAsGroup=8:long? runAsNonRoot=5:bool?
      readOnlyRootFilesystem=6:bool? allowPrivilegeEscalation=7:bool? procMount=9? seccompProfile=11:SeccompProfile
      appArmorProfile=12:AppArmorProfile
    Service kind=0 apiVersion=0 metadata=1:ObjectMeta spec=2:ServiceSpec status=3:ServiceStatus
    ServiceAccount kind=0 apiVersion=0 metadata=1:ObjectMeta secrets=2[ObjectReference]
      imagePullSecrets=3[LocalObjectReference] automountServiceAccountToken=4:bool?
    ServicePort name=1 protocol=2 appProtocol=6? port=3:int! targetPort=4:IntOrString nodePort=5:int
    ServiceSpec ports=1[ServicePort] selector=2{} clusterIP=3 clusterIPs=18[] type=4 externalIPs=5[] sessionAffinity=7
      loadBalancerIP=8 loadBalancerSourceRanges=9[] externalName=10 externalTrafficPolicy=11 healthCheckNodePort=12:int
      publishNotReadyAddresses=13:bool sessionAffinityConfig=14:SessionAffinityConfig ipFamilies=19[]
      ipFamilyPolicy=17? allocateLoadBalancerNodePorts=20:bool? loadBalancerClass=21? internalTrafficPolicy=22?
      trafficDistribution=23?
    ServiceStatus loadBalancer=1:LoadBalancerStatus conditions=2[Condition]
    SessionAffinityConfig clientIP=1:ClientIPConfig
    SleepAction seconds=1:long!
    Sysctl name=1! value=2!
    TCPSocketAction port=1:IntOrString! host=2
    Toleration key=1 operator=2 value=3 effect=4 tolerationSeconds=5:long?
    TopologySpreadConstraint maxSkew=1:int! topologyKey=2! whenUnsatisfiable=3! labelSelector=4:LabelSelector
      minDomains=5:int? nodeAffinityPolicy=6? nodeTaintsPolicy=7? matchLabelKeys=8[]
    TypedLocalObjectReference apiGroup=1? kind=2! name=3!
    TypedObjectReference apiGroup=1? kind=2! name=3! namespace=4?
    VolumeDevice name=1! devicePath=2!
    VolumeMount name=1! readOnly=2:bool recursiveReadOnly=7? mountPath=3! subPath=4 mountPropagation=5? subPathExpr=6
    VolumeMountStatus name=1! mountPath=2! readOnly=3:bool recursiveReadOnly=4? volumeStatus=5:VolumeStatus
    WeightedPodAffinityTerm weight=1:int! podAffinityTerm=2:PodAffinityTerm!
    WindowsSecurityContextOptions gmsaCredentialSpecName=1? gmsaCredentialSpec=2? runAsUserName=3? hostProcess=4:bool?
    """
}
