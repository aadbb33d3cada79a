{{/*
What follows from the values, as YAML: (include "inference.facts" . | fromYaml). Every wrong combination ends here, with one sentence.
Seconds are computed as docs/serving.md, "How long it may take", says.
*/}}
{{- define "inference.facts" -}}
{{- $model := .Values.model }}{{- $engine := .Values.engine }}{{- $speeds := .Values.speeds }}{{- $platform := .Values.platform }}
{{- $vllm := empty $engine.command }}
{{- if or (not $model.name) (not $model.sizeGB) }}{{ fail "model: give name and sizeGB, the weights on disk in GB." }}{{ end }}
{{- $volume := or $model.volume.claim $model.volume.from }}
{{- $sources := compact (list (ternary "image" "" (not (empty $model.image))) (ternary "from" "" (not (empty $model.from))) (ternary "volume" "" (not (empty $volume)))) }}
{{- if ne (len $sources) 1 }}
{{- fail (printf "model: the weights come from %s. Allowed: exactly one of image, from, and volume (with claim or from)." (default "nowhere" (join " and " $sources))) }}
{{- end }}
{{- $source := first $sources }}
{{- if and $model.volume.claim $model.volume.from }}{{ fail "model.volume: claim is a volume that has the model, and from fills one that is made. Allowed: one of them." }}{{ end }}
{{- if and (eq $source "image") (lt (int $platform.minor) 35) }}
{{- fail (printf "model.image: image volumes need Kubernetes 1.35, and the cluster %s has 1.%v. Allowed: model.from or model.volume." $platform.cluster $platform.minor) }}
{{- end }}
{{- if and $model.from (not (regexMatch "^(s3|az)://[^/]+/.+$" $model.from)) }}
{{- fail (printf "model.from: %q is no folder of an object store. Allowed: s3://bucket/path, az://container/path." $model.from) }}
{{- end }}
{{- if and $model.volume.from (not (regexMatch "^(s3://[^/]+/.+|hf://[^/@]+/[^/@]+@.+)$" $model.volume.from)) }}
{{- fail (printf "model.volume.from: %q can fill no volume. Allowed: s3://bucket/path, hf://organisation/model@revision." $model.volume.from) }}
{{- end }}
{{- if and (hasPrefix "az://" $model.from) (not $model.account) }}{{ fail "model.account: name the storage account of az://." }}{{ end }}
{{- $class := or $platform.storageClasses.parallel $platform.storageClasses.shared }}
{{- if and $model.volume.from (not $class) }}
{{- fail (printf "model.volume.from: the cluster %s has no class for volumes of several nodes (parallel, shared). Allowed: model.image, model.from, or volume.claim." $platform.cluster) }}
{{- end }}

{{- if not (or .Values.gpu.model .Values.gpu.memoryGiB .Values.gpu.share .Values.gpu.pool) }}
{{- fail "gpu: say which one. Allowed: model, memoryGiB, share, pool, or several of them." }}
{{- end }}
{{- if gt (len .Values.objective) 1 }}{{ fail "objective: waiting and firstTokenSeconds are two. Allowed: one of them." }}{{ end }}
{{- $pool := include "platform.pool" (list . .Values.gpu "whole") | fromYaml }}
{{- $nodes := int .Values.nodes }}{{- $count := int .Values.gpu.count }}
{{- if and (gt $nodes 1) (not $platform.leaderWorkerSet) }}
{{- fail (printf "nodes: the cluster %s has no LeaderWorkerSet, so one replica has one node. Allowed: 1." $platform.cluster) }}
{{- end }}
{{- if and (gt $nodes 1) (or $pool.share (not $vllm)) }}{{ fail "nodes: only vLLM on whole GPUs is spread over nodes. Allowed: 1." }}{{ end }}
{{- if and $vllm (gt (float64 $model.sizeGB) (mulf 0.9 (mulf 1.073741824 $pool.shareMemoryGiB) $count $nodes)) }}
{{- fail (printf "model.sizeGB: %v GB do not fit into nine tenths of %d × %v GiB (%s), which vLLM takes. Allowed: a larger GPU, a larger gpu.count, or more nodes." $model.sizeGB (mul $count $nodes) $pool.shareMemoryGiB $pool.model) }}
{{- end }}

{{- $min := int .Values.replicas.min }}{{- $max := int .Values.replicas.max }}
{{- if gt $min $max }}{{ fail (printf "replicas.min: %d is more than replicas.max, %d." $min $max) }}{{ end }}
{{- $gateway := $platform.gateway | default dict }}
{{- $picks := and (default false $gateway.inferencePool) $vllm }}
{{- $asks := not (or (not $platform.scaling) (empty $platform.metrics)) }}
{{- if eq $min 0 }}
{{- if not $platform.scaling }}{{ fail (printf "replicas.min: the cluster %s has no KEDA, which alone starts from none. Allowed: 1 or more." $platform.cluster) }}{{ end }}
{{- if not (or .Values.wake (and $picks $asks)) }}
{{- fail (printf "replicas.min: nothing on the cluster %s tells that a request waits while there is no pod. Allowed: 1 or more, or a trigger in wake." $platform.cluster) }}
{{- end }}
{{- end }}
{{- $scaled := and $platform.scaling (gt $max $min) (or $asks (not (empty .Values.wake))) }}

{{- $streamed := ternary $speeds.loader (min (mulf 1000 $speeds.network | int) (mulf 1000 $speeds.loader | int) | float64 | mulf 0.001) (eq $source "image") }}
{{- $load := round (addf (divf $model.sizeGB $streamed) 120) 0 }}
{{- $start := mul 2 (int $load) }}
{{- $pulled := addf (divf $engine.imageGB $speeds.network) (divf $engine.unpackedGB $speeds.disk) }}
{{- if eq $source "image" }}{{- $pulled = addf $pulled (divf $model.sizeGB $speeds.network) (divf $model.sizeGB $speeds.disk) }}{{- end }}
{{- $image := mul 2 (int (round $pulled 0)) }}
{{- $deadline := mul 60 (int (ceil (divf (add 1800 $image $start) 60))) }}
{{- $memory := int .Values.resources.memoryGiB | default (add (int (ceil (divf $model.sizeGB $nodes))) 8 (ternary 16 0 (or (gt $count 1) (gt $nodes 1)))) }}
vllm: {{ $vllm }}
source: {{ $source }}
weights: {{ if eq $source "from" }}{{ $model.from }}{{ else if eq $source "image" }}/models/model{{ else }}/models/{{ $model.volume.path }}{{ end }}
{{/* The name of a claim that is made changes with what fills it, so that new weights never replace those that are being read. */}}
{{- $filled := printf "%s-%s" .Release.Name (sha256sum (printf "%s %s" $model.volume.from $model.volume.path) | trunc 8) }}
claim: {{ $model.volume.claim | default (ternary $filled "" (not (empty $model.volume.from))) | quote }}
class: {{ $class | quote }}
start: {{ $start }}
image: {{ $image }}
deadline: {{ $deadline }}
cpu: {{ .Values.resources.cpu | default (mul 4 $count) | toString | quote }}
memoryGiB: {{ $memory }}
scaled: {{ $scaled }}
asks: {{ $asks }}
picks: {{ $picks }}
{{/* How long a request may wait for a replica: from none also for a node and the image. */}}
held: {{ ternary $deadline (max 60 $start) (eq $min 0) }}
kind: {{ ternary "LeaderWorkerSet" "Deployment" (gt $nodes 1) }}
account: {{ .Values.serviceAccount | default .Release.Name }}
series: {{ printf "job=\"%s/%s\"" .Release.Namespace .Release.Name | quote }}
pool:
  {{- toYaml $pool | nindent 2 }}
{{- end }}
