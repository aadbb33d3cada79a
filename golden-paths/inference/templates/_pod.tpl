{{/*
The specification of a pod: (list $ $facts $role $rank), where the rank is that of the pod's node: "0" answers requests, any other computes with it.
*/}}
{{- define "inference.pod" -}}
{{- $root := index . 0 }}{{- $facts := index . 1 }}{{- $role := index . 2 }}{{- $rank := index . 3 }}
{{- $values := $root.Values }}{{- $engine := $values.engine }}{{- $model := $values.model }}
{{- $nodes := int $values.nodes }}{{- $count := int $role.count }}{{- $pool := $role.pool }}{{- $leads := eq $rank "0" }}
{{- /* Where prompts are read elsewhere, a proxy beside the engine has them read first, and the engine listens behind it. */}}
{{- $proxied := and $facts.split (eq $role.part "server") }}
{{- $port := ternary 8200 (int $engine.port) $proxied }}{{- $listens := ternary "engine" "http" $proxied -}}
serviceAccountName: {{ $facts.account }}
automountServiceAccountToken: false
{{- include "platform.pullSecrets" $root }}
{{ include "platform.placement" $pool }}
{{- if eq $nodes 1 }}
{{ include "platform.spread" (list $root $role.part) }}
{{- end }}
# What is being answered is finished, after the gateway has noticed.
terminationGracePeriodSeconds: {{ add (int $values.answerSeconds) 15 }}
securityContext:
  {{- include "platform.podSecurity" (list $root $engine.user) | nindent 2 }}
{{- if $proxied }}
initContainers:
  - name: proxy
    image: {{ include "platform.image" (list $root $values.picker.proxy) }}
    restartPolicy: Always # beside the engine, not before it
    args:
      - --port={{ $engine.port }}
      - --model-server-port={{ $port }}
      - --kv-connector=nixlv2
      - --secure-proxy=false
    ports: [{ name: http, containerPort: {{ $engine.port }} }]
    resources:
      requests: { cpu: 500m, memory: 512Mi }
      limits: { memory: 512Mi }
    securityContext:
      {{- include "platform.containerSecurity" $root | nindent 6 }}
{{- end }}
containers:
  - name: server
    image: {{ include "platform.image" (list $root $engine.image) }}
    {{- if $facts.vllm }}
    command: [vllm, serve]
    args:
      - $(MODEL)
      - --served-model-name={{ $model.name }}
      - --port={{ $port }}
      {{- if eq $facts.source "from" }}
      - --load-format=runai_streamer
      {{- end }}
      {{- with $model.contextTokens }}
      - --max-model-len={{ . }}
      {{- end }}
      {{- if gt $count 1 }}
      - --tensor-parallel-size={{ $count }}
      {{- end }}
      {{- if and $pool.share (lt (float64 $pool.shareMemoryGiB) (float64 $pool.memoryGiB)) (not (hasPrefix "mig-" $pool.share)) }}
      # Of the whole GPU's memory, which is what vLLM sees: others have the rest.
      - --gpu-memory-utilization={{ divf (mulf 0.9 $pool.shareMemoryGiB) $pool.memoryGiB | printf "%.3f" }}
      {{- end }}
      {{- if $facts.split }}
      - {{ dict "kv_connector" "NixlConnector" "kv_role" "kv_both" "kv_load_failure_policy" "fail" | toJson | printf "--kv-transfer-config=%s" | quote }}
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
      {{- if $facts.split }}
      # Under which the other kind of replica asks for what was computed.
      - { name: VLLM_NIXL_SIDE_CHANNEL_HOST, valueFrom: { fieldRef: { fieldPath: status.podIP } } }
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
    ports: [{ name: {{ $listens }}, containerPort: {{ $port }} }]
    resources:
      requests:
        cpu: {{ $role.cpu | quote }}
        memory: {{ $role.memoryGiB }}Gi
        {{ $pool.resource }}: {{ $count | quote }}
        {{- with include "inference.adapters" (list (or $facts.split (gt $nodes 1)) $role) | trim }}
        {{- . | nindent 8 }}
        {{- end }}
      limits:
        memory: {{ $role.memoryGiB }}Gi
        {{ $pool.resource }}: {{ $count | quote }}
        {{- with include "inference.adapters" (list (or $facts.split (gt $nodes 1)) $role) | trim }}
        {{- . | nindent 8 }}
        {{- end }}
    securityContext:
      {{- include "platform.containerSecurity" $root | nindent 6 }}
    {{- if $leads }}
    # Twice what loading {{ $model.sizeGB }} GB and compiling take: {{ $facts.start }} s.
    startupProbe: { httpGet: { path: {{ $engine.ready }}, port: {{ $listens }} }, periodSeconds: 10, failureThreshold: {{ ceil (divf $facts.start 10) | int }}, timeoutSeconds: 5 }
    readinessProbe: { httpGet: { path: {{ $engine.ready }}, port: {{ $listens }} }, periodSeconds: 5, failureThreshold: 3, timeoutSeconds: 5 }
    livenessProbe: { httpGet: { path: {{ $engine.alive }}, port: {{ $listens }} }, periodSeconds: 10, failureThreshold: 6, timeoutSeconds: 5 }
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

{{/* Adapters of the fast network, for replicas that talk to others: (list true $role). Who has part of a node's GPUs gets as large a part of them. */}}
{{- define "inference.adapters" -}}
{{- if index . 0 }}
{{- $role := index . 1 }}
{{- range $resource, $number := $role.pool.network }}
{{ $resource }}: {{ max 1 (div (mul (int $number) (int $role.count)) (int $role.pool.perNode)) | quote }}
{{- end }}
{{- end }}
{{- end }}

{{/* Labels of the pods: (list $ $facts $role). Azure's webhook gives an identity only to pods with its label; elsewhere nobody reads it. */}}
{{- define "inference.podLabels" -}}
{{- $root := index . 0 }}{{- $role := index . 2 -}}
{{ include "platform.labels" (list $root $role.part) }}
{{- if (index . 1).split }}
ai-platform/model: {{ $root.Release.Name }}
llm-d.ai/role: {{ ternary "decode" "prefill" (eq $role.part "server") }}
{{- end }}
{{- if and $root.Values.serviceAccount (hasPrefix "az://" $root.Values.model.from) }}
azure.workload.identity/use: "true"
{{- end }}
{{- end }}
