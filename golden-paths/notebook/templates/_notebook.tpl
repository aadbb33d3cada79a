{{/* First part of its name on the gateway. */}}
{{- define "notebook.host" -}}
{{- .Values.host | default (printf "%s-%s" .Release.Name .Release.Namespace) }}
{{- end }}

{{/* The path under which it answers: its own where the gateway sets no names. */}}
{{- define "notebook.path" -}}
{{- if and .Values.platform.gateway (not (include "platform.host" (list . (include "notebook.host" .)))) -}}
/{{ .Release.Namespace }}/{{ .Release.Name }}/
{{- else -}}
/
{{- end }}
{{- end }}

{{/* The specification of its pod: (list $ $pool). */}}
{{- define "notebook.pod" -}}
{{- $root := index . 0 }}{{- $pool := index . 1 }}{{- $values := $root.Values }}{{- $idle := mul 60 (int $values.idleMinutes) -}}
restartPolicy: OnFailure
serviceAccountName: {{ $root.Release.Name }}
automountServiceAccountToken: false
{{- include "platform.pullSecrets" $root }}
{{ include "platform.placement" $pool }}
securityContext:
  {{- include "platform.podSecurity" (list $root $values.user) | nindent 2 }}
containers:
  - name: jupyter
    image: {{ include "platform.image" (list $root $values.image) }}
    command: [jupyter, lab]
    args:
      - --no-browser
      - --ip=0.0.0.0
      - --port=8888
      - --ServerApp.base_url={{ include "notebook.path" $root }}
      - --ServerApp.root_dir=/work
      - --ServerApp.allow_remote_access=True
      - --ServerApp.trust_xheaders=True
      # A kernel or a terminal that does nothing goes, though a browser shows it; one that computes stays. Without any, and without requests, the
      # server ends, and with it the Job.
      - --MappingKernelManager.cull_idle_timeout={{ $idle }}
      - --MappingKernelManager.cull_interval=60
      - --MappingKernelManager.cull_connected=True
      - --TerminalManager.cull_inactive_timeout={{ $idle }}
      - --TerminalManager.cull_interval=60
      - --ServerApp.shutdown_no_activity_timeout={{ $idle }}
    env:
      - { name: JUPYTER_TOKEN, valueFrom: { secretKeyRef: { name: {{ $values.tokenSecret }}, key: token } } }
      - { name: HOME, value: /work }
      - { name: USER, value: jupyter }
      {{- with include "platform.trustVariables" $root | trim }}
      {{- . | nindent 6 }}
      {{- end }}
    ports: [{ name: http, containerPort: 8888 }]
    resources:
      requests:
        cpu: {{ $values.resources.cpu | toString | quote }}
        memory: {{ $values.resources.memoryGiB }}Gi
        {{ $pool.resource }}: {{ $values.gpu.count | quote }}
      limits:
        memory: {{ $values.resources.memoryGiB }}Gi
        {{ $pool.resource }}: {{ $values.gpu.count | quote }}
    securityContext:
      {{- include "platform.containerSecurity" $root | nindent 6 }}
    readinessProbe: { httpGet: { path: {{ include "notebook.path" $root }}api, port: http }, periodSeconds: 5 }
    volumeMounts:
      - { name: work, mountPath: /work }
      - { name: tmp, mountPath: /tmp }
      - { name: shm, mountPath: /dev/shm }
      {{- with include "platform.trustMount" $root | trim }}
      {{- . | nindent 6 }}
      {{- end }}
volumes:
  - { name: work, persistentVolumeClaim: { claimName: {{ $root.Release.Name }} } }
  - { name: tmp, emptyDir: { sizeLimit: 20Gi } }
  # Processes that load data for PyTorch hand it over in shared memory, of which containerd gives 64 MiB.
  - { name: shm, emptyDir: { medium: Memory, sizeLimit: 4Gi } }
  {{- with include "platform.trustVolume" $root | trim }}
  {{- . | nindent 2 }}
  {{- end }}
{{- end }}
