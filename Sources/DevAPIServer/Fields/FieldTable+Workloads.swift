extension FieldTable {
  /// k8s.io/api/apps/v1, and the Scale of k8s.io/api/autoscaling/v1.
  static let apps = """
    DaemonSet kind=0 apiVersion=0 metadata=1:ObjectMeta spec=2:DaemonSetSpec status=3:DaemonSetStatus
    DaemonSetCondition type=1! status=2! lastTransitionTime=3:Time? reason=4 message=5
    DaemonSetSpec selector=1:LabelSelector template=2:PodTemplateSpec! updateStrategy=3:DaemonSetUpdateStrategy
      minReadySeconds=4:int revisionHistoryLimit=6:int?
    DaemonSetStatus currentNumberScheduled=1:int! numberMisscheduled=2:int! desiredNumberScheduled=3:int!
      numberReady=4:int! observedGeneration=5:long updatedNumberScheduled=6:int numberAvailable=7:int
      numberUnavailable=8:int collisionCount=9:int? conditions=10[DaemonSetCondition]
    DaemonSetUpdateStrategy type=1 rollingUpdate=2:RollingUpdateDaemonSet
    Deployment kind=0 apiVersion=0 metadata=1:ObjectMeta spec=2:DeploymentSpec status=3:DeploymentStatus
    DeploymentCondition type=1! status=2! lastUpdateTime=6:Time? lastTransitionTime=7:Time? reason=4 message=5
    DeploymentSpec replicas=1:int? selector=2:LabelSelector template=3:PodTemplateSpec! strategy=4:DeploymentStrategy
      minReadySeconds=5:int revisionHistoryLimit=6:int? paused=7:bool progressDeadlineSeconds=9:int?
    DeploymentStatus observedGeneration=1:long replicas=2:int updatedReplicas=3:int readyReplicas=7:int
      availableReplicas=4:int unavailableReplicas=5:int terminatingReplicas=9:int? conditions=6[DeploymentCondition]
      collisionCount=8:int?
    DeploymentStrategy type=1 rollingUpdate=2:RollingUpdateDeployment
    ReplicaSet kind=0 apiVersion=0 metadata=1:ObjectMeta spec=2:ReplicaSetSpec status=3:ReplicaSetStatus
    ReplicaSetCondition type=1! status=2! lastTransitionTime=3:Time? reason=4 message=5
    ReplicaSetSpec replicas=1:int? minReadySeconds=4:int selector=2:LabelSelector template=3:PodTemplateSpec
    ReplicaSetStatus replicas=1:int! fullyLabeledReplicas=2:int readyReplicas=4:int availableReplicas=5:int
      terminatingReplicas=7:int? observedGeneration=3:long conditions=6[ReplicaSetCondition]
    RollingUpdateDaemonSet maxUnavailable=1:IntOrString maxSurge=2:IntOrString
    RollingUpdateDeployment maxUnavailable=1:IntOrString maxSurge=2:IntOrString
    RollingUpdateStatefulSetStrategy partition=1:int? maxUnavailable=2:IntOrString
    StatefulSet kind=0 apiVersion=0 metadata=1:ObjectMeta spec=2:StatefulSetSpec status=3:StatefulSetStatus
    StatefulSetCondition type=1! status=2! lastTransitionTime=3:Time? reason=4 message=5
    StatefulSetOrdinals start=1:int?
    StatefulSetPersistentVolumeClaimRetentionPolicy whenDeleted=1 whenScaled=2
    StatefulSetSpec replicas=1:int? selector=2:LabelSelector template=3:PodTemplateSpec!
      volumeClaimTemplates=4[PersistentVolumeClaim] serviceName=5? podManagementPolicy=6
      updateStrategy=7:StatefulSetUpdateStrategy revisionHistoryLimit=8:int? minReadySeconds=9:int
      persistentVolumeClaimRetentionPolicy=10:StatefulSetPersistentVolumeClaimRetentionPolicy
      ordinals=11:StatefulSetOrdinals
    StatefulSetStatus observedGeneration=1:long replicas=2:int! readyReplicas=3:int currentReplicas=4:int
      updatedReplicas=5:int currentRevision=6 updateRevision=7 collisionCount=9:int?
      conditions=10[StatefulSetCondition] availableReplicas=11:int?
    StatefulSetUpdateStrategy type=1 rollingUpdate=2:RollingUpdateStatefulSetStrategy
    Scale kind=0 apiVersion=0 metadata=1:ObjectMeta spec=2:ScaleSpec status=3:ScaleStatus
    ScaleSpec replicas=1:int
    ScaleStatus replicas=1:int! selector=2
    """

  /// k8s.io/api/batch/v1.
  static let batch = """
    CronJob kind=0 apiVersion=0 metadata=1:ObjectMeta spec=2:CronJobSpec status=3:CronJobStatus
    CronJobSpec schedule=1! timeZone=8? startingDeadlineSeconds=2:long? concurrencyPolicy=3 suspend=4:bool?
      jobTemplate=5:JobTemplateSpec! successfulJobsHistoryLimit=6:int? failedJobsHistoryLimit=7:int?
    CronJobStatus active=1[ObjectReference] lastScheduleTime=4:Time lastSuccessfulTime=5:Time
    Job kind=0 apiVersion=0 metadata=1:ObjectMeta spec=2:JobSpec status=3:JobStatus
    JobCondition type=1! status=2! lastProbeTime=3:Time? lastTransitionTime=4:Time? reason=5 message=6
    JobSpec parallelism=1:int? completions=2:int? activeDeadlineSeconds=3:long? podFailurePolicy=11:PodFailurePolicy
      successPolicy=16:SuccessPolicy backoffLimit=7:int? backoffLimitPerIndex=12:int? maxFailedIndexes=13:int?
      selector=4:LabelSelector manualSelector=5:bool? template=6:PodTemplateSpec! ttlSecondsAfterFinished=8:int?
      completionMode=9? suspend=10:bool? podReplacementPolicy=14? managedBy=15?
    JobStatus conditions=1[JobCondition] startTime=2:Time completionTime=3:Time active=4:int succeeded=5:int
      failed=6:int terminating=11:int? completedIndexes=7 failedIndexes=10?
      uncountedTerminatedPods=8:UncountedTerminatedPods ready=9:int?
    JobTemplateSpec metadata=1:ObjectMeta spec=2:JobSpec
    PodFailurePolicy rules=1[PodFailurePolicyRule]!
    PodFailurePolicyOnExitCodesRequirement containerName=1? operator=2! values=3[int]!
    PodFailurePolicyOnPodConditionsPattern type=1! status=2?
    PodFailurePolicyRule action=1! onExitCodes=2:PodFailurePolicyOnExitCodesRequirement
      onPodConditions=3[PodFailurePolicyOnPodConditionsPattern]
    SuccessPolicy rules=1[SuccessPolicyRule]!
    SuccessPolicyRule succeededIndexes=1? succeededCount=2:int?
    UncountedTerminatedPods succeeded=1[] failed=2[]
    """
}
