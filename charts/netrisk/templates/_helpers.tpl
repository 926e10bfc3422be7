{{/* The name in labels. */}}
{{- define "netrisk.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end }}

{{/* What is before all names: 28 characters, so that the Service keeps within the 63 of a DNS label. */}}
{{- define "netrisk.fullname" -}}
{{- $name := include "netrisk.name" . -}}
{{- $full := ternary .Release.Name (printf "%s-%s" .Release.Name $name) (contains $name .Release.Name) -}}
{{- default $full .Values.fullnameOverride | trunc 28 | trimSuffix "-" -}}
{{- end }}

{{/* What a selector says; it never changes after the install. */}}
{{- define "netrisk.selectorLabels" -}}
control-plane: controller-manager
app.kubernetes.io/name: {{ include "netrisk.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{/* Labels of everything; those of commonLabels go behind NetRisk's own. */}}
{{- define "netrisk.labels" -}}
{{- $own := dict
  "app.kubernetes.io/name" (include "netrisk.name" .)
  "app.kubernetes.io/instance" .Release.Name
  "app.kubernetes.io/version" .Chart.AppVersion
  "app.kubernetes.io/managed-by" .Release.Service
  "helm.sh/chart" (printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-") -}}
{{- merge $own .Values.commonLabels | toYaml -}}
{{- end }}

{{/* Labels of what is the controller's own. */}}
{{- define "netrisk.controllerLabels" -}}
{{- merge (dict "control-plane" "controller-manager") (include "netrisk.labels" . | fromYaml) | toYaml -}}
{{- end }}

{{- define "netrisk.serviceAccountName" -}}
{{- $made := printf "%s-controller-manager" (include "netrisk.fullname" .) -}}
{{- default (ternary $made "default" .Values.serviceAccount.create) .Values.serviceAccount.name -}}
{{- end }}

{{/* The operator, as bindings name it. */}}
{{- define "netrisk.subjects" -}}
subjects:
- kind: ServiceAccount
  name: {{ include "netrisk.serviceAccountName" . }}
  namespace: {{ .Release.Namespace }}
{{- end }}

{{- define "netrisk.image" -}}
{{- with .Values.image -}}
{{- if .digest -}}
{{ .repository }}@{{ .digest }}
{{- else -}}
{{ .repository }}:{{ default $.Chart.AppVersion .tag }}
{{- end -}}
{{- end -}}
{{- end }}

{{/* Whether others reach the metrics: "true" or nothing. */}}
{{- define "netrisk.servesMetrics" -}}
{{- if and .Values.metrics.enabled .Values.metrics.secure -}}true{{- end -}}
{{- end }}

{{/* A number as the operator reads it: digits and a point, no exponent. */}}
{{- define "netrisk.number" -}}
{{- regexReplaceAll "\\.?0+$" (printf "%.6f" (float64 .)) "" -}}
{{- end }}

{{/*
The rules of the operator, those of cluster-scoped resources or the others.
Takes rules (a list) and isClusterScoped.
*/}}
{{- define "netrisk.scopedRules" -}}
{{- $clusterScoped := list "nodes" "namespaces" "clusternetrisks" "clusternetrisks/status" -}}
{{- $scoped := list -}}
{{- range $rule := .rules -}}
  {{- $resources := list -}}
  {{- range $rule.resources -}}
    {{- if eq (has . $clusterScoped) $.isClusterScoped -}}
      {{- $resources = append $resources . -}}
    {{- end -}}
  {{- end -}}
  {{- if $resources -}}
    {{- $scoped = append $scoped (merge (dict "resources" $resources) $rule) -}}
  {{- end -}}
{{- end -}}
{{- toYaml $scoped -}}
{{- end }}
