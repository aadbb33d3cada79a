{{/* What selects the pods of a release: (list $ "server") for one of its parts. */}}
{{- define "platform.selector" -}}
{{- $root := index . 0 -}}
app.kubernetes.io/name: {{ $root.Chart.Name }}
app.kubernetes.io/instance: {{ $root.Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end }}

{{/* Labels of an object or a pod: (list $ "server"). */}}
{{- define "platform.labels" -}}
{{- $root := index . 0 -}}
{{ include "platform.selector" . }}
app.kubernetes.io/part-of: {{ $root.Values.team.name }}
app.kubernetes.io/managed-by: {{ $root.Release.Service }}
ai-platform/team: {{ $root.Values.team.name }}
{{- end }}

{{/* metadata of an object: (list $ "name" "part"). */}}
{{- define "platform.metadata" -}}
{{- $root := index . 0 -}}
name: {{ index . 1 }}
namespace: {{ $root.Release.Namespace }}
labels:
  {{- include "platform.labels" (list $root (index . 2)) | nindent 2 }}
{{- end }}

{{/*
Labels that send work to the team's queue: (list $ pool "high"). Empty where there are no queues.
A pool whose work is placed by topology has a queue of its own. The class is one of the platform's, high or low; "" is the priority of the pods.
*/}}
{{- define "platform.queue" -}}
{{- $root := index . 0 }}{{- $pool := index . 1 }}{{- $class := index . 2 }}
{{- $queue := ternary $root.Values.team.placedQueue $root.Values.team.queue (default false $pool.placed) }}
{{- if and $root.Values.platform.queues $queue }}
kueue.x-k8s.io/queue-name: {{ $queue }}
{{- with $class }}
kueue.x-k8s.io/priority-class: {{ . }}
{{- end }}
{{- end }}
{{- end }}
