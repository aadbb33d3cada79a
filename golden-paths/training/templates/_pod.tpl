{{/* The pod of a node: (list $ $facts). */}}
{{- define "training.pod" -}}
{{- $root := index . 0 }}{{- $facts := index . 1 }}{{- $values := $root.Values -}}
{{- $ray := eq $facts.kind "ray" }}{{- $count := int $values.gpu.count -}}
{{- if not $ray -}}
restartPolicy: Never
{{ end -}}
serviceAccountName: {{ $facts.account }}
automountServiceAccountToken: false
{{- include "platform.pullSecrets" $root }}
{{ include "platform.placement" $facts.pool }}
{{- if and (gt (int $values.nodes) 1) (gt (int $root.Values.platform.zones) 1) (not $facts.pool.placed) }}
# Between zones the network is slower and has a price. Where a pool is placed by topology, Kueue sees to that.
affinity:
  podAffinity:
    preferredDuringSchedulingIgnoredDuringExecution:
      - weight: 100
        podAffinityTerm:
          topologyKey: topology.kubernetes.io/zone
          labelSelector:
            matchLabels:
              {{- include "platform.selector" (list $root $facts.part) | nindent 14 }}
{{- end }}
terminationGracePeriodSeconds: {{ $values.graceSeconds }}
securityContext:
  {{- include "platform.podSecurity" (list $root $values.user) | nindent 2 }}
containers:
  - name: node
    image: {{ include "platform.image" (list $root $values.image) }}
    {{- if not $ray }}
    command:
      {{- toYaml $values.command | nindent 6 }}
    {{- end }}
    env:
      # The user has no entry in the image's /etc/passwd and no home.
      - { name: HOME, value: /home/node }
      - { name: USER, value: node }
      {{- if $facts.checkpoints }}
      - { name: CHECKPOINTS, value: /checkpoints }
      {{- end }}
      {{- if or $facts.dataset $values.dataset.image }}
      - { name: DATASET, value: /dataset }
      {{- end }}
      {{- if not $ray }}
      {{- include "training.launch" . | nindent 6 }}
      {{- end }}
      {{- with include "platform.trustVariables" $root | trim }}
      {{- . | nindent 6 }}
      {{- end }}
      {{- range $name, $value := $values.env }}
      - { name: {{ $name }}, value: {{ $value | toString | quote }} }
      {{- end }}
    {{- with $values.secrets }}
    envFrom:
      {{- range . }}
      - secretRef: { name: {{ . }} }
      {{- end }}
    {{- end }}
    {{- if $ray }}
    ports:
      - { name: gcs-server, containerPort: 6379 }
      - { name: dashboard, containerPort: 8265 }
      - { name: client, containerPort: 10001 }
      - { name: metrics, containerPort: 8080 }
    {{- else if $facts.metrics }}
    ports:
      - { name: metrics, containerPort: {{ $facts.metrics }} }
    {{- end }}
    resources:
      {{- $devices := include "training.devices" . | trim }}
      requests:
        cpu: {{ $facts.cpu | quote }}
        memory: {{ $facts.memoryGiB }}Gi
        {{- $devices | nindent 8 }}
      limits:
        memory: {{ $facts.memoryGiB }}Gi
        {{- $devices | nindent 8 }}
    securityContext:
      {{- include "platform.containerSecurity" $root | nindent 6 }}
    volumeMounts:
      - { name: home, mountPath: /home/node }
      - { name: tmp, mountPath: /tmp }
      - { name: shm, mountPath: /dev/shm }
      {{- if $facts.checkpoints }}
      - { name: checkpoints, mountPath: /checkpoints }
      {{- end }}
      {{- if or $facts.dataset $values.dataset.image }}
      - { name: dataset, mountPath: /dataset, readOnly: true }
      {{- end }}
      {{- with include "platform.trustMount" $root | trim }}
      {{- . | nindent 6 }}
      {{- end }}
volumes:
  - { name: home, emptyDir: { sizeLimit: {{ $values.resources.scratchGiB }}Gi } }
  - { name: tmp, emptyDir: { sizeLimit: {{ $values.resources.scratchGiB }}Gi } }
  # Loaders of data and the GPUs of a node talk through shared memory, of which containerd gives 64 MiB.
  - { name: shm, emptyDir: { medium: Memory, sizeLimit: {{ $facts.shmGiB }}Gi } }
  {{- with $facts.checkpoints }}
  - { name: checkpoints, persistentVolumeClaim: { claimName: {{ . }} } }
  {{- end }}
  {{- if $values.dataset.image }}
  - { name: dataset, image: { reference: {{ include "platform.image" (list $root $values.dataset.image) }}, pullPolicy: IfNotPresent } }
  {{- else if $facts.dataset }}
  - { name: dataset, persistentVolumeClaim: { claimName: {{ $facts.dataset }}, readOnly: true } }
  {{- end }}
  {{- with include "platform.trustVolume" $root | trim }}
  {{- . | nindent 2 }}
  {{- end }}
{{- end }}

{{/*
Variables of torchrun (torch/distributed/run.py reads PET_ and the name of each option) and of other launchers. The first node has a name in the
headless Service of its JobSet.
*/}}
{{- define "training.launch" -}}
{{- $root := index . 0 }}{{- $facts := index . 1 }}{{- $count := int $root.Values.gpu.count -}}
- { name: NNODES, value: {{ $root.Values.nodes | quote }} }
- { name: PET_NNODES, value: {{ $root.Values.nodes | quote }} }
- { name: NPROC_PER_NODE, value: {{ $count | quote }} }
- { name: PET_NPROC_PER_NODE, value: {{ $count | quote }} }
{{- if eq $facts.kind "jobset" }}
{{- range list "NODE_RANK" "PET_NODE_RANK" }}
- { name: {{ . }}, valueFrom: { fieldRef: { fieldPath: "metadata.labels['batch.kubernetes.io/job-completion-index']" } } }
{{- end }}
{{- range list "MASTER_ADDR" "PET_MASTER_ADDR" }}
- { name: {{ . }}, value: {{ $facts.name }}-node-0-0.{{ $facts.name }} }
{{- end }}
{{- range list "MASTER_PORT" "PET_MASTER_PORT" }}
- { name: {{ . }}, value: "29500" }
{{- end }}
{{- end }}
{{- end }}

{{/*
Devices of a node: its GPUs, and between nodes their share of the fast network. libfabric keeps what it sends through EFA in huge pages, of which
a node has 5,128 of 2 MiB (docs/eks.md); nothing else has to be set for it since libfabric 1.18 and aws-ofi-nccl 1.7
(https://github.com/aws-samples/awsome-distributed-training/blob/main/1.architectures/efa-cheatsheet.md).
*/}}
{{- define "training.devices" -}}
{{- $root := index . 0 }}{{- $facts := index . 1 }}{{- $count := int $root.Values.gpu.count }}{{- $all := int $facts.pool.perNode -}}
{{ $facts.pool.resource }}: {{ $count | quote }}
{{- if gt (int $root.Values.nodes) 1 }}
{{- range $resource, $number := $facts.pool.network }}
{{ $resource }}: {{ max 1 (div (mul (int $number) $count) $all) | quote }}
{{- if eq $resource "vpc.amazonaws.com/efa" }}
hugepages-2Mi: {{ div (mul 5120 $count) $all }}Mi
{{- end }}
{{- end }}
{{- end }}
{{- end }}
