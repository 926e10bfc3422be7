{{/* The arguments of the container: the flags of `netrisk operator` that the values ask for. */}}
{{- define "netrisk.args" -}}
- operator
{{- if .Values.leaderElect }}
- --leader-elect
{{- end }}
{{- include "netrisk.metricsArgs" . }}
- --health-probe-bind-address=:{{ .Values.health.port }}
{{- with .Values.watchNamespaces }}
- --watch-namespaces={{ join "," . }}
{{- end }}
{{- /* `off` without quotes is false in YAML. */}}
{{- if kindIs "bool" .Values.discovery }}
- --discovery=off
{{- else if .Values.discovery }}
- --discovery={{ .Values.discovery }}
{{- end }}
{{- with .Values.engine }}
- --engine={{ . }}
{{- end }}
{{- if .Values.tenantIsolation }}
- --tenant-isolation
{{- end }}
{{- with .Values.timeZone }}
- --time-zone={{ . }}
{{- end }}
{{- if not (kindIs "invalid" .Values.thresholds.frequentCronJobRunsPerHour) }}
- --frequent-cronjob-runs-per-hour={{ include "netrisk.number" .Values.thresholds.frequentCronJobRunsPerHour }}
{{- end }}
{{- if not (kindIs "invalid" .Values.thresholds.programmingDelaySeconds) }}
- --programming-delay-seconds={{ include "netrisk.number" .Values.thresholds.programmingDelaySeconds }}
{{- end }}
{{- range .Values.extraArgs }}
- {{ . | quote }}
{{- end }}
{{- end }}

{{- define "netrisk.metricsArgs" -}}
{{- with .Values.metrics }}
{{- if not .enabled }}
- --metrics-bind-address=0
{{- else if .secure }}
- --metrics-bind-address=:{{ .port }}
{{- if .certSecret }}
- --metrics-cert-path=/etc/netrisk/metrics-certificate
{{- end }}
{{- else }}
- --metrics-bind-address=127.0.0.1:{{ .port }}
- --metrics-secure=false
{{- end }}
{{- end }}
{{- end }}
