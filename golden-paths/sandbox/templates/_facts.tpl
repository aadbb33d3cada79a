{{/*
What follows from the values, as YAML: (include "sandbox.facts" . | fromYaml). Every wrong combination ends here, with one sentence.
*/}}
{{- define "sandbox.facts" -}}
{{- $platform := .Values.platform }}{{- $sandboxes := $platform.sandboxes | default dict }}
{{- if not $sandboxes.agentSandbox }}
{{- fail (printf "The cluster %s has no Agent Sandbox. Ask its owners for the add-on agent-sandbox." $platform.cluster) }}
{{- end }}
{{- if gt (len .Release.Name) 50 }}
{{- fail (printf "The name %q is that of hosts as well. Allowed: 50 characters." .Release.Name) }}
{{- end }}

{{- $classes := $sandboxes.runtimeClasses | default list }}{{- $wanted := .Values.runtime }}{{- $class := "" }}
{{- if not $wanted }}
{{- $class = first $classes | default "" }}
{{- else if ne $wanted "none" }}
{{- $prefixes := ternary (list "gvisor" "runsc") (list "kata") (eq $wanted "gvisor") }}
{{- range $name := $classes }}{{- range $prefixes }}{{- if and (not $class) (hasPrefix . $name) }}{{- $class = $name }}{{- end }}{{- end }}{{- end }}
{{- if not $class }}
{{- fail (printf "runtime: the cluster %s has no %s. There are: %s." $platform.cluster $wanted (join ", " (append $classes "none"))) }}
{{- end }}
{{- end }}

{{- $clients := .Values.clients }}
{{- if and $clients.pods (not .Values.port) }}{{ fail "clients.pods: without a port, nobody can be let in. Allowed: a port, or no pods." }}{{ end }}
{{- if and .Values.ready (not .Values.port) }}{{ fail "ready: without a port, nothing answers. Allowed: a port, or none." }}{{ end }}
runtime: {{ $class | quote }}
{{- end }}
