{{/*
securityContext of a pod at the level restricted: (list $ 2000), the user whose number an image expects.
Where the cluster gives each namespace user ids of its own (platform.assignsUsers, as OpenShift's restricted-v2 does), none is asked for.
*/}}
{{- define "platform.podSecurity" -}}
runAsNonRoot: true
{{- if not (index . 0).Values.platform.assignsUsers }}
runAsUser: {{ index . 1 }}
runAsGroup: {{ index . 1 }}
fsGroup: {{ index . 1 }}
{{- end }}
fsGroupChangePolicy: OnRootMismatch # not every file of a large volume at each start
seccompProfile: { type: RuntimeDefault }
{{- end }}

{{/* securityContext of a container at the level restricted. */}}
{{- define "platform.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: { drop: [ALL] }
{{- end }}

{{/* A ServiceAccount whose token nobody needs: (list $ "name" "part"). A team's own, with an identity, takes its place by name. */}}
{{- define "platform.serviceAccount" -}}
apiVersion: v1
kind: ServiceAccount
metadata:
  {{- include "platform.metadata" . | nindent 2 }}
automountServiceAccountToken: false
{{- end }}

{{/* Variables by which programs trust the authorities of the platform: list items of env. Empty without a bundle. */}}
{{- define "platform.trustVariables" -}}
{{- if .Values.platform.trustBundle }}
- { name: SSL_CERT_FILE, value: /etc/platform-trust/ca-bundle.crt }
- { name: REQUESTS_CA_BUNDLE, value: /etc/platform-trust/ca-bundle.crt }
- { name: AWS_CA_BUNDLE, value: /etc/platform-trust/ca-bundle.crt }
{{- end }}
{{- end }}

{{/* The mount that belongs to them: a list item of volumeMounts. */}}
{{- define "platform.trustMount" -}}
{{- if .Values.platform.trustBundle }}
- { name: platform-trust, mountPath: /etc/platform-trust, readOnly: true }
{{- end }}
{{- end }}

{{/* The volume that belongs to them: a list item of volumes. */}}
{{- define "platform.trustVolume" -}}
{{- with .Values.platform.trustBundle }}
- { name: platform-trust, configMap: { name: {{ . }} } }
{{- end }}
{{- end }}
