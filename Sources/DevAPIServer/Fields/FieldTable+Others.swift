extension FieldTable {
  /// apimachinery, pkg/apis/meta/v1.
  static let meta = """
    Condition type=1! status=2! observedGeneration=3:long lastTransitionTime=4:Time! reason=5! message=6!
    DeleteOptions kind=0 apiVersion=0 gracePeriodSeconds=1:long? preconditions=2:Preconditions orphanDependents=3:bool?
      propagationPolicy=4? dryRun=5[] ignoreStoreReadErrorWithClusterBreakingPotential=6:bool?
    FieldSelectorRequirement key=1! operator=2! values=3[]
    LabelSelector matchLabels=1{} matchExpressions=2[LabelSelectorRequirement]
    LabelSelectorRequirement key=1! operator=2! values=3[]
    ManagedFieldsEntry manager=1 operation=2 apiVersion=3 time=4:Time fieldsType=6 fieldsV1=7:Raw subresource=8
    ObjectMeta name=1 generateName=2 namespace=3 selfLink=4 uid=5 resourceVersion=6 generation=7:long
      creationTimestamp=8:Time deletionTimestamp=9:Time deletionGracePeriodSeconds=10:long? labels=11{}
      annotations=12{} ownerReferences=13[OwnerReference] finalizers=14[] managedFields=17[ManagedFieldsEntry]
    OwnerReference apiVersion=5! kind=1! name=3! uid=4! controller=6:bool? blockOwnerDeletion=7:bool?
    Preconditions uid=1? resourceVersion=2?
    """

  /// k8s.io/api/networking/v1 and discovery/v1.
  static let network = """
    IPBlock cidr=1! except=2[]
    NetworkPolicy kind=0 apiVersion=0 metadata=1:ObjectMeta spec=2:NetworkPolicySpec
    NetworkPolicyEgressRule ports=1[NetworkPolicyPort] to=2[NetworkPolicyPeer]
    NetworkPolicyIngressRule ports=1[NetworkPolicyPort] from=2[NetworkPolicyPeer]
    NetworkPolicyPeer podSelector=1:LabelSelector namespaceSelector=2:LabelSelector ipBlock=3:IPBlock
    NetworkPolicyPort protocol=1? port=2:IntOrString endPort=3:int?
    NetworkPolicySpec podSelector=1:LabelSelector? ingress=2[NetworkPolicyIngressRule]
      egress=3[NetworkPolicyEgressRule] policyTypes=4[]
    Endpoint addresses=1[]! conditions=2:EndpointConditions hostname=3? targetRef=4:ObjectReference
      deprecatedTopology=5{} nodeName=6? zone=7? hints=8:EndpointHints
    EndpointConditions ready=1:bool? serving=2:bool? terminating=3:bool?
    EndpointHints forZones=1[ForZone] forNodes=2[ForNode]
    EndpointPort name=1? protocol=2? port=3:int? appProtocol=4?
    EndpointSlice kind=0 apiVersion=0 metadata=1:ObjectMeta addressType=4! endpoints=2[Endpoint]?
      ports=3[EndpointPort]?
    ForNode name=1!
    ForZone name=1!
    """

  /// k8s.io/api/coordination/v1 and events/v1.
  static let coordination = """
    Lease kind=0 apiVersion=0 metadata=1:ObjectMeta spec=2:LeaseSpec
    LeaseSpec holderIdentity=1? leaseDurationSeconds=2:int? acquireTime=3:MicroTime renewTime=4:MicroTime
      leaseTransitions=5:int? strategy=6? preferredHolder=7?
    events.Event kind=0 apiVersion=0 metadata=1:ObjectMeta? eventTime=2:MicroTime! series=3:events.EventSeries
      reportingController=4 reportingInstance=5 action=6 reason=7 regarding=8:ObjectReference related=9:ObjectReference
      note=10 type=11 deprecatedSource=12:EventSource deprecatedFirstTimestamp=13:Time?
      deprecatedLastTimestamp=14:Time? deprecatedCount=15:int
    events.EventSeries count=1:int! lastObservedTime=2:MicroTime!
    """

  /// k8s.io/api/rbac/v1, authentication/v1 and authorization/v1.
  static let access = """
    AggregationRule clusterRoleSelectors=1[LabelSelector]
    ClusterRole kind=0 apiVersion=0 metadata=1:ObjectMeta rules=2[PolicyRule]? aggregationRule=3:AggregationRule
    ClusterRoleBinding kind=0 apiVersion=0 metadata=1:ObjectMeta subjects=2[Subject] roleRef=3:RoleRef!
    PolicyRule verbs=1[]! apiGroups=2[] resources=3[] resourceNames=4[] nonResourceURLs=5[]
    Role kind=0 apiVersion=0 metadata=1:ObjectMeta rules=2[PolicyRule]?
    RoleBinding kind=0 apiVersion=0 metadata=1:ObjectMeta subjects=2[Subject] roleRef=3:RoleRef!
    RoleRef apiGroup=1? kind=2! name=3!
    Subject kind=1! apiGroup=2 name=3! namespace=4
    BoundObjectReference kind=1 apiVersion=2 name=3 uid=4
    SelfSubjectReview kind=0 apiVersion=0 metadata=1:ObjectMeta status=2:SelfSubjectReviewStatus
    SelfSubjectReviewStatus userInfo=1:UserInfo
    TokenRequest kind=0 apiVersion=0 metadata=1:ObjectMeta spec=2:TokenRequestSpec? status=3:TokenRequestStatus
    TokenRequestSpec audiences=1[]? expirationSeconds=4:long? boundObjectRef=3:BoundObjectReference
    TokenRequestStatus token=1? expirationTimestamp=2:Time?
    TokenReview kind=0 apiVersion=0 metadata=1:ObjectMeta spec=2:TokenReviewSpec! status=3:TokenReviewStatus
    TokenReviewSpec token=1 audiences=2[]
    TokenReviewStatus authenticated=1:bool user=2:UserInfo audiences=4[] error=3
    UserInfo username=1 uid=2 groups=3[] extra=4{Texts}
    FieldSelectorAttributes rawSelector=1 requirements=2[FieldSelectorRequirement]
    LabelSelectorAttributes rawSelector=1 requirements=2[LabelSelectorRequirement]
    LocalSubjectAccessReview kind=0 apiVersion=0 metadata=1:ObjectMeta spec=2:SubjectAccessReviewSpec!
      status=3:SubjectAccessReviewStatus
    NonResourceAttributes path=1 verb=2
    NonResourceRule verbs=1[]! nonResourceURLs=2[]
    ResourceAttributes namespace=1 verb=2 group=3 version=4 resource=5 subresource=6 name=7
      fieldSelector=8:FieldSelectorAttributes labelSelector=9:LabelSelectorAttributes
    ResourceRule verbs=1[]! apiGroups=2[] resources=3[] resourceNames=4[]
    SelfSubjectAccessReview kind=0 apiVersion=0 metadata=1:ObjectMeta spec=2:SelfSubjectAccessReviewSpec!
      status=3:SubjectAccessReviewStatus
    SelfSubjectAccessReviewSpec resourceAttributes=1:ResourceAttributes nonResourceAttributes=2:NonResourceAttributes
    SelfSubjectRulesReview kind=0 apiVersion=0 metadata=1:ObjectMeta spec=2:SelfSubjectRulesReviewSpec!
      status=3:SubjectRulesReviewStatus
    SelfSubjectRulesReviewSpec namespace=1
    SubjectAccessReview kind=0 apiVersion=0 metadata=1:ObjectMeta spec=2:SubjectAccessReviewSpec!
      status=3:SubjectAccessReviewStatus
    SubjectAccessReviewSpec resourceAttributes=1:ResourceAttributes nonResourceAttributes=2:NonResourceAttributes
      user=3 groups=4[] extra=5{Texts} uid=6
    SubjectAccessReviewStatus allowed=1:bool! denied=4:bool reason=2 evaluationError=3
    SubjectRulesReviewStatus resourceRules=1[ResourceRule]! nonResourceRules=2[NonResourceRule]! incomplete=3:bool!
      evaluationError=4
    """

  /// apiextensions-apiserver, pkg/apis/apiextensions/v1.
  static let definitions = """
    CustomResourceColumnDefinition name=1! type=2! format=3 description=4 priority=5:int jsonPath=6!
    CustomResourceConversion strategy=1! webhook=2:WebhookConversion
    CustomResourceDefinition kind=0 apiVersion=0 metadata=1:ObjectMeta spec=2:CustomResourceDefinitionSpec!
      status=3:CustomResourceDefinitionStatus
    CustomResourceDefinitionCondition type=1! status=2! lastTransitionTime=3:Time? reason=4 message=5
      observedGeneration=6:long
    CustomResourceDefinitionNames plural=1! singular=2 shortNames=3[] kind=4! listKind=5 categories=6[]
    CustomResourceDefinitionSpec group=1! names=3:CustomResourceDefinitionNames! scope=4!
      versions=7[CustomResourceDefinitionVersion]! conversion=9:CustomResourceConversion preserveUnknownFields=10:bool
    CustomResourceDefinitionStatus conditions=1[CustomResourceDefinitionCondition]?
      acceptedNames=2:CustomResourceDefinitionNames? storedVersions=3[]? observedGeneration=4:long
    CustomResourceDefinitionVersion name=1! served=2:bool! storage=3:bool! deprecated=7:bool deprecationWarning=8?
      schema=4:CustomResourceValidation subresources=5:CustomResourceSubresources
      additionalPrinterColumns=6[CustomResourceColumnDefinition] selectableFields=9[SelectableField]
    CustomResourceSubresourceScale specReplicasPath=1! statusReplicasPath=2! labelSelectorPath=3?
    CustomResourceSubresources status=1:Raw scale=2:CustomResourceSubresourceScale
    CustomResourceValidation openAPIV3Schema=1:JSONSchemaProps
    ExternalDocumentation description=1 url=2
    JSONSchemaProps id=1 $schema=2 $ref=3? description=4 type=5 format=6 title=7 default=8:Raw maximum=9:double?
      exclusiveMaximum=10:bool minimum=11:double? exclusiveMinimum=12:bool maxLength=13:long? minLength=14:long?
      pattern=15 maxItems=16:long? minItems=17:long? uniqueItems=18:bool multipleOf=19:double? enum=20[Raw]
      maxProperties=21:long? minProperties=22:long? required=23[] items=24:Raw allOf=25[JSONSchemaProps]
      oneOf=26[JSONSchemaProps] anyOf=27[JSONSchemaProps] not=28:JSONSchemaProps properties=29{JSONSchemaProps}
      additionalProperties=30:Raw patternProperties=31{JSONSchemaProps} dependencies=32{Raw} additionalItems=33:Raw
      definitions=34{JSONSchemaProps} externalDocs=35:ExternalDocumentation example=36:Raw nullable=37:bool
      x-kubernetes-preserve-unknown-fields=38:bool? x-kubernetes-embedded-resource=39:bool
      x-kubernetes-int-or-string=40:bool x-kubernetes-list-map-keys=41[] x-kubernetes-list-type=42?
      x-kubernetes-map-type=43? x-kubernetes-validations=44[ValidationRule]
    SelectableField jsonPath=1!
    ServiceReference namespace=1! name=2! path=3? port=4:int?
    ValidationRule rule=1! message=2 messageExpression=3 reason=4? fieldPath=5 optionalOldSelf=6:bool?
    WebhookClientConfig url=3? service=1:ServiceReference caBundle=2:bytes
    WebhookConversion clientConfig=2:WebhookClientConfig conversionReviewVersions=3[]!
    """
}
