extension FieldTable {
  /// k8s.io/api/core/v1: nodes.
  static let nodes = """
    AttachedVolume name=1! devicePath=2!
    ConfigMapNodeConfigSource namespace=1! name=2! uid=3 resourceVersion=4 kubeletConfigKey=5!
    ContainerImage names=1[]? sizeBytes=2:long
    DaemonEndpoint Port=1:int!
    Node kind=0 apiVersion=0 metadata=1:ObjectMeta spec=2:NodeSpec status=3:NodeStatus
    NodeAddress type=1! address=2!
    NodeAffinity requiredDuringSchedulingIgnoredDuringExecution=1:NodeSelector
      preferredDuringSchedulingIgnoredDuringExecution=2[PreferredSchedulingTerm]
    NodeAllocatableResourceClaimStatus resourceClaimName=1! containers=2[] resources=3{Quantity}!
    NodeCondition type=1! status=2! lastHeartbeatTime=3:Time? lastTransitionTime=4:Time? reason=5 message=6
    NodeConfigSource configMap=2:ConfigMapNodeConfigSource
    NodeConfigStatus assigned=1:NodeConfigSource active=2:NodeConfigSource lastKnownGood=3:NodeConfigSource error=4
    NodeDaemonEndpoints kubeletEndpoint=1:DaemonEndpoint
    NodeFeatures supplementalGroupsPolicy=1:bool?
    NodeRuntimeHandler name=1? features=2:NodeRuntimeHandlerFeatures
    NodeRuntimeHandlerFeatures recursiveReadOnlyMounts=1:bool? userNamespaces=2:bool?
    NodeSelector nodeSelectorTerms=1[NodeSelectorTerm]!
    NodeSelectorRequirement key=1! operator=2! values=3[]
    NodeSelectorTerm matchExpressions=1[NodeSelectorRequirement] matchFields=2[NodeSelectorRequirement]
    NodeSpec podCIDR=1 podCIDRs=7[] providerID=3 unschedulable=4:bool taints=5[Taint] configSource=6:NodeConfigSource
      externalID=2
    NodeStatus capacity=1{Quantity} allocatable=2{Quantity} phase=3 conditions=4[NodeCondition]
      addresses=5[NodeAddress] daemonEndpoints=6:NodeDaemonEndpoints nodeInfo=7:NodeSystemInfo images=8[ContainerImage]
      volumesInUse=9[] volumesAttached=10[AttachedVolume] config=11:NodeConfigStatus
      runtimeHandlers=12[NodeRuntimeHandler] features=13:NodeFeatures declaredFeatures=14[]
    NodeSwapStatus capacity=1:long?
    NodeSystemInfo machineID=1! systemUUID=2! bootID=3! kernelVersion=4! osImage=5! containerRuntimeVersion=6!
      kubeletVersion=7! kubeProxyVersion=8! operatingSystem=9! architecture=10! swap=11:NodeSwapStatus
    Taint key=1! value=2 effect=3! timeAdded=4:Time
    """

  /// k8s.io/api/core/v1: what pods mount.
  static let volumes = """
    AWSElasticBlockStoreVolumeSource volumeID=1! fsType=2 partition=3:int readOnly=4:bool
    AzureDiskVolumeSource diskName=1! diskURI=2! cachingMode=3? fsType=4? readOnly=5:bool? kind=6?
    AzureFileVolumeSource secretName=1! shareName=2! readOnly=3:bool
    CSIVolumeSource driver=1! readOnly=2:bool? fsType=3? volumeAttributes=4{}
      nodePublishSecretRef=5:LocalObjectReference
    CephFSVolumeSource monitors=1[]! path=2 user=3 secretFile=4 secretRef=5:LocalObjectReference readOnly=6:bool
    CinderVolumeSource volumeID=1! fsType=2 readOnly=3:bool secretRef=4:LocalObjectReference
    ClusterTrustBundleProjection name=1? signerName=2? labelSelector=3:LabelSelector optional=5:bool? path=4!
    ConfigMapProjection =1:LocalObjectReference items=2[KeyToPath] optional=4:bool?
    ConfigMapVolumeSource =1:LocalObjectReference items=2[KeyToPath] defaultMode=3:int? optional=4:bool?
    DownwardAPIProjection items=1[DownwardAPIVolumeFile]
    DownwardAPIVolumeFile path=1! fieldRef=2:ObjectFieldSelector resourceFieldRef=3:ResourceFieldSelector mode=4:int?
    DownwardAPIVolumeSource items=1[DownwardAPIVolumeFile] defaultMode=2:int?
    EmptyDirVolumeSource medium=1 sizeLimit=2:Quantity
    EphemeralVolumeSource volumeClaimTemplate=1:PersistentVolumeClaimTemplate
    FCVolumeSource targetWWNs=1[] lun=2:int? fsType=3 readOnly=4:bool wwids=5[]
    FlexVolumeSource driver=1! fsType=2 secretRef=3:LocalObjectReference readOnly=4:bool options=5{}
    FlockerVolumeSource datasetName=1 datasetUUID=2
    GCEPersistentDiskVolumeSource pdName=1! fsType=2 partition=3:int readOnly=4:bool
    GitRepoVolumeSource repository=1! revision=2 directory=3
    GlusterfsVolumeSource endpoints=1! path=2! readOnly=3:bool
    HostPathVolumeSource path=1! type=2?
    ISCSIVolumeSource targetPortal=1! iqn=2! lun=3:int! iscsiInterface=4 fsType=5 readOnly=6:bool portals=7[]
      chapAuthDiscovery=8:bool chapAuthSession=11:bool secretRef=10:LocalObjectReference initiatorName=12?
    ImageVolumeSource reference=1 pullPolicy=2
    ImageVolumeStatus imageRef=1
    ModifyVolumeStatus targetVolumeAttributesClassName=1 status=2!
    NFSVolumeSource server=1! path=2! readOnly=3:bool
    PersistentVolumeClaim kind=0 apiVersion=0 metadata=1:ObjectMeta spec=2:PersistentVolumeClaimSpec
      status=3:PersistentVolumeClaimStatus
    PersistentVolumeClaimCondition type=1! status=2! lastProbeTime=3:Time? lastTransitionTime=4:Time? reason=5
      message=6
    PersistentVolumeClaimSpec accessModes=1[] selector=4:LabelSelector resources=2:VolumeResourceRequirements
      volumeName=3 storageClassName=5? volumeMode=6? dataSource=7:TypedLocalObjectReference
      dataSourceRef=8:TypedObjectReference volumeAttributesClassName=9?
    PersistentVolumeClaimStatus phase=1 accessModes=2[] capacity=3{Quantity}
      conditions=4[PersistentVolumeClaimCondition] allocatedResources=5{Quantity} allocatedResourceStatuses=7{}
      currentVolumeAttributesClassName=8? modifyVolumeStatus=9:ModifyVolumeStatus
    PersistentVolumeClaimTemplate metadata=1:ObjectMeta spec=2:PersistentVolumeClaimSpec!
    PersistentVolumeClaimVolumeSource claimName=1! readOnly=2:bool
    PhotonPersistentDiskVolumeSource pdID=1! fsType=2
    PodCertificateProjection signerName=1 keyType=2 maxExpirationSeconds=3:int? credentialBundlePath=4 keyPath=5
      certificateChainPath=6 userAnnotations=7{}
    PortworxVolumeSource volumeID=1! fsType=2 readOnly=3:bool
    ProjectedVolumeSource sources=1[VolumeProjection]? defaultMode=2:int?
    QuobyteVolumeSource registry=1! volume=2! readOnly=3:bool user=4 group=5 tenant=6
    RBDVolumeSource monitors=1[]! image=2! fsType=3 pool=4 user=5 keyring=6 secretRef=7:LocalObjectReference
      readOnly=8:bool
    ScaleIOVolumeSource gateway=1! system=2! secretRef=3:LocalObjectReference sslEnabled=4:bool protectionDomain=5
      storagePool=6 storageMode=7 volumeName=8 fsType=9 readOnly=10:bool
    SecretProjection =1:LocalObjectReference items=2[KeyToPath] optional=4:bool?
    SecretVolumeSource secretName=1 items=2[KeyToPath] defaultMode=3:int? optional=4:bool?
    ServiceAccountTokenProjection audience=1 expirationSeconds=2:long? path=3!
    StorageOSVolumeSource volumeName=1 volumeNamespace=2 fsType=3 readOnly=4:bool secretRef=5:LocalObjectReference
    Volume name=1! =2:VolumeSource
    VolumeProjection secret=1:SecretProjection downwardAPI=2:DownwardAPIProjection configMap=3:ConfigMapProjection
      serviceAccountToken=4:ServiceAccountTokenProjection clusterTrustBundle=5:ClusterTrustBundleProjection
      podCertificate=6:PodCertificateProjection
    VolumeResourceRequirements limits=1{Quantity} requests=2{Quantity}
    VolumeSource hostPath=1:HostPathVolumeSource emptyDir=2:EmptyDirVolumeSource
      gcePersistentDisk=3:GCEPersistentDiskVolumeSource awsElasticBlockStore=4:AWSElasticBlockStoreVolumeSource
      gitRepo=5:GitRepoVolumeSource secret=6:SecretVolumeSource nfs=7:NFSVolumeSource iscsi=8:ISCSIVolumeSource
      glusterfs=9:GlusterfsVolumeSource persistentVolumeClaim=10:PersistentVolumeClaimVolumeSource
      rbd=11:RBDVolumeSource flexVolume=12:FlexVolumeSource cinder=13:CinderVolumeSource cephfs=14:CephFSVolumeSource
      flocker=15:FlockerVolumeSource downwardAPI=16:DownwardAPIVolumeSource fc=17:FCVolumeSource
      azureFile=18:AzureFileVolumeSource configMap=19:ConfigMapVolumeSource
      vsphereVolume=20:VsphereVirtualDiskVolumeSource quobyte=21:QuobyteVolumeSource azureDisk=22:AzureDiskVolumeSource
      photonPersistentDisk=23:PhotonPersistentDiskVolumeSource projected=26:ProjectedVolumeSource
      portworxVolume=24:PortworxVolumeSource scaleIO=25:ScaleIOVolumeSource storageos=27:StorageOSVolumeSource
      csi=28:CSIVolumeSource ephemeral=29:EphemeralVolumeSource image=30:ImageVolumeSource
    VolumeStatus image=1:ImageVolumeStatus
    VsphereVirtualDiskVolumeSource volumePath=1! fsType=2 storagePolicyName=3 storagePolicyID=4
    """
}
