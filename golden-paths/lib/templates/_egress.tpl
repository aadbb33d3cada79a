{{/*
What pods may reach beside the name server, as egress of a NetworkPolicy: the list of values, each { cidr, except, ports } outside the cluster or
{ namespace, pods, ports } inside it. Ports are those of whoever is reached, TCP; none are all.
*/}}
{{- define "platform.egress" -}}
{{- range . }}
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
  {{- with .ports }}
  ports:
    {{- range . }}
    - { protocol: TCP, port: {{ . }} }
    {{- end }}
  {{- end }}
{{- end }}
{{- end }}
