{{/*
What follows from the values, as YAML: (include "training.facts" . | fromYaml). Every wrong combination ends here, with one sentence.
*/}}
{{- define "training.facts" -}}
{{- $platform := .Values.platform }}{{- $nodes := int .Values.nodes }}{{- $count := int .Values.gpu.count }}
{{- $kind := .Values.kind | default (ternary "jobset" "job" (gt $nodes 1)) }}
{{- if and (eq $kind "job") (gt $nodes 1) }}{{ fail (printf "nodes: a job has one node, not %d. Allowed: 1, or kind: jobset or ray." $nodes) }}{{ end }}
{{- if and (eq $kind "jobset") (not $platform.jobSet) }}
{{- fail (printf "nodes: the cluster %s has no JobSet. Allowed: 1, with kind: job." $platform.cluster) }}
{{- end }}
{{- if and (eq $kind "ray") (not $platform.ray) }}
{{- fail (printf "kind: the cluster %s has no Ray. Allowed: %s." $platform.cluster (ternary "job, jobset" "job" $platform.jobSet)) }}
{{- end }}
{{- if and (gt $nodes 1) (not $platform.queues) }}
{{- fail (printf "nodes: the cluster %s has no queues, so nothing starts several nodes together. Allowed: 1." $platform.cluster) }}
{{- end }}

{{/* The longest name that follows from it: {name}-node-0-{index}-{5 characters} in a JobSet, and KubeRay's limit for a RayJob. */}}
{{- $name := printf "%s-%d" .Release.Name (int .Values.run) }}
{{- if or (gt (len $name) 46) (not (regexMatch "^[a-z]" $name)) }}
{{- fail (printf "The name %q is that of hosts as well. Allowed: 46 characters with the number of the run, the first a letter." $name) }}
{{- end }}

{{- $asked := list . .Values.gpu "whole" }}
{{- if gt $nodes 1 }}{{ $asked = append $asked "placed" }}{{ end }}
{{- $pool := include "platform.pool" $asked | fromYaml }}
{{- if and (gt $nodes 1) $pool.share }}{{ fail "nodes: parts of GPUs do not compute together. Allowed: 1, or whole GPUs." }}{{ end }}
{{- $queue := include "platform.queue" (list . $pool .Values.priority) | trim }}
{{- if and $platform.queues (not $queue) }}
{{- fail (printf "gpu: the team %s has no queue for the pool %s of the cluster %s. Ask for one under teams." .Values.team.name $pool.pool $platform.cluster) }}
{{- end }}
{{- if and .Values.priority (not $queue) }}
{{- fail (printf "priority: the cluster %s has no queues. Allowed: none." $platform.cluster) }}
{{- end }}
{{- if and .Values.within (not $pool.placed) }}
{{- fail (printf "within: the pool %s is not placed by topology. Allowed: none." $pool.pool) }}
{{- end }}
{{- if and (eq $kind "ray") .Values.deleteAfterHours }}
{{- fail "deleteAfterHours: KubeRay removes the cluster of a RayJob at its end, and the RayJob never. Allowed: 0." }}
{{- end }}

{{- $checkpoints := .Values.checkpoints }}{{- $classes := $platform.storageClasses }}
{{- $class := or $classes.parallel $classes.shared }}
{{- $several := not (empty $class) }}
{{- if and $checkpoints.sizeGiB $checkpoints.claim }}{{ fail "checkpoints: claim is a volume that exists, and sizeGiB makes one. Allowed: one of them." }}{{ end }}
{{- if and $checkpoints.sizeGiB (gt $nodes 1) (not $several) }}
{{- fail (printf "checkpoints.sizeGiB: the cluster %s has no class for volumes of several nodes (parallel, shared). Allowed: nodes: 1, or checkpoints.claim." $platform.cluster) }}
{{- end }}
{{- $class = $class | default $classes.fast }}
{{- if and $checkpoints.sizeGiB (not $class) }}
{{- fail (printf "checkpoints.sizeGiB: the cluster %s has no storage class. Allowed: checkpoints.claim." $platform.cluster) }}
{{- end }}

{{- $dataset := .Values.dataset }}
{{- $sources := compact (list (ternary "claim" "" (not (empty $dataset.claim))) (ternary "image" "" (not (empty $dataset.image))) (ternary "bucket" "" $dataset.bucket)) }}
{{- if gt (len $sources) 1 }}{{ fail (printf "dataset: it comes from %s. Allowed: one of claim, image and bucket." (join " and " $sources)) }}{{ end }}
{{- if and $dataset.image (lt (int $platform.minor) 35) }}
{{- fail (printf "dataset.image: image volumes need Kubernetes 1.35, and the cluster %s has 1.%v. Allowed: dataset.claim." $platform.cluster $platform.minor) }}
{{- end }}
{{- $bucket := ($platform.objects | default dict).claim }}
{{- if and $dataset.bucket (not $bucket) }}
{{- fail (printf "dataset.bucket: the cluster %s has no bucket volume. Allowed: dataset.claim or dataset.image." $platform.cluster) }}
{{- end }}

{{- $shm := int .Values.resources.shmGiB | default (mul 8 $count) }}
kind: {{ $kind }}
name: {{ $name }}
part: node
account: {{ .Values.serviceAccount | default .Release.Name }}
queued: {{ not (empty $queue) }}
cpu: {{ .Values.resources.cpu | default (mul 8 $count) | toString | quote }}
{{/* What is in the GPUs passes through memory when it is saved. */}}
memoryGiB: {{ int .Values.resources.memoryGiB | default (add (int (ceil (mulf $count $pool.shareMemoryGiB))) 8 $shm) }}
shmGiB: {{ $shm }}
checkpoints: {{ $checkpoints.claim | default (ternary (printf "%s-checkpoints" .Release.Name) "" (not (empty $checkpoints.sizeGiB))) | quote }}
class: {{ $class | quote }}
mode: {{ ternary "ReadWriteMany" "ReadWriteOnce" $several }}
dataset: {{ $dataset.claim | default (ternary $bucket "" (default false $dataset.bucket)) | quote }}
seconds: {{ mulf 3600 .Values.hours | int }}
ttl: {{ mulf 3600 .Values.deleteAfterHours | int }}
metrics: {{ ternary 8080 (int .Values.metrics.port) (eq $kind "ray") }}
path: {{ ternary "/metrics" .Values.metrics.path (eq $kind "ray") }}
pool:
  {{- toYaml $pool | nindent 2 }}
{{- end }}

{{/* metadata of a job: (list $ $facts). Kueue counts the time of computing over all attempts, the API server that of one. */}}
{{- define "training.metadata" -}}
{{- $root := index . 0 }}{{- $facts := index . 1 -}}
{{ include "platform.metadata" (list $root $facts.name $facts.part) }}
  {{- with include "platform.queue" (list $root $facts.pool $root.Values.priority) | trim }}
  {{- . | nindent 2 }}
  {{- end }}
  {{- if and $facts.queued $facts.seconds }}
  kueue.x-k8s.io/max-exec-time-seconds: {{ $facts.seconds | int | quote }}
  {{- end }}
{{- end }}

{{/*
Annotations of a pod that Kueue places: (list $facts "label" "group"). From the node up, the first level of the network that has room for all; with
a label, never wider than that. A group of two is placed as one.
*/}}
{{- define "training.placement" -}}
{{- $facts := index . 0 }}{{- $within := index . 1 }}{{- $group := index . 2 }}
{{- if $facts.pool.placed -}}
annotations:
  {{- if $within }}
  kueue.x-k8s.io/podset-required-topology: {{ $within }}
  {{- else }}
  kueue.x-k8s.io/podset-preferred-topology: kubernetes.io/hostname
  {{- end }}
  {{- with $group }}
  kueue.x-k8s.io/podset-group-name: {{ . }}
  {{- end }}
{{- end }}
{{- end }}
