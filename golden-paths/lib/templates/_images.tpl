{{/*
An image as this cluster pulls it: (list $ "quay.io/org/name:tag@sha256:…").
Without a mirror, the public reference with its host; with one, the same path under the mirror. What already names the mirror's host stays as it is.
By the same rule as infra/Facts/Conventions/Mirror.cs; tests/GoldenPaths/images.yaml holds both to it.
*/}}
{{- define "platform.image" -}}
{{- $registry := (index . 0).Values.platform.registry }}
{{- $image := index . 1 }}
{{- if not (regexMatch "@sha256:[0-9a-f]{64}$" $image) }}
{{- fail (printf "image: %q has no digest. Allowed: name:tag@sha256:… with 64 hexadecimal digits." $image) }}
{{- end }}
{{- $first := first (splitList "/" $image) }}
{{- $hosted := and (contains "/" $image) (or (contains "." $first) (contains ":" $first)) }}
{{- $host := ternary $first "docker.io" $hosted }}
{{- $path := ternary (trimPrefix (printf "%s/" $first) $image) $image $hosted }}
{{- if and $registry (eq $host (first (splitList "/" $registry))) -}}
{{ $image }}
{{- else -}}
{{ printf "%s/%s" (default $host $registry) $path }}
{{- end }}
{{- end }}

{{/* How pods log in to the registry: a member of a pod's specification, empty where there is no login. */}}
{{- define "platform.pullSecrets" -}}
{{- with .Values.platform.pullSecret }}
imagePullSecrets: [{ name: {{ . }} }]
{{- end }}
{{- end }}
