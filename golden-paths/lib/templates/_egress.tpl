{{/*
What pods may reach beside the name server, as egress of a NetworkPolicy: (list $ .Values.egress), a list of { cidr, except, ports } outside the
cluster and { namespace, pods, ports } inside it. Ports are those of whoever is reached, TCP; none are all.
*/}}
{{- define "platform.egress" -}}
{{- $mesh := (index . 0).Values.platform.mesh }}
{{- range index . 1 }}
- to:
    {{- if .cidr }}
    - ipBlock:
        cidr: {{ .cidr }}
        {{- with .except }}
        except: {{ toJson . }}
        {{- end }}
    {{- else }}
    - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: {{ .namespace }} } }
      {{- with .pods }}
      podSelector: { matchLabels: {{ toJson . }} }
      {{- end }}
    {{- end }}
  {{- if .ports }}
  ports:
    {{- range .ports }}
    - { protocol: TCP, port: {{ . }} }
    {{- end }}
    {{- if and $mesh .namespace }}
    - { protocol: TCP, port: 15008 }
    {{- end }}
  {{- end }}
{{- end }}
{{- end }}
