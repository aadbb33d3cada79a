{{/* What GPUs a cluster has, in words, for messages. */}}
{{- define "platform.gpus" -}}
{{- $words := list }}
{{- range . }}
{{- $words = append $words (printf "%s (%s of %v GiB, %v a node)" .model (default "whole" .share) .shareMemoryGiB .perNode) }}
{{- end }}
{{- join ", " ($words | uniq) }}
{{- end }}

{{/*
The pool that a need is served from, as YAML: (list $ .Values.gpu "whole") | fromYaml.
A need is { model, share, memoryGiB, count, pool }, all optional. The third argument is the share of a need that names none: "whole" GPUs, or "any",
which takes parts as well. Of what fits, pools that are placed by topology come last, or first with a fourth argument, "placed"; then the smallest
device is taken, then the first pool in the order of the stack.
*/}}
{{- define "platform.pool" -}}
{{- $root := index . 0 }}{{- $need := index . 1 }}{{- $meant := index . 2 }}
{{- $cluster := $root.Values.platform.cluster }}
{{- $pools := $root.Values.platform.gpus | default list }}
{{- if not $pools }}{{ fail (printf "gpu: the cluster %s has no pool with GPUs." $cluster) }}{{ end }}
{{- $all := include "platform.gpus" $pools }}
{{- $count := int (default 1 $need.count) }}
{{- if $need.pool }}
{{- $found := list }}{{- range $pools }}{{ if eq .pool $need.pool }}{{ $found = append $found . }}{{ end }}{{ end }}
{{- if not $found }}
{{- $names := list }}{{- range $pools }}{{ $names = append $names .pool }}{{ end }}
{{- fail (printf "gpu.pool: the cluster %s has no pool %q with GPUs. Allowed: %s." $cluster $need.pool (join ", " $names)) }}
{{- end }}
{{- $pools = $found }}
{{- end }}
{{- if $need.model }}
{{- $found := list }}{{- range $pools }}{{ if eq .model $need.model }}{{ $found = append $found . }}{{ end }}{{ end }}
{{- if not $found }}
{{- fail (printf "gpu.model: no pool of the cluster %s has the model %q. There are: %s." $cluster $need.model $all) }}
{{- end }}
{{- $pools = $found }}
{{- end }}
{{- $share := default $meant $need.share }}
{{- if ne $share "any" }}
{{- $share = ternary "" $share (eq $share "whole") }}
{{- $found := list }}{{- range $pools }}{{ if eq .share $share }}{{ $found = append $found . }}{{ end }}{{ end }}
{{- if not $found }}
{{- $wanted := ternary (printf "the share %q" $share) "whole GPUs" (ne $share "") }}
{{- fail (printf
  "gpu.share: no pool of the cluster %s has %s%s. There are: %s."
  $cluster $wanted (ternary (printf " of the model %q" (toString $need.model)) "" (not (empty $need.model))) $all) }}
{{- end }}
{{- $pools = $found }}
{{- end }}
{{- if $need.memoryGiB }}
{{- $found := list }}{{- range $pools }}{{ if ge (float64 .shareMemoryGiB) (float64 $need.memoryGiB) }}{{ $found = append $found . }}{{ end }}{{ end }}
{{- if not $found }}
{{- fail (printf "gpu.memoryGiB: the cluster %s has no such GPU with %v GiB. There are: %s." $cluster $need.memoryGiB $all) }}
{{- end }}
{{- $pools = $found }}
{{- end }}
{{- $preferred := list }}
{{- range $pools }}{{ if eq (default false .placed) (gt (len $) 3) }}{{ $preferred = append $preferred . }}{{ end }}{{ end }}
{{- $pools = $preferred | default $pools }}
{{- $best := first $pools }}
{{- range $pools }}{{ if lt (float64 .shareMemoryGiB) (float64 $best.shareMemoryGiB) }}{{ $best = . }}{{ end }}{{ end }}
{{- if and $best.share (gt $count 1) }}
{{- fail (printf
  "gpu.count: %d devices of the share %q make one pod no faster, and the driver may give it the same GPU twice. Allowed: 1, or a whole GPU."
  $count $best.share) }}
{{- end }}
{{- if gt $count (int $best.perNode) }}
{{- fail (printf
  "gpu.count: a node of the pool %s has %v GPUs, not %d. Allowed: 1 to %v for each node."
  $best.pool $best.perNode $count $best.perNode) }}
{{- end }}
{{- toYaml $best }}
{{- end }}

{{/* Where the pods of a pool run: members of a pod's specification. The argument is the pool. */}}
{{- define "platform.placement" -}}
nodeSelector:
  {{- toYaml .nodeSelector | nindent 2 }}
tolerations:
  {{- toYaml .tolerations | nindent 2 }}
{{- end }}

{{/* The pods of a part over zones, where there are several, and over nodes, as far as that can be: (list $ "server"). */}}
{{- define "platform.spread" -}}
{{- $root := index . 0 -}}
topologySpreadConstraints:
  {{- if gt (int $root.Values.platform.zones) 1 }}
  - maxSkew: 1
    topologyKey: topology.kubernetes.io/zone
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "platform.selector" . | nindent 8 }}
  {{- end }}
  - maxSkew: 1
    topologyKey: kubernetes.io/hostname
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "platform.selector" . | nindent 8 }}
{{- end }}
