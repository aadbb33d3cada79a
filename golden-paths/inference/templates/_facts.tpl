{{/*
What follows from the values, as YAML: (include "inference.facts" . | fromYaml). Every wrong combination ends here, with one sentence.
Seconds are computed as docs/serving.md, "How long it may take", says.
*/}}
{{- define "inference.facts" -}}
{{- $model := .Values.model }}{{- $engine := .Values.engine }}{{- $speeds := .Values.speeds }}{{- $platform := .Values.platform }}
{{- $vllm := empty $engine.command }}
{{- if or (not $model.name) (not $model.sizeGB) }}{{ fail "model: give name and sizeGB, the weights on disk in GB." }}{{ end }}
{{- $volume := or $model.volume.claim $model.volume.from }}
{{- $sources := list }}
{{- if $model.image }}{{ $sources = append $sources "image" }}{{ end }}
{{- if $model.from }}{{ $sources = append $sources "from" }}{{ end }}
{{- if $volume }}{{ $sources = append $sources "volume" }}{{ end }}
{{- if ne (len $sources) 1 }}
{{- fail (printf
  "model: the weights come from %s. Allowed: exactly one of image, from, and volume (with claim or from)."
  (default "nowhere" (join " and " $sources))) }}
{{- end }}
{{- $source := first $sources }}
{{- if and $model.volume.claim $model.volume.from }}
{{- fail "model.volume: claim is a volume that has the model, and from fills one that is made. Allowed: one of them." }}
{{- end }}
{{- if and (eq $source "image") (lt (int $platform.minor) 35) }}
{{- fail (printf
  "model.image: image volumes need Kubernetes 1.35, and the cluster %s has 1.%v. Allowed: model.from or model.volume."
  $platform.cluster $platform.minor) }}
{{- end }}
{{- if and $model.from (not (regexMatch "^(s3|az)://[^/]+/.+$" $model.from)) }}
{{- fail (printf "model.from: %q is no folder of an object store. Allowed: s3://bucket/path, az://container/path." $model.from) }}
{{- end }}
{{- if and $model.volume.from (not (regexMatch "^(s3://[^/]+/.+|hf://[^/@]+/[^/@]+@.+)$" $model.volume.from)) }}
{{- fail (printf
  "model.volume.from: %q can fill no volume. Allowed: s3://bucket/path, hf://organisation/model@revision."
  $model.volume.from) }}
{{- end }}
{{- if and (or $model.from $model.volume.from) (not .Values.team.egress) }}
{{- fail (printf
  "model: pods of the team %s reach nothing outside the cluster %s, and the weights are there. Allowed: model.image, volume.claim, or egress to the store in ai-platform:teams."
  .Values.team.name $platform.cluster) }}
{{- end }}
{{- if and (hasPrefix "az://" $model.from) (not $model.account) }}{{ fail "model.account: name the storage account of az://." }}{{ end }}
{{- $class := or $platform.storageClasses.parallel $platform.storageClasses.shared }}
{{- if and $model.volume.from (not $class) }}
{{- fail (printf
  "model.volume.from: the cluster %s has no class for volumes of several nodes (parallel, shared). Allowed: model.image, model.from, or volume.claim."
  $platform.cluster) }}
{{- end }}

{{- if not (or .Values.gpu.model .Values.gpu.memoryGiB .Values.gpu.share .Values.gpu.pool) }}
{{- fail "gpu: say which one. Allowed: model, memoryGiB, share, pool, or several of them." }}
{{- end }}
{{- if gt (len .Values.objective) 1 }}{{ fail "objective: waiting and firstTokenSeconds are two. Allowed: one of them." }}{{ end }}
{{- $pool := include "platform.pool" (list . .Values.gpu "whole") | fromYaml }}
{{- $nodes := int .Values.nodes }}
{{- if and (gt $nodes 1) (not $platform.leaderWorkerSet) }}
{{- fail (printf "nodes: the cluster %s has no LeaderWorkerSet, so one replica has one node. Allowed: 1." $platform.cluster) }}
{{- end }}
{{- if and (gt $nodes 1) (or $pool.share (not $vllm)) }}
{{- fail "nodes: only vLLM on whole GPUs is spread over nodes. Allowed: 1." }}
{{- end }}

{{- $min := int .Values.replicas.min }}
{{- $gateway := $platform.gateway | default dict }}
{{- $picks := and (default false $gateway.inferencePool) $vllm }}
{{- $asks := not (or (not $platform.scaling) (empty $platform.metrics)) }}
{{- if eq $min 0 }}
{{- if not $platform.scaling }}
{{- fail (printf "replicas.min: the cluster %s has no KEDA, which alone starts from none. Allowed: 1 or more." $platform.cluster) }}
{{- end }}
{{- if not (or .Values.wake (and $picks $asks)) }}
{{- fail (printf
  "replicas.min: nothing on the cluster %s tells that a request waits while there is no pod. Allowed: 1 or more, or a trigger in wake."
  $platform.cluster) }}
{{- end }}
{{- end }}

{{/* Who computes: the replicas that answer, and where prompts have GPUs of their own, those that read them. */}}
{{- $roles := list (dict "name" .Release.Name "part" "server" "gpu" .Values.gpu "pool" $pool "replicas" .Values.replicas) }}
{{- if .Values.prefill }}
{{- if not $picks }}
{{- fail (printf
  "prefill: nothing on the cluster %s sends a prompt to one GPU and its answer to another, which takes vLLM and a gateway with inference pools. Allowed: leave it out."
  $platform.cluster) }}
{{- end }}
{{- if gt $nodes 1 }}
{{- fail "prefill: a replica on several nodes reads its prompts itself. Allowed: nodes 1, or leave prefill out." }}
{{- end }}
{{- if .Values.objective.firstTokenSeconds }}
{{- fail "objective.firstTokenSeconds: prompts and answers have replicas of their own, and this time is that of both. Allowed with prefill: waiting." }}
{{- end }}
{{- $gpu := .Values.prefill.gpu | default .Values.gpu }}
{{- $gpu = set (deepCopy $gpu) "count" ($gpu.count | default 1) }}
{{- $replicas := .Values.prefill.replicas | default dict }}
{{- $replicas = dict "min" (ternary $replicas.min 1 (hasKey $replicas "min")) "max" (ternary $replicas.max 1 (hasKey $replicas "max")) }}
{{- if or (eq $min 0) (eq (int $replicas.min) 0) }}
{{- fail "prefill: the picker needs replicas of both kinds. Allowed: replicas.min and prefill.replicas.min of 1 or more." }}
{{- end }}
{{- $other := include "platform.pool" (list . $gpu "whole") | fromYaml }}
{{- $name := printf "%s-prefill" .Release.Name }}
{{- $roles = append $roles (dict "name" $name "part" "prefill" "gpu" $gpu "pool" $other "replicas" $replicas) }}
{{- end }}
{{- range $role := $roles }}
{{- $count := int $role.gpu.count }}
{{- if gt (int $role.replicas.min) (int $role.replicas.max) }}
{{- fail (printf
  "%sreplicas.min: %v is more than replicas.max, %v."
  (ternary "" "prefill." (eq $role.part "server")) $role.replicas.min $role.replicas.max) }}
{{- end }}
{{- if and $vllm (gt (float64 $model.sizeGB) (mulf 0.9 (mulf 1.073741824 $role.pool.shareMemoryGiB) $count $nodes)) }}
{{- fail (printf
  "model.sizeGB: %v GB do not fit into nine tenths of %d × %v GiB (%s), which vLLM takes. Allowed: a larger GPU, a larger gpu.count, or more nodes."
  $model.sizeGB (mul $count $nodes) $role.pool.shareMemoryGiB $role.pool.model) }}
{{- end }}
{{- $_ := set $role "count" $count }}
{{- $_ := set $role "cpu" ($.Values.resources.cpu | default (mul 4 $count) | toString) }}
{{- $shared := ternary 16 0 (or (gt $count 1) (gt $nodes 1)) }}
{{- $memory := add (int (ceil (divf $model.sizeGB $nodes))) 8 $shared }}
{{- $_ := set $role "memoryGiB" (int $.Values.resources.memoryGiB | default $memory) }}
{{- $moves := gt (int $role.replicas.max) (int $role.replicas.min) }}
{{- $_ := set $role "scaled" (and $platform.scaling $moves (or $asks (not (empty $.Values.wake)))) }}
{{- /* Those of a Deployment; of a LeaderWorkerSet the leaders, one a replica. */}}
{{- $rest := ternary "[0-9]+" "[^-]+-[^-]+" (gt $nodes 1) }}
{{- $_ := set $role "pods" (printf "namespace=\"%s\", pod=~\"%s-%s\"" $.Release.Namespace $role.name $rest) }}
{{- $_ := set $role "series" (printf "job=\"%s/%s\"" $.Release.Namespace $role.name) }}
{{- end }}

{{- /* An image is on the node before the engine starts; from elsewhere weights stream, as fast as the slower of network and loader. */}}
{{- $slowest := $speeds.loader }}
{{- if and (ne $source "image") (lt (float64 $speeds.network) (float64 $slowest)) }}{{ $slowest = $speeds.network }}{{ end }}
{{- $load := round (addf (divf $model.sizeGB $slowest) 120) 0 }}
{{- $start := mul 2 (int $load) }}
{{- $pulled := addf (divf $engine.imageGB $speeds.network) (divf $engine.unpackedGB $speeds.disk) }}
{{- if eq $source "image" }}{{- $pulled = addf $pulled (divf $model.sizeGB $speeds.network) (divf $model.sizeGB $speeds.disk) }}{{- end }}
{{- $image := mul 2 (int (round $pulled 0)) }}
{{- $deadline := mul 60 (int (ceil (divf (add 1800 $image $start) 60))) }}
vllm: {{ $vllm }}
source: {{ $source }}
weights: {{ dict "from" $model.from "image" "/models/model" "volume" (printf "/models/%s" $model.volume.path) | dig $source "" }}
{{/* The name of a claim that is made changes with what fills it, so that new weights never replace those that are being read. */}}
{{- $filled := printf "%s-%s" .Release.Name (sha256sum (printf "%s %s" $model.volume.from $model.volume.path) | trunc 8) }}
claim: {{ $model.volume.claim | default (ternary $filled "" (not (empty $model.volume.from))) | quote }}
class: {{ $class | quote }}
start: {{ $start }}
image: {{ $image }}
deadline: {{ $deadline }}
asks: {{ $asks }}
picks: {{ $picks }}
{{/* How long a request may wait for a replica: from none also for a node and the image. */}}
held: {{ ternary $deadline (max 60 $start) (eq $min 0) }}
kind: {{ ternary "LeaderWorkerSet" "Deployment" (gt $nodes 1) }}
account: {{ .Values.serviceAccount | default .Release.Name }}
split: {{ gt (len $roles) 1 }}
roles:
  {{- toYaml $roles | nindent 2 }}
{{- end }}
