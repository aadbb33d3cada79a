{{/*
A trigger of KEDA that asks the cluster's Prometheus: (list $ (dict "name" … "query" … "threshold" … "silence" "error")).
"silence" says what no answer means: "error" leads to the fallback, "zero" is right where another trigger wakes the first pod.
*/}}
{{- define "platform.prometheusTrigger" -}}
{{- $metrics := (index . 0).Values.platform.metrics }}{{- $is := index . 1 -}}
- type: prometheus
  name: {{ $is.name }}
  metadata:
    serverAddress: {{ $metrics.address }}
    query: {{ $is.query | quote }}
    threshold: {{ $is.threshold | toString | quote }}
    ignoreNullValues: {{ eq $is.silence "zero" | toString | quote }}
    {{- if $metrics.authentication }}
    authModes: bearer
    {{- end }}
  {{- with $metrics.authentication }}
  authenticationRef: { kind: ClusterTriggerAuthentication, name: {{ . }} }
  {{- end }}
{{- end }}
