{{/*
The specification of a pod: (list $ $facts $rank), where the rank is that of the pod's node: "0" answers requests, any other computes with it.
*/}}
{{- define "inference.pod" -}}
{{- $root := index . 0 }}{{- $facts := index . 1 }}{{- $rank := index . 2 }}
{{- $values := $root.Values }}{{- $engine := $values.engine }}{{- $model := $values.model }}
{{- $nodes := int $values.nodes }}{{- $count := int $values.gpu.count }}{{- $leads := eq $rank "0" -}}
serviceAccountName: {{ $facts.account }}
automountServiceAccountToken: false
{{- include "platform.pullSecrets" $root }}
{{ include "platform.placement" $facts.pool }}
{{- if eq $nodes 1 }}
{{ include "platform.spread" (list $root "server") }}
{{- end }}
# What is being answered is finished, after the gateway has noticed.
terminationGracePeriodSeconds: {{ add (int $values.answerSeconds) 15 }}
securityContext:
  {{- include "platform.podSecurity" (list $root $engine.user) | nindent 2 }}
containers:
  - name: server
    image: {{ include "platform.image" (list $root $engine.image) }}
    {{- if $facts.vllm }}
    command: [vllm, serve]
    args:
      - $(MODEL)
      - --served-model-name={{ $model.name }}
      - --port={{ $engine.port }}
      {{- if eq $facts.source "from" }}
      - --load-format=runai_streamer
      {{- end }}
      {{- with $model.contextTokens }}
      - --max-model-len={{ . }}
      {{- end }}
      {{- if gt $count 1 }}
      - --tensor-parallel-size={{ $count }}
      {{- end }}
      {{- if and $facts.pool.share (lt (float64 $facts.pool.shareMemoryGiB) (float64 $facts.pool.memoryGiB)) (not (hasPrefix "mig-" $facts.pool.share)) }}
      # Of the whole GPU's memory, which is what vLLM sees: others have the rest.
      - --gpu-memory-utilization={{ divf (mulf 0.9 $facts.pool.shareMemoryGiB) $facts.pool.memoryGiB | printf "%.3f" }}
      {{- end }}
      {{- if gt $nodes 1 }}
      # https://docs.vllm.ai/en/stable/serving/parallelism_scaling/: GPUs of a node split each layer, nodes split the layers.
      - --pipeline-parallel-size={{ $nodes }}
      - --nnodes={{ $nodes }}
      - --node-rank={{ $rank }}
      - --master-addr=$(LWS_LEADER_ADDRESS)
      {{- if not $leads }}
      - --headless
      {{- end }}
      {{- end }}
      {{- range $engine.args }}
      - {{ . | quote }}
      {{- end }}
    {{- else }}
    command: {{ toJson $engine.command }}
    {{- with $engine.args }}
    args: {{ toJson . }}
    {{- end }}
    {{- end }}
    env:
      - { name: MODEL, value: {{ $facts.weights | quote }} }
      # The user has no entry in the image's /etc/passwd and no home.
      - { name: HOME, value: /cache }
      - { name: USER, value: server }
      {{- if $facts.vllm }}
      - { name: VLLM_CACHE_ROOT, value: /cache/vllm }
      - { name: TORCHINDUCTOR_CACHE_DIR, value: /cache/inductor }
      - { name: TRITON_CACHE_DIR, value: /cache/triton }
      # Nothing is asked of Hugging Face, and nothing told to vLLM.
      - { name: HF_HUB_OFFLINE, value: "1" }
      - { name: VLLM_NO_USAGE_STATS, value: "1" }
      {{- end }}
      {{- if gt $nodes 1 }}
      - { name: VLLM_HOST_IP, valueFrom: { fieldRef: { fieldPath: status.podIP } } }
      {{- end }}
      {{- with ternary (include "inference.store" $root) "" (eq $facts.source "from") | trim }}
      {{- . | nindent 6 }}
      {{- end }}
      {{- with include "platform.trustVariables" $root | trim }}
      {{- . | nindent 6 }}
      {{- end }}
    {{- if and $model.credentials (eq $facts.source "from") }}
    envFrom: [{ secretRef: { name: {{ $model.credentials }} } }]
    {{- end }}
    ports: [{ name: http, containerPort: {{ $engine.port }} }]
    resources:
      requests:
        cpu: {{ $facts.cpu | quote }}
        memory: {{ $facts.memoryGiB }}Gi
        {{ $facts.pool.resource }}: {{ $count | quote }}
        {{- with include "inference.adapters" (list $nodes $facts.pool) | trim }}
        {{- . | nindent 8 }}
        {{- end }}
      limits:
        memory: {{ $facts.memoryGiB }}Gi
        {{ $facts.pool.resource }}: {{ $count | quote }}
        {{- with include "inference.adapters" (list $nodes $facts.pool) | trim }}
        {{- . | nindent 8 }}
        {{- end }}
    securityContext:
      {{- include "platform.containerSecurity" $root | nindent 6 }}
    {{- if $leads }}
    # Twice what loading {{ $model.sizeGB }} GB and compiling take: {{ $facts.start }} s.
    startupProbe: { httpGet: { path: {{ $engine.ready }}, port: http }, periodSeconds: 10, failureThreshold: {{ ceil (divf $facts.start 10) | int }}, timeoutSeconds: 5 }
    readinessProbe: { httpGet: { path: {{ $engine.ready }}, port: http }, periodSeconds: 5, failureThreshold: 3, timeoutSeconds: 5 }
    livenessProbe: { httpGet: { path: {{ $engine.alive }}, port: http }, periodSeconds: 10, failureThreshold: 6, timeoutSeconds: 5 }
    lifecycle: { preStop: { sleep: { seconds: 15 } } }
    {{- end }}
    volumeMounts:
      {{- if ne $facts.source "from" }}
      - { name: models, mountPath: {{ ternary "/models/model" "/models" (eq $facts.source "image") }}, readOnly: true }
      {{- end }}
      - { name: cache, mountPath: /cache }
      - { name: tmp, mountPath: /tmp }
      {{- if or (gt $count 1) (gt $nodes 1) }}
      - { name: shm, mountPath: /dev/shm }
      {{- end }}
      {{- with include "platform.trustMount" $root | trim }}
      {{- . | nindent 6 }}
      {{- end }}
volumes:
  {{- if eq $facts.source "image" }}
  - { name: models, image: { reference: {{ include "platform.image" (list $root $model.image) }}, pullPolicy: IfNotPresent } }
  {{- else if eq $facts.source "volume" }}
  - { name: models, persistentVolumeClaim: { claimName: {{ $facts.claim }}, readOnly: true } }
  {{- end }}
  - { name: cache, emptyDir: { sizeLimit: 20Gi } }
  - { name: tmp, emptyDir: { sizeLimit: 10Gi } }
  {{- if or (gt $count 1) (gt $nodes 1) }}
  # The processes of one model on several GPUs talk through shared memory, of which containerd gives 64 MiB.
  - { name: shm, emptyDir: { medium: Memory, sizeLimit: 16Gi } }
  {{- end }}
  {{- with include "platform.trustVolume" $root | trim }}
  {{- . | nindent 2 }}
  {{- end }}
{{- end }}

{{/* Variables that say where an object store is. vLLM, "Loading models with Run:ai Model Streamer". */}}
{{- define "inference.store" -}}
{{- with .Values.model.endpoint }}
- { name: AWS_ENDPOINT_URL, value: {{ . | quote }} }
- { name: AWS_EC2_METADATA_DISABLED, value: "true" }
- { name: RUNAI_STREAMER_S3_USE_VIRTUAL_ADDRESSING, value: "0" }
{{- end }}
{{- if .Values.model.from }}
# Of weights on their way, for each GPU: by default 40 GB, more than the pod has.
- { name: RUNAI_STREAMER_MEMORY_LIMIT, value: "4294967296" }
{{- end }}
{{- with .Values.model.account }}
- { name: AZURE_STORAGE_ACCOUNT_NAME, value: {{ . | quote }} }
{{- end }}
{{- end }}

{{/* Adapters of the fast network, for a replica on several nodes: (list $nodes $pool). */}}
{{- define "inference.adapters" -}}
{{- if gt (index . 0) 1 }}
{{- range $resource, $number := (index . 1).network }}
{{ $resource }}: {{ $number | quote }}
{{- end }}
{{- end }}
{{- end }}

{{/* Labels of the pods: (list $ $facts). Azure's webhook gives an identity only to pods with its label; elsewhere nobody reads it. */}}
{{- define "inference.podLabels" -}}
{{- $root := index . 0 -}}
{{ include "platform.labels" (list $root "server") }}
{{- if and $root.Values.serviceAccount (hasPrefix "az://" $root.Values.model.from) }}
azure.workload.identity/use: "true"
{{- end }}
{{- end }}
