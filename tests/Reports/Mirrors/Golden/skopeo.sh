#!/bin/sh
# The images of ai-platform/prod for registry.acme.example/mirror.
# Run: sh <this file>, after skopeo login
set -eu
registry='registry.acme.example/mirror'

# copy SOURCE DESTINATION
copy() {
  printf '%s\n' "$1"
  skopeo copy --all --preserve-digests --retry-times 3 "docker://$1" "docker://$2"
}

# Not known: the tag of 602401143452.dkr.ecr.us-west-2.amazonaws.com/eks/aws-efa-k8s-device-plugin.
# Not known: the tag of ghcr.io/spegel-org/spegel.
# Not known: the tag of mcr.microsoft.com/oss/v2/kubernetes-csi/azurelustre-csi.
# Not known: the tag of mcr.microsoft.com/oss/v2/kubernetes-csi/csi-node-driver-registrar.
# Not known: the tag of mcr.microsoft.com/oss/v2/kubernetes-csi/csi-provisioner.
# Not known: the tag of mcr.microsoft.com/oss/v2/kubernetes-csi/livenessprobe.
# Not known: the tag of nvcr.io/nvidia/k8s-dra-driver-gpu.
# Not known: the tag of quay.io/ceph/ceph.
# Not known: the tag of registry.k8s.io/kubectl.
copy 'docker.io/curlimages/curl:8.15.0' "$registry"'/curlimages/curl:8.15.0'
copy 'docker.io/curlimages/curl:8.20.0' "$registry"'/curlimages/curl:8.20.0'
copy 'docker.io/envoyproxy/ai-gateway-controller:v1.1.0' "$registry"'/envoyproxy/ai-gateway-controller:v1.1.0'
copy 'docker.io/envoyproxy/ai-gateway-extproc:v1.1.0' "$registry"'/envoyproxy/ai-gateway-extproc:v1.1.0'
copy 'docker.io/envoyproxy/envoy:distroless-v1.39.0' "$registry"'/envoyproxy/envoy:distroless-v1.39.0'
copy 'docker.io/envoyproxy/gateway:v1.9.0' "$registry"'/envoyproxy/gateway:v1.9.0'
copy 'docker.io/envoyproxy/ratelimit:17b1956c' "$registry"'/envoyproxy/ratelimit:17b1956c'
copy 'docker.io/grafana/grafana:13.2.0' "$registry"'/grafana/grafana:13.2.0'
copy 'docker.io/grafana/loki:3.7.6' "$registry"'/grafana/loki:3.7.6'
copy 'docker.io/koalaman/shellcheck:v0.11.0' "$registry"'/koalaman/shellcheck:v0.11.0'
copy 'docker.io/library/busybox:1.37.0' "$registry"'/library/busybox:1.37.0'
copy 'docker.io/library/busybox:1.37.0-musl' "$registry"'/library/busybox:1.37.0-musl'
copy 'docker.io/openpolicyagent/gatekeeper-crds:v3.23.0' "$registry"'/openpolicyagent/gatekeeper-crds:v3.23.0'
copy 'docker.io/openpolicyagent/gatekeeper:v3.23.0' "$registry"'/openpolicyagent/gatekeeper:v3.23.0'
copy 'docker.io/rook/ceph:v1.20.6' "$registry"'/rook/ceph:v1.20.6'
copy 'docker.io/velero/velero-plugin-for-aws:v1.14.2' "$registry"'/velero/velero-plugin-for-aws:v1.14.2'
copy 'docker.io/velero/velero-plugin-for-microsoft-azure:v1.14.2' "$registry"'/velero/velero-plugin-for-microsoft-azure:v1.14.2'
copy 'docker.io/velero/velero:v1.18.1' "$registry"'/velero/velero:v1.18.1'
copy 'docker.io/vllm/vllm-openai:v0.11.0' "$registry"'/vllm/vllm-openai:v0.11.0'
copy 'docker.io/vllm/vllm-openai@sha256:8a69ffad015f138d7170c4ddc429e230a3bc1c1719f67e14324749df200a4b90' "$registry"'/vllm/vllm-openai:v0.30.0'
copy 'ecr-public.aws.com/docker/library/haproxy:3.3.10-alpine' "$registry"'/docker/library/haproxy:3.3.10-alpine'
copy 'ecr-public.aws.com/docker/library/redis:8.2.3-alpine' "$registry"'/docker/library/redis:8.2.3-alpine'
copy 'ghcr.io/external-secrets/external-secrets:v2.9.0' "$registry"'/external-secrets/external-secrets:v2.9.0'
copy 'ghcr.io/kedacore/keda-admission-webhooks:2.20.2' "$registry"'/kedacore/keda-admission-webhooks:2.20.2'
copy 'ghcr.io/kedacore/keda-metrics-apiserver:2.20.2' "$registry"'/kedacore/keda-metrics-apiserver:2.20.2'
copy 'ghcr.io/kedacore/keda:2.20.2' "$registry"'/kedacore/keda:2.20.2'
copy 'ghcr.io/llm-d/llm-d-router-disagg-sidecar@sha256:1344adff65f96f76fc00c6003a1c63c1e9bb70f3628307f61f748a89a265b260' "$registry"'/llm-d/llm-d-router-disagg-sidecar:v0.10.0'
copy 'ghcr.io/llm-d/llm-d-router-endpoint-picker@sha256:2e516fa1310da7be59b82beb1445362139597d6d553ef04d546716abe3aaaa70' "$registry"'/llm-d/llm-d-router-endpoint-picker:v0.10.0'
copy 'ghcr.io/notaryproject/ratify:v1.4.4' "$registry"'/notaryproject/ratify:v1.4.4'
copy 'ghcr.io/open-telemetry/opentelemetry-collector-releases/opentelemetry-collector-contrib:0.158.0' "$registry"'/open-telemetry/opentelemetry-collector-releases/opentelemetry-collector-contrib:0.158.0'
copy 'ghcr.io/open-telemetry/opentelemetry-collector-releases/opentelemetry-collector-k8s:0.158.0' "$registry"'/open-telemetry/opentelemetry-collector-releases/opentelemetry-collector-k8s:0.158.0'
copy 'ghcr.io/open-telemetry/opentelemetry-go-instrumentation/autoinstrumentation-go:v0.24.0' "$registry"'/open-telemetry/opentelemetry-go-instrumentation/autoinstrumentation-go:v0.24.0'
copy 'ghcr.io/open-telemetry/opentelemetry-operator/autoinstrumentation-apache-httpd:1.0.4' "$registry"'/open-telemetry/opentelemetry-operator/autoinstrumentation-apache-httpd:1.0.4'
copy 'ghcr.io/open-telemetry/opentelemetry-operator/autoinstrumentation-dotnet:1.16.0' "$registry"'/open-telemetry/opentelemetry-operator/autoinstrumentation-dotnet:1.16.0'
copy 'ghcr.io/open-telemetry/opentelemetry-operator/autoinstrumentation-java:2.30.0' "$registry"'/open-telemetry/opentelemetry-operator/autoinstrumentation-java:2.30.0'
copy 'ghcr.io/open-telemetry/opentelemetry-operator/autoinstrumentation-nodejs:0.78.0' "$registry"'/open-telemetry/opentelemetry-operator/autoinstrumentation-nodejs:0.78.0'
copy 'ghcr.io/open-telemetry/opentelemetry-operator/autoinstrumentation-python:0.64b0' "$registry"'/open-telemetry/opentelemetry-operator/autoinstrumentation-python:0.64b0'
copy 'ghcr.io/open-telemetry/opentelemetry-operator/opentelemetry-operator:0.158.0' "$registry"'/open-telemetry/opentelemetry-operator/opentelemetry-operator:0.158.0'
copy 'ghcr.io/open-telemetry/opentelemetry-operator/operator-opamp-bridge:0.158.0' "$registry"'/open-telemetry/opentelemetry-operator/operator-opamp-bridge:0.158.0'
copy 'ghcr.io/open-telemetry/opentelemetry-operator/target-allocator:0.158.0' "$registry"'/open-telemetry/opentelemetry-operator/target-allocator:0.158.0'
copy 'ghcr.io/opencost/opencost@sha256:b0701f9b54e43c9abee98f5784792a5b469ca8951e87da32b161c1fa539ab0e1' "$registry"'/opencost/opencost:1.120.1'
copy 'nvcr.io/nvidia/cloud-native/gdrdrv:v2.6' "$registry"'/nvidia/cloud-native/gdrdrv:v2.6'
copy 'nvcr.io/nvidia/cloud-native/k8s-cc-manager:v0.4.3' "$registry"'/nvidia/cloud-native/k8s-cc-manager:v0.4.3'
copy 'nvcr.io/nvidia/cloud-native/k8s-driver-manager:v0.12.0' "$registry"'/nvidia/cloud-native/k8s-driver-manager:v0.12.0'
copy 'nvcr.io/nvidia/cloud-native/k8s-mig-manager:v0.15.0' "$registry"'/nvidia/cloud-native/k8s-mig-manager:v0.15.0'
copy 'nvcr.io/nvidia/cloud-native/network-operator:v26.4.1' "$registry"'/nvidia/cloud-native/network-operator:v26.4.1'
copy 'nvcr.io/nvidia/cloud-native/nvidia-sandbox-device-plugin:v0.0.5' "$registry"'/nvidia/cloud-native/nvidia-sandbox-device-plugin:v0.0.5'
copy 'nvcr.io/nvidia/cloud-native/vgpu-device-manager:v0.5.0' "$registry"'/nvidia/cloud-native/vgpu-device-manager:v0.5.0'
copy 'nvcr.io/nvidia/driver:595.91.07-ubuntu24.04' "$registry"'/nvidia/driver:595.91.07-ubuntu24.04'
copy 'nvcr.io/nvidia/gpu-operator:v26.7.0' "$registry"'/nvidia/gpu-operator:v26.7.0'
copy 'nvcr.io/nvidia/k8s-device-plugin:v0.20.0' "$registry"'/nvidia/k8s-device-plugin:v0.20.0'
copy 'nvcr.io/nvidia/k8s/container-toolkit:v1.20.0' "$registry"'/nvidia/k8s/container-toolkit:v1.20.0'
copy 'nvcr.io/nvidia/k8s/dcgm-exporter:4.6.0-4.8.3-distroless' "$registry"'/nvidia/k8s/dcgm-exporter:4.6.0-4.8.3-distroless'
copy 'nvcr.io/nvidia/kubevirt-gpu-device-plugin:v1.6.0' "$registry"'/nvidia/kubevirt-gpu-device-plugin:v1.6.0'
copy 'nvcr.io/nvidia/mellanox/doca-driver:doca3.4.1-26.04-1.1.0.0-1-ubuntu24.04-amd64' "$registry"'/nvidia/mellanox/doca-driver:doca3.4.1-26.04-1.1.0.0-1-ubuntu24.04-amd64'
copy 'nvcr.io/nvidia/mellanox/k8s-rdma-shared-dev-plugin:network-operator-v26.4.1' "$registry"'/nvidia/mellanox/k8s-rdma-shared-dev-plugin:network-operator-v26.4.1'
copy 'nvcr.io/nvidia/mellanox/network-operator-init-container:network-operator-v26.4.1' "$registry"'/nvidia/mellanox/network-operator-init-container:network-operator-v26.4.1'
copy 'public.ecr.aws/eks/aws-load-balancer-controller:v3.5.0' "$registry"'/eks/aws-load-balancer-controller:v3.5.0'
copy 'public.ecr.aws/karpenter/controller@sha256:723130949e4cab989461ff07d1be4cd781d63515432494641b33c235f300ae23' "$registry"'/karpenter/controller:1.14.1'
copy 'quay.io/argoproj/argocd:v3.4.4' "$registry"'/argoproj/argocd:v3.4.4'
copy 'quay.io/cephcsi/ceph-csi-operator:v1.0.4' "$registry"'/cephcsi/ceph-csi-operator:v1.0.4'
copy 'quay.io/cephcsi/cephcsi:v3.17.0' "$registry"'/cephcsi/cephcsi:v3.17.0'
copy 'quay.io/csiaddons/k8s-sidecar:v0.14.0' "$registry"'/csiaddons/k8s-sidecar:v0.14.0'
copy 'quay.io/jetstack/cert-manager-acmesolver:v1.21.1' "$registry"'/jetstack/cert-manager-acmesolver:v1.21.1'
copy 'quay.io/jetstack/cert-manager-cainjector:v1.21.1' "$registry"'/jetstack/cert-manager-cainjector:v1.21.1'
copy 'quay.io/jetstack/cert-manager-controller:v1.21.1' "$registry"'/jetstack/cert-manager-controller:v1.21.1'
copy 'quay.io/jetstack/cert-manager-startupapicheck:v1.21.1' "$registry"'/jetstack/cert-manager-startupapicheck:v1.21.1'
copy 'quay.io/jetstack/cert-manager-webhook:v1.21.1' "$registry"'/jetstack/cert-manager-webhook:v1.21.1'
copy 'quay.io/jetstack/trust-manager:v0.24.0' "$registry"'/jetstack/trust-manager:v0.24.0'
copy 'quay.io/jetstack/trust-pkg-debian-trixie:20250419.1' "$registry"'/jetstack/trust-pkg-debian-trixie:20250419.1'
copy 'quay.io/jupyter/pytorch-notebook@sha256:62e5c27a27e8eaa08d044c920a40061f4d3763d02a7bc56d40e689a878d07c65' "$registry"'/jupyter/pytorch-notebook:cuda12-2025-09-08'
copy 'quay.io/kiwigrid/k8s-sidecar:2.10.1' "$registry"'/kiwigrid/k8s-sidecar:2.10.1'
copy 'quay.io/kuberay/operator:v1.7.0' "$registry"'/kuberay/operator:v1.7.0'
copy 'quay.io/metallb/controller:v0.16.1' "$registry"'/metallb/controller:v0.16.1'
copy 'quay.io/metallb/speaker:v0.16.1' "$registry"'/metallb/speaker:v0.16.1'
copy 'quay.io/prometheus-operator/prometheus-config-reloader:v0.93.1' "$registry"'/prometheus-operator/prometheus-config-reloader:v0.93.1'
copy 'quay.io/prometheus-operator/prometheus-operator:v0.93.1' "$registry"'/prometheus-operator/prometheus-operator:v0.93.1'
copy 'quay.io/prometheus/alertmanager:v0.34.0' "$registry"'/prometheus/alertmanager:v0.34.0'
copy 'quay.io/prometheus/node-exporter:v1.12.1-distroless' "$registry"'/prometheus/node-exporter:v1.12.1-distroless'
copy 'quay.io/prometheus/prometheus:v3.14.0-distroless' "$registry"'/prometheus/prometheus:v3.14.0-distroless'
copy 'quay.io/thanos/thanos:v0.42.4' "$registry"'/thanos/thanos:v0.42.4'
copy 'registry.istio.io/release/install-cni:1.30.3-distroless' "$registry"'/release/install-cni:1.30.3-distroless'
copy 'registry.istio.io/release/pilot:1.30.3-distroless' "$registry"'/release/pilot:1.30.3-distroless'
copy 'registry.istio.io/release/proxyv2:1.30.3-distroless' "$registry"'/release/proxyv2:1.30.3-distroless'
copy 'registry.istio.io/release/ztunnel:1.30.3-distroless' "$registry"'/release/ztunnel:1.30.3-distroless'
copy 'registry.k8s.io/autoscaling/cluster-autoscaler:v1.35.0' "$registry"'/autoscaling/cluster-autoscaler:v1.35.0'
copy 'registry.k8s.io/external-dns/external-dns:v0.21.0' "$registry"'/external-dns/external-dns:v0.21.0'
copy 'registry.k8s.io/jobset/jobset:v0.12.0' "$registry"'/jobset/jobset:v0.12.0'
copy 'registry.k8s.io/kube-state-metrics/kube-state-metrics:v2.20.0' "$registry"'/kube-state-metrics/kube-state-metrics:v2.20.0'
copy 'registry.k8s.io/kubectl:v1.35.0' "$registry"'/kubectl:v1.35.0'
copy 'registry.k8s.io/kueue/kueue:v0.19.2' "$registry"'/kueue/kueue:v0.19.2'
copy 'registry.k8s.io/lws/lws:v0.10.0' "$registry"'/lws/lws:v0.10.0'
copy 'registry.k8s.io/nfd/node-feature-discovery:v0.19.0' "$registry"'/nfd/node-feature-discovery:v0.19.0'
copy 'registry.k8s.io/pause:3.10.1' "$registry"'/pause:3.10.1'
copy 'registry.k8s.io/sig-storage/csi-attacher:v4.12.0' "$registry"'/sig-storage/csi-attacher:v4.12.0'
copy 'registry.k8s.io/sig-storage/csi-node-driver-registrar:v2.17.0' "$registry"'/sig-storage/csi-node-driver-registrar:v2.17.0'
copy 'registry.k8s.io/sig-storage/csi-provisioner:v6.2.0' "$registry"'/sig-storage/csi-provisioner:v6.2.0'
copy 'registry.k8s.io/sig-storage/csi-resizer:v2.1.0' "$registry"'/sig-storage/csi-resizer:v2.1.0'
copy 'registry.k8s.io/sig-storage/csi-snapshotter:v8.5.0' "$registry"'/sig-storage/csi-snapshotter:v8.5.0'

# copy_list URL: the images of a release, each under its own path.
copy_list() {
  images=$(curl --proto '=https' --fail --silent --show-error --location "$1")
  printf '%s\n' "$images" | while IFS= read -r image; do
    copy "$image" "$registry/${image#*/}"
  done
}

copy_list 'https://github.com/k3s-io/k3s/releases/download/v1.35.1%2Bk3s1/k3s-images.txt'
