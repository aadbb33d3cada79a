{{/*
Egress to the name server: the pods of the cluster's, and a cache on the node, whose address is link-local.
OpenShift's listens on 5353 behind its Service.
*/}}
{{- define "platform.names" -}}
- to:
    - namespaceSelector:
        matchExpressions:
          - { key: kubernetes.io/metadata.name, operator: In, values: [kube-system, openshift-dns] }
    - ipBlock: { cidr: 169.254.0.0/16 }
  ports:
    - { protocol: UDP, port: 53 }
    - { protocol: TCP, port: 53 }
    - { protocol: UDP, port: 5353 }
    - { protocol: TCP, port: 5353 }
{{- end }}

{{/* Namespace from which metrics are scraped. */}}
{{- define "platform.scrapers" -}}
{{- (.Values.platform.metrics | default dict).namespace | default "monitoring" }}
{{- end }}

{{/* Ingress from a namespace to a port, and in a mesh to the tunnel behind which a policy cannot tell ports apart: (list $ "gateway" 8000). */}}
{{- define "platform.from" -}}
- from:
    - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: {{ index . 1 }} } }
  ports:
    - { protocol: TCP, port: {{ index . 2 }} }
    {{- if (index . 0).Values.platform.mesh }}
    - { protocol: TCP, port: 15008 }
    {{- end }}
{{- end }}

{{/* Ingress of the kubelet's probes, which in a mesh come from an address of their own (https://istio.io/latest/docs/ambient/usage/networkpolicy/). */}}
{{- define "platform.probes" -}}
{{- if .Values.platform.mesh }}
- from: [{ ipBlock: { cidr: 169.254.7.127/32 } }]
{{- end }}
{{- end }}

{{/* Whether names are set on the gateway: the host of a service, or empty: (list $ "chat-vision"). */}}
{{- define "platform.host" -}}
{{- with ((index . 0).Values.platform.gateway | default dict).domain }}{{ printf "%s.%s" (index $ 1) . }}{{ end }}
{{- end }}

{{/*
An HTTPRoute by the platform's gateway: (list $ (dict "name" … "part" … "host" … "seconds" … "backend" (dict "name" … "port" …))).
Names of the domain have a certificate; where none are set, the service has the path /{namespace}/{name}, of which it sees nothing unless it keeps it
("keepsPath" true). "seconds" is the longest answer, 0 for no limit: a proxy's own is shorter than that of a model. Empty without a gateway.
*/}}
{{- define "platform.route" -}}
{{- $root := index . 0 }}{{- $is := index . 1 }}
{{- with $root.Values.platform.gateway }}
{{- $host := include "platform.host" (list $root $is.host) }}
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  {{- include "platform.metadata" (list $root $is.name $is.part) | nindent 2 }}
spec:
  parentRefs:
    - { name: {{ .name }}, namespace: {{ .namespace }} }
  {{- if $host }}
  hostnames: [{{ $host }}]
  {{- end }}
  rules:
    - {{ if not $host -}}
      matches:
        - path: { type: PathPrefix, value: /{{ $root.Release.Namespace }}/{{ $is.name }} }
      {{- if not $is.keepsPath }}
      filters:
        - type: URLRewrite
          urlRewrite: { path: { type: ReplacePrefixMatch, replacePrefixMatch: / } }
      {{- end }}
      {{ end -}}
      timeouts: { request: {{ $is.seconds }}s }
      backendRefs:
        - {{ toJson $is.backend }}
{{- end }}
{{- end }}
